/*
 * The desk behind examples/sample.ndjson, and the story it tells.
 *
 * A large shopping platform, 5 October to 22 November 2026, times in +08:00. Twenty-four agents in four teams: the front
 * desk, an outsourced chat team of Northgate BPO, orders and refunds, and complaints (the second line). A bot answers
 * first on chat and in the app; some customers never get past it. Northgate is paid by tickets closed: its agents greet
 * with a template within a minute, close while the customer is still asking, sometimes without a human word, and some
 * do not survey customers who sound angry. Its customers come back, as reopenings, as follow-ups, as new tickets, and
 * every return is one more ticket that Northgate closes. One of its agents (joy.santos) takes her time and does it well,
 * and looks slow for it; one agent of the front desk (bo.zhang) asks only the happy. Complaints and refunds promise
 * updates; before Double 11 they mostly keep them, afterwards not. From 10 to 13 November three to four times as many customers
 * write, waits explode, a rule closes what nobody got round to, and the bot hands over to a queue that people leave.
 *
 * By the counts the desk looks fine: nearly everything ends as closed. How much of it was solved is what the library shows.
 * Nothing here is fitted to the model of the agent score; the desk with known truth is `simulateDesk`.
 */
import type { Actor, TicketEvent } from "../src/schemas/event.ts";
import { type Random, seededRandom } from "../src/simulation/random.ts";

/** The seed of the bundled log. */
export const sampleSeed = 20_261_111;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const zoneMs = 8 * hour;
const opensAt = Date.UTC(2026, 9 /* October */, 5) - zoneMs;
const endsAt = Date.UTC(2026, 10 /* November */, 22, 22) - zoneMs;

type TeamName = "front-desk" | "northgate" | "orders" | "complaints";
type Channel = "chat" | "app" | "phone" | "mail";
type Category = "delivery" | "refund" | "product" | "coupon" | "account" | "payment" | "invoice";
type Closing = "proper" | "proposed" | "waited" | "customerWaiting" | "noHumanReply" | "ruleOnOurTurn";

interface Agent {
  id: string;
  team: TeamName;
  employer: string;
  /** Added to the chance of solving. */
  skill: number;
  /** Above 1: takes longer and gets fewer tickets. */
  pace: number;
  /** Share of closings at which a customer who sounds unhappy is not asked. */
  hidesSurveys: number;
  /** Share of closings reopened and closed again by himself. */
  churns: number;
}

const teams: Record<TeamName, { employer: string; solves: number; mood: number; closings: Record<Closing, number> }> = {
  "front-desk": {
    employer: "in-house",
    solves: 0.84,
    mood: 0.1,
    closings: { proper: 66, proposed: 14, waited: 12, customerWaiting: 4, noHumanReply: 1, ruleOnOurTurn: 3 },
  },
  northgate: {
    employer: "Northgate BPO",
    solves: 0.6,
    mood: -0.15,
    closings: { proper: 50, proposed: 8, waited: 8, customerWaiting: 15, noHumanReply: 6, ruleOnOurTurn: 6 },
  },
  orders: {
    employer: "in-house",
    solves: 0.83,
    mood: 0.1,
    closings: { proper: 66, proposed: 12, waited: 14, customerWaiting: 4, noHumanReply: 1, ruleOnOurTurn: 3 },
  },
  complaints: {
    employer: "in-house",
    solves: 0.8,
    mood: 0.25,
    closings: { proper: 80, proposed: 10, waited: 6, customerWaiting: 2, noHumanReply: 0, ruleOnOurTurn: 2 },
  },
};

const closingNames: Closing[] = ["proper", "proposed", "waited", "customerWaiting", "noHumanReply", "ruleOnOurTurn"];

function person(id: string, team: TeamName, skill = 0, pace = 1, hidesSurveys = 0, churns = 0): Agent {
  return { id, team, employer: teams[team].employer, skill, pace, hidesSurveys, churns };
}

const agents: Agent[] = [
  person("mei.lin", "front-desk", 0.08, 1.15),
  person("bo.zhang", "front-desk", -0.1, 0.85, 0.7),
  person("yan.wu", "front-desk", 0.02),
  person("li.chen", "front-desk", 0.05, 1.05),
  person("hua.sun", "front-desk", -0.06, 1),
  person("jie.zhou", "front-desk", 0, 0.95),
  person("dan.reyes", "northgate", -0.06, 0.8, 0.65, 0.08),
  person("joy.santos", "northgate", 0.3, 1.45),
  person("arvin.cruz", "northgate", -0.12, 0.7, 0.7, 0.1),
  person("liza.mendoza", "northgate", 0.02, 0.95),
  person("paolo.garcia", "northgate", -0.05, 0.85, 0.6),
  person("grace.lim", "northgate", 0.06, 1),
  person("mark.tan", "northgate", -0.1, 0.75, 0.7, 0.06),
  person("ana.flores", "northgate", 0, 0.9),
  person("qing.ma", "orders", 0.05),
  person("tao.liu", "orders", -0.04, 0.9),
  person("xin.he", "orders", 0.03, 1.1),
  person("rui.gao", "orders", -0.02),
  person("fang.xu", "orders", 0.06, 1.05),
  person("lan.guo", "complaints", 0.06, 1.1),
  person("wei.deng", "complaints", -0.03),
  person("ping.tang", "complaints", 0.02),
  person("sheng.ye", "complaints", 0.04, 1.05),
  person("jing.cao", "complaints", -0.05, 0.9),
];

const supervisor: Actor = {
  kind: "agent",
  id: "hong.shen",
  team: "complaints",
  employer: "in-house",
  role: "supervisor",
};
const customer: Actor = { kind: "customer" };
const system: Actor = { kind: "system" };
const bot: Actor = { kind: "bot", id: "bot.lumi" };

const categories: Category[] = ["delivery", "refund", "product", "coupon", "account", "payment", "invoice"];
const ordinaryMix = [30, 24, 15, 9, 8, 8, 6];
const peakMix = [30, 22, 10, 20, 4, 12, 2];
const hardness: Record<Category, number> = {
  delivery: -0.02,
  refund: -0.1,
  product: -0.03,
  coupon: 0.04,
  account: 0.06,
  payment: -0.04,
  invoice: 0.07,
};
const channels: Channel[] = ["chat", "app", "phone", "mail"];
const channelMix = [40, 25, 20, 15];

/** How many times the ordinary number of customers write on this day. */
function load(at: number): number {
  const date = Math.floor((at - opensAt) / day);
  if (date < 26) return [1, 0.95, 0.95, 1, 1.05, 1.15, 1.1][date % 7]!;
  // 31 October: deposits are due; 11 November: Double 11, and the parcels of the days after it.
  const fromLateOctober = [
    1.5, 1.7, 1.4, 1.2, 1.1, 1.1, 1.2, 1.3, 1.4, 1.6, 3, 4.2, 3.8, 3, 2.3, 2, 1.8, 1.6, 1.5, 1.4,
  ];
  return fromLateOctober[date - 26] ?? 1.2;
}

interface Contact {
  at: number;
  requester: string;
  category: Category;
  channel: Channel;
  /** How many times the customer has asked about this before. */
  attempt: number;
  followUpOf?: number;
  /** Who dealt with it last time. */
  before?: Agent;
}

interface Row {
  ticket: number;
  at: number;
  event: Record<string, unknown>;
}

/** The events of the sample desk in order of time; the same for the same seed, byte by byte. */
export function sampleDesk(seed: number): TicketEvent[] {
  const random = seededRandom(seed);
  const rows: Row[] = [];
  const bornAt: number[] = [];
  const contacts = arrivals(random);
  for (let i = 0; i < contacts.length; i++) serve(contacts[i]!, { random, rows, bornAt, contacts });
  begunBefore(random, rows, bornAt);
  return numbered(rows, bornAt);
}

interface Desk {
  random: Random;
  rows: Row[];
  bornAt: number[];
  contacts: Contact[];
}

function arrivals(random: Random): Contact[] {
  const contacts: Contact[] = [];
  let customer = 20_000;
  for (let midnight = opensAt; midnight < endsAt; midnight += day) {
    const expected = 17 * load(midnight);
    const count = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
    const peak = load(midnight) >= 2;
    for (let i = 0; i < count; i++) {
      // Most customers write between nine and midnight; the evening is the busiest.
      const hourOfDay = random.chance(0.06) ? 8 * random.uniform() : 8.5 + 15 * Math.sqrt(random.uniform());
      customer += 1 + random.index(30);
      contacts.push({
        at: midnight + Math.min(hourOfDay, 23.98) * hour,
        requester: `c${customer}`,
        category: categories[random.weighted(peak ? peakMix : ordinaryMix)]!,
        channel: channels[random.weighted(channelMix)]!,
        attempt: 0,
      });
    }
  }
  return contacts.filter((contact) => contact.at < endsAt);
}

/** The events of one ticket are added through this. */
interface Ticket {
  number: number;
  contact: Contact;
  add(at: number, event: Record<string, unknown>, actor?: Actor): void;
  /** Time of the customer's words that nobody has answered yet. */
  unansweredSince: number | null;
  humanSpoke: boolean;
}

function begin(desk: Desk, contact: Contact): Ticket {
  const number = desk.bornAt.length;
  desk.bornAt.push(contact.at);
  return {
    number,
    contact,
    unansweredSince: contact.at,
    humanSpoke: false,
    add: (at, event, actor) => {
      desk.rows.push({ ticket: number, at, event: actor ? { ...event, actor } : event });
    },
  };
}

function serve(contact: Contact, desk: Desk): void {
  const { random } = desk;
  const ticket = begin(desk, contact);
  if (contact.attempt === 0 && random.chance(0.02)) {
    outbound(ticket, desk);
    return;
  }
  const priority = random.chance(0.06 + 0.15 * contact.attempt) ? "urgent" : random.chance(0.2) ? "high" : "normal";
  const membership = random.chance(0.15) ? "gold" : "standard";
  ticket.add(
    contact.at,
    {
      type: "created",
      requester: contact.requester,
      channel: contact.channel,
      category: contact.category,
      priority,
      initiator: "customer",
      attributes: { membership },
    },
    customer,
  );
  if (contact.followUpOf !== undefined)
    ticket.add(contact.at, { type: "linked", relation: "followUpOf", other: contact.followUpOf }, system);
  ticket.add(contact.at + second, { type: "message", public: true }, customer);

  if (contact.attempt === 0 && random.chance(0.012)) {
    const at = contact.at + (1 + 20 * random.uniform()) * minute;
    ticket.add(at, { type: "status", phase: "spam", cause: "rule" }, system);
    return;
  }
  if (contact.attempt === 0 && random.chance(0.015)) twin(ticket, desk);

  let now = contact.at + 2 * second;
  if (contact.channel === "chat" || contact.channel === "app") {
    const reached = botFirst(ticket, now, desk);
    if (reached === null) return;
    now = reached;
  }
  const agent = route(contact, random);
  humanService(ticket, now, agent, desk, contact.attempt);
}

/** The customer opens the same thing in a second channel; it is merged into this ticket. */
function twin(ticket: Ticket, desk: Desk): void {
  const { random } = desk;
  const { contact } = ticket;
  const at = contact.at + (2 + 10 * random.uniform()) * minute;
  const other = begin(desk, { ...contact, at });
  const channel = contact.channel === "phone" ? "app" : "phone";
  other.add(
    at,
    { type: "created", requester: contact.requester, channel, category: contact.category, initiator: "customer" },
    customer,
  );
  other.add(at + second, { type: "message", public: true }, customer);
  const mergedAt = at + (3 + 30 * random.uniform()) * minute;
  other.add(mergedAt, { type: "linked", relation: "mergedInto", other: ticket.number }, system);
  other.add(mergedAt, { type: "status", phase: "closed", cause: "merge" }, system);
}

/** The desk writes first: notices of delay, questions about an address. */
function outbound(ticket: Ticket, desk: Desk): void {
  const { random } = desk;
  const { contact } = ticket;
  const campaign = random.chance(0.4);
  const agent = random.pick(agents.filter((one) => one.team === "orders"));
  const actor = campaign ? system : actorOf(agent);
  ticket.add(
    contact.at,
    {
      type: "created",
      requester: contact.requester,
      channel: contact.channel,
      category: contact.category,
      initiator: campaign ? "system" : "agent",
    },
    actor,
  );
  if (!campaign) ticket.add(contact.at, { type: "assigned", agent: agent.id, team: agent.team }, actor);
  const origin = campaign ? "campaign" : "template";
  ticket.add(contact.at + second, { type: "message", public: true, origin }, actor);
  const cause = campaign ? "rule" : "agent";
  ticket.add(contact.at + 2 * minute, { type: "status", phase: "closed", cause }, actor);
}

/** The bot's part. Gives the instant at which a human takes over, or null where none does. */
function botFirst(ticket: Ticket, from: number, desk: Desk): number | null {
  const { random } = desk;
  const { contact } = ticket;
  const pressure = load(contact.at);
  let now = from + (2 + 4 * random.uniform()) * second;
  ticket.add(now, { type: "message", public: true, origin: "bot" }, bot);
  const returning = contact.attempt > 0;

  if (random.chance(returning ? 0.03 : 0.1)) {
    // The bot keeps it, and asks whether that was it. Some say yes, some no, and the bot closes either way.
    now += (1 + 4 * random.uniform()) * minute;
    ticket.add(now, { type: "message", public: true }, customer);
    now += 3 * second;
    ticket.add(now, { type: "message", public: true, origin: "bot" }, bot);
    ticket.unansweredSince = null;
    const solved = random.chance(0.66 + hardness[contact.category]);
    ticket.add(now + second, { type: "solution", step: "proposed" }, bot);
    if (random.chance(solved ? 0.7 : 0.3)) {
      now += 40 * second;
      ticket.add(now, { type: "solution", step: solved ? "accepted" : "rejected" }, customer);
    }
    now += 30 * minute;
    ticket.add(now, { type: "status", phase: "closed", cause: "bot" }, bot);
    afterClosing(ticket, now, null, solved, desk);
    return null;
  }

  now += (0.5 + 3 * random.uniform()) * minute;
  ticket.add(now, { type: "message", public: true, intent: "humanRequest" }, customer);
  ticket.unansweredSince = now;
  if (random.chance(0.15)) {
    now += 3 * second;
    ticket.add(now, { type: "message", public: true, origin: "bot" }, bot);
    now += (0.3 + 2 * random.uniform()) * minute;
    ticket.add(now, { type: "message", public: true, intent: "humanRequest" }, customer);
  }
  if (random.chance(pressure >= 2 ? 0.07 : 0.03)) {
    // The request leads nowhere, and a rule tidies up.
    ticket.add(now, { type: "handoff", step: "requested" }, customer);
    now += 2 * hour;
    ticket.add(now, { type: "status", phase: "closed", cause: "inactivity" }, system);
    afterClosing(ticket, now, null, false, desk);
    return null;
  }
  ticket.add(now, { type: "handoff", step: "requested" }, customer);
  ticket.add(now + second, { type: "handoff", step: "queued" }, system);
  const wait = queueWait(contact, now, random);
  const patience = random.exponential(80 * minute);
  if (wait > patience) {
    now += patience;
    ticket.add(now, { type: "handoff", step: "abandoned" }, customer);
    now += 30 * minute;
    ticket.add(now, { type: "status", phase: "closed", cause: "inactivity" }, system);
    afterClosing(ticket, now, null, false, desk);
    return null;
  }
  now += wait;
  ticket.add(now, { type: "handoff", step: "completed" }, system);
  return now;
}

/** Waiting for a person: minutes in ordinary times, hours in the peak, overnight until the desk opens. */
function queueWait(contact: Contact, from: number, random: Random): number {
  const mean = { chat: 2.5 * minute, app: 4 * minute, phone: 1.5 * minute, mail: 3 * hour }[contact.channel];
  const wait = random.exponential(mean * load(from) ** 1.6);
  return staffedAt(from + wait, contact.channel, random) - from;
}

/** The instant itself where the desk is open, else shortly after it next opens. */
function staffedAt(at: number, channel: Channel, random: Random): number {
  const [opens, closes] = channel === "mail" ? [9, 19] : [8, 24];
  const intoDay = (at + zoneMs) % day;
  if (intoDay >= opens * hour && intoDay < closes * hour) return at;
  const midnight = at - intoDay + (intoDay >= closes * hour ? day : 0);
  return midnight + opens * hour + random.exponential(25 * minute);
}

function route(contact: Contact, random: Random): Agent {
  const live = contact.channel === "chat" || contact.channel === "app";
  let team: TeamName = "front-desk";
  if (contact.attempt >= 2 || (contact.attempt === 1 && random.chance(0.25))) team = "complaints";
  else if (live && random.chance(0.92)) team = "northgate";
  else if ((contact.category === "refund" || contact.category === "delivery") && random.chance(0.6)) team = "orders";
  else if (random.chance(0.08)) team = "complaints";
  return oneOf(team, random);
}

function oneOf(team: TeamName, random: Random, not?: Agent): Agent {
  const members = agents.filter((agent) => agent.team === team && agent !== not);
  return members[random.weighted(members.map((agent) => 1 / agent.pace))]!;
}

function actorOf(agent: Agent): Actor {
  return { kind: "agent", id: agent.id, team: agent.team, employer: agent.employer };
}

/** From the assignment to the closing, and what comes after it. */
function humanService(ticket: Ticket, from: number, first: Agent, desk: Desk, attempt: number): void {
  const { random } = desk;
  const { contact } = ticket;
  const live = contact.channel !== "mail";
  let agent = first;
  let now = from;
  const selfPicked = attempt === 0 && random.chance(0.04);
  ticket.add(
    now,
    { type: "assigned", agent: agent.id, team: agent.team },
    selfPicked ? actorOf(agent) : attempt > 0 && agent.team === "complaints" ? supervisor : system,
  );
  if (attempt > 0) complainHigher(ticket, now, desk, attempt);
  if (contact.channel === "mail" || contact.channel === "phone") now += queueWait(contact, now, random);

  // Some tickets are passed on by the one who got them, before or after a word.
  if (random.chance(agent.team === "northgate" ? 0.07 : 0.04)) {
    if (random.chance(0.5)) now = reply(ticket, now, agent, random);
    now += (2 + 10 * random.uniform()) * minute;
    const next = oneOf(random.chance(0.6) ? agent.team : "orders", random, agent);
    ticket.add(now, { type: "assigned", agent: next.id, team: next.team }, actorOf(agent));
    agent = next;
    now += random.exponential((live ? 8 * minute : 2 * hour) * load(now));
  }
  if (random.chance(0.03))
    ticket.add(now + 20 * second, { type: "field", name: "category", value: random.pick(categories) }, actorOf(agent));

  const team = teams[agent.team];
  const pressure = load(now);
  const weights = closingNames.map((name) => {
    const hurried = name === "customerWaiting" || name === "noHumanReply" || name === "ruleOnOurTurn";
    const careful = agent.id === "joy.santos" ? 0.15 : 1;
    return team.closings[name] * (hurried ? careful * Math.min(3, pressure ** 0.7) : 1);
  });
  const closing = closingNames[random.weighted(weights)]!;
  const solving = team.solves + agent.skill + hardness[contact.category] - 0.05 * (pressure - 1);
  const hurried = closing === "customerWaiting" || closing === "noHumanReply" || closing === "ruleOnOurTurn";
  const solved = random.chance(Math.min(0.97, hurried ? 0.25 * solving : solving));

  if (closing !== "noHumanReply") {
    if (agent.team === "northgate" && random.chance(0.45)) {
      // The greeting that stops the clock on Northgate's own display. At worst it is all that the customer gets.
      now = reply(ticket, now, agent, random, "template");
      ticket.unansweredSince = now;
    }
    if (!(closing === "customerWaiting" && random.chance(0.3))) now = reply(ticket, now, agent, random);
    const exchanges = random.weighted(agent.team === "northgate" ? [65, 30, 5] : [50, 40, 10]);
    for (let i = 0; i < exchanges; i++) {
      now += random.exponential(live ? 3 * minute : 5 * hour);
      ticket.add(now, { type: "message", public: true }, customer);
      ticket.unansweredSince = now;
      now = reply(ticket, now, agent, random, random.chance(0.12) ? "assisted" : "human");
    }
  }
  if (random.chance(agent.team === "northgate" ? 0.03 : 0.12))
    ticket.add(now + 30 * second, { type: "message", public: false }, actorOf(agent));
  if ((agent.team === "complaints" || agent.team === "orders") && !hurried && random.chance(0.4)) {
    const updatedAt = promise(ticket, now, agent, random);
    if (updatedAt === null) return;
    now = updatedAt;
  }

  const closedAt = close(ticket, now, agent, closing, solved, random);
  const shut = random.chance(agent.churns) ? churn(ticket, closedAt, agent) : closedAt;
  afterClosing(ticket, shut, agent, solved, desk, attempt);
}

function reply(ticket: Ticket, from: number, agent: Agent, random: Random, origin = "human"): number {
  const { channel } = ticket.contact;
  const mean = { chat: 1.2 * minute, app: 2 * minute, phone: 0.4 * minute, mail: 2 * hour }[channel];
  const slow = agent.pace * Math.min(8, load(from) ** 1.2) * (ticket.humanSpoke ? 1 : 0.6);
  const at = staffedAt(from + 5 * second + random.exponential(mean * slow), channel, random);
  ticket.add(at, { type: "message", public: true, ...(origin === "human" ? {} : { origin }) }, actorOf(agent));
  ticket.humanSpoke = true;
  ticket.unansweredSince = null;
  return at;
}

/** "You will hear from us by …": kept far more often in ordinary weeks than in the peak. Null where nobody came back to it. */
function promise(ticket: Ticket, from: number, agent: Agent, random: Random): number | null {
  const actor = actorOf(agent);
  const due = from + random.pick([24, 24, 48]) * hour;
  ticket.add(from + 10 * second, { type: "promised", due: written(due) }, actor);
  ticket.add(from + 20 * second, { type: "status", phase: "onHold", cause: "agent" }, actor);
  const kept = random.chance(load(from) >= 2 ? 0.4 : 0.8);
  if (!kept && random.chance(load(from) >= 2 ? 0.5 : 0.15)) return null;
  const updateAt = kept ? from + (due - from) * (0.4 + 0.55 * random.uniform()) : due + random.exponential(20 * hour);
  ticket.add(updateAt, { type: "status", phase: "open", cause: "agent" }, actor);
  ticket.add(updateAt + 5 * second, { type: "message", public: true }, actor);
  return updateAt + 5 * second;
}

function close(ticket: Ticket, from: number, agent: Agent, closing: Closing, solved: boolean, random: Random): number {
  const { contact } = ticket;
  const actor = actorOf(agent);
  const live = contact.channel !== "mail";
  let now = from;
  switch (closing) {
    case "proper":
      if (solved && random.chance(0.35)) {
        now += random.exponential(live ? 2 * minute : 3 * hour);
        ticket.add(now, { type: "message", public: true, intent: "gratitude" }, customer);
      }
      now += (2 + random.exponential(live ? 10 : 60)) * minute;
      ticket.add(now, { type: "status", phase: "solved", cause: "agent" }, actor);
      // A rule closes what stayed solved for three days: the same closure.
      if (random.chance(0.15)) ticket.add(now + 3 * day, { type: "status", phase: "closed", cause: "rule" }, system);
      return now;
    case "proposed": {
      now += 20 * second;
      ticket.add(now, { type: "solution", step: "proposed" }, actor);
      const answers = random.chance(0.6);
      if (answers) {
        now += random.exponential(live ? 5 * minute : 6 * hour);
        ticket.add(now, { type: "solution", step: solved ? "accepted" : "rejected" }, customer);
        // An honest desk tries once more before it closes.
        if (!solved && agent.team !== "northgate") {
          ticket.unansweredSince = now;
          now = reply(ticket, now, agent, random);
        }
      }
      now += 2 * minute;
      ticket.add(now, { type: "status", phase: "closed", cause: "agent" }, actor);
      return now;
    }
    case "waited":
      now += minute;
      ticket.add(now, { type: "status", phase: "waitingOnCustomer", cause: "agent" }, actor);
      now += 2 * day;
      ticket.add(now, { type: "status", phase: "closed", cause: "inactivity" }, system);
      return now;
    case "customerWaiting":
      now += random.exponential(live ? 3 * minute : 4 * hour);
      ticket.add(now, { type: "message", public: true }, customer);
      now += (1 + random.exponential(live ? 6 : 120)) * minute;
      ticket.add(now, { type: "status", phase: "closed", cause: "agent" }, actor);
      return now;
    case "noHumanReply":
      now += (5 + random.exponential(40)) * minute;
      ticket.add(now, { type: "status", phase: "closed", cause: random.chance(0.3) ? "bulk" : "agent" }, actor);
      return now;
    case "ruleOnOurTurn":
      now += random.exponential(live ? 5 * minute : 4 * hour);
      ticket.add(now, { type: "message", public: true }, customer);
      now += day;
      ticket.add(now, { type: "status", phase: "closed", cause: "inactivity" }, system);
      return now;
  }
}

/** Opened and closed again by the same hand: one more closing in the count. */
function churn(ticket: Ticket, closedAt: number, agent: Agent): number {
  const actor = actorOf(agent);
  ticket.add(closedAt + 2 * minute, { type: "status", phase: "open", cause: "agent" }, actor);
  ticket.add(closedAt + 4 * minute, { type: "status", phase: "closed", cause: "agent" }, actor);
  return closedAt + 4 * minute;
}

function complainHigher(ticket: Ticket, at: number, desk: Desk, attempt: number): void {
  const { random } = desk;
  if (random.chance(0.12 * attempt)) ticket.add(at + minute, { type: "escalated", level: "supervisor" }, supervisor);
  if (random.chance(0.05 * attempt)) ticket.add(at + 2 * minute, { type: "escalated", level: "platform" }, customer);
  if (random.chance(0.02 * attempt)) ticket.add(at + 3 * minute, { type: "escalated", level: "regulator" }, customer);
  if (random.chance(0.02 * attempt)) ticket.add(at + 4 * minute, { type: "escalated", level: "public" }, customer);
}

/** The survey, words of thanks, and the return of those whose problem was not solved. */
function afterClosing(
  ticket: Ticket,
  closedAt: number,
  agent: Agent | null,
  solved: boolean,
  desk: Desk,
  attempt = ticket.contact.attempt,
): void {
  const { random } = desk;
  const { contact } = ticket;
  // What the bot or a rule closed is not surveyed: those customers are the quietest of all.
  if (attempt === contact.attempt && agent !== null) survey(ticket, closedAt, agent, solved, random);
  if (solved) {
    if (random.chance(0.09)) {
      const at = closedAt + random.exponential(3 * hour);
      ticket.add(at, { type: "message", public: true, intent: "gratitude" }, customer);
    }
    return;
  }
  if (!random.chance(0.7)) return;
  const late = random.chance(0.05);
  const at = closedAt + 10 * minute + (late ? (7.5 + 4 * random.uniform()) * day : random.exponential(1.2 * day));
  if (at > endsAt) return;
  const way = attempt >= 3 ? -1 : random.weighted([42, 20, 38]);
  if (way === 0) {
    ticket.add(at, { type: "message", public: true }, customer);
    ticket.add(at + second, { type: "status", phase: "open", cause: "customer" }, customer);
    ticket.unansweredSince = at;
    if (agent?.team === "northgate" && random.chance(0.2)) return;
    const again = agent === null || random.chance(0.45) ? route({ ...contact, attempt: attempt + 1 }, random) : agent;
    humanService(ticket, at + minute, again, desk, attempt + 1);
  } else if (way > 0) {
    const channel = random.chance(0.7) ? contact.channel : random.pick(channels);
    const next: Contact = {
      at,
      requester: contact.requester,
      category: contact.category,
      channel,
      attempt: attempt + 1,
    };
    if (way === 1) next.followUpOf = ticket.number;
    desk.contacts.push(next);
  }
}

function survey(ticket: Ticket, closedAt: number, agent: Agent, solved: boolean, random: Random): void {
  const mood = teams[agent.team].mood + 2 * agent.skill - 0.12 * (load(closedAt) - 1);
  const feeling = (solved ? 1.9 : 0.1) + mood + random.normal();
  const stars = feeling < -0.6 ? 1 : feeling < 0 ? 2 : feeling < 0.7 ? 3 : feeling < 1.5 ? 4 : 5;
  const at = closedAt + 2 * minute;
  const reason = random.chance(0.2)
    ? random.pick(["sampledOut", "sampledOut", "cooldown", "noContact", "optedOut"])
    : "";
  if (reason) {
    ticket.add(at, { type: "survey", step: "suppressed", reason }, system);
    return;
  }
  if (stars <= 3 && random.chance(agent.hidesSurveys)) {
    ticket.add(at, { type: "survey", step: "suppressed" }, actorOf(agent));
    return;
  }
  ticket.add(at, { type: "survey", step: "offered" }, system);
  if (!random.chance([0.5, 0.36, 0.27, 0.34, 0.42][stars - 1]!)) return;
  const answer: Record<string, unknown> = {
    type: "survey",
    step: "answered",
    score: stars,
    scale: { min: 1, max: 5 },
  };
  if (random.chance(0.4)) answer["saidSolved"] = solved;
  ticket.add(at + 5 * minute + random.exponential(5 * hour), answer, {
    kind: "customer",
    id: ticket.contact.requester,
  });
}

/** Tickets of September, whose beginning the log does not show. */
function begunBefore(random: Random, rows: Row[], bornAt: number[]): void {
  for (let i = 0; i < 14; i++) {
    const number = bornAt.length;
    bornAt.push(opensAt - day + i);
    const agent = random.pick(agents);
    let now = opensAt + 9 * hour + random.exponential(12 * hour);
    if (random.chance(0.6)) {
      rows.push({ ticket: number, at: now, event: { type: "message", public: true, actor: customer } });
      now += random.exponential(40 * minute);
      const actor = actorOf(agent);
      rows.push({ ticket: number, at: now, event: { type: "message", public: true, actor } });
      now += random.exponential(3 * hour);
    }
    const event = { type: "status", phase: "closed", cause: "agent", actor: actorOf(agent) };
    rows.push({ ticket: number, at: now, event });
  }
}

function written(at: number): string {
  return `${new Date(at + zoneMs).toISOString().slice(0, 19)}+08:00`;
}

/** Orders the rows by time and gives tickets and events their identifiers. */
function numbered(rows: Row[], bornAt: number[]): TicketEvent[] {
  const order = bornAt.map((_, number) => number).sort((a, b) => bornAt[a]! - bornAt[b]! || a - b);
  const names: string[] = [];
  for (const [position, number] of order.entries()) names[number] = `T${10_001 + position}`;
  const kept = rows
    .map((row) => ({ ...row, at: Math.floor(row.at / second) * second }))
    .filter((row) => row.at < endsAt);
  // Array sort is stable, so what happens within one second stays in the order in which it was told.
  kept.sort((a, b) => a.at - b.at);
  return kept.map((row, position) => {
    const { type, actor, ...rest } = row.event;
    if (typeof rest["other"] === "number") rest["other"] = names[rest["other"]];
    const event = { id: `e${position + 1}`, ticket: names[row.ticket], at: written(row.at), type, ...rest, actor };
    return event as unknown as TicketEvent;
  });
}
