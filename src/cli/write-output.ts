import { writeFile } from "node:fs/promises";
import type { Arguments } from "./parse-arguments.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Writes a result to the file of `--out`, or to standard output.
 * @throws {UsageError} where the file cannot be written
 */
export async function writeOutput(text: string, given: Arguments, { stdout, stderr }: Streams): Promise<void> {
  const path = given.text("out");
  if (path === undefined) {
    stdout.write(text);
    return;
  }
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`--out ${path}: cannot be written (${(error as NodeJS.ErrnoException).code})`, {
      cause: error,
    });
  }
  if (stderr.isTTY === true) stderr.write(`written: ${path}\n`);
}
