import type { Facts } from "../../src/facts/facts.ts";
import { linkOwned } from "../../src/facts/link-facts.ts";
import { readLog } from "../../src/io/read-log.ts";
import { foldTables } from "../../src/io/tables/fold-tables.ts";
import { foldFiles } from "../../src/io/threads/fold-files.ts";
import type { FoldPool } from "../../src/io/threads/fold-pool.ts";
import type { EventLog } from "../../src/log/event-log.ts";
import { metrics } from "../../src/metrics/catalogue.ts";

/** Reads a file the way `trueresolve report` does, with one thread. */
export async function logOf(path: string): Promise<EventLog> {
  return (await readLog([path])).log;
}

/** From a file to facts, the way `trueresolve report` goes. */
export async function factsOf(path: string, threads: FoldPool | number): Promise<Facts> {
  if (!path.endsWith(".parquet")) return linkOwned((await foldFiles([path], {}, { threads })).folded);
  const duckDbThreads = typeof threads === "number" ? threads : threads.size;
  return linkOwned((await foldTables({ parquet: [path] }, {}, { duckDbThreads })).folded);
}

/** Every metric over all facts. */
export function allMetrics(facts: Facts): number {
  return metrics.reduce((counted, metric) => counted + metric(facts).n, 0);
}
