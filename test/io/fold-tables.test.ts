import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromArrays, tableToIPC, utf8 } from "@uwdata/flechette";
import { beforeAll, describe, expect, it } from "vitest";
import { countsOf } from "../../src/facts/counts.ts";
import { foldTickets } from "../../src/facts/fold-tickets.ts";
import { linkFacts } from "../../src/facts/link-facts.ts";
import { factRows, type RowTable } from "../../src/facts/rows.ts";
import type { FoldedFiles } from "../../src/io/fold-rows.ts";
import type { ReadLog } from "../../src/io/read-log.ts";
import { type FoldTablesOptions, foldTables, type Tables } from "../../src/io/tables/fold-tables.ts";
import { readArrow } from "../../src/io/tables/read-arrow.ts";
import { readDuckDb } from "../../src/io/tables/read-duckdb.ts";
import { readParquet } from "../../src/io/tables/read-parquet.ts";
import type { PolicyInput } from "../../src/schemas/policy.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const place = (name: string) => join(dirname(file("here", "")), name);
const names = ["ticket", "at", "type", "id", "actor.kind", "actor.id", "requester", "category", "public"] as const;
const more = ["agent", "phase", "step", "score", "relation", "other", "due", "name", "value"] as const;
type Row = Partial<Record<(typeof names)[number] | (typeof more)[number], string>>;

/** Rows of some thousand tickets, so that there are several groups of them, with repeats, conflicts of ids and refusals. */
function rows(): Row[] {
  const made: Row[] = [];
  for (let i = 0; i < 9_000; i++) {
    const at = new Date(Date.UTC(2026, 0, 1) + Math.floor(i / 3) * 60_000).toISOString();
    const kind = i % 3 === 0 ? "customer" : "agent";
    const one = { ticket: `T${(i * 7) % 4_500}`, at, "actor.kind": kind, "actor.id": `p${i % 17}` };
    if (i < 4_500) made.push({ ...one, type: "created", requester: `c${i % 91}`, category: `k${i % 6}` });
    else if (i % 9 === 0) made.push({ ...one, type: "assigned", agent: i % 4 === 0 ? "null" : `a${i % 9}` });
    else if (i % 9 === 1) made.push({ ...one, type: "survey", step: "answered", score: String(1 + (i % 6)) });
    else if (i % 9 === 2) made.push({ ...one, type: "promised", due: "2026-02-01T00:00:00Z" });
    else if (i % 9 === 3) made.push({ ...one, type: "field", name: "category", value: `k${i % 8}` });
    else if (i % 9 === 4) made.push({ ...one, type: "linked", relation: "followUpOf", other: `T${i % 13}` });
    else if (i % 9 === 5) made.push({ ...one, type: "status", phase: i % 2 === 0 ? "solved" : "open" });
    else made.push({ ...one, type: "message", public: i % 4 === 0 ? "false" : "1", id: `m${i % 1_500}` });
    if (i % 500 === 0) made.push({ ...one, at: "yesterday", type: "message", public: "perhaps" });
    if (i % 700 === 0) made.push(made.at(-2)!);
    if (i % 800 === 0) {
      for (const isPublic of ["yes", "no"]) made.push({ ...one, type: "message", public: isPublic, id: `x${i}` });
    }
  }
  return made;
}

const sources = { parquet: "", second: "", arrow: "", database: "" };

beforeAll(async () => {
  const all = rows();
  const columns = [...names, ...more];
  const json = file("rows.ndjson", all.map((row) => JSON.stringify(row)).join("\n"));
  sources.parquet = place("rows.parquet");
  sources.second = place("second.parquet");
  sources.database = place("rows.duckdb");
  const instance = await DuckDBInstance.create(sources.database);
  const connection = await instance.connect();
  const spec = columns.map((name) => `'${name}': 'VARCHAR'`).join(", ");
  await connection.run(`create table events as from read_json('${json}', columns = {${spec}})`);
  await connection.run(`copy (from events limit 5000) to '${sources.parquet}' (row_group_size 2048)`);
  await connection.run(`copy (from events offset 5000) to '${sources.second}' (row_group_size 2048)`);
  connection.closeSync();
  instance.closeSync();
  const arrays = Object.fromEntries(columns.map((name) => [name, all.map((row) => row[name] ?? null)]));
  const types = Object.fromEntries(columns.map((name) => [name, utf8()]));
  sources.arrow = file("rows.arrow", tableToIPC(tableFromArrays(arrays, { types }), { format: "file" })!);
});

const tables: RowTable[] = ["tickets", "waits", "closures", "ratings", "handoffs", "promises", "roster", "turns"];

/** Everything that folding gives, names instead of numbers. */
function saidBy({ folded, placeOf, ...read }: FoldedFiles) {
  const facts = linkFacts(folded);
  const found = Object.fromEntries(tables.map((table) => [table, [...factRows(facts, table)]]));
  const { asOf, observed, notes } = facts;
  const places = Array.from({ length: 9_000 }, (_, row) => placeOf(row + 1));
  const sightings = folded.sightings === null ? null : Object.keys(folded.sightings);
  return { found, asOf, observed, notes, counts: countsOf(facts), read, places, sightings };
}

function byLog({ log, ...read }: ReadLog, policy: PolicyInput, options: FoldTablesOptions) {
  return saidBy({ ...read, folded: foldTickets(log, policy, options) });
}

describe("foldTables", () => {
  const policy = { timeZone: "Asia/Shanghai" };
  const options: FoldTablesOptions[] = [
    {},
    { asOf: Date.UTC(2026, 0, 2), timeZone: "Asia/Shanghai" },
    { forUpdates: true, maxIssues: 5 },
  ];

  it.each(options)("gives of Parquet, with either engine, what folding its log does: %o", async (given) => {
    const paths = [sources.parquet, sources.second];
    for (const engine of ["duckdb", "hyparquet"] as const) {
      const both = { ...given, engine };
      const one = byLog(await readParquet(paths, both), policy, both);
      expect(one.read.issues.length).toBe(Math.min(one.read.counts.refused, given.maxIssues ?? 10_000));
      expect(one.read.counts).toMatchObject({ refusedByCode: { idConflict: expect.any(Number) } });
      expect(one.read.counts.repeats).toBeGreaterThan(5);
      expect(saidBy(await foldTables({ parquet: paths }, policy, both))).toEqual(one);
    }
  });

  it.each(options)("gives of Arrow, of a database and of a query what folding their logs does: %o", async (given) => {
    const { database, arrow } = sources;
    const query = "select * from events where hash(ticket) % 2 = 0";
    const asked: [Tables, ReadLog][] = [
      [{ arrow: [arrow] }, await readArrow([arrow], given)],
      [{ duckdb: [{ database }] }, await readDuckDb([{ database }], given)],
      [{ duckdb: [{ query, database }] }, await readDuckDb([{ query, database }], given)],
    ];
    for (const [table, log] of asked) {
      expect(saidBy(await foldTables(table, policy, given))).toEqual(byLog(log, policy, given));
    }
  });

  it("refuses a wrong policy before it reads anything", async () => {
    const wrong = { timeZone: "Mars/Olympus" };
    await expect(foldTables({ parquet: ["nowhere.parquet"] }, wrong)).rejects.toThrow(/timeZone/);
  });
});
