import * as z from "zod";
import type { Difference, Estimate } from "./estimate.ts";

const figure = z.number().nullable();
const group = z.strictObject({ by: z.string(), value: z.string().nullable() });
const unit = z.enum(["ms", "rate", "score", "count"]);
const level = z.number().gt(0).lt(1);

/** The contract of an estimate, for those who read reports in JSON. */
export const estimateSchema = z.strictObject({
  metric: z.string(),
  group: group.optional(),
  value: figure,
  low: figure,
  high: figure,
  n: z.number().int().min(0),
  excluded: z.record(z.string(), z.number().int().min(0)),
  unit,
  level,
  method: z.string(),
  notes: z.array(z.string()),
  details: z.record(z.string(), z.unknown()).optional(),
});

const side = z.strictObject({ group: group.optional(), value: figure, n: z.number().int().min(0) });

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
  distinguishable: z.boolean().nullable(),
  notes: z.array(z.string()),
});

// An estimate that the library makes always meets its contract; this holds the two together at compile time.
type Meets<Made extends Contract, Contract> = Made;
export type EstimateContract = Meets<Estimate, z.input<typeof estimateSchema>>;
export type DifferenceContract = Meets<Difference, z.input<typeof differenceSchema>>;
