import { isTimeZone } from "../clock/zone.ts";
import { isEncoding } from "../io/encoding.ts";
import { type ReadLog, readLog } from "../io/read-log.ts";
import type { PolicyInput } from "../schemas/policy.ts";
import { type ChosenSource, chooseSource } from "./choose-source.ts";
import { loadTables, namesTables } from "./load-tables.ts";
import type { Arguments } from "./parse-arguments.ts";
import { Progress } from "./progress.ts";
import { readPolicy } from "./read-config.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";

/** A log read as the command line says, and the policy to read it by. */
export interface LoadedLog extends ReadLog {
  policy: PolicyInput;
  progress: Progress;
}

/**
 * Reads the files of a command line.
 * @throws {UsageError} where the options contradict each other; {InputError} where a file cannot be read
 */
export async function loadLog(given: Arguments, { stdin, stderr }: Streams): Promise<LoadedLog> {
  const isTables = namesTables(given);
  if (given.files.length === 0 && !isTables) throw new UsageError("expected a file, or - for standard input");
  if (given.files.filter((file) => file === "-").length > 1) throw new UsageError("standard input (-) was named twice");
  const timeZone = given.text("time-zone");
  if (timeZone !== undefined && !isTimeZone(timeZone))
    throw new UsageError(`--time-zone: expected an IANA zone like Asia/Shanghai or UTC, got ${timeZone}`);
  const encoding = given.text("encoding");
  if (encoding !== undefined && !isEncoding(encoding))
    throw new UsageError(`--encoding: expected a name like gb18030, big5 or windows-1252, got ${encoding}`);
  const policyFile = given.text("policy");
  const written = policyFile === undefined ? {} : await readPolicy(policyFile);
  const chosen: ChosenSource = isTables
    ? { source: undefined, wholeDocuments: false }
    : await chooseSource(given, timeZone);
  const progress = new Progress(stderr);
  try {
    if (isTables) {
      const onProgress = (name: string, rows: number) => progress.reading(name, rows, 0, null);
      const read = await loadTables(given, { timeZone, onProgress });
      return { ...read, policy: completePolicy(written, timeZone, read.observes), progress };
    }
    const read = await readLog(given.files, {
      stdin,
      encoding,
      timeZone,
      ...chosen,
      threads: readThreads(given),
      onProgress: (file, rows, bytes, size) => progress.reading(file, rows, bytes, size),
    });
    return { ...read, policy: completePolicy(written, timeZone, read.observes), progress };
  } finally {
    progress.done();
  }
}

function readThreads(given: Arguments): number | undefined {
  const text = given.text("threads");
  if (text === undefined) return undefined;
  const threads = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (threads < 1 || threads > 64) throw new UsageError(`--threads: expected a number from 1 to 64, got ${text}`);
  return threads;
}

/** What the user wrote stands; the source's knowledge of its export and the zone of the command line fill the gaps. */
function completePolicy(
  written: PolicyInput,
  timeZone: string | undefined,
  observes: ReadLog["observes"],
): PolicyInput {
  const policy: PolicyInput = { ...written, observes: { ...observes, ...written.observes } };
  if (policy.timeZone === undefined && timeZone !== undefined) policy.timeZone = timeZone;
  return policy;
}
