import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";

const folder = new URL("../../../shared/data/", import.meta.url);

/** Logs of other people, kept beside the project; a clone without them skips the tests that read them. */
export const isSharedDataAbsent = !existsSync(folder);
export const sharedDataNeeded = isSharedDataAbsent ? "SKIPPED: ../shared/data is absent" : "../shared/data";

/** The rows of a CSV file of the shared data, as texts by column name. */
export function sharedRows(path: string): Record<string, string>[] {
  const bytes = readFileSync(new URL(path, folder));
  return parse(path.endsWith(".gz") ? gunzipSync(bytes) : bytes, { columns: true, bom: true });
}

export function exampleMap(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../examples/maps/${name}.json`, import.meta.url), "utf8"));
}
