import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFacts } from "../src/facts/build-facts.ts";
import { FoldPool } from "../src/io/threads/fold-pool.ts";
import { arqueroFigures, arqueroFiguresOf } from "./speed/arquero-peer.ts";
import { DuckDbPeer } from "./speed/duckdb-peer.ts";
import { disagreements, type Figures, median } from "./speed/figures.ts";
import { generate } from "./speed/generate.ts";
import { handwrittenFigures } from "./speed/handwritten.ts";
import { ourFigures } from "./speed/our-figures.ts";
import { allMetrics, factsOf, logOf } from "./speed/our-side.ts";
import { middle, type Paired, paired, warmSeconds } from "./speed/timing.ts";
import { writeFiles } from "./speed/write-files.ts";

export interface SpeedOptions {
  json?: boolean;
  /** About how many events; default 1,000,000. */
  events?: number;
  /** Paired runs a comparison, behind some that do not count; medians are reported. Default 5, and 2 for what takes others long. */
  rounds?: number;
  /** Whether to measure ten times as many events as well. */
  growth?: boolean;
  /** Threads of both sides; default 2. */
  threads?: number;
  /** Whether to measure memory, and events a second, in processes of their own; default true. Else no memory is measured. */
  apart?: boolean;
}

export interface SpeedResult {
  events: number;
  /** Their time ÷ our time: above 1 we are faster. `growth10x`: our time for ten times the events ÷ that for the events. */
  ratios: {
    columnsVsDuckdb: number;
    ndjsonVsDuckdb: number;
    /** The same with one thread on our side. */
    ndjsonOneThreadVsDuckdb: number;
    ndjsonVsHandwritten: number;
    csvVsDuckdb: number;
    parquetVsDuckdb: number;
    csvVsArquero?: number;
    growth10x?: number;
  };
  /** Peak memory from an NDJSON file to facts, read by one thread, beyond that of the bare runtime, a byte an event; `null` where not measured. */
  bytesPerEvent: number | null;
  /** The same of ten times the events, where they were measured. */
  bytesPerEvent10x?: number;
  /** Facts and all metrics from columns in memory, one thread, in a process of its own. */
  eventsPerSecond: number;
  /** Median seconds of each side. */
  seconds: Record<string, { ours: number; theirs: number; lowestRatio: number; highestRatio: number }>;
}

/** arquero holds every cell as a string: beyond this it needs more memory than it is worth. */
const mostForArquero = 1_500_000;

/**
 * This library against DuckDB, arquero and code written by hand on the same made-up log. Everybody's answers are compared first; where
 * they differ nothing is timed.
 * @throws {Error} naming the figures on which they disagree
 */
export async function run(options: SpeedOptions = {}): Promise<SpeedResult> {
  const { json = false, events = 1_000_000, rounds = 5, growth = false, threads = 2, apart = true } = options;
  const folder = mkdtempSync(join(tmpdir(), "trueresolve-bench-"));
  // Kept between runs, as DuckDB keeps its own.
  const pool = new FoldPool(threads);
  try {
    const result = await measure(folder, events, rounds, threads, apart, pool);
    if (growth) {
      const { growth10x, bytesPerEvent10x } = await growthOf(folder, events, threads, apart);
      result.ratios.growth10x = growth10x;
      if (bytesPerEvent10x !== null) result.bytesPerEvent10x = bytesPerEvent10x;
    }
    if (!json) print(result);
    return result;
  } finally {
    await pool.close();
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  folder: string,
  wanted: number,
  rounds: number,
  threads: number,
  apart: boolean,
  pool: FoldPool,
): Promise<SpeedResult> {
  const file = (ending: string) => join(folder, `events.${ending}`);
  const [ndjson, csv, parquet] = [file("ndjson"), file("csv"), file("parquet")];
  const made = generate(wanted);
  writeFiles(made, { ndjson, csv });
  const duckdb = await DuckDbPeer.open(threads);
  await duckdb.load(ndjson);
  await duckdb.writeParquet(csv, parquet);
  const log = await logOf(ndjson);
  if (log.length !== made.length) throw new Error(`speed: ${made.length} events were written, ${log.length} were read`);

  const ours = ourFigures(buildFacts(log));
  const agree = (who: string, theirs: Figures, only?: (name: string) => boolean) => {
    const found = disagreements(ours, theirs, only);
    if (found.length > 0) throw new Error(`speed: ${who} disagrees:\n  ${found.slice(0, 20).join("\n  ")}`);
  };
  agree("our CSV reader", ourFigures(await factsOf(csv, pool)));
  agree("our Parquet reader", ourFigures(await factsOf(parquet, threads)));
  agree("DuckDB on its columns", await duckdb.fromColumns());
  agree("DuckDB on NDJSON", await duckdb.fromNdjson(ndjson));
  agree("DuckDB on CSV", await duckdb.fromCsv(csv));
  agree("DuckDB on Parquet", await duckdb.fromParquet(parquet));
  agree("the hand-written way", await handwrittenFigures(ndjson));
  const withArquero = made.length <= mostForArquero;
  if (withArquero) {
    const { tickets } = buildFacts(log);
    const first = Array.from(tickets.firstReplyAt, (at, row) => at - tickets.createdAt[row]!);
    ours["firstHumanReplyMedianMs"] = median(first.filter((ms) => !Number.isNaN(ms)));
    const names: readonly string[] = arqueroFigures;
    agree("arquero", await arqueroFiguresOf(csv), (name) => names.includes(name));
  }

  const few = Math.min(rounds, 2);
  const pairs: Record<string, Paired> = {
    columnsVsDuckdb: await paired(
      rounds,
      () => ourFigures(buildFacts(log)),
      () => duckdb.fromColumns(),
    ),
    ndjsonVsDuckdb: await paired(
      rounds,
      async () => ourFigures(await factsOf(ndjson, pool)),
      () => duckdb.fromNdjson(ndjson),
    ),
    csvVsDuckdb: await paired(
      rounds,
      async () => ourFigures(await factsOf(csv, pool)),
      () => duckdb.fromCsv(csv),
    ),
    parquetVsDuckdb: await paired(
      rounds,
      async () => ourFigures(await factsOf(parquet, threads)),
      () => duckdb.fromParquet(parquet),
    ),
    ndjsonOneThreadVsDuckdb: await paired(
      rounds,
      async () => ourFigures(await factsOf(ndjson, 1)),
      () => duckdb.fromNdjson(ndjson),
    ),
    ndjsonVsHandwritten: await paired(
      few,
      async () => ourFigures(await factsOf(ndjson, pool)),
      () => handwrittenFigures(ndjson),
    ),
  };
  if (withArquero) {
    pairs["csvVsArquero"] = await paired(
      few,
      async () => ourFigures(await factsOf(csv, pool)),
      () => arqueroFiguresOf(csv),
    );
  }
  const ratios = Object.fromEntries(Object.entries(pairs).map(([name, { ratio }]) => [name, rounded(ratio)]));
  return {
    events: log.length,
    ratios: ratios as unknown as SpeedResult["ratios"],
    bytesPerEvent: apart ? bytesPerEvent(ndjson, log.length) : null,
    eventsPerSecond: Math.round(
      apart
        ? inOwnProcess(`eventsPerSecond(${JSON.stringify(ndjson)}, ${rounds * 3})`)
        : await eventsPerSecond(ndjson, rounds),
    ),
    seconds: Object.fromEntries(
      Object.entries(pairs).map(([name, { ratio: _, ...rest }]) => [name, mapValues(rest, rounded)]),
    ) as SpeedResult["seconds"],
  };
}

/**
 * Our time from NDJSON to figures for ten times the events ÷ that for the events, each read three times, of which the middle counts; and
 * the memory that ten times the events take.
 */
async function growthOf(folder: string, events: number, threads: number, apart: boolean) {
  const paths = { ndjson: join(folder, "growth.ndjson"), csv: join(folder, "growth.csv") };
  const secondsFor = async (count: number) => {
    const length = writeOut(count, paths);
    const seconds = apart
      ? inOwnProcess(`secondsFromFile(${JSON.stringify(paths.ndjson)}, ${threads})`)
      : await secondsFromFile(paths.ndjson, threads);
    return { length, seconds };
  };
  const once = await secondsFor(events);
  const tenfold = await secondsFor(events * 10);
  return {
    // Both logs break off at the export, so that the larger one is not exactly ten times the other.
    growth10x: rounded((tenfold.seconds / once.seconds) * ((once.length * 10) / tenfold.length)),
    bytesPerEvent10x: apart ? bytesPerEvent(paths.ndjson, tenfold.length) : null,
  };
}

/** From a file to figures, the middle of three times. For a process of its own. */
export async function secondsFromFile(path: string, threads: number): Promise<number> {
  const pool = new FoldPool(threads);
  const seconds = await warmSeconds(3, async () => ourFigures(await factsOf(path, pool)));
  await pool.close();
  return middle(seconds);
}

function writeOut(events: number, paths: { ndjson: string; csv: string }): number {
  const made = generate(events);
  writeFiles(made, paths);
  return made.length;
}

/** Reads a file into facts and says how much memory the process ever had, in bytes. For a process of its own. */
export async function peakBytes(path: string | null, threads: number): Promise<number> {
  if (path !== null) await factsOf(path, threads);
  // Linux keeps the peak of a process over the start of another program in it, so `maxRSS` would be that of the parent.
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  const own = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  return (own === null ? process.resourceUsage().maxRSS : Number(own[1])) * 1024;
}

/** Facts and all metrics from columns in memory, with one thread. For a process of its own. */
export async function eventsPerSecond(path: string, rounds: number): Promise<number> {
  const log = await logOf(path);
  return log.length / middle(await warmSeconds(rounds, () => allMetrics(buildFacts(log))));
}

function bytesPerEvent(ndjson: string, events: number): number {
  const peak = (path: string | null) => inOwnProcess(`peakBytes(${JSON.stringify(path)}, 1)`);
  return Math.round((peak(ndjson) - peak(null)) / events);
}

/** What a call of a function of this file gives in a process that does nothing else: what others leave behind takes memory and time. */
function inOwnProcess(call: string): number {
  const script = `const own = await import(${JSON.stringify(import.meta.url)});
    process.stdout.write(String(await own.${call}));`;
  const child = spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(`speed: the process that measures ${call} failed:\n${child.stderr}`);
  return Number(child.stdout);
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function mapValues<K extends string>(record: Record<K, number>, change: (value: number) => number): Record<K, number> {
  return Object.fromEntries(
    Object.entries<number>(record).map(([key, value]) => [key, change(value)]),
  ) as typeof record;
}

function print(result: SpeedResult): void {
  console.log(`${result.events.toLocaleString("en-US")} events; everybody's answers are the same`);
  console.log(
    `${"".padEnd(22)}${"ours s".padStart(10)}${"theirs s".padStart(10)}${"ratio".padStart(8)}   (lowest to highest)`,
  );
  for (const [name, { ours, theirs, lowestRatio, highestRatio }] of Object.entries(result.seconds)) {
    const ratio = (result.ratios as Record<string, number>)[name]!;
    console.log(
      `${name.padEnd(22)}${String(ours).padStart(10)}${String(theirs).padStart(10)}${String(ratio).padStart(8)}   ${lowestRatio} to ${highestRatio}`,
    );
  }
  if (result.ratios.growth10x !== undefined)
    console.log(`ten times the events take ${result.ratios.growth10x} times as long`);
  console.log(
    `facts and all metrics from columns: ${result.eventsPerSecond.toLocaleString("en-US")} events/s on one thread`,
  );
  if (result.bytesPerEvent !== null)
    console.log(`peak memory from NDJSON to facts: ${result.bytesPerEvent} bytes an event`);
  if (result.bytesPerEvent10x !== undefined)
    console.log(`of ten times the events: ${result.bytesPerEvent10x} bytes an event`);
}
