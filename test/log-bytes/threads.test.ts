import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInThreads } from "../../src/io/read-in-threads.ts";
import { openFile } from "../../src/io/read-rows.ts";
import { RowPlaces } from "../../src/io/row-places.ts";
import { LogBuilder } from "../../src/log/log-builder.ts";
import { byBytes } from "./both-ways.ts";

const folder = mkdtempSync(join(tmpdir(), "trueresolve-threads-"));
const workerFile = join(folder, "worker.mjs");

beforeAll(async () => {
  await build({
    entryPoints: ["src/io/worker.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outfile: workerFile,
    logLevel: "silent",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const plain = (_: string, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value);

/** What threads make of a file, in one text, as `byBytes` gives it; and whether threads read it at all. */
async function byThreads(
  name: string,
  bytes: Buffer,
  threads: number,
  stretchBytes = 4_000,
): Promise<{ text: string; read: boolean }> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const file = await openFile(path);
  const builder = new LogBuilder();
  const places = new RowPlaces();
  places.begin(path);
  const count = { rows: 0 };
  const read = await readInThreads(file, builder, places, count, {
    ...{ threads, parse: {}, fewestBytes: 1, stretchBytes, workerFile },
  });
  const parsed = builder.finish();
  return { text: JSON.stringify({ ...parsed, rows: count.rows, last: places.last }, plain), read };
}

/** Rows of 40 tickets, interleaved, with every kind of side table, repeats, conflicts of ids, refusals and ties. */
function rows(): Record<string, unknown>[] {
  const made: Record<string, unknown>[] = [];
  for (let i = 0; i < 600; i++) {
    const ticket = `T${(i * 7) % 40}`;
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

const cells = [
  "ticket",
  "at",
  "type",
  "actor.kind",
  "actor.id",
  "actor.team",
  "category",
  "agent",
  "step",
  "score",
  "due",
  "public",
];
const fields = [...cells, "name", "value", "relation", "other", "phase", "id", "seq"];
function csvLine(row: Record<string, unknown>): string {
  const actor = (row["actor"] ?? {}) as Record<string, unknown>;
  const cell = (name: string) => (name.startsWith("actor.") ? actor[name.slice(6)] : row[name]);
  return fields.map((name) => String(cell(name) ?? "")).join(",");
}

describe("reading in threads", () => {
  const ndjson = Buffer.from(
    `${rows()
      .map((row) => JSON.stringify(row))
      .join("\n\n")}\n{"cut`,
  );
  const csvLines = [fields.join(","), ...rows().map(csvLine)];

  it("gives the same log, refusals and counts for any number of threads", async () => {
    const one = await byBytes({ format: "ndjson", bytes: ndjson });
    expect(one.parsed.counts.refused).toBeGreaterThan(10);
    expect(one.parsed.counts.repeats).toBeGreaterThan(0);
    expect(one.parsed.counts.refusedByCode.idConflict).toBeGreaterThan(0);
    for (const threads of [2, 3, 7])
      expect(await byThreads("a.ndjson", ndjson, threads)).toEqual({ text: one.text, read: true });
  });

  it("gives the same of CSV, whose header only the first stretch holds", async () => {
    const bytes = Buffer.from(csvLines.join("\r\n"));
    const one = await byBytes({ format: "csv", bytes });
    expect(one.parsed.counts.accepted).toBeGreaterThan(300);
    for (const threads of [2, 5])
      expect(await byThreads("a.csv", bytes, threads)).toEqual({ text: one.text, read: true });
  });

  it("reads on in one go from where quotes run over line ends, so that no stretch begins within a cell", async () => {
    const inCell = `"T\n${csvLines.slice(5, 200).join("\n")}"${",".repeat(fields.length - 1)}`;
    const lines = [...csvLines.slice(0, 300), inCell, ...csvLines.slice(300)];
    const bytes = Buffer.from(`${lines.join("\n")}\n`);
    const one = await byBytes({ format: "csv", bytes });
    for (const threads of [2, 4, 9])
      expect(await byThreads("b.csv", bytes, threads)).toEqual({ text: one.text, read: true });
  });

  it("leaves small files, standard input, and a single thread to the ordinary way", async () => {
    const path = join(folder, "small.ndjson");
    writeFileSync(path, ndjson);
    const file = await openFile(path);
    const places = new RowPlaces();
    places.begin(path);
    const read = (threads: number, fewestBytes: number) =>
      readInThreads(file, new LogBuilder(), places, { rows: 0 }, { threads, parse: {}, fewestBytes, workerFile });
    expect([await read(1, 1), await read(2, ndjson.length + 1)]).toEqual([false, false]);
    await file.close?.();
  });
});
