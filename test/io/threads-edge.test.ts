import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkFacts } from "../../src/facts/link-facts.ts";
import { loadFacts } from "../../src/facts/load-facts.ts";
import { factRows, type RowTable } from "../../src/facts/rows.ts";
import { saveFacts } from "../../src/facts/save-facts.ts";
import type { FoldedFiles } from "../../src/io/fold-rows.ts";
import { type FoldFilesOptions, foldFiles, foldInThreads } from "../../src/io/threads/fold-files.ts";
import { FoldPool } from "../../src/io/threads/fold-pool.ts";
import type { PolicyInput } from "../../src/schemas/policy.ts";
import { scratchFolder } from "./scratch.ts";

const folder = mkdtempSync(join(tmpdir(), "trueresolve-edge-"));
const workerFile = join(folder, "worker.mjs");
const file = scratchFolder();
const pools = new Map<number, FoldPool>();

beforeAll(async () => {
  const common = { bundle: true, platform: "node", format: "esm", target: "node20", logLevel: "silent" } as const;
  await build({ ...common, entryPoints: ["src/io/threads/worker.ts"], outfile: workerFile });
  for (const size of [2, 5]) pools.set(size, new FoldPool(size, workerFile));
});
afterAll(async () => {
  for (const pool of pools.values()) await pool.close();
  rmSync(folder, { recursive: true });
});

const tables: RowTable[] = ["tickets", "waits", "closures", "ratings", "handoffs", "promises", "roster", "turns"];

/** What folding gives, down to the numbers of texts: those of threads are given in the order of the rows as well. */
function saidBy({ folded, placeOf: _, ...read }: FoldedFiles) {
  const facts = linkFacts(folded);
  const rows = Object.fromEntries(tables.map((table) => [table, [...factRows(facts, table)]]));
  const texts = Object.values(folded.dictionaries).map(({ values }) => values);
  return { read, rows, texts, ticket: folded.tickets.ticket, observed: facts.observed, notes: facts.notes };
}

async function sameInThreads(paths: readonly string[], options: FoldFilesOptions = {}, policy: PolicyInput = {}) {
  const one = saidBy(await foldFiles(paths, policy, options));
  for (const pool of pools.values())
    expect(saidBy((await foldInThreads(paths, policy, options, pool))!)).toStrictEqual(one);
  return one;
}

/** Events of many tickets, of which each comes again far behind; every third row has an id that some share. */
function lines(tickets: number, nameOf: (number: number) => string, atOf = (i: number) => i * 1_000): string[] {
  return Array.from({ length: tickets * 3 }, (_, i) => {
    const common = { ticket: nameOf((i * 11) % tickets), at: Date.UTC(2026, 0, 1) + atOf(i) };
    const actor = { kind: i % 2 === 0 ? "customer" : "agent", id: `p${i % 40}`, team: `t${i % 7}` };
    const id = i % 3 === 0 ? { id: `m${i % 4}` } : {};
    if (i < tickets) return { ...common, ...id, actor, type: "created", category: `k${i % 9}` };
    if (i % 5 === 0) return { ...common, ...id, actor, type: "status", phase: i % 2 === 0 ? "solved" : "open" };
    if (i % 5 === 1) return { ...common, actor, type: "survey", step: "answered", score: 1 + (i % 5) };
    if (i % 5 === 2) return { ...common, type: "linked", relation: "followUpOf", other: nameOf(i % tickets) };
    return { ...common, ...id, actor, type: "message", public: true, seq: i % 2 };
  }).map((row) => JSON.stringify(row));
}

describe("threads, with what they might stumble over", () => {
  it("number texts and tickets of several groups as one thread does", async () => {
    const one = await sameInThreads([file("groups.ndjson", lines(4_500, (i) => `T${i}`).join("\n"))]);
    expect(one.rows["tickets"]).toHaveLength(4_500);
  });

  it.each([
    ["end in zero bytes, from none to four", (i: number) => `${i.toString(36)}${"\u0000".repeat(i % 5)}`],
    ["are half of surrogate pairs", (i: number) => `${"\ud83d"}${i % 2 === 0 ? "\ude00" : ""}${i >> 1}${"\udc00"}`],
    ["are of 7, 8 and 9 bytes", (i: number) => String(i >> 1).padStart(7 + (i % 3), "x")],
    ["differ in their last character only", (i: number) => `票${i >> 6}${String.fromCharCode(0x7968 + (i & 63))}`],
  ])("tell tickets apart whose names %s", async (_, nameOf) => {
    const names = new Set(Array.from({ length: 700 }, (_, i) => nameOf(i)));
    const one = await sameInThreads([file("names.ndjson", lines(700, nameOf).join("\n"))]);
    expect(one.rows["tickets"]).toHaveLength(names.size);
  });

  it("keep the first of rows of one instant, wherever the files are cut", async () => {
    const all = lines(
      300,
      (i) => `T${i}`,
      () => 0,
    );
    const path = file("instant.ndjson", [...all, ...all.toReversed()].join("\n"));
    const one = await sameInThreads([path, path]);
    expect(one.read.counts.repeats).toBeGreaterThan(all.length * 2);
    expect(one.read.counts.refusedByCode.idConflict).toBeGreaterThan(0);
  });

  it("have nothing to do with files that are empty, blank or all header", async () => {
    const empty = [file("0.ndjson", ""), file("1.ndjson", "\n \n"), file("2.csv", "ticket,at,type\n")];
    const row = file("3.ndjson", '{"ticket":"T1","at":1767225600000,"type":"created"}');
    for (const paths of [empty, [...empty, row], [row, ...empty, row], [row]]) await sameInThreads(paths);
  });

  it("fold by the policy that the caller gave", async () => {
    const policy: PolicyInput = {
      timeZone: "Asia/Shanghai",
      countsAsReply: "any",
      roster: [{ agent: "p1", team: "X" }],
    };
    await sameInThreads([file("policy.ndjson", lines(200, (i) => `T${i}`).join("\n"))], {}, policy);
  });

  it("serve two calls at once, and facts of one call stay as they are when the next is made", async () => {
    const path = file("twice.ndjson", lines(2_500, (i) => `T${i}`).join("\n"));
    const other = file("other.ndjson", lines(300, (i) => `U${i}`).join("\n"));
    const pool = pools.get(2)!;
    const [x, y] = await Promise.all([foldInThreads([path], {}, {}, pool), foldInThreads([other], {}, {}, pool)]);
    const saved = saveFacts(x!.folded);
    await foldInThreads([other, path], {}, {}, pool);
    expect(Buffer.compare(saveFacts(x!.folded), saved)).toBe(0);
    expect([x!.folded.tickets.length, y!.folded.tickets.length]).toEqual([2_500, 300]);
  });

  it("give facts that are saved and loaded as those of one thread are", async () => {
    const path = file("saved.ndjson", lines(2_500, (i) => `T${i}`).join("\n"));
    const one = saidBy(await foldFiles([path]));
    const { folded, ...read } = (await foldInThreads([path], {}, {}, pools.get(5)!))!;
    const { parts, fault } = loadFacts(saveFacts(folded));
    expect(fault).toBeNull();
    const loaded = parts[0]!.facts;
    if (loaded.stage !== "folded") throw new TypeError(`expected folded facts, got ${loaded.stage}`);
    expect(saidBy({ ...read, folded: loaded })).toStrictEqual(one);
  });
});
