import type { AppraisalSpan } from "./appraisal-period.ts";
import { isScored, isTooYoung, maturesWithin } from "./appraisal-period.ts";
import { canonicalStats } from "./canonical-stats.ts";
import { type AppraisalStats, SURVEY_STATES, TALLIES, TALLY_INDEX, type Tally } from "./stats-table.ts";
import { OUTCOME_REASONS, PROCESS_SIGNS, UNIT_EXCLUSIONS, type Units } from "./unit.ts";

/** A span, and the length in ms of the period's end in which closings are looked at for rushing. */
export interface CountingRules extends AppraisalSpan {
  readonly rushMs: number;
}

/** Counts the units of a period by agent, queue, outcome and answer. */
export function countUnits(units: Units, rules: CountingRules): AppraisalStats {
  const levels: number[] = [];
  const levelCodes = new Map<number, number>();
  const level = new Int32Array(units.length).fill(-1);
  for (let i = 0; i < units.length; i++) {
    const rating = units.rating[i]!;
    if (Number.isNaN(rating) || units.blocked[i]) continue;
    let code = levelCodes.get(rating);
    if (code === undefined) {
      code = levels.length;
      levels.push(rating);
      levelCodes.set(rating, code);
    }
    level[i] = code;
  }

  const tallies = new Float64Array(units.agents.length * TALLIES.length);
  const counts = new Map<number, number>();
  const firstOf: number[] = [];
  for (let i = 0; i < units.length; i++) {
    countTallies(units, i, rules, tallies);
    if (!isScored(units, i, rules)) continue;
    let key = units.agent[i]!;
    key = key * units.categories.length + units.category[i]!;
    key = key * units.channels.length + units.channel[i]!;
    key = (key * 2 + units.received[i]!) * 2 + units.outcome[i]!;
    key = key * SURVEY_STATES.length + surveyState(units, i);
    key = key * (levels.length + 1) + level[i]! + 1;
    const position = counts.get(key);
    if (position === undefined) {
      counts.set(key, firstOf.length);
      firstOf.push(i, 1);
    } else {
      firstOf[position + 1]!++;
    }
  }

  const length = firstOf.length / 2;
  const unit = (cell: number): number => firstOf[2 * cell]!;
  const column = (value: (unit: number) => number): Int32Array =>
    Int32Array.from({ length }, (_, cell) => value(unit(cell)));
  return canonicalStats({
    period: rules.period,
    asOf: rules.asOf,
    rushMs: rules.rushMs,
    agents: units.agents,
    categories: units.categories,
    channels: units.channels,
    levels,
    cells: {
      length,
      agent: column((i) => units.agent[i]!),
      category: column((i) => units.category[i]!),
      channel: column((i) => units.channel[i]!),
      received: Uint8Array.from(column((i) => units.received[i]!)),
      outcome: Uint8Array.from(column((i) => units.outcome[i]!)),
      asked: Uint8Array.from(column((i) => surveyState(units, i))),
      level: column((i) => level[i]!),
      count: Float64Array.from({ length }, (_, cell) => firstOf[2 * cell + 1]!),
    },
    tallies,
  });
}

const NEVER_CLOSED = OUTCOME_REASONS.indexOf("neverClosed");
const [NONE, OFFERED, BLOCKED, UNASKED, EXCUSED] = [0, 1, 2, 3, 4] as const;

/** Index into `SURVEY_STATES`. */
export function surveyState(units: Units, unit: number): number {
  if (units.blocked[unit]) return BLOCKED;
  if (units.offered[unit]) return OFFERED;
  if (units.unasked[unit]) return UNASKED;
  return units.outcomeReason[unit] === NEVER_CLOSED ? NONE : EXCUSED;
}

function countTallies(units: Units, i: number, rules: CountingRules, tallies: Float64Array): void {
  const { period, asOf, rushMs } = rules;
  const offset = units.agent[i]! * TALLIES.length;
  const add = (kind: Tally, count: number): void => {
    tallies[offset + TALLY_INDEX[kind]]! += count;
  };
  const closedAt = units.closedAt[i]!;
  const closed = closedAt > period.start && closedAt <= period.end && closedAt <= asOf;
  if (closed && units.creditedClosing[i]) add("throughput", 1);
  if (isTooYoung(units, i, rules)) add("excludedTooYoung", 1);
  const mature = maturesWithin(units, i, rules);
  const exclusion = UNIT_EXCLUSIONS[units.excluded[i]!]!;
  if (mature && exclusion !== "counted") add(EXCLUSION_TALLY[exclusion], 1);
  if (units.received[i] || exclusion === "beganBeforeLog" || exclusion === "notLiable") return;
  if (closed) add("closed", 1);
  if (closed && closedAt > period.end - rushMs) add("closedLate", 1);
  if (!mature) return;
  add("firstOwned", 1);
  if (units.blocked[i]) add("blockedSurvey", 1);
  const signs = units.signs[i]!;
  for (const [sign, bit] of SIGN_BITS) if (signs & bit) add(sign, 1);
  if (exclusion === "selfPicked") {
    add("selfPicked", 1);
    add("selfPickedStood", units.outcome[i]!);
  } else if (exclusion === "counted") {
    add("routed", 1);
    add("routedStood", units.outcome[i]!);
  }
}

const SIGN_BITS = Object.entries(PROCESS_SIGNS) as [keyof typeof PROCESS_SIGNS, number][];
const EXCLUSION_TALLY = {
  notCustomerInitiated: "excludedNotCustomerInitiated",
  selfPicked: "excludedSelfPicked",
  removedByAgent: "excludedRemovedByAgent",
  removedByOthers: "excludedRemovedByOthers",
  beganBeforeLog: "excludedBeganBeforeLog",
  notLiable: "excludedNotLiable",
} as const;
