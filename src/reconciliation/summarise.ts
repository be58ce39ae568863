import { casesOf } from "../stats/cases.ts";
import { incidenceTimes, incidenceUpTo } from "../stats/competing.ts";
import type { Interval } from "../stats/interval.ts";
import { meanInterval } from "../stats/mean.ts";
import { quantileInterval } from "../stats/quantile.ts";
import { ratioOfSums } from "../stats/ratio.ts";
import { sortAscending } from "../stats/sort-ascending.ts";
import { wilson } from "../stats/wilson.ts";
import type { Answer } from "./answer.ts";

/** What is made of the answers that count. */
export interface PresetSummary extends Interval {
  /** How many answers it is made of. */
  readonly n: number;
  readonly method: string;
  readonly unit: "ms" | "rate" | "score";
  readonly notes: readonly string[];
}

const threeMinutesMs = 180_000;
const valuesOf = (answers: readonly Answer[]) => Float64Array.from(answers, ({ value }) => value);
const hasHappened = ({ status }: Answer) => status === 1;

/** Times: the median of all, or figures of those that have an end. */
export function summariseTimes(
  answers: readonly Answer[],
  summary: "incidenceMedian" | "median" | "mean" | "within3Minutes",
  level: number,
  longestMs = Number.POSITIVE_INFINITY,
): PresetSummary {
  if (summary === "incidenceMedian") {
    const cases = casesOf(
      valuesOf(answers),
      Uint8Array.from(answers, ({ status }) => status),
    );
    const { value, low, high, reason } = incidenceTimes(cases, [0.5], level).quantiles[0]!;
    const notes = answers.length > 0 && reason !== null ? [`median:${reason}`] : [];
    return { value, low, high, n: answers.length, method: "aalenJohansen", unit: "ms", notes };
  }
  if (summary === "within3Minutes") {
    const inTime = answers.filter((answer) => hasHappened(answer) && answer.value <= threeMinutesMs).length;
    return { ...wilson(inTime, answers.length, level), n: answers.length, method: "wilson", unit: "rate", notes: [] };
  }
  const ended = valuesOf(answers.filter(hasHappened));
  const n = ended.length;
  if (summary === "mean") return { ...meanTime(ended, level, longestMs), n, method: "studentT", unit: "ms", notes: [] };
  const median = quantileInterval(sortAscending(ended), 0.5, level);
  return { ...median, n, method: "orderStatistics", unit: "ms", notes: [] };
}

/**
 * No mean wait is shorter than none, or longer than the longest that counts, whatever t says. Times that are all equal say nothing
 * of how far others spread.
 */
function meanTime(times: Float64Array, level: number, longestMs: number): Interval {
  const { value, low, high } = meanInterval(times, level);
  if (times.every((time) => time === times[0])) return { value: times[0] ?? null, low: null, high: null };
  return { value, low: low === null ? null : Math.max(0, low), high: high === null ? null : Math.min(longestMs, high) };
}

/** Below so many tickets Student's t on closings by ticket, which are few and skewed, has limits that mean nothing. */
const fewestTickets = 10;

/** Share of tickets resolved; where every closing counts, closings by ticket. */
export function summariseResolutions(
  answers: readonly Answer[],
  counts: "standing" | "everClosed" | "eachClosing",
  level: number,
): PresetSummary {
  const n = answers.length;
  if (counts === "eachClosing" && answers.some(({ times }) => times > 1)) {
    const times = Float64Array.from(answers, (answer) => answer.times);
    const { value, low, high } = ratioOfSums(times, new Float64Array(n).fill(1), level);
    const limits = n < fewestTickets ? { low: null, high: null } : { low, high };
    const notes = n < fewestTickets ? ["manyPerTicket", "fewTickets"] : ["manyPerTicket"];
    return { value, ...limits, n, method: "ratioEstimator", unit: "rate", notes };
  }
  return { ...wilson(answers.filter(hasHappened).length, n, level), n, method: "wilson", unit: "rate", notes: [] };
}

/** Share that came back. */
export function summariseReturns(
  answers: readonly Answer[],
  window: "reopenWindow" | "unlimited" | "lastSevenDays",
  windowMs: number,
  level: number,
): PresetSummary {
  const n = answers.length;
  switch (window) {
    case "reopenWindow": {
      const status = Uint8Array.from(answers, (answer) => (hasHappened(answer) ? 1 : 0));
      const watchedMs = valuesOf(answers).map((ms) => Math.min(ms, windowMs));
      const { value, low, high, method, reason } = incidenceUpTo(casesOf(watchedMs, status), windowMs, level);
      const notes = reason === "followUpTooShort" ? ["followUpTooShort"] : [];
      return { value, low, high, n, method: method === "wilson" ? "wilson" : "kaplanMeier", unit: "rate", notes };
    }
    case "unlimited":
      return { ...wilson(answers.filter(hasHappened).length, n, level), n, method: "wilson", unit: "rate", notes: [] };
    case "lastSevenDays": {
      const sum = (of: (answer: Answer) => number) => answers.reduce((total, answer) => total + of(answer), 0);
      const returns = sum(({ times }) => times);
      const value = n === 0 ? null : Math.min(1, returns / sum(({ weight }) => weight));
      // Its two sums are of different tickets: no interval says how far off that is.
      return { value, low: null, high: null, n, method: "cappedRatio", unit: "rate", notes: [] };
    }
  }
}

/** Mean score, or share of the satisfied. */
export function summariseScores(
  answers: readonly Answer[],
  summary: "mean" | "shareSatisfied",
  isMixed: boolean,
  level: number,
): PresetSummary {
  const n = answers.length;
  if (summary === "shareSatisfied") {
    return { ...wilson(answers.filter(hasHappened).length, n, level), n, method: "wilson", unit: "rate", notes: [] };
  }
  const notes = isMixed ? ["mixedScales"] : [];
  const scores = valuesOf(answers);
  const { value, low, high } = meanInterval(scores, level);
  const isAlike = scores.every((score) => score === scores[0]);
  if (isAlike) return { value: scores[0] ?? null, low: null, high: null, n, method: "studentT", unit: "score", notes };
  return { value, low, high, n, method: "studentT", unit: "score", notes };
}
