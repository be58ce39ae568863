import type { SpeedResult } from "../speed.ts";

const rows: readonly [ratio: string, from: string, peer: string][] = [
  ["columnsVsDuckdb", "columns in memory, one thread", "DuckDB, two threads"],
  ["ndjsonVsDuckdb", "an NDJSON file, two threads", "DuckDB, two threads"],
  ["ndjsonOneThreadVsDuckdb", "an NDJSON file, one thread", "DuckDB, two threads"],
  ["csvVsDuckdb", "a CSV file, two threads", "DuckDB, two threads"],
  ["parquetVsDuckdb", "a Parquet file, two threads", "DuckDB, two threads"],
  ["ndjsonVsHandwritten", "an NDJSON file, two threads", "`JSON.parse`, `Map`, date-fns"],
  ["csvVsArquero", "a CSV file, two threads", "arquero, four of the figures"],
];

/** The table of the README: what a run of the benchmark measured. */
export function speedTable(result: SpeedResult): string {
  const { events, seconds, ratios, eventsPerSecond, bytesPerEvent, bytesPerEvent10x } = result;
  const lines = rows.flatMap(([name, from, peer]) => {
    const measured = seconds[name];
    if (measured === undefined) return [];
    const ratio = (ratios as Record<string, number>)[name]!;
    const spread = `${measured.lowestRatio}–${measured.highestRatio}`;
    return [`| ${from} | ${measured.ours} s | ${peer} | ${measured.theirs} s | **${ratio}** (${spread}) |`];
  });
  const count = events.toLocaleString("en-US");
  const rate = (eventsPerSecond / 1e6).toFixed(1);
  const memory =
    bytesPerEvent === null ? "" : `; from a file to facts it takes ${bytesPerEvent} bytes an event at its peak`;
  const { growth10x } = ratios;
  const much = bytesPerEvent10x === undefined ? "" : `, and ${bytesPerEvent10x} bytes each`;
  const growth = growth10x === undefined ? "" : ` Ten times the events take ${growth10x} times as long${much}.`;
  return [
    `| ${count} events from | trueresolve | the same figures by | theirs | times as fast |`,
    "|---|---|---|---|---|",
    ...lines,
    "",
    `Facts and all figures from columns in memory: ${rate} million events a second on one core${memory}.${growth}`,
    "",
  ].join("\n");
}
