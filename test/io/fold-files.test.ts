import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countsOf } from "../../src/facts/counts.ts";
import { foldTickets } from "../../src/facts/fold-tickets.ts";
import { linkFacts } from "../../src/facts/link-facts.ts";
import { factRows, type RowTable } from "../../src/facts/rows.ts";
import { tableSpecs } from "../../src/facts/tables.ts";
import type { FoldedFiles } from "../../src/io/fold-rows.ts";
import { readLog } from "../../src/io/read-log.ts";
import { type FoldFilesOptions, foldFiles, foldInThreads } from "../../src/io/threads/fold-files.ts";
import { FoldPool } from "../../src/io/threads/fold-pool.ts";
import type { StretchTask } from "../../src/io/threads/read-stretch.ts";
import { type Aside, answerTo, type Request, roomOf, type ThreadWork } from "../../src/io/threads/thread-work.ts";
import { groupTickets } from "../../src/log/event-blocks.ts";
import { scratchFolder } from "./scratch.ts";

const folder = mkdtempSync(join(tmpdir(), "trueresolve-threads-"));
const workerFile = join(folder, "worker.mjs");
const file = scratchFolder();

beforeAll(async () => {
  await build({
    entryPoints: ["src/io/threads/worker.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outfile: workerFile,
    logLevel: "silent",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const tables: RowTable[] = ["tickets", "waits", "closures", "ratings", "handoffs", "promises", "roster", "turns"];

/** Everything that folding files gives, names instead of numbers. */
function saidBy({ folded, placeOf, ...read }: FoldedFiles) {
  const facts = linkFacts(folded);
  const rows = Object.fromEntries(tables.map((table) => [table, [...factRows(facts, table)]]));
  const { asOf, observed, notes } = facts;
  const { tickets, values } = facts.dictionaries;
  const attributes = [...facts.attributes].sort().map(([name, codes]) => {
    const namedValue = (row: number): [string, string | null] => {
      return [tickets.decode(facts.tickets.ticket[row]!)!, values.decode(codes[row]!)];
    };
    return [name, Array.from(codes, (_, row) => namedValue(row))];
  });
  const places = Array.from({ length: 2_000 }, (_, row) => placeOf(row + 1));
  return { rows, asOf, observed, notes, counts: countsOf(facts), attributes, read, places };
}

/**
 * Threads' work done in this one, so that every line of it is under test; what they tell each other is cloned as between threads. Of
 * what they are told meanwhile, they hear what `hears` lets through.
 */
function threadsHere(size: number, hears: () => boolean = () => true): Pick<FoldPool, "size" | "during"> {
  return {
    size,
    async during(kind, tasks, work) {
      const requests = structuredClone(tasks.map((task) => ({ kind, task }) as Request));
      const asides: Aside[][] = tasks.map(() => []);
      const made = await work((task, aside) => void asides[task]!.push(structuredClone(aside)));
      const answers: unknown[] = [];
      for (const [index, request] of requests.entries()) {
        const answer = await answerTo(request, () => (hears() ? (asides[index]!.shift() ?? null) : null));
        answers.push(structuredClone(answer, { transfer: roomOf(answer) }));
      }
      return [made, answers as ThreadWork[typeof kind]["answer"][]];
    },
  };
}

async function sameInThreads(paths: readonly string[], options: FoldFilesOptions = {}, sizes = [2, 3, 7]) {
  // The log as a whole, folded in one go: none of it goes group by group.
  const { log, ...read } = await readLog(paths, options);
  const one = saidBy({ ...read, folded: foldTickets(log, {}, options) });
  expect(saidBy(await foldFiles(paths, {}, options))).toEqual(one);
  for (const size of sizes) {
    const folded = await foldInThreads(paths, {}, options, threadsHere(size));
    expect(saidBy(folded!)).toEqual(one);
  }
  return one;
}

const desks = ["T", "票", "a\\u0041", "e é", 'q\\"', "T"];

/** Rows of 40 tickets, interleaved, with every kind of side table, repeats, conflicts of ids, refusals and ties. */
function rows(): Record<string, unknown>[] {
  const made: Record<string, unknown>[] = [];
  for (let i = 0; i < 600; i++) {
    const number = (i * 7) % 40;
    const ticket = `${desks[number % desks.length]}${number}`;
    const at = new Date(Date.UTC(2026, 0, 1) + Math.floor(i / 3) * 60_000).toISOString();
    const actor = {
      kind: i % 3 === 0 ? "customer" : "agent",
      id: `p${i % 17}`,
      ...(i % 5 === 0 ? { team: `t${i % 4}` } : {}),
    };
    const row = (type: string, more: object) => made.push({ ticket, at, type, actor, ...more });
    if (i % 11 === 0)
      row("created", { category: `k${i % 6}`, ...(i % 2 === 0 ? { attributes: { region: `r${i % 5}` } } : {}) });
    else if (i % 11 === 1) row("assigned", { agent: i % 4 === 0 ? null : `a${i % 9}`, team: `t${i % 3}` });
    else if (i % 11 === 2) row("survey", { step: "answered", score: 1 + (i % 5) });
    else if (i % 11 === 3) row("promised", { due: "2026-02-01T00:00:00Z" });
    else if (i % 11 === 4) row("field", { name: "category", value: `k${i % 8}` });
    else if (i % 11 === 5) row("linked", { relation: "followUpOf", other: `T${i % 13}` });
    else if (i % 11 === 6) row("status", { phase: i % 2 === 0 ? "solved" : "open" });
    else row("message", { public: true, id: `m${i % 90}`, seq: i % 3 });
    if (i % 50 === 0) made.push({ ticket, at: "yesterday", type: "message", public: true });
    if (i % 60 === 0) made.push(made.at(-2)!);
  }
  return made;
}

const fields = ["ticket", "at", "type", "actor.kind", "actor.id", "actor.team", "category", "agent", "step", "score"];
const columns = [...fields, "due", "public", "name", "value", "relation", "other", "phase", "id", "seq"];
function csvLine(row: Record<string, unknown>, order: readonly string[]): string {
  const actor = (row["actor"] ?? {}) as Record<string, unknown>;
  const cell = (name: string) => String((name.startsWith("actor.") ? actor[name.slice(6)] : row[name]) ?? "");
  const written = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return order.map((name) => written(cell(name))).join(",");
}

/** What makes lines hard to tell apart by how they begin. */
const oddLines = [
  "",
  "   ",
  "null",
  "[]",
  '{"ticket":5,"at":1767225600000,"type":"created"}',
  '{"ticket":"","at":1767225600000,"type":"created"}',
  '{"at":1767225600000,"type":"created"}',
  '{"ticket":"T1","at":"2026-01-01T00:00:00Z","type":"message"',
  '{"ticket":"T2","at":"2026-01-01T00:00:00Z","type":"message","public":true,"nobody":1}',
  '{"ticket":"\\u0054001","at":1767225600000,"type":"created"}',
  '{"type":"created","at":1767225600000,"ticket":"T001"}',
  ' {"ticket":"T001", "at":1767225600001, "type":"status", "phase":"solved"}',
  `{"ticket":"T002","at":1767225600000,"type":"created","category":"${"long ".repeat(120)}"}`,
];

describe("folding files in threads", () => {
  const lines = rows().map((row) => JSON.stringify(row));
  const odd = lines.flatMap((line, i) => (i % 9 === 0 ? [oddLines[(i / 9) % oddLines.length]!, line] : [line]));
  const ndjson = Buffer.concat([
    Buffer.from(`${odd.join("\n")}\n`),
    Buffer.from('{"ticket":"T003","at":1767225600000,"type":"created","category":"'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('"}\n{"ticket":"T9","at":1767225600000,"type":"created"}\n{"cut'),
  ]);

  it("gives the same facts, refusals and counts for any number of them", async () => {
    const one = await sameInThreads([file("a.ndjson", ndjson)], { longestRowBytes: 400 });
    expect(one.read.counts.refusedByCode).toMatchObject({ idConflict: expect.any(Number), lineTooLong: 5 });
    expect(one.read.counts.repeats).toBeGreaterThan(0);
    expect(one.read.issues).toHaveLength(one.read.counts.refused);
  });

  it("lists no more refusals than were asked for, and the first of them", async () => {
    const one = await sameInThreads([file("few.ndjson", ndjson)], { maxIssues: 5 });
    expect(one.read.issues).toHaveLength(5);
  });

  it("leaves out events after an instant, and keeps what updating takes, as a single thread does", async () => {
    const options = { asOf: Date.UTC(2026, 0, 1, 2), forUpdates: true };
    const path = file("b.ndjson", ndjson);
    await sameInThreads([path], options);
    const [one, two] = [await foldFiles([path], {}, options), await foldInThreads([path], {}, options, threadsHere(2))];
    expect(two!.folded.sightings!.length).toBe(one.folded.sightings!.length);
  });

  it.each([
    ["first", columns],
    ["last", [...columns.slice(1), "ticket"]],
    ["first, and something that no event has, last", [...columns, "colour"]],
  ])("gives the same of CSV whose ticket stands %s", async (_, order) => {
    const made = rows().map((row) => csvLine(row, order));
    const inCell = `"T1\n${made.slice(5, 9).join("\n").replaceAll('"', "'")}"${",".repeat(order.length - 1)}`;
    const bad = ["T1,too,few", "", " ", "T2".padEnd(900, "x"), `T3,"open`, `${"T4,".repeat(order.length)}surplus`];
    const all = made.flatMap((line, i) => (i % 70 === 0 ? [bad[(i / 70) % bad.length]!, inCell, line] : [line]));
    const bytes = Buffer.from([order.join(","), ...all].join("\r\n"));
    const one = await sameInThreads([file("a.csv", bytes)], { longestRowBytes: 500 });
    expect(one.read.counts.accepted).toBeGreaterThan(300);
    expect(one.read.counts.refused).toBeGreaterThan(10);
  });

  it("numbers the rows of several files as a single thread does, even of one that is named twice", async () => {
    const csv = file("c.csv", `${[columns.join(","), ...rows().map((row) => csvLine(row, columns))].join("\n")}\n`);
    const json = file("c.ndjson", ndjson);
    const few = file("few.ndjson", '{"ticket":"T5","at":1767225600000,"type":"created"}\n\n\n');
    const one = await sameInThreads([json, few, csv, json], { longestRowBytes: 400 });
    expect(one.read.counts.repeats).toBeGreaterThan(600);
    expect(new Set(one.read.issues.map((issue) => issue.file)).size).toBe(2);
    expect(new Set(one.places.map((place) => place.file)).size).toBe(3);
  });

  it("gives the same of more tickets than are folded at a time, with ids, links and repeats across them", async () => {
    const made: string[] = [];
    for (let i = 0; i < 15_000; i++) {
      const number = (i * 7_919) % 5_000;
      const at = new Date(Date.UTC(2026, 0, 1) + ((i * 37) % 9_000) * 60_000).toISOString();
      const common = { ticket: `T${number}`, at, ...(i % 4 === 0 ? { id: `e${i % 2}` } : {}) };
      const actor = { kind: i % 2 === 0 ? "customer" : "agent", id: `p${i % 700}` };
      if (i % 5 === 0)
        made.push(JSON.stringify({ ...common, type: "created", actor, attributes: { region: `r${i % 9}` } }));
      else if (i % 5 === 1)
        made.push(JSON.stringify({ ...common, type: "linked", relation: "followUpOf", other: `T${i % 70}` }));
      else if (i % 5 === 2)
        made.push(JSON.stringify({ ...common, type: "status", phase: "solved", actor, seq: i % 3 }));
      else made.push(JSON.stringify({ ...common, type: "message", public: true, actor }));
      if (i % 100 === 0) made.push(made.at(-1)!);
    }
    const one = await sameInThreads([file("many.ndjson", `${made.join("\n")}\n`)], {}, [2, 3]);
    expect(one.rows["tickets"]).toHaveLength(5_000);
    expect(one.read.counts.repeats).toBeGreaterThan(20);
    expect(one.read.counts.refusedByCode.idConflict).toBeGreaterThan(10);
  });

  describe("that fold tables side by side", () => {
    const minute = 60_000;
    const ticketCount = 6 * groupTickets;
    /** What a ticket has that has everything; `leaves` says which of its events another has. */
    function manyTickets(leaves: (ticket: number, event: number) => boolean): string {
      const lines: string[] = [];
      for (let number = 0; number < ticketCount; number++) {
        const at = Date.UTC(2026, 0, 1) + number * minute;
        const customer = { kind: "customer", id: `c${number % 5_000}` };
        const agent = { kind: "agent", id: `a${number % 40}` };
        const events = [
          { type: "created", actor: customer },
          { type: "message", public: true, actor: agent },
          { type: "message", public: true, actor: customer },
          { type: "status", phase: "solved", actor: agent },
          { type: "survey", step: "answered", score: 1 + (number % 5), actor: customer },
          { type: "status", phase: "open", actor: customer },
          { type: "status", phase: "solved", actor: agent },
        ];
        events.forEach((event, i) => {
          if (i > 0 && !leaves(number, i)) return;
          lines.push(JSON.stringify({ ticket: `T${number}`, at: at + i * minute, ...event }));
        });
      }
      return `${lines.join("\n")}\n`;
    }
    /** Which columns of all tables differ in any bit, and which texts. */
    const differing = (one: FoldedFiles, other: FoldedFiles) => {
      const bytesOf = (value: unknown) => {
        if (!ArrayBuffer.isView(value)) return Buffer.from(JSON.stringify(value) ?? "");
        return Buffer.from(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
      };
      const same = (x: unknown, y: unknown) => bytesOf(x).equals(bytesOf(y));
      const names = Object.keys(one.folded.dictionaries) as (keyof FoldedFiles["folded"]["dictionaries"])[];
      return [
        ...Object.entries(tableSpecs).flatMap(([table, spec]) =>
          ["length", ...Object.keys(spec)].flatMap((column) => {
            const [x, y] = [one, other].map(({ folded }) => (folded as never)[table][column]);
            // One who was seen in several ranges stands in each of them, until they are linked.
            return table === "roster" || same(x, y) ? [] : [`${table}.${column}`];
          }),
        ),
        ...names.filter((name) => !same(one.folded.dictionaries[name].values, other.folded.dictionaries[name].values)),
      ];
    };
    const inSharedMemory = ({ folded }: FoldedFiles) =>
      (["tickets", "waits", "closures", "ratings"] as const).filter((name) => {
        return folded[name].ticket.buffer instanceof SharedArrayBuffer;
      });

    it.each([
      ["all alike", () => true, ["tickets", "waits", "closures", "ratings"]],
      // The room for the second range goes by the first, in which few tickets were closed or rated.
      ["the earlier ones with fewer rows", (ticket: number) => ticket > 6_000, ["tickets", "waits"]],
      ["the earlier ones without surveys", (ticket: number, i: number) => i !== 4 || ticket > 5_000, null],
      ["the later ones without surveys", (ticket: number, i: number) => i !== 4 || ticket < 7_000, null],
    ])("give the same bits of tickets, %s", async (_, leaves, sideBySide) => {
      const path = file("side.ndjson", manyTickets(leaves));
      const one = await foldFiles([path]);
      let times = 0;
      for (const hears of [() => true, () => false, () => times++ % 3 === 0]) {
        const two = await foldInThreads([path], {}, {}, threadsHere(2, hears));
        expect(differing(two!, one)).toEqual([]);
        if (sideBySide !== null && times === 0 && hears()) expect(inSharedMemory(two!)).toEqual(sideBySide);
      }
    });

    it("give the same where an instant leaves out tickets between others", async () => {
      const path = file(
        "until.ndjson",
        manyTickets(() => true),
      );
      const options = { asOf: Date.UTC(2026, 0, 1) + 8_000 * minute };
      const one = await foldFiles([path], {}, options);
      expect(one.folded.tickets.length).toBe(8_001);
      expect(differing((await foldInThreads([path], {}, options, threadsHere(2)))!, one)).toEqual([]);
    });

    it("give the same in threads of their own", async () => {
      const path = file(
        "threads.ndjson",
        manyTickets((ticket, i) => (ticket + i) % 5 !== 0),
      );
      const pool = new FoldPool(3, workerFile);
      const one = await foldFiles([path]);
      for (let call = 0; call < 2; call++) {
        expect(differing((await foldInThreads([path], {}, {}, pool))!, one)).toEqual([]);
      }
      await pool.close();
    });
  });

  it("gives the same whatever the rows", async () => {
    const name = fc.constantFrom("T1", "T2", "T3", "票", "T1 ", "t,1", 'a"b', "é");
    const row = fc.record({
      ticket: name,
      at: fc.integer({ min: 1_767_225_600_000, max: 1_767_225_700_000 }),
      type: fc.constantFrom("created", "message", "solved"),
      public: fc.constantFrom(true, false, "perhaps"),
    });
    const line = fc.oneof(
      { weight: 8, arbitrary: row.map((made) => JSON.stringify(made)) },
      { weight: 2, arbitrary: row.map(({ ticket, ...rest }) => JSON.stringify({ ...rest, ticket })) },
      fc.constantFrom(...oddLines),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.integer({ min: 2, max: 5 }), async (made, size) => {
        await sameInThreads([file("any.ndjson", made.join("\n"))], {}, [size]);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it("takes each row once that is too long, whosever it is", async () => {
    const long = Array.from(
      { length: 40 },
      (_, i) =>
        `{"ticket":"T${i}","at":1767225600000,"type":"created","category":"${"long ".repeat(i % 2 === 0 ? 120 : 2)}"}`,
    );
    const one = await sameInThreads([file("long.ndjson", `${long.join("\n")}\n`)], { longestRowBytes: 300 });
    expect(one.read.counts).toMatchObject({ accepted: 20, refusedByCode: { lineTooLong: 20 } });
  });

  it("leaves a log to one thread whose cells look like records", async () => {
    const cell = "T1,2026-01-01T00:00:00Z,created,x\n".repeat(3_000);
    const csv = `ticket,at,type,category\nT0,2026-01-01T00:00:00Z,created,"${cell}"\n`;
    expect(await foldInThreads([file("like.csv", csv)], {}, {}, threadsHere(2))).toBeNull();
  });

  it("cuts CSV between records whose cells run over line ends", async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `T${i},2026-01-01T00:00:00Z,created,"two\nT${i + 1},lines"`);
    const one = await sameInThreads([file("cells.csv", `ticket,at,type,category\n${lines.join("\n")}\n`)]);
    expect(one.read.counts).toMatchObject({ accepted: 40, refused: 0 });
  });

  it("works in threads, which a pool keeps for the next call until it is closed", async () => {
    const path = file("large.ndjson", ndjson);
    const pool = new FoldPool(3, workerFile);
    const one = saidBy(await foldFiles([path]));
    for (let call = 0; call < 2; call++) expect(saidBy((await foldInThreads([path], {}, {}, pool))!)).toEqual(one);
    expect(pool.hasThreads).toBe(true);
    await pool.close();
    expect(pool.hasThreads).toBe(false);
  });

  it.each([[["--input-type=module"]], [["--input-type", "module"]]])(
    "starts threads from a program that is given as text, with %s",
    async (flags) => {
      const poolFile = join(folder, "pool.mjs");
      await build({
        entryPoints: ["src/io/threads/fold-pool.ts"],
        bundle: true,
        platform: "node",
        format: "esm",
        outfile: poolFile,
        logLevel: "silent",
      });
      const path = file("text.ndjson", '{"ticket":"T1","at":1767225600000,"type":"created"}\n');
      const piece = { path, from: 0, to: 52, format: "ndjson", delimiter: ",", longestBytes: 1_000 } as const;
      const task: StretchTask = { pieces: [{ ...piece, begins: true, header: null }], parse: {} };
      const program = `import { FoldPool } from ${JSON.stringify(poolFile)};
      const pool = new FoldPool(2, ${JSON.stringify(workerFile)});
      const [made, [read]] = await pool.during("read", [${JSON.stringify(task)}], async () => "here");
      console.log(made, read.ends[0].rows);
      await pool.close();`;
      expect(execFileSync(process.execPath, [...flags, "--eval", program], { encoding: "utf8" })).toBe("here 1\n");
    },
  );

  it("says what a thread failed of, and what this one did", async () => {
    const pool = new FoldPool(2, workerFile);
    const task = (path: string): StretchTask => {
      const piece = { path, from: 0, to: 100, format: "ndjson", delimiter: ",", longestBytes: 1_000 } as const;
      return { pieces: [{ ...piece, begins: true, header: null }], parse: {} };
    };
    await expect(pool.during("read", [task(join(folder, "none.ndjson"))], async () => 1)).rejects.toThrow(
      /no such file/,
    );
    await expect(
      pool.during("read", [task(file("x.ndjson", ndjson))], async () => {
        throw new RangeError("here");
      }),
    ).rejects.toThrow("here");
    await pool.close();
  });

  it("overlooks what a thread is told of a request that it has answered", async () => {
    const thread = new Worker(workerFile);
    const [path, size] = [file("told.ndjson", ndjson), Buffer.byteLength(ndjson)];
    const piece = { path, from: 0, to: size, format: "ndjson", delimiter: ",", longestBytes: 1_000 } as const;
    const task: StretchTask = { pieces: [{ ...piece, begins: true, header: null }], parse: {} };
    thread.postMessage({ told: { table: "waits", columns: {} } } satisfies Aside);
    thread.postMessage({ kind: "read", task } satisfies Request);
    const [reply] = await once(thread, "message");
    expect(Object.keys(reply)).toEqual(["answer"]);
    await thread.terminate();
  });

  it("hears no more of a thread after the caller's own work has failed", async () => {
    const pool = new FoldPool(3, workerFile);
    const path = file("fails.ndjson", ndjson);
    for (let call = 0; call < 5; call++) {
      await expect(foldInThreads([path], {}, { asOf: Number.NaN }, pool)).rejects.toThrow(RangeError);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await pool.close();
  });

  it("takes another thread where one has ended by itself", async () => {
    const dying = join(folder, "dying.mjs");
    writeFileSync(
      dying,
      `import "./worker.mjs"; import { parentPort } from "node:worker_threads";
      parentPort.on("message", ({ kind }) => { if (kind === "fold") setTimeout(() => process.exit(1), 30); });`,
    );
    const pool = new FoldPool(2, dying);
    const path = file("dies.ndjson", ndjson);
    const one = saidBy(await foldFiles([path]));
    for (let call = 0; call < 2; call++) {
      expect(saidBy((await foldInThreads([path], {}, {}, pool))!)).toEqual(one);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await pool.close();
  });

  it.skipIf(process.platform === "win32")("leaves what can be read only once to one thread, unopened", async () => {
    const pipe = join(folder, "events.ndjson");
    execFileSync("mkfifo", [pipe]);
    expect(await foldInThreads([pipe], {}, {}, threadsHere(2))).toBeNull();
  });

  it("gives the same of a header longer than a row may be", async () => {
    const csv = `ticket,at,type,${"x".repeat(100)}\n${"T1,2026-01-01T00:00:00Z,created,\n".repeat(20)}`;
    const path = file("header.csv", csv);
    expect(await foldInThreads([path], {}, { longestRowBytes: 60 }, threadsHere(2))).toBeNull();
  });

  it("has threads from 1 to 64, and none where their program is missing", () => {
    for (const size of [0, 1.5, 65]) expect(() => new FoldPool(size)).toThrow(RangeError);
    expect(
      [new FoldPool(1, workerFile), new FoldPool(2, join(folder, "none.js"))].map((pool) => pool.hasThreads),
    ).toEqual([false, false]);
  });
});
