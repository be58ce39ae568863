import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventFromCells } from "../../src/io/rows/event-cells.ts";
import { readDuckDb } from "../../src/io/tables/read-duckdb.ts";
import { LogBuilder } from "../../src/log/log-builder.ts";
import { eventTypes } from "../../src/schemas/vocabulary.ts";
import { decodedLog } from "./decoded-log.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const place = (name: string) => join(dirname(file("here", "")), name);

type Cells = Record<string, string>;

/** Runs SQL in a database of its own. */
async function sql(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** Writes rows as Parquet of text columns; what a row has not is NULL. */
async function parquetOf(rows: readonly Cells[]): Promise<string> {
  const path = place("rows.parquet");
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const tuples = rows.map(
    (row) => `(${columns.map((name) => (row[name] === undefined ? "null" : text(row[name]))).join()})`,
  );
  const names = columns.map((name) => `"${name}" varchar`);
  await sql(
    `create table t (${names.join(", ")})`,
    `insert into t values ${tuples.join(", ")}`,
    `copy t to ${text(path)} (format parquet, row_group_size 2048)`,
  );
  return path;
}

/** The same rows taken one by one as cells of CSV. */
function asCells(rows: readonly Cells[], timeZone?: string) {
  const builder = new LogBuilder({ timeZone });
  for (const row of rows) builder.push(eventFromCells(row));
  return builder.finish();
}

const word = (...words: string[]) => fc.constantFrom(...words);
const absent = fc.constant(undefined);
const mostly = (cell: fc.Arbitrary<string>) =>
  fc.oneof({ arbitrary: cell, weight: 19 }, { arbitrary: absent, weight: 1 });
const rarely = (cell: fc.Arbitrary<string>) =>
  fc.oneof({ arbitrary: cell, weight: 1 }, { arbitrary: absent, weight: 5 });
const usually = (good: string[], odd: string[]) =>
  fc.oneof({ arbitrary: word(...good), weight: 15 }, { arbitrary: word(...odd), weight: 1 });
const name = usually(
  ["a1", "a2", "a3", "李雷", "O'Neill"],
  ["null", " x ", "x".repeat(501), "x".repeat(1001), "a null"],
);
const instant = usually(
  [
    "2026-01-05T00:00:00Z",
    "2026-01-05T00:00:00.123Z",
    "2026-01-05T08:00:00+08:00",
    "2026-01-05T08:00:00-14:00",
    "1768000000000",
  ],
  [
    "2026-01-05T00:00:00.1234567Z",
    "2026-01-05T08:00:00+0800",
    "2026-01-05T08:00:00+23:00",
    "2026-01-05T08:00:60Z",
    "2026-02-29T08:00:00Z",
    "2026-01-05T24:00:00Z",
    "2026-01-05 09:00:00",
    "2026-01-05",
    "1768000000",
    "1969-12-31T23:59:59Z",
    "2200-01-01T00:00:00Z",
    "yesterday",
  ],
);
const number = usually(["1", "5", "3.5", "0"], ["6", "-1", "1e1", " 2 ", "NaN", "+4", ".5", "7,5"]);
const truth = usually(["true", "false", "1", "0", "yes"], ["No", "TRUE", " true", "maybe"]);

const row = fc
  .record({
    ticket: mostly(word("T1", "T2", "T3")),
    at: mostly(instant),
    type: mostly(usually([...eventTypes], ["Message", "reply"])),
    id: rarely(word("e1", "e2", "e3")),
    seq: rarely(number),
    "actor.kind": mostly(usually(["customer", "agent", "bot", "system", "unknown"], ["human"])),
    "actor.id": mostly(name),
    "actor.team": rarely(name),
    "actor.employer": rarely(name),
    "actor.role": rarely(usually(["supervisor"], ["boss"])),
    extra: fc.record(
      {
        public: truth,
        origin: usually(["human", "bot"], ["unstated"]),
        intent: usually(["gratitude", "other"], ["unstated"]),
        requester: name,
        channel: name,
        category: name,
        priority: name,
        team: name,
        agent: name,
        initiator: usually(["customer", "agent"], ["unknown"]),
        phase: usually(["open", "solved", "closed"], ["unknown"]),
        cause: usually(["rule", "inactivity", "unknown"], ["magic"]),
        step: usually(["offered", "answered", "answered", "accepted", "rejected", "requested", "queued"], ["none"]),
        score: number,
        "scale.min": number,
        "scale.max": number,
        saidSolved: truth,
        reason: name,
        relation: word("followUpOf", "mergedInto"),
        other: name,
        level: usually(["regulator", "public"], ["friend"]),
        due: instant,
        kept: truth,
        name: word("category", "priority", "region"),
        value: name,
        "attributes.region": name,
        actor: word('{"kind":"agent"}', "agent"),
        colour: word("red", ""),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ extra, ...cells }) => {
    // Of everything that a row could carry, mostly what its type may have: else hardly any row would be sound.
    const fields = usual[cells.type ?? ""];
    const kept = Object.entries(extra).filter(([path], index) => fields?.includes(path) ?? index % 7 === 0);
    const odd = Object.entries(extra).slice(0, JSON.stringify(extra).length % 9 === 0 ? 1 : 0);
    const all = Object.entries({ ...cells, ...Object.fromEntries([...kept, ...odd]) });
    return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
  });

const usual: Record<string, string[]> = {
  created: ["requester", "channel", "category", "priority", "team", "initiator", "attributes.region"],
  message: ["public", "origin", "intent"],
  assigned: ["agent", "team"],
  status: ["phase", "cause"],
  solution: ["step"],
  handoff: ["step"],
  survey: ["step", "score", "scale.min", "scale.max", "saidSolved", "reason"],
  linked: ["relation", "other"],
  escalated: ["level"],
  promised: ["due", "kept"],
  field: ["name", "value"],
};

describe("readDuckDb", () => {
  it.each([undefined, "Asia/Shanghai"])(
    "takes and refuses the rows of a Parquet file as it would those of CSV (zone %s)",
    async (timeZone) => {
      let [accepted, refused] = [0, 0];
      await fc.assert(
        fc.asyncProperty(fc.array(row, { minLength: 30, maxLength: 60 }), async (rows) => {
          const read = await readDuckDb([{ file: await parquetOf(rows) }], { timeZone });
          const expected = asCells(rows, timeZone);
          expect(read.issues).toEqual(expected.issues);
          expect(read.counts).toEqual(expected.counts);
          expect(decodedLog(read.log)).toEqual(decodedLog(expected.log));
          accepted += read.counts.accepted;
          refused += read.counts.refused;
        }),
        { seed: 20_260_105, numRuns: 25 },
      );
      expect(accepted).toBeGreaterThan(300);
      expect(refused).toBeGreaterThan(300);
    },
    120_000,
  );

  it("takes and refuses rows that are alike but for what stands in them, each by what it holds", async () => {
    let accepted = 0;
    const alike = fc.tuple(
      fc.array(row, { minLength: 6, maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 120, maxLength: 160 }),
    );
    await fc.assert(
      fc.asyncProperty(alike, async ([kinds, picks]) => {
        const rows = picks.map(([pick, salt]): Cells => {
          const kind = kinds[pick % kinds.length]!;
          const cells = Object.entries(kind).map(([path, cell], i): [string, string] => {
            const others = kinds.flatMap((each) => each[path] ?? []);
            // What makes a row one of its sort stays; mostly, so that sorts are met again and again.
            const stays = ["type", "step", "phase", "public", "actor.kind"].includes(path) || (salt >> i) % 3 === 0;
            return [path, stays ? cell : others[salt % others.length]!];
          });
          return Object.fromEntries(cells);
        });
        const read = await readDuckDb([{ file: await parquetOf(rows) }]);
        const expected = asCells(rows);
        expect(read.issues).toEqual(expected.issues);
        expect(read.counts).toEqual(expected.counts);
        expect(decodedLog(read.log)).toEqual(decodedLog(expected.log));
        accepted += read.counts.accepted;
      }),
      { seed: 20_261_122, numRuns: 25 },
    );
    expect(accepted).toBeGreaterThan(500);
  }, 120_000);

  it("looks at the times, numbers and names of every row, however many like it were sound", async () => {
    const sound: Cells = { ticket: "T1", type: "survey", step: "answered", at: "2026-01-05T08:00:00Z", score: "4" };
    const scaled: Cells = { ...sound, "scale.min": "0", "scale.max": "10" };
    const owned: Cells = { ticket: "T1", type: "assigned", at: "2026-01-05T08:00:00Z", agent: "mei", team: "first" };
    const due: Cells = { ticket: "T1", type: "promised", at: "2026-01-05T08:00:00Z", due: "2026-01-09T08:00:00Z" };
    const cells: [Cells, string, string[]][] = [
      [sound, "score", ["5", "5.5", "0", "1", "NaN", "-0", " 3", "3e0", "9".repeat(400)]],
      [scaled, "score", ["0", "10", "10.5", "-1"]],
      [scaled, "scale.max", ["4", "3", "0", "-1", "ten"]],
      [scaled, "scale.min", ["4", "5", "10", "11"]],
      [{ ...sound, seq: "1" }, "seq", ["2", "-3.5", "+4", "1e3", "first"]],
      [
        sound,
        "at",
        ["1767600000000", "2026-01-05T08:00:00.5+08:00", "2026-01-05 08:00:00Z", "2026-01-05", "2300-01-01T00:00:00Z"],
      ],
      [due, "due", ["2026-01-10T08:00:00Z", "1767600000000", "soon", "x".repeat(65)]],
      [owned, "agent", ["lei", "null", " null", "a null", "x".repeat(1_000), "x".repeat(1_001), "李".repeat(334)]],
      [owned, "team", ["second", "null", "null "]],
      [sound, "ticket", ["T2", "null", "x".repeat(1_001)]],
    ];
    const rows = cells.flatMap(([cell, path, values]) =>
      // Each value after one that is sound.
      values.flatMap((value) => [cell, { ...cell, [path]: value }]),
    );
    const apart = rows.map((each, i): Cells => ({ ...each, id: `e${i}` }));
    for (const timeZone of [undefined, "Asia/Shanghai"]) {
      const read = await readDuckDb([{ file: await parquetOf(apart) }], { timeZone });
      const expected = asCells(apart, timeZone);
      expect(read.issues).toEqual(expected.issues);
      expect(read.counts).toEqual(expected.counts);
      expect(decodedLog(read.log)).toEqual(decodedLog(expected.log));
      expect(read.counts.refused).toBeGreaterThan(12);
    }
  });

  it("reads texts of every length, wherever DuckDB keeps them", async () => {
    const names = Array.from({ length: 60 }, (_, i) => "员工-".slice(0, i % 4) + "x".repeat((i * 7) % 45));
    const rows = Array.from({ length: 5_000 }, (_, i): Cells => {
      const id = `${"e".repeat(i % 37)}${i}`;
      const at = new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString();
      const cells: Cells = {
        ticket: `${"T".repeat(i % 29)}${i % 70}`,
        at,
        type: "status",
        phase: "waitingOnCustomer",
        id,
      };
      if (i % 5 > 0) cells["actor.kind"] = "agent";
      const name = names[(i * 31) % names.length]!;
      if (i % 5 > 0 && name !== "") cells["actor.id"] = name;
      return cells;
    });
    const read = await readDuckDb([{ file: await parquetOf(rows) }]);
    const expected = asCells(rows);
    expect(read.counts).toEqual(expected.counts);
    expect(read.counts.accepted).toBe(5_000);
    expect(decodedLog(read.log)).toEqual(decodedLog(expected.log));
  });

  it("finds a repeated id, long or short", async () => {
    const ids = ["e1", "e1", "f".repeat(36), "f".repeat(36), "g".repeat(36), "f".repeat(36)];
    const rows = ids.map((id): Cells => {
      return { ticket: "T1", at: "2026-01-05T08:00:00Z", type: "solution", step: "accepted", id };
    });
    const { counts } = await readDuckDb([{ file: await parquetOf(rows) }]);
    expect(counts).toMatchObject({ rows: 6, accepted: 3, repeats: 3 });
  });

  it("goes on where a table has more sorts of rows than are kept", async () => {
    const optional: Cells = {
      ...{ requester: "c1", channel: "email", category: "billing", priority: "high", team: "first", id: "e", seq: "1" },
      ...{
        initiator: "agent",
        "actor.id": "mei",
        "actor.team": "first",
        "actor.employer": "us",
        "actor.role": "supervisor",
      },
    };
    const names = Object.keys(optional);
    const rows = Array.from({ length: 1 << names.length }, (_, bits): Cells => {
      const kept = names.filter((_, i) => (bits & (1 << i)) !== 0).map((name) => [name, optional[name]!]);
      const at = new Date(Date.UTC(2026, 0, 1) + bits * 1000).toISOString();
      return { ticket: `T${bits}`, at, type: "created", "actor.kind": "agent", ...Object.fromEntries(kept) };
    });
    const read = await readDuckDb([{ file: await parquetOf([...rows, ...rows.toReversed()]) }]);
    expect(read.counts).toMatchObject({ rows: 8_192, accepted: 4_096, repeats: 4_096 });
    expect(decodedLog(read.log)).toEqual(decodedLog(asCells(rows).log));
  });

  it("reads a table that says who acted in two ways by the later column", async () => {
    const query = `select 'T1' as ticket, 1767600000000 + i as "at", 'solution' as type, 'accepted' as step,
      {'kind': 'agent', 'id': 'mei'} as actor, if(i = 1, 'lei', null) as "actor.id" from range(3) r(i)`;
    const { log, counts } = await readDuckDb([{ query }]);
    expect(counts.accepted).toBe(3);
    expect([...log.actor].map((actor) => log.dictionaries.agents.decode(log.actors.id[actor]!))).toEqual([
      "mei",
      "lei",
      "mei",
    ]);
  });

  it("keeps the order of rows over row groups and chunks, so that refused rows are found again", async () => {
    const rows = Array.from({ length: 9_000 }, (_, i): Cells => {
      const at = new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString();
      return { ticket: `T${i % 70}`, at, type: i % 1000 === 999 ? "typo" : "solution", step: "accepted" };
    });
    const read = await readDuckDb([{ file: await parquetOf(rows) }]);
    expect(read.counts).toMatchObject({ rows: 9_000, accepted: 8_991, refused: 9, repeats: 0 });
    expect(read.issues.map((issue) => issue.row)).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000]);
    expect(decodedLog(read.log)).toEqual(decodedLog(asCells(rows).log));
  });

  it("reads columns with types of their own, nested or dotted", async () => {
    const path = place("typed.parquet");
    await sql(
      `create table t as select * from (values
        (7::bigint, timestamptz '2026-01-05 08:00:00.5+08', 'created', {'kind': 'customer', 'id': 'c1'}, null::boolean, map {'region': 'north'}),
        (7, timestamptz '2026-01-05 09:00:00+08', 'message', {'kind': 'agent', 'id': 'mei'}, true, null),
        (7, timestamptz '2026-01-05 10:00:00+08', 'message', {'kind': 'agent', 'id': 'mei'}, null, null)
      ) v(ticket, "at", type, actor, public, attributes)`,
      `copy t to ${text(path)} (format parquet)`,
    );
    const { log, issues, counts } = await readDuckDb([{ file: path }]);
    expect(counts).toMatchObject({ rows: 3, accepted: 2, refused: 1 });
    expect(issues[0]).toMatchObject({ row: 3, path: "public", code: "missing", ticket: "7" });
    expect(decodedLog(log)).toEqual([
      [
        "7",
        1,
        Date.UTC(2026, 0, 5, 0, 0, 0, 500),
        "created",
        0,
        0,
        ["customer", "c1", null, null, 0],
        ["c1", null, null, null, null, [["region", "north"]]],
      ],
      ["7", 2, Date.UTC(2026, 0, 5, 1), "message", 1, 0, ["agent", "mei", null, null, 0], [0, -1]],
    ]);
  });

  it("reads a TIMESTAMP as the wall clock of the zone that is named, and refuses it where none is", async () => {
    const query = `select 'T1' as ticket, timestamp '2026-07-05 09:00:00' as "at", 'created' as type`;
    const without = await readDuckDb([{ query }]);
    expect(without.issues).toMatchObject([{ row: 1, path: "at", code: "timeOffset" }]);
    const { log } = await readDuckDb([{ query }], { timeZone: "Europe/Berlin" });
    expect([...log.at]).toEqual([Date.UTC(2026, 6, 5, 7)]);
  });

  it("reads several files of a glob in the order of their names and says in which file a row stands", async () => {
    for (const part of ["b", "a"]) {
      const path = place(`part-${part}.parquet`);
      await sql(`copy (select '${part}' as ticket, 1767600000000 as "at", unnest(['created', 'typo']) as type)
        to ${text(path)} (format parquet)`);
    }
    const read = await readDuckDb([{ file: place("part-?.parquet") }]);
    expect(read.files.map(({ file: name, rows }) => [name.slice(-14), rows])).toEqual([
      ["part-a.parquet", 2],
      ["part-b.parquet", 2],
    ]);
    expect(read.issues.map((issue) => [issue.row, issue.file?.slice(-14)])).toEqual([
      [2, "part-a.parquet"],
      [2, "part-b.parquet"],
    ]);
    expect(read.placeOf(read.log.row[1]!).row).toBe(1);
  });

  it("reads the events table of a database, or what a query makes of it", async () => {
    const database = place("desk.duckdb");
    await sql(
      `attach ${text(database)} as desk`,
      `create table desk.events as select 'T' || i as ticket, 1767600000000 + i as "at", 'created' as type from range(5) r(i)`,
      "create table desk.people as select 1 as id",
    );
    const whole = await readDuckDb([{ database }]);
    expect(whole.counts.accepted).toBe(5);
    const some = await readDuckDb([{ database, query: "select * from events where ticket > 'T2';" }]);
    expect(some.counts.accepted).toBe(2);
  });

  it("shows words that are none as they stand, beside columns of any name", async () => {
    const odd = ["it's", '"solved"', "\\\\", "票\n", " solved", "x".repeat(2_000)];
    const rows = ["solved", ...odd, "open"].map((phase, i): Cells => {
      return { ticket: `T${i}`, at: "2026-01-05T00:00:00Z", type: "status", phase };
    });
    rows.push({ ...rows[0]!, pack0: "mine" }, { ...rows[0]!, word0: "mine", single0: "mine" });
    const read = await readDuckDb([{ file: await parquetOf(rows) }]);
    const { log, issues, counts } = asCells(rows);
    expect(read.counts).toEqual(counts);
    expect(counts.refused).toBeGreaterThanOrEqual(odd.length);
    expect(read.issues).toEqual(issues);
    expect(decodedLog(read.log)).toEqual(decodedLog(log));
  });

  it("reads words of a list (ENUM) as their text", async () => {
    const types = "enum('message', 'status', 'reply')";
    const query = `select 'T1' as ticket, '2026-01-05T00:00:0' || i || 'Z' as "at", type::${types} as type, 'true' as public
      from (values (1, 'message'), (2, 'reply'), (3, null), (4, 'message')) as t(i, type)`;
    const { counts, issues } = await readDuckDb([{ query }]);
    expect(counts).toMatchObject({ rows: 4, accepted: 2, refused: 2 });
    expect(issues.map(({ row, path }) => [row, path])).toEqual([
      [2, "type"],
      [3, "type"],
    ]);
  });

  it("says what it could not read and why", async () => {
    await expect(readDuckDb([{ file: "nowhere/*.parquet" }])).rejects.toThrow("nowhere/*.parquet: no such file");
    await expect(readDuckDb([{ query: "select * from nobody" }])).rejects.toThrow(/^query: DuckDB: .*nobody/s);
    const odd = file("odd.parquet", "this is not Parquet");
    const parquet = place("whole.parquet");
    await sql(`copy (select 'T' || i as ticket from range(9) r(i)) to ${text(parquet)} (format parquet)`);
    const cut = file("cut.parquet", readFileSync(parquet).subarray(0, -9));
    // One line: the query by which it was read is ours, and tells the reader nothing.
    for (const path of [odd, cut]) {
      await expect(readDuckDb([{ file: path }])).rejects.toThrow(
        /\.parquet: no Parquet file that can be read: it is cut off, damaged .* \(DuckDB: [^\n]+\)$/,
      );
    }
  });

  it("refuses every row of a table without the columns that an event needs", async () => {
    const { counts, issues } = await readDuckDb([{ query: "select 1 as a, 'x' as b from range(3)" }]);
    expect(counts).toMatchObject({ rows: 3, accepted: 0, refused: 3 });
    expect(issues[0]).toMatchObject({ path: "type", code: "missing" });
  });
});
