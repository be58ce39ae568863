import type { Facts } from "../facts/facts.ts";
import { type Answer, counted, type LeftOutReason, leftOut } from "./answer.ts";
import { daytimeOf } from "./daytime.ts";
import { replyTurns } from "./reply-turns.ts";
import type { SatisfactionRules } from "./rules.ts";
import { discarded, type TicketIndex } from "./ticket-index.ts";

/** How one definition reads the surveys: the scores that count, and whether they are satisfied. */
export function satisfactionAnswers(index: TicketIndex, rules: SatisfactionRules): Answer[] {
  const { facts, ratingsFrom } = index;
  const { ratings, tickets, policy } = facts;
  const turns = replyTurns(index, "agent");
  const isMixed = hasMixedScales(facts);
  const isSatisfied = {
    topBox: (score: number) => score >= policy.topBox,
    threeQuarters: (score: number) => score >= 0.75,
    aboveMiddle: (score: number) => score > 0.5,
  }[rules.satisfied];
  const isDaytime = daytimeOf(index);
  const outOfHours = (row: number) => rules.hours === "from8To23" && !isDaytime(offeredOf(facts, row));
  const answers: Answer[] = [];
  for (let ticket = 0; ticket < tickets.length; ticket++) {
    const excluded = discarded(index, ticket, "kept");
    const isUnserved = rules.tickets === "humanReplied" && !turns.hasPerson(ticket);
    for (let row = ratingsFrom[ticket]!; row < ratingsFrom[ticket + 1]!; row++) {
      const at = instantOf(facts, rules, row);
      const reason =
        excluded ?? (isUnserved ? "botAlone" : outOfHours(row) ? "outsideHours" : unanswered(index, rules, row));
      if (reason !== null) answers.push(leftOut(ticket, reason, at));
      else {
        const score = ratings.score[row]!;
        answers.push(counted(ticket, at, isSatisfied(score) ? 1 : 2, isMixed ? score : ratings.rawScore[row]!));
      }
    }
  }
  return answers;
}

/** When it was sent; where the log does not show that, when it was answered or held back. */
const offeredOf = (facts: Facts, row: number) => instantOf(facts, { dated: "offer" }, row);

function instantOf({ ratings }: Facts, { dated }: Pick<SatisfactionRules, "dated">, row: number): number {
  const { answeredAt, offeredAt, suppressedAt } = ratings;
  const inTurn = dated === "answer" ? [answeredAt, offeredAt] : [offeredAt, answeredAt];
  return [...inTurn, suppressedAt].map((column) => column[row]!).find((at) => !Number.isNaN(at)) ?? Number.NaN;
}

/** Why a survey gives no score that counts. */
function unanswered(index: TicketIndex, rules: SatisfactionRules, row: number): LeftOutReason | null {
  const { ratings, policy } = index.facts;
  if (ratings.answerNumber[row] === 0) return Number.isNaN(ratings.suppressedAt[row]!) ? "notAnswered" : "suppressed";
  if (Number.isNaN(ratings.score[row]!)) return "noScore";
  const chosen = {
    policy: () => (policy.rating === "first" ? ratings.answerNumber[row] === 1 : ratings.latest[row] === 1),
    firstOfTicket: () => row === scoredRows(index, row)[0],
    latestOfTicket: () => row === scoredRows(index, row).at(-1),
    every: () => true,
  }[rules.answer]();
  return chosen ? null : "otherAnswer";
}

/** Answers with a score of the same ticket, in the order in which they came. */
function scoredRows({ facts, ratingsFrom }: TicketIndex, row: number): number[] {
  const { ratings } = facts;
  const ticket = ratings.ticket[row]!;
  const rows: number[] = [];
  for (let other = ratingsFrom[ticket]!; other < ratingsFrom[ticket + 1]!; other++) {
    if (!Number.isNaN(ratings.score[other]!)) rows.push(other);
  }
  return rows.sort((x, y) => ratings.answeredAt[x]! - ratings.answeredAt[y]! || x - y);
}

/** Whether the desk's scores do not share a scale, and so are compared on 0–1. */
export function hasMixedScales({ ratings }: Facts): boolean {
  let first = -1;
  for (let row = 0; row < ratings.length; row++) {
    if (Number.isNaN(ratings.score[row]!)) continue;
    if (first < 0) first = row;
    else if (ratings.scaleMin[row] !== ratings.scaleMin[first] || ratings.scaleMax[row] !== ratings.scaleMax[first]) {
      return true;
    }
  }
  return false;
}
