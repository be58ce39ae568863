import * as z from "zod/mini";
import { eventSchema } from "./event.ts";
import { policySchema } from "./policy.ts";
import { estimateSchema } from "./results.ts";

/** A JSON Schema document (draft 2020-12). */
export type JsonSchema = Record<string, unknown>;

/** The contract of one event row as JSON Schema, for those who write exports in other languages. */
export function eventJsonSchema(): JsonSchema {
  return z.toJSONSchema(eventSchema, { io: "input" }) as JsonSchema;
}

/** The contract of a policy file as JSON Schema. Defaults stand beside the fields. */
export function policyJsonSchema(): JsonSchema {
  return z.toJSONSchema(policySchema, { io: "input", unrepresentable: "any" }) as JsonSchema;
}

/** The contract of an estimate as JSON Schema, for those who read reports in other languages. */
export function estimateJsonSchema(): JsonSchema {
  return z.toJSONSchema(estimateSchema) as JsonSchema;
}
