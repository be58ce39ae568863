import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { generate } from "../../bench/speed/generate.ts";
import { eventRow } from "../../bench/speed/write-files.ts";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { writeFacts } from "../../src/io/facts/write-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { command, ndjson } from "../cli/session.ts";
import { scratchFolder } from "../io/scratch.ts";
import { expectedRollups, expectSame, rollup, rollups, setup } from "./rollups.ts";

/** Where scripts/chdb.mjs has put ClickHouse. */
const chdbFolder = process.env["TRUERESOLVE_CHDB"];
const examples = "examples/engines/clickhouse";
const zone = ["--time-zone", "Asia/Shanghai"];
const shown = ["--format", "json", "--by", "team"];

interface Engine {
  query(sql: string, format?: string): string;
  close(): void;
}

if (chdbFolder === undefined) console.warn("skipped: ClickHouse is tested by node scripts/chdb.mjs");

describe.skipIf(chdbFolder === undefined)("ClickHouse", () => {
  const file = scratchFolder();
  const folder = dirname(file("here", ""));
  const path = process.env["PATH"];
  let engine: Engine;

  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  beforeAll(() => {
    const scripts = join(folder, "scripts");
    mkdirSync(scripts);
    copyFileSync(join(examples, "trueresolve-fold"), join(scripts, "trueresolve-fold"));
    writeFileSync(join(scripts, "fold-lines"), `#!/bin/sh\nexec trueresolve fold --from columns --format lines "$@"\n`);
    const program = file("trueresolve", `#!/bin/sh\nexec "${process.execPath}" "${resolve("dist/cli.js")}" "$@"\n`);
    for (const script of [program, join(scripts, "trueresolve-fold"), join(scripts, "fold-lines")])
      chmodSync(script, 0o755);
    process.env["PATH"] = `${folder}${delimiter}${path}`;
    const { Session } = createRequire(join(chdbFolder!, "package.json"))("chdb") as {
      Session: new (path?: string, options?: { connectionArgs: string[] }) => Engine;
    };
    engine = new Session(undefined, { connectionArgs: [`--user_scripts_path=${scripts}/`] });
  });
  afterAll(() => {
    engine?.close();
    process.env["PATH"] = path;
  });

  const statement = (name: string) => readFileSync(join(examples, `${name}.sql`), "utf8").replace(/;\s*$/, "");
  const fresh = (events: string) => {
    engine.query("drop table if exists events");
    engine.query(statement("events"));
    engine.query(statement("load").replace("'events.ndjson'", `'${resolve(events)}'`));
  };
  /** Folds one shard within ClickHouse, with the shipped script and query. */
  const folded = (shard: number, shards: number, change = (sql: string) => sql) => {
    engine.query(`set param_shard = ${shard}`);
    engine.query(`set param_shards = ${shards}`);
    const query = statement("fold").replace("'trueresolve-fold'", `'trueresolve-fold ${zone.join(" ")}'`);
    return engine.query(change(query.replace(/format TSVRaw$/, "")), "TSVRaw");
  };
  const figures = ({ code, out, err }: { code: number; out: string; err: string }) => {
    expect([code, err]).toEqual([0, ""]);
    const report = JSON.parse(out);
    return { ...report, input: { ...report.input, files: [] } };
  };
  const sample = () => "examples/sample.ndjson";
  const generated = () => {
    const rows: object[] = [];
    generate(200_000).forEach((event, ticket, about) => {
      rows.push({ ...eventRow(event, ticket, about) });
    });
    return file("generated.ndjson", ndjson(rows));
  };

  it.each([
    ["the sample desk", sample, 4],
    ["a generated log of 200,000 events", generated, 3],
  ])(
    "folds the tickets shard by shard with its executable function; merged they are the report of the file: %s",
    async (_, events, shards) => {
      const path = events();
      fresh(path);
      const files = Array.from({ length: shards }, (_each, shard) => file(`${shard}.facts`, folded(shard, shards)));
      const merged = figures(await command(["merge", ...files, "--shards", String(shards), ...shown]));
      const whole = figures(await command(["report", path, ...zone, ...shown]));
      expect(whole.input).toMatchObject({ refused: 0, repeats: 0 });
      expect(whole.counts.tickets).toBeGreaterThan(1_000);
      expect(merged).toEqual(whole);
    },
    240_000,
  );

  it("hands rows on as JSONEachRow just as well", async () => {
    fresh(sample());
    const inJson = (sql: string) =>
      sql.replace("'trueresolve-fold ", "'fold-lines ").replace("CSVWithNames", "JSONEachRow");
    const lines = [0, 1].map((shard) => folded(shard, 2, inJson)).join("");
    expect(figures(await command(["merge", "-", ...shown], lines))).toEqual(
      figures(await command(["report", sample(), ...zone, ...shown])),
    );
  });

  it("counts rows that are refused, within the shard that they fell into", async () => {
    const rows = readFileSync(sample(), "utf8").split("\n").slice(0, 400).join("\n");
    const bad = file("bad.ndjson", `${rows}\n{"ticket":"T1","at":"2026-10-05T00:00:00Z","type":"closed"}\n`);
    fresh(bad);
    const facts = [0, 1, 2].map((shard) => folded(shard, 3)).join("");
    const { out } = await command(["merge", "-", ...shown], facts);
    const { out: whole } = await command(["report", bad, ...zone, ...shown]);
    const [merged, report] = [JSON.parse(out), JSON.parse(whole)];
    expect(merged.input).toMatchObject({ rows: 401, accepted: 400, refused: 1 });
    expect(merged.input.refusedByCode).toEqual(report.input.refusedByCode);
    expect(merged.estimates).toEqual(report.estimates);
    expect(merged.issues).toMatchObject([{ code: "unknownType", found: expect.stringContaining("closed") }]);
  });

  it("says so where a fold fails, instead of leaving its tickets out", () => {
    fresh(sample());
    const failing = (sql: string) => sql.replace("'trueresolve-fold ", "'trueresolve-fold --policy nowhere.json ");
    expect(() => folded(0, 500, failing)).toThrow(/code 2/);
  });

  it.each([
    ["the sample desk", undefined],
    ["the sample desk when every window has passed", Date.UTC(2027, 0, 1)],
  ])("rolls up facts as Parquet to the figures of our own metrics: %s", async (_, asOf) => {
    const lines = readFileSync(sample(), "utf8").trimEnd().split("\n");
    const { log } = parseEvents(lines.map((line) => JSON.parse(line)));
    const facts = buildFacts(log, { timeZone: "Asia/Shanghai" }, { asOf });
    const parquet = join(folder, "facts");
    rmSync(parquet, { recursive: true, force: true });
    await writeFacts(facts, parquet);
    for (const view of ["counted_closures", "counted_waits", "counted_ratings"])
      engine.query(`drop view if exists ${view}`);
    for (const view of ["about", "tickets", "waits", "closures", "ratings"])
      engine.query(`drop view if exists ${view}`);
    for (const name of ["month_of", "ms", "median_of", "each_of"]) engine.query(`drop function if exists ${name}`);
    for (const each of setup("clickhouse", parquet)) engine.query(each);
    const expected = expectedRollups(facts);
    for (const query of rollups) {
      const given = engine.query(rollup(query), "JSONEachRow").trimEnd().split("\n");
      expectSame(
        query,
        given.map((line) => JSON.parse(line)),
        expected[query]!,
      );
    }
  });
});
