import type { Answer, LeftOutReason } from "./answer.ts";
import type { ReconciledMetric } from "./rules.ts";

/** How one definition counts a ticket. */
export interface TicketStanding {
  /** With how many rounds, closings or ratings, or just once. */
  counted: number;
  /** How often what is asked for has happened to them: a reply, a closing, a return, satisfaction. */
  happened: number;
  /** Mean time of these in ms; mean score of all that count; `null` where there is none, and for rates. */
  value: number | null;
  /** Why something of it is left out. */
  leftOut: LeftOutReason[];
}

/** A ticket that is counted one way before and another way after. */
export interface TicketChange {
  ticket: string;
  before: TicketStanding;
  after: TicketStanding;
  /** A later or an earlier rule counts it back: in the end both definitions agree on it. */
  cancelled: boolean;
}

/** The answers of every ticket, by its row. */
export type AnswersByTicket = ReadonlyMap<number, readonly Answer[]>;

export function answersByTicket(answers: readonly Answer[]): AnswersByTicket {
  const byTicket = new Map<number, Answer[]>();
  for (const answer of answers) {
    const known = byTicket.get(answer.ticket);
    if (known === undefined) byTicket.set(answer.ticket, [answer]);
    else known.push(answer);
  }
  return byTicket;
}

/** The tickets whose answers differ, in the order of tickets. */
export function changedTickets(
  metric: ReconciledMetric,
  before: AnswersByTicket,
  after: AnswersByTicket,
  nameOf: (ticket: number) => string,
  inTheEnd?: { from: AnswersByTicket; to: AnswersByTicket },
): TicketChange[] {
  const tickets = [...new Set([...before.keys(), ...after.keys()])].sort((x, y) => x - y);
  return tickets
    .filter((ticket) => differs(metric, before.get(ticket), after.get(ticket)))
    .map((ticket) => ({
      ticket: nameOf(ticket),
      before: standing(metric, before.get(ticket) ?? []),
      after: standing(metric, after.get(ticket) ?? []),
      cancelled: inTheEnd !== undefined && !differs(metric, inTheEnd.from.get(ticket), inTheEnd.to.get(ticket)),
    }));
}

/** Whether the two count other things of it, or count them otherwise. Why something is left out is no difference. */
function differs(metric: ReconciledMetric, before: readonly Answer[] = [], after: readonly Answer[] = []): boolean {
  const [x, y] = [before, after].map((answers) => answers.filter(({ reason }) => reason === null));
  return x!.length !== y!.length || x!.some((answer, place) => !isSame(metric, answer, y![place]!));
}

/** A return is a return, whenever it came; of all other figures the value is what they are about. */
function isSame(metric: ReconciledMetric, x: Answer, y: Answer): boolean {
  const sameValue = metric === "reopenRate" || Object.is(x.value, y.value);
  return x.status === y.status && sameValue && x.times === y.times && x.weight === y.weight;
}

function standing(metric: ReconciledMetric, answers: readonly Answer[]): TicketStanding {
  const counted = answers.filter(({ reason }) => reason === null);
  const happened = counted.filter(({ status }) => status === 1);
  const isTime = metric === "firstResponseTime" || metric === "resolutionTime";
  const valued = isTime ? happened : metric === "csat" ? counted : [];
  const sum = valued.reduce((total, { value }) => total + value, 0);
  const reasons = answers.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  return {
    counted: counted.length,
    happened: happened.reduce((total, { times }) => total + times, 0),
    value: valued.length === 0 ? null : sum / valued.length,
    leftOut: [...new Set(reasons)],
  };
}
