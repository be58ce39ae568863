import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { bool, columnFromArray, tableFromColumns, tableToIPC, utf8 } from "@uwdata/flechette";
import { describe, expect, it } from "vitest";
import { LogConversion } from "../../src/io/convert/convert-log.ts";
import type { ReadLog } from "../../src/io/read-log.ts";
import { readArrow } from "../../src/io/tables/read-arrow.ts";
import { readDuckDb } from "../../src/io/tables/read-duckdb.ts";
import { readParquet } from "../../src/io/tables/read-parquet.ts";
import { arrowRows, duckDbRows, parquetRows, type TableRows } from "../../src/io/tables/table-rows.ts";
import { LogBuilder } from "../../src/log/log-builder.ts";
import { decodedLog } from "./decoded-log.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const place = (name: string) => join(dirname(file("here", "")), name);

async function sql(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

/** Every kind of column that an event may have, some values of it refused. */
const rows = `select 'T' || i % 700 as ticket, i as id, 'message' as type,
    timestamptz '2026-01-05 08:00:00.123456+08' + interval (i) minute as "at",
    if(i % 9 = 0, null, {'kind': if(i % 50 = 0, 'alien', 'agent'), 'id': 'mei-' || i % 3}) as actor,
    i % 2 = 0 as public, if(i % 7 = 0, 1.5 * i, i) as seq from range(5000) t(i)`;
const wall = `select 'T' || i as ticket, timestamp '2026-03-29 00:00:00' + interval (i) minute as "at", 'survey' as type,
    'answered' as step, if(i % 5 = 0, 'nan', '4') as score, map {'a': 'b'} as attributes, repeat('long ', 5) as reason
  from range(3000) t(i)`;

/** The events of a log without the numbers of their rows: refused rows are not written. */
function contentOf(log: ReadLog["log"]): string[] {
  const events = decodedLog(log) as unknown[][];
  return events.map((event) => JSON.stringify(event.filter((_, at) => at !== 1))).sort();
}

/** A log converted is a log read: what is taken, refused and said is the same. */
async function expectSame(tables: AsyncIterable<TableRows>, read: ReadLog, timeZone?: string) {
  const conversion = new LogConversion([], { tables, timeZone });
  const builder = new LogBuilder({ timeZone });
  for await (const batch of conversion.batches()) for (const event of batch) builder.push(event);
  const { log, counts } = builder.finish();
  expect(contentOf(log)).toEqual(contentOf(read.log));
  expect(counts.repeats).toBe(read.counts.repeats);
  expect(conversion.counts.refusedByCode).toEqual(read.counts.refusedByCode);
  expect(conversion.issues).toEqual(read.issues);
  expect(conversion.files).toEqual(read.files);
  expect(conversion.notes).toEqual(read.notes);
  expect(conversion.sourceRows).toBe(read.sourceRows);
  return conversion;
}

describe("rows of tables, converted", () => {
  it.each([
    ["of every type", rows, undefined],
    ["wall clocks of a zone", wall, "Europe/Berlin"],
    ["wall clocks of none", wall, undefined],
  ])("are the events of readParquet with either engine: %s", async (_, query, timeZone) => {
    const [path, empty] = [place("rows.parquet"), place("empty.parquet")];
    await sql(`copy (${query}) to '${path}' (format parquet, row_group_size 2048)`);
    await sql(`copy (from (${query}) limit 0) to '${empty}' (format parquet)`);
    const read = await readParquet([path, empty, path], { timeZone });
    for (const engine of ["duckdb", "hyparquet"] as const)
      await expectSame(parquetRows([path, empty, path], engine), read, timeZone);
    expect(read.counts.accepted + read.counts.refused).toBeGreaterThan(2_900);
    expect(read.notes).toMatchObject([{ code: "emptyFile" }]);
  });

  it("are the events of readDuckDb, of a table and of a query", async () => {
    const database = place("rows.duckdb");
    await sql(
      `attach '${database}' as desk`,
      `create table desk.events as ${rows}`,
      `create table desk.other as ${wall}`,
    );
    await expectSame(duckDbRows([{ database }]), await readDuckDb([{ database }]));
    const query = { query: "select * from events where seq > 100;", database };
    await expectSame(duckDbRows([query]), await readDuckDb([query]));
  });

  it("are the events of readArrow, whatever the batches", async () => {
    const names = ["ticket", "at", "type", "public", "actor.kind"];
    const cells = Array.from({ length: 2_500 }, (_, i) => [
      `T${i % 99}`,
      new Date(Date.UTC(2026, 0, 5, 8, i)).toISOString(),
      i % 40 === 0 ? "massage" : "message",
      i % 3 === 0,
      i % 11 === 0 ? null : "agent",
    ]);
    const columns = names.map((name, at): [string, ReturnType<typeof columnFromArray>] => [
      name,
      columnFromArray(
        cells.map((row) => row[at]),
        name === "public" ? bool() : utf8(),
        { maxBatchRows: 1_100 },
      ),
    ]);
    const path = place("rows.arrow");
    writeFileSync(path, tableToIPC(tableFromColumns(columns), { format: "file" })!);
    const { counts } = await expectSame(arrowRows([path]), await readArrow([path]));
    expect(counts).toMatchObject({ rows: 2_500, refused: 63 });
  });

  it("let the database go where nobody reads on, and name what cannot be read", async () => {
    const path = place("much.parquet");
    await sql(`copy (${rows}) to '${path}' (format parquet)`);
    for await (const { rows } of parquetRows([path])) if (rows.length > 0) break;
    await expect(parquetRows([place("none.parquet")]).next()).rejects.toThrow("none.parquet: no such file");
    const missing = async () => {
      for await (const _ of duckDbRows([{ query: "from nowhere" }]));
    };
    await expect(missing()).rejects.toThrow("query: DuckDB: ");
  });
});
