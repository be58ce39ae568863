import * as z from "zod/mini";
import type { Difference, Estimate } from "./estimate.ts";

const figure = z.nullable(z.number());
const count = z.int().check(z.minimum(0));
const group = z.strictObject({ by: z.string(), value: z.nullable(z.string()) });
const unit = z.enum(["ms", "rate", "score", "count"]);
const level = z.number().check(z.gt(0), z.lt(1));

/** The contract of an estimate, for those who read reports in JSON. */
export const estimateSchema = z.strictObject({
  metric: z.string(),
  group: z.optional(group),
  value: figure,
  low: figure,
  high: figure,
  n: count,
  excluded: z.record(z.string(), count),
  unit,
  level,
  method: z.string(),
  notes: z.array(z.string()),
  details: z.optional(z.record(z.string(), z.unknown())),
});

const side = z.strictObject({ group: z.optional(group), value: figure, n: count });

/** The contract of a difference of two estimates. */
export const differenceSchema = z.strictObject({
  metric: z.string(),
  a: side,
  b: side,
  value: figure,
  low: figure,
  high: figure,
  unit,
  level,
  method: z.string(),
  distinguishable: z.nullable(z.boolean()),
  notes: z.array(z.string()),
});

// An estimate that the library makes always meets its contract; this holds the two together at compile time.
type Meets<Made extends Contract, Contract> = Made;
export type EstimateContract = Meets<Estimate, z.input<typeof estimateSchema>>;
export type DifferenceContract = Meets<Difference, z.input<typeof differenceSchema>>;
