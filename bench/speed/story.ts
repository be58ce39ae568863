/** What an event of the made-up log can be; a generator, a writer and two engines agree on these words. */
export type Kind =
  | "created"
  | "customerMessage"
  | "reply"
  | "botMessage"
  | "note"
  | "assigned"
  | "status"
  | "offered"
  | "answered"
  | "solution"
  | "followUp";

/** One event of a ticket; fields that its kind has no use for are left as they were made. */
export interface MadeEvent {
  at: number;
  kind: Kind;
  /** Who acted: customer, agent, bot or system. */
  by: "customer" | "agent" | "bot" | "system";
  /** Number of the acting agent, or of the agent assigned; -1 nobody. */
  agent: number;
  /** Intent of a message, phase of a status, step of a solution; empty where none is stated. */
  word: string;
  /** Cause of a status; empty where none is stated. */
  cause: string;
  score: number;
  /** Whether the customer said it was solved: "yes", "no" or empty. */
  said: string;
}

export interface MadeTicket {
  requester: number;
  /** -1: the log names none. */
  category: number;
  channel: number;
  /** Ticket that this one follows up; -1 none. */
  follows: number;
  events: MadeEvent[];
}

const minuteMs = 60_000;
const eventsATicket = 10;

/**
 * One ticket of ten events, told step by step from the state that it is in: answered, handed on, closed by an agent, a rule, the
 * customer or for inactivity; opened again by any of them, or by the closer himself; rated, accepted, rejected. Times within a
 * ticket are all different.
 */
export function tellTicket(random: () => number, startAt: number, agents: number, follows: number): MadeTicket {
  const events: MadeEvent[] = [];
  const pick = (count: number) => Math.floor(random() * count);
  let at = startAt;
  let holder = -1;
  let closer = -1;
  let isClosed = false;
  const tell = (kind: Kind, by: MadeEvent["by"], rest: Partial<MadeEvent> = {}) => {
    events.push({ at, kind, by, agent: -1, word: "", cause: "", score: 0, said: "", ...rest });
    at += Math.round(minuteMs * (isClosed ? 30_000 : 800) ** random());
  };
  const byCustomer = random() < 0.92;
  tell("created", byCustomer ? "customer" : random() < 0.6 ? "agent" : "system", {
    agent: byCustomer ? -1 : pick(agents),
  });
  if (events[0]!.by === "system") events[0]!.agent = -1;
  if (follows >= 0) tell("followUp", "system");
  if (random() < 0.9) {
    holder = pick(agents);
    tell("assigned", "system", { agent: holder });
  }
  const worker = () => (holder >= 0 ? holder : pick(agents));
  while (events.length < eventsATicket) {
    const roll = random();
    if (!isClosed) {
      if (roll < 0.33) tell("reply", "agent", { agent: random() < 0.85 ? worker() : pick(agents) });
      else if (roll < 0.52) tell("customerMessage", "customer", { word: random() < 0.15 ? "other" : "" });
      else if (roll < 0.57) tell("note", "agent", { agent: worker() });
      else if (roll < 0.6) tell("botMessage", "bot");
      else if (roll < 0.67) {
        holder = random() < 0.1 ? -1 : pick(agents);
        tell("assigned", random() < 0.5 ? "system" : "agent", { agent: holder });
      } else if (roll < 0.72) tell("status", "agent", { agent: worker(), word: "waitingOnCustomer" });
      else if (roll < 0.74) tell("solution", "customer", { word: random() < 0.5 ? "accepted" : "rejected" });
      else {
        isClosed = true;
        const how = random();
        closer = how < 0.75 ? worker() : -1;
        const word = random() < 0.8 ? "solved" : "closed";
        if (how < 0.75) tell("status", "agent", { agent: closer, word });
        else if (how < 0.85) tell("status", "system", { word, cause: "inactivity" });
        else if (how < 0.92) tell("status", "system", { word, cause: "rule" });
        else tell("status", "customer", { word });
      }
    } else if (roll < 0.25) tell("offered", "system");
    else if (roll < 0.5) {
      const said = random();
      const score = 1 + pick(5);
      tell("answered", "customer", { score, said: said < 0.2 ? "yes" : said < 0.35 ? "no" : "" });
    } else if (roll < 0.62) tell("status", "system", { word: "closed", cause: "rule" });
    else if (roll < 0.68) tell("reply", "agent", { agent: worker() });
    else if (roll < 0.82) {
      const intent = random();
      tell("customerMessage", "customer", { word: intent < 0.5 ? "gratitude" : intent < 0.6 ? "other" : "" });
    } else if (roll < 0.86) tell("solution", "customer", { word: random() < 0.7 ? "accepted" : "rejected" });
    else {
      isClosed = false;
      const how = random();
      if (how < 0.5) tell("status", "customer", { word: "open" });
      else if (how < 0.7) tell("status", "agent", { agent: closer >= 0 ? closer : pick(agents), word: "open" });
      else if (how < 0.9) tell("status", "agent", { agent: pick(agents), word: "open" });
      else tell("status", "system", { word: "open", cause: "rule" });
    }
  }
  const category = random() < 0.03 ? -1 : pick(8);
  return { requester: -1, category, channel: pick(3), follows, events };
}
