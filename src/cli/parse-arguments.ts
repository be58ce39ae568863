import { parseArgs } from "node:util";
import { nearestWord } from "../schemas/nearest-word.ts";
import type { OptionSpec } from "./options.ts";
import { UsageError } from "./usage-error.ts";

/** What was typed after the command: options by name, and files. */
export interface Arguments {
  files: string[];
  /** The value of an option; `undefined` where it was not given. */
  text(name: string): string | undefined;
  /** Every value of an option that may be repeated. */
  texts(name: string): string[];
  /** Whether a switch was given. */
  has(name: string): boolean;
}

const short: Record<string, string> = { h: "help", v: "version" };

/**
 * Reads the arguments of a command. Nothing is guessed: an unknown option is an error with a suggestion, and so are a missing
 * value, a value that is none of the choices, and an option given twice.
 * @throws {UsageError}
 */
export function parseArguments(argv: readonly string[], specs: Readonly<Record<string, OptionSpec>>): Arguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(specs).map(([name, spec]) => [name, { type: spec.value === undefined ? "boolean" : "string" }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const files: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === "positional") files.push(token.value);
    if (token.kind !== "option") continue;
    const name = token.rawName.startsWith("--") ? token.name : (short[token.name] ?? token.name);
    const spec = Object.hasOwn(specs, name) ? specs[name]! : unknown(token.rawName, specs);
    const before = values.get(name);
    if (before !== undefined && spec.multiple !== true && spec.value !== undefined)
      throw new UsageError(`--${name} was given twice`);
    values.set(name, [...(before ?? []), optionValue(name, spec, token.value, token.inlineValue)]);
  }
  return {
    files,
    text: (name) => values.get(name)?.[0],
    texts: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  };
}

function unknown(rawName: string, specs: Readonly<Record<string, OptionSpec>>): never {
  const near = nearestWord(rawName, Object.keys(specs));
  throw new UsageError(`unknown option ${rawName}${near === null ? "" : `; did you mean --${near}?`}`);
}

function optionValue(name: string, spec: OptionSpec, value: string | undefined, inline: boolean | undefined): string {
  if (spec.value === undefined) {
    if (value !== undefined) throw new UsageError(`--${name} takes no value`);
    return "";
  }
  if (value === undefined || value === "") throw new UsageError(`--${name} needs a value: --${name} ${spec.value}`);
  if (inline !== true && value.startsWith("--"))
    throw new UsageError(`--${name} needs a value: --${name} ${spec.value}; got ${value}`);
  if (spec.choices !== undefined && !spec.choices.includes(value))
    throw new UsageError(oneOf(name, value, spec.choices));
  return value;
}

/** "--format: expected text, json or csv, got jsn; did you mean json?" */
export function oneOf(name: string, value: string, choices: readonly string[]): string {
  return `--${name}: ${expectedOneOf(choices, value, value)}`;
}

/** "expected text, json or csv, got jsn; did you mean json?" The word is `null` where what was found is none. */
export function expectedOneOf(choices: readonly string[], found: string, word: string | null): string {
  const near = word === null ? null : nearestWord(word, choices);
  const list = choices.length < 2 ? choices.join("") : `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
  return `expected ${list}, got ${found}${near === null ? "" : `; did you mean ${near}?`}`;
}
