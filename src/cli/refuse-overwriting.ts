import {
  accessSync,
  type BigIntStats,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  readlinkSync,
  realpathSync,
  statSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { factFilesIn } from "../io/facts/write-facts.ts";
import { fileGlob } from "./file-glob.ts";
import type { Arguments } from "./parse-arguments.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";

/** Something that a command writes: the option, what it was given, and the file or folder. */
interface Output {
  option: "out" | "policy-out" | "facts";
  given: string;
  path: string;
}

/**
 * Refuses a command that would write over what it reads, write two things to one file, or write where it cannot: before anything is
 * read or written. Files are compared as the system knows them, so that another name or a link makes no difference.
 * @throws {UsageError}
 */
export function refuseOverwriting(given: Arguments, { stdin }: Streams): void {
  const outputs = outputsOf(given);
  if (outputs.length === 0) return;
  const read = new Set(inputsOf(given).map(identityOf));
  if (readsStdin(given)) read.add(identityOfStream(stdin));
  const globs = inputsOf(given).flatMap((path) => fileGlob(path) ?? []);
  const written = new Map<string, Output>();
  for (const output of outputs) {
    const { option, path } = output;
    const what = `--${option} ${output.given}:`;
    const identity = identityOf(path);
    const that = path === output.given ? "that" : path;
    if ((identity !== null && read.has(identity)) || globs.some((matches) => matches(path)))
      throw new UsageError(`${what} ${that} is a file to be read`);
    const before = identity === null ? undefined : written.get(identity);
    if (before !== undefined) throw new UsageError(`${what} ${that} is what --${before.option} writes`);
    if (identity !== null) written.set(identity, output);
  }
  for (const output of outputs) if (output.path === output.given) refuseUnwritable(output);
}

function outputsOf(given: Arguments): Output[] {
  const outputs: Output[] = [];
  for (const option of ["out", "policy-out", "facts"] as const) {
    const path = given.text(option);
    if (path === undefined) continue;
    outputs.push({ option, given: path, path });
    if (option === "facts") outputs.push(...factFilesIn(path).map((file) => ({ option, given: path, path: file })));
  }
  return outputs;
}

/** Every file that may be read: what is named, and what a query names as text. */
function inputsOf(given: Arguments): string[] {
  const named = [...given.files.filter((file) => file !== "-"), given.text("map"), given.text("policy")];
  // A text with neither a dot nor a slash is a value rather than a file: where channel = 'chat'.
  const texts = [...(given.text("query") ?? "").matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, text, name]) => text ?? name);
  return [...named, ...texts.filter((text) => text !== undefined && /[./]/.test(text))].filter(
    (path) => path !== undefined,
  );
}

const readsStdin = (given: Arguments) =>
  given.files.includes("-") || (given.files.length === 0 && given.text("query") === undefined);

/** `null` for a device or a pipe, which may well be both read and written. */
const identityIn = (stats: BigIntStats) => (stats.isFile() || stats.isDirectory() ? `${stats.dev}:${stats.ino}` : null);

function identityOf(path: string): string | null {
  try {
    return identityIn(statSync(path, { bigint: true }));
  } catch (error) {
    // Whatever else is wrong with it is said by who opens it.
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? placeOf(path) : null;
  }
}

/** A file that standard input was redirected from. */
function identityOfStream(stdin: Streams["stdin"]): string | null {
  const { fd } = stdin as { fd?: unknown };
  return typeof fd === "number" ? identityIn(fstatSync(fd, { bigint: true })) : null;
}

/** Where a file would be that is not there, also by a link that leads to it. */
function placeOf(path: string): string {
  const written = dirname(resolve(path));
  const folder = existsSync(written) ? realpathSync(written) : written;
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? placeOf(resolve(folder, readlinkSync(path))) : join(folder, basename(path));
}

/** A folder for facts is made where it is missing; for a file it must be there. */
function refuseUnwritable({ option, path }: Output): void {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (option === "facts" && found?.isDirectory() === false) throw unwritable("ENOTDIR");
    if (option !== "facts" && found?.isDirectory() === true) throw unwritable("EISDIR");
    if (found !== undefined) accessSync(path, constants.W_OK);
    else if (option !== "facts") {
      const folder = dirname(placeOf(path));
      if (!statSync(folder).isDirectory()) throw unwritable("ENOTDIR");
      accessSync(folder, constants.W_OK);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`--${option} ${path}: cannot be written (${code})`, { cause: error });
  }
}

const unwritable = (code: string) => Object.assign(new Error(code), { code });
