import { buildFacts } from "../../src/facts/build-facts.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { readDuckDb } from "../../src/io/read-duckdb.ts";
import { readLog } from "../../src/io/read-log.ts";
import type { EventLog } from "../../src/log/event-log.ts";
import { metrics } from "../../src/metrics/catalogue.ts";

/** Reads a file the way `trueresolve report` does. */
export async function logOf(path: string, threads: number): Promise<EventLog> {
  const options = { duckDbThreads: threads, threads };
  const read = path.endsWith(".parquet") ? await readDuckDb([{ file: path }], options) : await readLog([path], options);
  return read.log;
}

export async function factsOf(path: string, threads: number): Promise<Facts> {
  return buildFacts(await logOf(path, threads));
}

/** Every metric over all facts. */
export function allMetrics(facts: Facts): number {
  return metrics.reduce((counted, metric) => counted + metric(facts).n, 0);
}
