import { type TurnKind, turnKinds } from "../facts/tables.ts";
import type { CountsAsReply } from "../schemas/policy.ts";
import type { FirstResponseRules } from "./rules.ts";
import type { TicketIndex } from "./ticket-index.ts";

const kindCode = (kind: TurnKind) => turnKinds.indexOf(kind);

const byPolicy: Record<CountsAsReply, readonly TurnKind[]> = {
  human: ["agent"],
  assisted: ["agent", "assisted"],
  any: ["agent", "assisted", "machine", "bot", "system"],
};

/** Which turns stop the clock. */
function replyKinds(replyBy: FirstResponseRules["replyBy"], policy: CountsAsReply): readonly TurnKind[] {
  switch (replyBy) {
    case "policy":
      return byPolicy[policy];
    case "agent":
      return ["agent", "assisted"];
    case "agentAccount":
      return ["agent", "assisted", "machine"];
    case "staffAccount":
      return ["agent", "assisted", "machine", "bot"];
  }
}

const customerTurn = kindCode("customer");
const thanksTurn = kindCode("thanks");
const noteTurn = kindCode("note");
const transferTurn = kindCode("transfer");
const botTurn = kindCode("bot");
const machineTurn = kindCode("machine");

/** The turns of tickets as one definition of a reply sees them. */
export interface ReplyTurns {
  /** Instant of the first reply in a ticket from an instant on; NaN without one. */
  firstFrom(ticket: number, fromMs: number): number;
  /** The same of the second one where a reply was the first thing said in public; of the first where a note came before. */
  afterOwnOpening(ticket: number, fromMs: number, noteCounts: boolean): number;
  /** First thing that the customer wrote, thanks aside; NaN without one. */
  firstOfCustomer(ticket: number): number;
  /** Whether a bot wrote and no person did, nor was asked for. */
  isBotAlone(ticket: number): boolean;
  /** Whether a person answered at all. */
  hasPerson(ticket: number): boolean;
  /** Calls back with what each turn is to a dialogue. */
  walk(ticket: number, see: (what: "customer" | "reply" | "transfer" | "other", at: number) => void): void;
}

export function replyTurns(index: TicketIndex, replyBy: FirstResponseRules["replyBy"]): ReplyTurns {
  const { facts, turnsFrom, handoffsFrom } = index;
  const { turns } = facts;
  const isReply = new Uint8Array(turnKinds.length);
  for (const kind of replyKinds(replyBy, facts.policy.countsAsReply)) isReply[kindCode(kind)] = 1;
  const find = (ticket: number, fits: (kind: number, at: number) => boolean) => {
    for (let row = turnsFrom[ticket]!; row < turnsFrom[ticket + 1]!; row++) {
      if (fits(turns.kind[row]!, turns.at[row]!)) return row;
    }
    return -1;
  };
  const atOf = (row: number) => (row < 0 ? Number.NaN : turns.at[row]!);
  const has = (ticket: number, ...kinds: TurnKind[]) =>
    find(ticket, (kind) => kinds.some((each) => kind === kindCode(each))) >= 0;
  const hasPerson = (ticket: number) => has(ticket, "agent", "assisted");
  return {
    firstFrom: (ticket, fromMs) => atOf(find(ticket, (kind, at) => isReply[kind] === 1 && at >= fromMs)),
    afterOwnOpening: (ticket, fromMs, noteCounts) => {
      const first = find(ticket, (kind) => kind !== noteTurn && kind !== transferTurn);
      const noted = noteCounts && has(ticket, "note");
      const opened = first >= 0 && isReply[turns.kind[first]!] === 1 && !noted;
      let seen = 0;
      return atOf(find(ticket, (kind, at) => isReply[kind] === 1 && at >= fromMs && ++seen === (opened ? 2 : 1)));
    },
    firstOfCustomer: (ticket) => atOf(find(ticket, (kind) => kind === customerTurn)),
    isBotAlone: (ticket) =>
      find(ticket, (kind) => kind === botTurn || kind === machineTurn) >= 0 &&
      !hasPerson(ticket) &&
      handoffsFrom[ticket] === handoffsFrom[ticket + 1],
    hasPerson,
    walk: (ticket, see) => {
      for (let row = turnsFrom[ticket]!; row < turnsFrom[ticket + 1]!; row++) {
        const kind = turns.kind[row]!;
        const isCustomer = kind === customerTurn || kind === thanksTurn;
        see(
          isCustomer ? "customer" : kind === transferTurn ? "transfer" : isReply[kind] === 1 ? "reply" : "other",
          turns.at[row]!,
        );
      }
    },
  };
}
