import type { Facts } from "../../src/facts/facts.ts";
import {
  closureVerdicts,
  failures,
  prematureReasons,
  refutations,
  ticketVerdicts,
  waitEnds,
} from "../../src/facts/tables.ts";
import { sortAscending } from "../../src/stats/sort-ascending.ts";
import type { Figures } from "./figures.ts";

const answered = waitEnds.indexOf("answered");

/** The figures, counted over the fact tables. */
export function ourFigures(facts: Facts): Figures {
  const { tickets, waits, closures, ratings, dictionaries } = facts;
  const figures: Figures = { tickets: tickets.length };
  const agents = dictionaries.agents.size + 1;
  const name = (agent: number) => (agent < 0 ? "nobody" : dictionaries.agents.values[agent]!);
  const count = (prefix: string, words: readonly string[], counts: ArrayLike<number>) => {
    words.forEach((word, index) => {
      if (word !== "none") figures[`${prefix}.${word}`] = counts[index]!;
    });
  };
  const byAgent = (what: string, sums: Float64Array) => {
    sums.forEach((sum, agent) => {
      if (sum !== 0) figures[`agent.${name(agent - 1)}.${what}`] = sum;
    });
  };

  const ends = new Float64Array(waitEnds.length);
  const firstEnds = new Float64Array(waitEnds.length);
  const firstAnswered = new Float64Array(waits.length);
  let answeredCount = 0;
  const waitsOf = new Float64Array(agents);
  const waitMsOf = new Float64Array(agents);
  for (let row = 0; row < waits.length; row++) {
    const end = waits.end[row]!;
    ends[end]!++;
    if (waits.round[row] === 1) {
      firstEnds[end]!++;
      if (end === answered) firstAnswered[answeredCount++] = waits.calendarMs[row]!;
    }
    const agent = waits.agent[row]! + 1;
    waitsOf[agent]!++;
    waitMsOf[agent]! += waits.calendarMs[row]!;
  }
  count("waits", waitEnds, ends);
  count("firstWaits", waitEnds, firstEnds);
  figures["firstAnsweredMedianMs"] = middleOf(sortAscending(firstAnswered.subarray(0, answeredCount)));
  byAgent("waits", waitsOf);
  byAgent("waitMs", waitMsOf);

  const reasons = new Float64Array(prematureReasons.length);
  const refutedBy = new Float64Array(refutations.length);
  const returnedBy = new Float64Array(refutations.length);
  const verdicts = new Float64Array(closureVerdicts.length);
  const closuresOf = new Float64Array(agents);
  const refutedOf = new Float64Array(agents);
  const prematureOf = new Float64Array(agents);
  let annulled = 0;
  for (let row = 0; row < closures.length; row++) {
    if (closures.annulled[row] === 1) {
      annulled++;
      continue;
    }
    const agent = closures.agent[row]! + 1;
    for (let bits = closures.reasons[row]!; bits !== 0; bits &= bits - 1) reasons[31 - Math.clz32(bits & -bits)]!++;
    refutedBy[closures.refutedBy[row]!]!++;
    returnedBy[closures.returnedBy[row]!]!++;
    verdicts[closures.verdict[row]!]!++;
    closuresOf[agent]!++;
    if (closures.refutedBy[row]! > 0) refutedOf[agent]!++;
    if (closures.reasons[row] !== 0) prematureOf[agent]!++;
  }
  figures["annulled"] = annulled;
  count("reasons", prematureReasons, reasons);
  count("refutedBy", refutations, refutedBy);
  count("returnedBy", refutations, returnedBy);
  count("closures", closureVerdicts, verdicts);
  byAgent("closures", closuresOf);
  byAgent("refuted", refutedOf);
  byAgent("premature", prematureOf);

  const ticketCounts = new Float64Array(ticketVerdicts.length);
  const failureCounts = new Float64Array(failures.length);
  const resolvedOf = new Float64Array(agents);
  const resolved = ticketVerdicts.indexOf("resolved");
  let [reopenings, customerMessages, humanReplies, verdictMs] = [0, 0, 0, 0];
  for (let row = 0; row < tickets.length; row++) {
    ticketCounts[tickets.verdict[row]!]!++;
    failureCounts[tickets.failure[row]!]!++;
    if (tickets.verdict[row] === resolved) resolvedOf[tickets.agent[row]! + 1]!++;
    reopenings += tickets.reopenings[row]!;
    customerMessages += tickets.customerMessages[row]!;
    humanReplies += tickets.humanReplies[row]!;
    if (!Number.isNaN(tickets.verdictMs[row]!)) verdictMs += tickets.verdictMs[row]!;
  }
  count("tickets", ticketVerdicts, ticketCounts);
  count("failures", failures, failureCounts);
  byAgent("resolved", resolvedOf);
  Object.assign(figures, { reopenings, customerMessages, humanReplies, verdictMs });

  const ratingsOf = new Float64Array(agents);
  const scoreOf = new Float64Array(agents);
  let [rated, scores] = [0, 0];
  for (let row = 0; row < ratings.length; row++) {
    if (ratings.answerNumber[row] !== 1) continue;
    const score = ratings.rawScore[row]!;
    rated++;
    scores += score;
    ratingsOf[ratings.agent[row]! + 1]!++;
    scoreOf[ratings.agent[row]! + 1]! += score;
  }
  figures["ratings"] = rated;
  figures["csat"] = rated === 0 ? 0 : scores / rated;
  byAgent("ratings", ratingsOf);
  byAgent("scores", scoreOf);
  return figures;
}

/** Middle of sorted values; of two in the middle their mean. */
function middleOf(sorted: Float64Array): number {
  if (sorted.length === 0) return 0;
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
