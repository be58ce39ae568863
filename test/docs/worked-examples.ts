import { buildFacts } from "../../src/facts/build-facts.ts";
import { type FactRow, factRows, type RowTable } from "../../src/facts/rows.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { metrics } from "../../src/metrics/catalogue.ts";
import type { MetricOptions } from "../../src/metrics/kernel/metric.ts";
import type { PolicyInput } from "../../src/schemas/policy.ts";
import type { FencedBlock } from "./markdown-blocks.ts";

/** One figure or one table that a document works out: where it stands, what it says, and what the library makes of it. */
export interface WorkedExample {
  /** As in "firstResponseTime, line 120". */
  name: string;
  section: string;
  /** The metric that it works out; `null` for rows of a table of facts. */
  metric: string | null;
  expected: unknown;
  actual: unknown;
}

/** How a log is to be read; a block `json with` before the expected figures says so where it is not the default. */
interface ReadingOptions {
  asOf?: string;
  policy?: PolicyInput;
  options?: MetricOptions;
}

/**
 * Reads the worked examples of a document: a block of events (`ndjson`), then blocks of what must come out of it (`json`: an
 * estimate; `json closures`: rows of a table of facts). Every example is computed here, by the library.
 */
export function workedExamples(blocks: readonly FencedBlock[]): WorkedExample[] {
  const examples: WorkedExample[] = [];
  let rows: unknown[] | null = null;
  let reading: ReadingOptions = {};
  for (const block of blocks) {
    if (block.language === "ndjson") {
      rows = block.text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      reading = {};
    } else if (block.language === "json" && block.purpose === "with") reading = JSON.parse(block.text);
    else if (block.language === "json" && block.purpose !== "shape") {
      if (rows === null) throw new Error(`line ${block.line}: expected a block of events before this one`);
      examples.push(exampleOf(block, rows, reading));
    }
  }
  return examples;
}

function exampleOf(block: FencedBlock, rows: readonly unknown[], reading: ReadingOptions): WorkedExample {
  const { log, issues } = parseEvents(rows);
  if (issues.length > 0) throw new Error(`line ${block.line}: events were refused: ${JSON.stringify(issues)}`);
  const fold = reading.asOf === undefined ? {} : { asOf: Date.parse(reading.asOf) };
  const facts = buildFacts(log, reading.policy ?? {}, fold);
  const name = `${block.section}, line ${block.line}`;
  const { section } = block;
  const expected: unknown = JSON.parse(block.text);
  if (block.purpose !== "") {
    const actual: FactRow[] = [...factRows(facts, block.purpose as RowTable)];
    return { name, section, metric: null, expected, actual: withInstants(actual) };
  }
  const metric = metrics.find(({ metricName }) => metricName === (expected as { metric?: string }).metric);
  if (metric === undefined) throw new Error(`line ${block.line}: expected the name of a metric in "metric"`);
  return { name, section, metric: metric.metricName, expected, actual: metric(facts, reading.options ?? {}) };
}

/** Instants as people write them, so that a document need not speak in epoch milliseconds. */
function withInstants(rows: readonly FactRow[]): Record<string, unknown>[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => {
        const isInstant = typeof cell === "number" && /(At|^at)$/.test(name);
        return [name, isInstant ? new Date(cell).toISOString().replace(".000Z", "Z") : cell];
      }),
    ),
  );
}

/** Objects in which every key counts, so that a document cannot leave out what would contradict it. */
const whole = new Set(["excluded", "outcomes", "reasons", "failures", "returnedBy", "levels", "verdicts"]);

/**
 * Where what was computed differs from what a document says of it. Of an object the document may name only some fields;
 * fractions may be rounded to six digits.
 */
export function contradictions(expected: unknown, actual: unknown, path = "", closed = false): string[] {
  const differs = () => [`${path || "it"}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
  if (typeof expected === "number" && typeof actual === "number" && !Number.isInteger(expected)) {
    return Math.abs(expected - actual) <= 1e-6 * Math.max(1, Math.abs(expected)) ? [] : differs();
  }
  if (expected === null || typeof expected !== "object") return Object.is(expected, actual) ? [] : differs();
  if (actual === null || typeof actual !== "object" || Array.isArray(expected) !== Array.isArray(actual))
    return differs();
  const wanted = Object.entries(expected);
  const found = actual as Record<string, unknown>;
  const sameKeys = Object.keys(found).length === wanted.length;
  if ((Array.isArray(expected) || closed) && !sameKeys) return differs();
  return wanted.flatMap(([key, value]) =>
    contradictions(value, found[key], path === "" ? key : `${path}.${key}`, whole.has(key)),
  );
}
