import type { Facts } from "../facts/facts.ts";
import { suppressionReasons } from "../facts/tables.ts";
import { acceptedSuppressions } from "../schemas/vocabulary.ts";

/** What the log says of a ticket's survey. */
export interface TicketSurvey {
  readonly offered: boolean;
  /** Not sent, without an accepted reason. */
  readonly blocked: boolean;
  /** 0-1 of the first answer with a score, NaN without one or where the survey was blocked. */
  readonly rating: number;
  /** Any word of a survey, at whatever closing. */
  readonly mentioned: boolean;
}

const ACCEPTED = new Set(acceptedSuppressions.map((reason) => suppressionReasons.indexOf(reason)));

/**
 * Reads the survey that belongs to the closing by which a ticket is judged: what was asked before its owner had it, or
 * after a later closing, is about somebody else's work.
 *
 * @param from the ticket's surveys are the rows `from` to `to` (exclusive) of `facts.ratings`.
 * @param assignedAt epoch ms.
 * @param nextClosingAt epoch ms of the closing after the one by which the ticket is judged; Infinity without one.
 */
export function ticketSurvey(
  { ratings }: Facts,
  from: number,
  to: number,
  assignedAt: number,
  nextClosingAt: number,
): TicketSurvey {
  let decided = -1;
  let answered = -1;
  for (let row = from; row < to; row++) {
    const decidedAt = firstNumber(ratings.offeredAt[row]!, ratings.suppressedAt[row]!);
    const answeredAt = ratings.answeredAt[row]!;
    const at = firstNumber(decidedAt, answeredAt);
    if (at < assignedAt || at >= nextClosingAt) continue;
    if (decided < 0 && !Number.isNaN(decidedAt)) decided = row;
    if (Number.isNaN(answeredAt) || Number.isNaN(ratings.score[row]!)) continue;
    if (answered < 0 || answeredAt < ratings.answeredAt[answered]!) answered = row;
  }
  const isOffered = decided >= 0 && !Number.isNaN(ratings.offeredAt[decided]!);
  const blocked = decided >= 0 && !isOffered && !ACCEPTED.has(ratings.suppression[decided]!);
  const rating = answered < 0 || blocked ? Number.NaN : ratings.score[answered]!;
  return { offered: isOffered, blocked, rating, mentioned: to > from };
}

function firstNumber(first: number, second: number): number {
  return Number.isNaN(first) ? second : first;
}
