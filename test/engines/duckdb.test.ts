import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { generate } from "../../bench/speed/generate.ts";
import { eventRow } from "../../bench/speed/write-files.ts";
import { buildFacts } from "../../src/facts/build-facts.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { writeFacts } from "../../src/io/facts/write-facts.ts";
import { LogBuilder } from "../../src/log/log-builder.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { command } from "../cli/session.ts";
import { scratchFolder } from "../io/scratch.ts";
import { expectedRollups, expectSame, rollup, rollups, setup } from "./rollups.ts";

const file = scratchFolder();
const folder = dirname(file("here", ""));
const policy = { timeZone: "Asia/Shanghai" };

function sampleFacts(asOf?: number): Facts {
  const lines = readFileSync("examples/sample.ndjson", "utf8").trimEnd().split("\n");
  return buildFacts(parseEvents(lines.map((line) => JSON.parse(line))).log, policy, { asOf });
}

function generatedFacts(): Facts {
  const builder = new LogBuilder();
  generate(30_000).forEach((event, ticket, about) => {
    builder.push(eventRow(event, ticket, about));
  });
  return buildFacts(builder.finish().log, policy);
}

const logs: [string, () => Facts][] = [
  ["the sample desk", () => sampleFacts()],
  ["the sample desk when every window has passed", () => sampleFacts(Date.UTC(2027, 0, 1))],
  ["a generated log of 30,000 events", generatedFacts],
];

describe("roll-ups in DuckDB over facts as Parquet", () => {
  it.each(logs)("give the figures of our own metrics: %s", async (name, factsOf) => {
    const facts = factsOf();
    const parquet = join(folder, name.replaceAll(" ", "-"));
    await writeFacts(facts, parquet);
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    for (const statement of setup("duckdb", parquet)) await connection.run(statement);
    const expected = expectedRollups(facts);
    expect(Object.keys(expected).sort()).toEqual([...rollups].sort());
    for (const query of rollups) {
      const rows = (await connection.runAndReadAll(rollup(query))).getRowObjectsJson();
      expect(rows.length).toBeGreaterThan(1);
      expectSame(query, rows, expected[query]!);
    }
    connection.closeSync();
    instance.closeSync();
  });

  it("are compared in earnest: a wrong figure, a missing group and one too many are found", () => {
    const expected = new Map([["orders 2026-10", { closings: 3 }]]);
    const row = { team: "orders", month: "2026-10", closings: "3" };
    expectSame("x", [row], expected);
    expect(() => expectSame("x", [{ ...row, closings: "4" }], expected)).toThrow(/closings is 4, expected 3/);
    expect(() => expectSame("x", [], expected)).toThrow();
    expect(() => expectSame("x", [row, { ...row, team: null }], expected)).toThrow();
  });
});

describe("shards that DuckDB picks by ticket", () => {
  it("fold apart and merge to the report of all", async () => {
    const options = ["--time-zone", "Asia/Shanghai"];
    // DuckDB's reader of JSON takes instants for wall clocks of UTC.
    const instants = ["at", "due"].map((name) => `"${name}" at time zone 'UTC' as "${name}"`).join(", ");
    const query = `select * replace (${instants}) from read_json('examples/sample.ndjson', format = 'newline_delimited')`;
    const shards = ["0", "1", "2"].map((shard) => {
      const sql = `${query} where hash(ticket) % 3 = ${shard}`;
      return { sql, out: join(folder, `${shard}.facts`) };
    });
    for (const { sql, out } of shards)
      expect((await command(["fold", "--query", sql, ...options, "--out", out])).code).toBe(0);
    const shown = ["--format", "json", "--by", "team"];
    const merged = JSON.parse((await command(["merge", ...shards.map(({ out }) => out), ...shown])).out);
    const whole = JSON.parse((await command(["report", "examples/sample.ndjson", ...options, ...shown])).out);
    expect(merged.input.refused).toBe(0);
    expect({ ...merged, input: { ...merged.input, files: [] } }).toEqual({
      ...whole,
      input: { ...whole.input, files: [] },
    });
  });
});
