import { canonicalStats } from "./canonical-stats.ts";
import { type AppraisalStats, TALLIES, TALLY_INDEX, type Tally } from "./stats-table.ts";
import { PROCESS_SIGNS, UNIT_EXCLUSIONS, type Units } from "./unit.ts";

/** Which units count: those that mature after `from` and not after `to`, as far as known at `asOf`. Epoch ms. */
export interface AppraisalPeriod {
  readonly from: number;
  readonly to: number;
  /** How far the log had come; `to` if left out. */
  readonly asOf?: number;
  /** Length in ms of the period's end in which closings are looked at for rushing; four days if left out. */
  readonly rushMs?: number;
}

const DAY = 86_400_000;

/** Whether the unit is scored in the period. */
export function isScored(units: Units, unit: number, period: AppraisalPeriod): boolean {
  return units.excluded[unit] === 0 && maturesWithin(units, unit, period);
}

/** Whether the unit's outcome becomes final in the period and is known by then. */
export function maturesWithin(units: Units, unit: number, { from, to, asOf = to }: AppraisalPeriod): boolean {
  const at = units.maturesAt[unit]!;
  return at > from && at <= to && at <= asOf;
}

/** Whether the unit would be scored, had its outcome been final in time. */
export function isTooYoung(units: Units, unit: number, { to, asOf = to }: AppraisalPeriod): boolean {
  const cut = Math.min(to, asOf);
  return units.excluded[unit] === 0 && units.assignedAt[unit]! <= cut && units.maturesAt[unit]! > cut;
}

/**
 * Counts the units of a period.
 *
 * @throws RangeError if the period does not end after it begins.
 */
export function appraisalStats(units: Units, period: AppraisalPeriod): AppraisalStats {
  const { from, to, asOf = to, rushMs = 4 * DAY } = period;
  if (!(from < to)) throw new RangeError(`appraisalStats: expected from before to, got from=${from}, to=${to}`);
  if (Number.isNaN(asOf) || !(rushMs >= 0)) {
    throw new RangeError(`appraisalStats: expected asOf and rushMs as numbers, got asOf=${asOf}, rushMs=${rushMs}`);
  }
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
    countTallies(units, i, { from, to, asOf, rushMs }, tallies);
    if (!isScored(units, i, { from, to, asOf })) continue;
    let key = units.agent[i]!;
    key = key * units.categories.length + units.category[i]!;
    key = key * units.channels.length + units.channel[i]!;
    key = key * 12 + units.received[i]! * 6 + units.outcome[i]! * 3 + asked(units, i);
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
    from,
    to,
    asOf,
    rushMs,
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
      asked: Uint8Array.from(column((i) => asked(units, i))),
      level: column((i) => level[i]!),
      count: Float64Array.from({ length }, (_, cell) => firstOf[2 * cell + 1]!),
    },
    tallies,
  });
}

function asked(units: Units, unit: number): number {
  return units.blocked[unit] ? 2 : units.offered[unit] ? 1 : 0;
}

function countTallies(units: Units, i: number, period: Required<AppraisalPeriod>, tallies: Float64Array): void {
  const offset = units.agent[i]! * TALLIES.length;
  const add = (kind: Tally, count: number): void => {
    tallies[offset + TALLY_INDEX[kind]]! += count;
  };
  const closedAt = units.closedAt[i]!;
  const closed = closedAt > period.from && closedAt <= period.to && closedAt <= period.asOf;
  if (closed && units.creditedClosing[i]) add("throughput", 1);
  if (isTooYoung(units, i, period)) add("excludedTooYoung", 1);
  const mature = maturesWithin(units, i, period);
  const exclusion = UNIT_EXCLUSIONS[units.excluded[i]!]!;
  if (mature && exclusion !== "counted") add(EXCLUSION_TALLY[exclusion], 1);
  if (units.received[i]) return;
  if (closed) add("closed", 1);
  if (closed && closedAt > period.to - period.rushMs) add("closedLate", 1);
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
} as const;
