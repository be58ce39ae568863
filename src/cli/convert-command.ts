import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, resolve } from "node:path";
import { isTimeZone } from "../clock/zone.ts";
import { isEncoding } from "../io/bytes/encoding.ts";
import { OutputError, writeTextFile, writeTexts } from "../io/bytes/write-text.ts";
import { LogConversion } from "../io/convert/convert-log.ts";
import { chooseSource } from "./choose-source.ts";
import { chosenLanguage } from "./chosen-language.ts";
import { conversionSummary } from "./conversion-summary.ts";
import { eventTexts, ocelTexts, xesTexts } from "./conversion-texts.ts";
import { refuseEmptyInput } from "./input-summary.ts";
import { namesTables, openTables } from "./load-tables.ts";
import type { Arguments } from "./parse-arguments.ts";
import { Progress } from "./progress.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";

/**
 * `trueresolve convert`: what an export tells, as events. What was refused is said on standard error; a file is there only if
 * it is whole.
 */
export async function convertCommand(given: Arguments, streams: Streams): Promise<number> {
  const out = given.text("out");
  refuseMisplaced(given, out);
  const timeZone = given.text("time-zone");
  const input = namesTables(given) ? { tables: openTables(given) } : await chooseSource(given, timeZone);
  const progress = new Progress(streams.stderr, chosenLanguage(given));
  const folder = out === undefined || isDevice(out) ? undefined : dirname(resolve(out));
  const conversion = new LogConversion(given.files, {
    ...input,
    timeZone,
    stdin: streams.stdin,
    encoding: given.text("encoding"),
    folder,
    onProgress: (file, rows, bytes, size) => progress.reading(file, rows, bytes, size),
  });
  const to = given.text("to") ?? "events";
  const isWanted = () => conversion.counts.written > 0;
  const texts =
    to === "ocel"
      ? ocelTexts(conversion, isWanted)
      : to === "xes"
        ? xesTexts(conversion, folder ?? tmpdir(), isWanted)
        : eventTexts(conversion);
  try {
    if (out === undefined) await writeTexts(streams.stdout, texts);
    else await writing("out", out, () => writeTextFile(out, texts, isWanted));
  } finally {
    progress.done();
  }
  refuseEmptyInput(conversion);
  const { counts, observes, notes } = conversion;
  const policyOut = given.text("policy-out");
  if (policyOut !== undefined && isWanted())
    await writing("policy-out", policyOut, () => writeFile(policyOut, `${JSON.stringify({ observes }, null, 2)}\n`));
  streams.stderr.write(conversionSummary(conversion, given));
  if (counts.written === 0) return 1;
  const isIncomplete = counts.refused > 0 || notes.some(({ code }) => code === "cutOff");
  return given.has("strict") && isIncomplete ? 1 : 0;
}

/** Whether what is written goes to something that is there and no file: rows are not put aside beside it. */
function isDevice(path: string): boolean {
  return existsSync(path) && !statSync(path).isFile();
}

/** @throws {UsageError} where the options contradict each other */
function refuseMisplaced(given: Arguments, out: string | undefined): void {
  if (given.files.length === 0 && !namesTables(given)) throw new UsageError("expected a file, or - for standard input");
  if (given.files.filter((file) => file === "-").length > 1) throw new UsageError("standard input (-) was named twice");
  const timeZone = given.text("time-zone");
  if (timeZone !== undefined && !isTimeZone(timeZone))
    throw new UsageError(`--time-zone: expected an IANA zone like Asia/Shanghai or UTC, got ${timeZone}`);
  const encoding = given.text("encoding");
  if (encoding !== undefined && !isEncoding(encoding))
    throw new UsageError(`--encoding: expected a name like gb18030, big5 or windows-1252, got ${encoding}`);
  if (out === undefined) return;
  if (given.text("to") === "xes") {
    if (/\.xes(\.gz)?$/i.test(out)) return;
    throw new UsageError(`--out ${out}: what --to xes writes is XML, so name it .xes or .xes.gz`);
  }
  if (/\.(csv|tsv|xlsx|parquet|duckdb|xes)(\.gz)?$/i.test(out))
    throw new UsageError(
      `--out ${out}: what is written is NDJSON or OCEL's JSON, so name it .ndjson, .json or these with .gz`,
    );
}

async function writing(option: string, path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const code = error instanceof OutputError ? error.message : (error as NodeJS.ErrnoException).code;
    const isOurs = error instanceof OutputError || (option === "policy-out" && code !== undefined);
    throw isOurs ? new UsageError(`--${option} ${path}: cannot be written (${code})`, { cause: error }) : error;
  }
}
