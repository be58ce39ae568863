import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { readParquet } from "../../src/io/tables/read-parquet.ts";
import { decodedLog } from "./decoded-log.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const place = (name: string) => join(dirname(file("here", "")), name);

async function write(query: string, path: string, options = ""): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`copy (${query}) to '${path}' (format parquet${options})`);
  connection.closeSync();
  instance.closeSync();
}

const typed = `select * from (values
    (7::bigint, timestamptz '2026-01-05 08:00:00.123456+08', 'created', {'kind': 'customer', 'id': 'c1'}, null::boolean, null::double, null),
    (7, timestamptz '2026-01-05 09:00:00+08', 'message', {'kind': 'agent', 'id': 'mei'}, true, null, null),
    (7, timestamptz '2026-01-05 10:00:00+08', 'survey', null, null, 4, 'answered'),
    (8, null, 'survey', null, null, 'nan', 'answered'),
    (9, timestamptz '2026-01-05 10:00:00+08', 'survey', {'kind': 'alien', 'id': ''}, null, 3.5, 'answered')
  ) v(ticket, "at", type, actor, public, score, step)`;

const naive = `select 'T' || i as ticket, timestamp '2026-07-05 09:00:00' + interval (i) minute as "at", 'message' as type,
    if(i % 2 = 0, 'true', 'maybe') as public, 'agent' as "actor.kind", if(i % 3 = 0, 'mei', '') as "actor.id"
  from range(5000) t(i)`;

describe("readParquet", () => {
  it.each([
    ["typed and nested", typed, undefined],
    ["text and wall clocks", naive, "Europe/Berlin"],
    ["wall clocks of no zone", naive, undefined],
  ])("takes and refuses the same rows without DuckDB as with it: %s", async (_, query, timeZone) => {
    const path = place("both.parquet");
    await write(query, path, ", row_group_size 2048");
    const quick = await readParquet([path], { timeZone, engine: "duckdb" });
    const slow = await readParquet([path], { timeZone, engine: "hyparquet" });
    expect(slow.counts).toEqual(quick.counts);
    expect(slow.issues).toEqual(quick.issues);
    expect(decodedLog(slow.log)).toEqual(decodedLog(quick.log));
    expect(slow.files).toEqual(quick.files);
    expect(quick.counts.rows).toBeGreaterThan(0);
  });

  it("reads gzipped pages with Node's own means", async () => {
    const path = place("gzip.parquet");
    await write(naive, path, ", compression gzip");
    const { counts } = await readParquet([path], { timeZone: "UTC", engine: "hyparquet" });
    expect(counts).toMatchObject({ rows: 5000, accepted: 2500, refused: 2500 });
  });

  it("says which file is no Parquet", async () => {
    const odd = file("odd.parquet", "this is not Parquet");
    await expect(readParquet([odd], { engine: "hyparquet" })).rejects.toThrow(
      /odd\.parquet: no Parquet file .*damaged.* \(hyparquet: .+\)$/,
    );
    await expect(readParquet([place("none.parquet")], { engine: "hyparquet" })).rejects.toThrow(
      "none.parquet: no such file",
    );
  });
});
