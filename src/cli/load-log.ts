import { isTimeZone } from "../clock/zone.ts";
import { isEncoding } from "../io/bytes/encoding.ts";
import { type ReadLog, readLog } from "../io/read-log.ts";
import type { PolicyInput } from "../schemas/policy.ts";
import { type ChosenSource, chooseSource } from "./choose-source.ts";
import { chosenLanguage } from "./chosen-language.ts";
import { loadTables, namesTables } from "./load-tables.ts";
import type { Arguments } from "./parse-arguments.ts";
import { Progress } from "./progress.ts";
import { readPolicy } from "./read-config.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";

/** What a command line says of its input, before any of it is read. */
export interface AskedInput {
  /** `null` for tables, which are events. */
  chosen: ChosenSource | null;
  timeZone: string | undefined;
  encoding: string | undefined;
  /** The policy as the user wrote it. */
  written: PolicyInput;
}

/** @throws {UsageError} where the options contradict each other */
export async function askedInput(given: Arguments): Promise<AskedInput> {
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
  return { chosen: isTables ? null : await chooseSource(given, timeZone), timeZone, encoding, written };
}

/**
 * Reads the files of a command line into a log.
 * @throws {UsageError} where the options contradict each other; {InputError} where a file cannot be read
 */
export async function loadLog(given: Arguments, streams: Streams): Promise<ReadLog> {
  const progress = new Progress(streams.stderr, chosenLanguage(given));
  try {
    return await readAsked(await askedInput(given), given, streams, progress);
  } finally {
    progress.done();
  }
}

/** Reads what was asked for. */
export async function readAsked(
  { chosen, timeZone, encoding }: AskedInput,
  given: Arguments,
  { stdin }: Streams,
  progress: Progress,
): Promise<ReadLog> {
  if (chosen === null) {
    const onProgress = (name: string, rows: number) => progress.reading(name, rows, 0, null);
    return loadTables(given, { timeZone, onProgress });
  }
  return readLog(given.files, {
    ...{ stdin, encoding, timeZone, ...chosen },
    onProgress: (file, rows, bytes, size) => progress.reading(file, rows, bytes, size),
  });
}

/** What the user wrote stands; the source's knowledge of its export and the zone of the command line fill the gaps. */
export function completePolicy(
  written: PolicyInput,
  timeZone: string | undefined,
  observes: ReadLog["observes"],
): PolicyInput {
  const policy: PolicyInput = { ...written, observes: { ...observes, ...written.observes } };
  if (policy.timeZone === undefined && timeZone !== undefined) policy.timeZone = timeZone;
  return policy;
}
