import type * as z from "zod/mini";
import { nearestWord } from "./nearest-word.ts";

/** One thing that is wrong with a mapping file. */
export interface MapIssue {
  /** Where in the file: keys and positions, joined by dots. Empty: the file as a whole. */
  path: string;
  /** What was expected there and what was found. */
  message: string;
  /** What to do about it. */
  hint: string;
}

type ZodIssue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const elsewhere = "see the list of map fields in docs/sources.md";

/**
 * What is wrong with a mapping file, in plain words, from what zod found.
 *
 * @param input the file's content
 * @param fields every field name that a mapping file knows, for "did you mean"
 */
export function mapIssuesOf(error: z.core.$ZodError, input: unknown, fields: readonly string[]): MapIssue[] {
  return error.issues.flatMap((issue) => issuesOf(issue, issue.path, input, fields));
}

function issuesOf(issue: ZodIssue, path: Path, input: unknown, fields: readonly string[]): MapIssue[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const near = nearestWord(key, fields);
      return {
        path: joined([...path, key]),
        message: `expected no field ${show(key)} here`,
        hint: near === null || near === key ? elsewhere : `did you mean ${near}?`,
      };
    });
  }
  const found = valueAt(input, path);
  if (issue.code === "invalid_union") {
    const branch = meantBranch(issue.errors);
    if (branch !== null) return branch.flatMap((inner) => issuesOf(inner, [...path, ...inner.path], input, fields));
    const options = "options" in issue && issue.options ? [`one of ${issue.options.map(String).join(", ")}`] : [];
    const wanted = [...new Set([...options, ...issue.errors.flatMap((errors) => errors.map(expectedOf))])];
    const words = issue.errors.flatMap((errors) => errors.flatMap(wordsOf));
    const allWords = "options" in issue && issue.options ? issue.options.map(String) : words;
    return [issueAt(path, wanted.join(", or "), found, allWords)];
  }
  return [issueAt(path, expectedOf(issue), found, wordsOf(issue))];
}

/** The alternative that was most likely meant: one that the value fits as a whole, and only its parts do not. */
function meantBranch(branches: readonly ZodIssue[][]): readonly ZodIssue[] | null {
  const unfit = (issue: ZodIssue) =>
    issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
  const strange = (branch: readonly ZodIssue[]) =>
    branch.filter((issue) => issue.code === "unrecognized_keys" && issue.path.length === 0).length;
  const fit = branches.filter((branch) => !branch.some(unfit));
  fit.sort((a, b) => strange(a) - strange(b) || a.length - b.length);
  return fit[0] ?? null;
}

function expectedOf(issue: ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "object" || issue.expected === "record" || issue.expected === "array"
        ? `an ${issue.expected === "array" ? "array" : "object"}`
        : `a ${issue.expected}`;
    case "invalid_value":
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return issue.origin === "array" ? "at least one entry" : "a text that is not empty";
    case "too_big":
      return `at most ${issue.maximum} characters`;
    case "invalid_key":
      return issue.issues.map(expectedOf).join(", ");
    default:
      return issue.message.replace(/^expected /, "");
  }
}

function wordsOf(issue: ZodIssue): string[] {
  return issue.code === "invalid_value" ? issue.values.map(String) : [];
}

function issueAt(path: Path, expected: string, found: unknown, words: readonly string[]): MapIssue {
  const near = typeof found === "string" ? nearestWord(found, words) : null;
  let hint = elsewhere;
  if (near !== null) hint = `did you mean ${near}?`;
  else if (found === undefined) hint = `add the field ${String(path.at(-1) ?? "")}`.trim();
  return { path: joined(path), message: `expected ${expected}; found ${show(found)}`, hint };
}

function joined(path: Path): string {
  return path.map(String).join(".");
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  const shown = JSON.stringify(value) ?? String(value);
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}
