import type { Units } from "./unit.ts";

/** Which units count: those whose outcome becomes final after `start` and not after `end`. Epoch ms. */
export interface AppraisalPeriod {
  readonly start: number;
  readonly end: number;
}

/** A period, and how far the log had come when it was counted. */
export interface AppraisalSpan {
  readonly period: AppraisalPeriod;
  /** Epoch ms. */
  readonly asOf: number;
}

/** Whether the unit is scored in the period. */
export function isScored(units: Units, unit: number, span: AppraisalSpan): boolean {
  return units.excluded[unit] === 0 && maturesWithin(units, unit, span);
}

/** Whether the unit's outcome becomes final in the period and is known by then. */
export function maturesWithin(units: Units, unit: number, { period, asOf }: AppraisalSpan): boolean {
  const at = units.maturesAt[unit]!;
  return at > period.start && at <= period.end && at <= asOf;
}

/** Whether the unit would be scored, had its outcome been final in time. */
export function isTooYoung(units: Units, unit: number, { period, asOf }: AppraisalSpan): boolean {
  const cut = Math.min(period.end, asOf);
  return units.excluded[unit] === 0 && units.assignedAt[unit]! <= cut && units.maturesAt[unit]! > cut;
}
