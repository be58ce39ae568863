import { readFile } from "node:fs/promises";
import type * as z from "zod";
import { inEnglish } from "../schemas/in-english.ts";
import { nearestWord } from "../schemas/nearest-word.ts";
import { type PolicyInput, policySchema } from "../schemas/policy.ts";
import { defaultPolicy } from "../schemas/policy-defaults.ts";
import { expectedOneOf } from "./parse-arguments.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Reads a JSON file that the user wrote: a policy or a mapping.
 * @throws {UsageError} where it cannot be read or is no JSON
 */
export async function readConfig(path: string, option: string): Promise<unknown> {
  let text: string;
  try {
    text = (await readFile(path, "utf8")).replace(/^\ufeff/, "");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason =
      code === "ENOENT" ? "no such file" : code === "EISDIR" ? "this is a directory" : `cannot be read (${code})`;
    throw new UsageError(`--${option} ${path}: ${reason}`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--${option} ${path}: this is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Reads a policy as people write it.
 * @throws {UsageError} naming every field that is wrong
 */
export async function readPolicy(path: string): Promise<PolicyInput> {
  const input = await readConfig(path, "policy");
  const parsed = policySchema.safeParse(input, inEnglish());
  if (parsed.success) return input as PolicyInput;
  throw new UsageError(
    [`--policy ${path}:`, ...parsed.error.issues.map((issue) => faultLine(issue, input))].join("\n  "),
  );
}

const policyFields = [...Object.keys(defaultPolicy), "calendar"];

function faultLine(issue: z.core.$ZodIssue, input: unknown): string {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    const near = path === "" ? nearestWord(key, policyFields) : null;
    return `${path === "" ? key : `${path}.${key}`}: no such field${near === null ? "" : `; did you mean ${near}?`}`;
  }
  if (issue.code === "invalid_value" && issue.values.every((value) => typeof value === "string")) {
    const found = valueAt(input, issue.path);
    const word = typeof found === "string" ? found : null;
    return `${path}: ${expectedOneOf(issue.values, word ?? JSON.stringify(found), word)}`;
  }
  return `${path || "the policy"}: ${issue.message}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown>)[key], input);
}
