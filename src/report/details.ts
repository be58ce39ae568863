import type { Estimate } from "../schemas/estimate.ts";

/** A share or time that stands beside an estimate's value, with its own interval. */
export interface Beside {
  value: number | null;
  low: number | null;
  high: number | null;
  n?: number;
}

/** A figure among an estimate's details, where it has it. */
export function besideOf(estimate: Estimate, name: string): Beside | null {
  const beside = estimate.details?.[name];
  return isBeside(beside) ? beside : null;
}

/** A number among an estimate's details. */
export function numberOf(estimate: Estimate, name: string): number | null {
  const number = estimate.details?.[name];
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** Counts by word among an estimate's details, without those that are zero. */
export function tallyOf(estimate: Estimate, name: string): [word: string, count: number][] {
  const tally = estimate.details?.[name];
  if (typeof tally !== "object" || tally === null) return [];
  return Object.entries(tally).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number" && entry[1] > 0,
  );
}

/** Low and high bound among an estimate's details. */
export function boundsOf(estimate: Estimate, name: string, low: string, high: string): [number, number] | null {
  const bounds = estimate.details?.[name] as Record<string, unknown> | undefined;
  const [from, to] = [bounds?.[low], bounds?.[high]];
  return typeof from === "number" && typeof to === "number" ? [from, to] : null;
}

function isBeside(value: unknown): value is Beside {
  return typeof value === "object" && value !== null && "value" in value && "low" in value && "high" in value;
}
