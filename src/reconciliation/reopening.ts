import { type Answer, counted, type LeftOutReason, leftOut } from "./answer.ts";
import type { ReopenRules } from "./rules.ts";
import { closingsOf, discarded, type TicketIndex } from "./ticket-index.ts";

const sevenDaysMs = 7 * 86_400_000;

/** A closing, and when the customer or the ticket came back; NaN where neither did. */
interface Closing {
  readonly at: number;
  readonly signAt: number;
  readonly isTakenBack: boolean;
}

/** How one definition reads what became of closings: a return, none, or none yet. */
export function reopenAnswers(index: TicketIndex, rules: ReopenRules): Answer[] {
  const { tickets } = index.facts;
  const answers: Answer[] = [];
  for (let ticket = 0; ticket < tickets.length; ticket++) {
    const all = closingsIn(index, rules, ticket);
    const excluded = discarded(index, ticket, rules.merged === "counted" ? "kept" : "leftOut");
    if (rules.unit === "closing" && all.length > 0) {
      for (const closing of all) answers.push(ofClosing(index, rules, ticket, closing, excluded));
      continue;
    }
    const { createdAt } = tickets;
    const countedOnes = all.filter(({ isTakenBack }) => !isTakenBack);
    if (excluded !== null) answers.push(leftOut(ticket, excluded, createdAt[ticket]!));
    else if (countedOnes.length === 0) {
      answers.push(leftOut(ticket, all.length > 0 ? "churn" : "neverReportedResolved", createdAt[ticket]!));
    } else answers.push(ofTicket(index, rules, ticket, countedOnes));
  }
  return answers;
}

function closingsIn(index: TicketIndex, rules: ReopenRules, ticket: number): Closing[] {
  const { facts } = index;
  const { closures, observed } = facts;
  const rows = closingsOf(index, ticket, rules.closings === "solved" ? "solved" : "all");
  const isTakenBack = (row: number) => rules.closings === "lasting" && closures.annulled[row] === 1;
  return rows.map((row, place) => {
    const next = rows.slice(place + 1).find((other) => !isTakenBack(other));
    const isHeld = closures.reopenHolder[row]! >= 0 || !observed.assignments;
    const signs = {
      anyReturn: closures.returnedAt[row]!,
      statusMove: closures.reopenedAt[row]!,
      heldStatusMove: isHeld ? closures.reopenedAt[row]! : Number.NaN,
      closedAgain: next === undefined ? Number.NaN : closures.at[next]!,
    };
    return { at: closures.at[row]!, signAt: signs[rules.sign], isTakenBack: isTakenBack(row) };
  });
}

function ofClosing(
  index: TicketIndex,
  rules: ReopenRules,
  ticket: number,
  closing: Closing,
  excluded: LeftOutReason | null,
): Answer {
  if (excluded !== null) return leftOut(ticket, excluded, closing.at);
  if (closing.isTakenBack) return leftOut(ticket, "churn", closing.at);
  return ofTicket(index, rules, ticket, [closing]);
}

/** Closings taken together: come back on if any was. */
function ofTicket(index: TicketIndex, rules: ReopenRules, ticket: number, closings: readonly Closing[]): Answer {
  const { asOf, policy } = index.facts;
  const last = closings.at(-1)!;
  const isRecent = (at: number) => asOf - at < sevenDaysMs;
  switch (rules.window) {
    case "reopenWindow":
      return returnOf(ticket, closings, asOf, policy.reopenWindow);
    case "unlimited":
      return returnOf(ticket, closings, asOf, Number.POSITIVE_INFINITY);
    case "lastSevenDays": {
      // Two different crowds: what came back lately, over what was first closed lately.
      const returns = closings.filter(({ signAt }) => isRecent(signAt));
      const closed = isRecent(closings[0]!.at) ? 1 : 0;
      if (returns.length + closed === 0) return leftOut(ticket, "outsideLastSevenDays", last.at);
      if (returns.length === 0) return counted(ticket, last.at, 0, asOf - last.at, 0, closed);
      return counted(ticket, last.at, 1, returns[0]!.signAt - returns[0]!.at, returns.length, closed);
    }
  }
}

/** The first return within a window; without one, for how long there has been none. */
function returnOf(ticket: number, closings: readonly Closing[], asOf: number, windowMs: number): Answer {
  const last = closings.at(-1)!;
  const returned = closings.find(({ at, signAt }) => signAt - at <= windowMs);
  if (returned !== undefined) return counted(ticket, last.at, 1, returned.signAt - returned.at);
  return counted(ticket, last.at, 0, asOf - last.at);
}
