import { randomNumbers } from "./random.ts";
import { type Kind, type MadeEvent, type MadeTicket, tellTicket } from "./story.ts";

/** A made-up log as numbers, in the order of time, tickets interleaved: 10 events a ticket. */
export interface MadeLog {
  readonly tickets: number;
  readonly length: number;
  /** Calls back for every event in the order of time. The event object is used again for the next one. */
  forEach(take: (event: MadeEvent, ticket: number, about: TicketAbout) => void): void;
}

/** What a ticket is about. */
export type TicketAbout = Omit<MadeTicket, "events">;

const agentCount = 200;
/** The export is made after ninety days: what comes later has not happened yet. */
const spanMs = 90 * 86_400_000;
const startAt = Date.UTC(2026, 0, 5);
const bucketMs = 3_600_000;

const kinds: Kind[] = [
  "created",
  "customerMessage",
  "reply",
  "botMessage",
  "note",
  "assigned",
  "status",
  "offered",
  "answered",
  "solution",
  "followUp",
];
const actors: MadeEvent["by"][] = ["customer", "agent", "bot", "system"];
const words = ["", "gratitude", "other", "open", "waitingOnCustomer", "solved", "closed", "accepted", "rejected"];
const causes = ["", "inactivity", "rule"];
const saids = ["", "yes", "no"];

/**
 * Makes a log of about `events` events: ten a ticket, fewer where a ticket is still on its way when the export is made; 200 agents,
 * a third as many customers as tickets, one ticket in twenty a follow-up of the same customer's ticket before it. The same seed
 * gives the same log.
 */
export function generate(events: number, seed = 20_260_105): MadeLog {
  const random = randomNumbers(seed);
  const tickets = Math.max(1, Math.round(events / 10));
  const made = tickets * 10;
  const customers = Math.max(1, Math.round(tickets / 3));
  const column = {
    at: new Float64Array(made),
    /** kind, actor, word, cause, said and score, a few bits each. */
    bits: new Int32Array(made),
    agent: new Int16Array(made),
  };
  const about = { requester: new Int32Array(tickets), bits: new Uint8Array(tickets), follows: new Int32Array(tickets) };
  const lastOf = new Int32Array(customers).fill(-1);
  for (let ticket = 0; ticket < tickets; ticket++) {
    const requester = Math.floor(random() * customers);
    const follows = random() < 0.05 ? lastOf[requester]! : -1;
    const createdAt = startAt + Math.floor(((ticket + random()) / tickets) * spanMs);
    const told = tellTicket(random, createdAt, agentCount, follows);
    lastOf[requester] = ticket;
    about.requester[ticket] = requester;
    about.bits[ticket] = (told.category + 1) * 4 + told.channel;
    about.follows[ticket] = follows;
    told.events.forEach((event, index) => {
      const at = ticket * 10 + index;
      column.at[at] = event.at;
      column.agent[at] = event.agent;
      column.bits[at] = pack(event);
    });
  }
  const order = orderByTime(column.at, startAt + spanMs);
  return {
    tickets,
    length: order.length,
    forEach: (take) => {
      for (let i = 0; i < order.length; i++) {
        const at = order[i]!;
        const ticket = Math.floor(at / 10);
        take(unpack(column.at[at]!, column.bits[at]!, column.agent[at]!), ticket, {
          requester: about.requester[ticket]!,
          category: (about.bits[ticket]! >> 2) - 1,
          channel: about.bits[ticket]! & 3,
          follows: about.follows[ticket]!,
        });
      }
    },
  };
}

function pack(event: MadeEvent): number {
  const parts = [
    kinds.indexOf(event.kind),
    actors.indexOf(event.by),
    words.indexOf(event.word),
    causes.indexOf(event.cause),
    saids.indexOf(event.said),
    event.score,
  ];
  return parts.reduce((bits, part) => bits * 16 + part, 0);
}

function unpack(at: number, bits: number, agent: number): MadeEvent {
  const part = (place: number) => (bits >> (4 * place)) & 15;
  return {
    at,
    kind: kinds[part(5)]!,
    by: actors[part(4)]!,
    word: words[part(3)]!,
    cause: causes[part(2)]!,
    said: saids[part(1)]!,
    score: part(0),
    agent,
  };
}

/** Positions up to an instant, in the order of time: a counting sort by hour, then each hour by itself. */
function orderByTime(at: Float64Array, until: number): Int32Array {
  const bucket = (each: number) => Math.floor((each - startAt) / bucketMs);
  const from = new Int32Array(bucket(until) + 2);
  for (const each of at) if (each <= until) from[bucket(each) + 1]!++;
  for (let i = 1; i < from.length; i++) from[i]! += from[i - 1]!;
  const next = from.slice();
  const order = new Int32Array(from.at(-1)!);
  for (let i = 0; i < at.length; i++) if (at[i]! <= until) order[next[bucket(at[i]!)]!++] = i;
  for (let i = 0; i + 1 < from.length; i++) {
    order.subarray(from[i]!, from[i + 1]!).sort((x, y) => at[x]! - at[y]! || x - y);
  }
  return order;
}
