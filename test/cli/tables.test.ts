import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { describe, expect, it } from "vitest";
import { scratchFolder } from "../io/scratch.ts";
import { command, ndjson, smallLog } from "./session.ts";

const file = scratchFolder();
const log = file("log.ndjson", ndjson(smallLog()));
const place = (name: string) => join(dirname(log), name);
const parquet = place("log.parquet");
const database = place("desk.duckdb");

const arrow = place("log.arrow");
const cells = smallLog().map(({ actor = {}, ...row }) => ({
  ...row,
  ...Object.fromEntries(Object.entries(actor as object).map(([key, value]) => [`actor.${key}`, value])),
})) as Record<string, unknown>[];
const names = [...new Set(cells.flatMap((row) => Object.keys(row)))];
const textOf = (value: unknown) => (value === undefined ? null : String(value));
writeFileSync(
  arrow,
  tableToIPC(tableFromArrays(Object.fromEntries(names.map((name) => [name, cells.map((row) => textOf(row[name]))]))), {
    format: "file",
  })!,
);

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const columns = `ticket: 'varchar', "at": 'timestamptz', type: 'varchar', actor: 'struct(kind varchar, id varchar, team varchar,
  employer varchar)', requester: 'varchar', channel: 'varchar', category: 'varchar', public: 'boolean', phase: 'varchar',
  cause: 'varchar', step: 'varchar', score: 'double'`;
await connection.run(
  `create table events as from read_json('${log}', format = 'newline_delimited', columns = {${columns}})`,
);
await connection.run(`copy events to '${parquet}' (format parquet)`);
await connection.run(`attach '${database}' as desk`);
await connection.run("create table desk.events as from events");
connection.closeSync();
instance.closeSync();

async function estimatesOf(...argv: string[]): Promise<unknown> {
  const { code, out, err } = await command(["report", ...argv, "--format", "json"]);
  expect(err).toBe("");
  expect(code).toBe(0);
  const { estimates, counts } = JSON.parse(out);
  return { estimates, counts };
}

describe("trueresolve on tables", () => {
  it("gives the figures of a file also for its events as Parquet, by a glob, as Arrow, in a database and by a query", async () => {
    const expected = await estimatesOf(log);
    expect(await estimatesOf(parquet)).toEqual(expected);
    expect(await estimatesOf(place("*.parquet"))).toEqual(expected);
    expect(await estimatesOf(arrow)).toEqual(expected);
    expect(await estimatesOf(database)).toEqual(expected);
    expect(await estimatesOf("--query", `select * from '${parquet}';`)).toEqual(expected);
    expect(await estimatesOf(database, "--query", "from events")).toEqual(expected);
  });

  it.each([
    [["report", "x.parquet", "--from", "servicenow"], "--from is for CSV and JSON"],
    [["report", "x.parquet", "--encoding", "gb18030"], "--encoding is for CSV and JSON"],
    [["report", "x.parquet", log], "cannot be read together"],
    [["report", log, "--query", "select 1"], "--query takes no file but one .duckdb database"],
    [["report", "nowhere.parquet"], "nowhere.parquet: no such file"],
    [["report", "--query", "selct 1"], "query: DuckDB: "],
    [["report", parquet, "--facts", "folder"], "needs --individuals"],
  ])("answers %j with exit code 2 and says why", async (argv, message) => {
    const { code, out, err } = await command(argv);
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("converts them to the events, the OCEL and the XES of the same events in a file", async () => {
    const converted = async (...argv: string[]) => {
      const { code, out, err } = await command(["convert", ...argv]);
      expect({ code, err }).toMatchObject({
        code: 0,
        err: expect.stringContaining("10 rows read, 10 event rows: 10 written"),
      });
      return out;
    };
    const read = file("read.ndjson", await converted(parquet));
    expect(await estimatesOf(read)).toEqual(await estimatesOf(log));
    const query = ["--query", `select * from '${parquet}'`];
    for (const to of ["events", "ocel", "xes"]) {
      const expected = await converted(read, "--to", to);
      expect(await converted(parquet, "--to", to)).toBe(expected);
      expect(await converted(database, "--to", to)).toBe(expected);
      expect(await converted(...query, "--to", to)).toBe(expected);
    }
    expect(await estimatesOf(file("arrow.ndjson", await converted(arrow)))).toEqual(await estimatesOf(log));
    expect((await command(["convert", "--query", `from '${log}'`, "--out", log])).err).toContain("a file to be read");
  });

  it("writes the fact tables beside the report", async () => {
    const folder = place("facts");
    const { code } = await command(["report", parquet, "--facts", folder, "--individuals"]);
    expect(code).toBe(0);
    for (const table of ["tickets", "waits", "closures"])
      expect(existsSync(join(folder, `${table}.parquet`))).toBe(true);
  });
});
