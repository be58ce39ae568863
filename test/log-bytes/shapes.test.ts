import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byBytes, byObjects } from "./both-ways.ts";

/** Texts for places in which the rows of one shape differ; few of them are plain. */
const value = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("T1", "T2", "mei", "a longer name than eight bytes", "工单-5", "é") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'q"uote',
      "back\\slash",
      "",
      "null",
      "a,b",
      "}",
      "tab\t",
      "x".repeat(1_001),
      "\u007f",
      "line\nfeed",
    ),
  },
);
const instant = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.integer({ min: 0, max: 300_000 }).map((ms) => new Date(1_767_225_600_000 + ms).toISOString()),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      "2026-01-01T00:00:00Z",
      "2026-01-01T00:00:00.5+08:00",
      "2026-02-30T00:00:00.000Z",
      '2026-01-01T00:00"00.000Z',
      "2026-01-01T00:00:0é.000Z",
      1_767_225_600_000,
      -1,
    ),
  },
);

/** Rows of a few shapes, in which only values differ. */
const shapes: ((a: string, b: string, at: unknown, n: number) => Record<string, unknown>)[] = [
  (a, b, at) => ({ ticket: a, at, actor: { kind: "agent", id: b }, type: "message", public: true, origin: "human" }),
  (a, b, at) => ({ ticket: a, at, actor: { kind: "agent", id: b }, type: "message", public: false }),
  (a, b, at) => ({ ticket: a, at, type: "created", attributes: { z: b, a, é: "1" }, requester: b, team: b }),
  (a, b, at) => ({ ticket: a, at, type: "created", attributes: { [b === "" ? "k" : b]: a } }),
  (a, b, at) => ({ ticket: a, at, type: "assigned", agent: b, team: null }),
  (a, b, at) => ({ ticket: a, at, type: "assigned", agent: null, team: b, id: a }),
  (a, b, at, n) => ({
    ticket: a,
    at,
    seq: n,
    type: "survey",
    step: "answered",
    score: n,
    reason: b,
    scale: { min: 1, max: 7 },
  }),
  (a, _, at) => ({ ticket: a, at, type: "promised", due: at, kept: true }),
  (a, b, at) => ({ ticket: a, at, type: "field", name: b, value: a }),
  (a, b, at, n) => ({ type: "linked", relation: "followUpOf", other: b, at, ticket: a, seq: n }),
];
const rows = fc.array(
  fc
    .tuple(fc.nat(shapes.length - 1), value, value, instant, fc.constantFrom(1, 2, 4.5, 0, 8, -0, 1e21))
    .map(([shape, a, b, at, n]) => shapes[shape]!(a, b, at, n)),
  { minLength: 1, maxLength: 60 },
);

const csvFields = [
  "ticket",
  "at",
  "type",
  "actor.kind",
  "actor.id",
  "public",
  "agent",
  "team",
  "step",
  "score",
  "due",
  "name",
  "value",
];

function csvOf(row: Record<string, unknown>, quoted: boolean): string {
  const actor = (row["actor"] ?? {}) as Record<string, unknown>;
  return csvFields
    .map((name) => {
      const cell = name.startsWith("actor.") ? actor[name.slice(6)] : row[name];
      const text = cell === undefined ? "" : String(cell);
      return quoted || /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(",");
}

describe("rows that have the shape of rows before them", () => {
  it("give the log and the refusals of reading every one as an object, whatever their values", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 20, max: 3_000 }), async (made, chunkBytes) => {
        const lines = made.map((row) => JSON.stringify(row));
        const file = { format: "ndjson" as const, bytes: Buffer.from(`${lines.join("\n")}\n`), chunkBytes };
        expect((await byBytes(file)).text).toBe((await byObjects(file)).text);
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it("do so as records of CSV, quoted or not", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), fc.constantFrom("\n", "\r\n"), async (made, quoted, lineEnd) => {
        const lines = [csvFields.join(","), ...made.map((row, i) => csvOf(row, quoted || i % 5 === 0))];
        const file = { format: "csv" as const, bytes: Buffer.from(`${lines.join(lineEnd)}${lineEnd}`) };
        expect((await byBytes(file)).text).toBe((await byObjects(file)).text);
      }),
      { seed: 13, numRuns: 400 },
    );
  });

  it("are read without making objects of them, attributes included", async () => {
    const at = "2026-01-01T00:00:00.000Z";
    const made = Array.from({ length: 500 }, (_, i) => shapes[2]!(`T${i}`, `region ${i % 7}`, at, 0));
    const lines = made.map((row) => JSON.stringify(row));
    const { parsed, pushed } = await byBytes({ format: "ndjson", bytes: Buffer.from(`${lines.join("\n")}\n`) });
    expect(parsed.counts.accepted).toBe(500);
    expect(pushed).toBe(0);
  });

  it("may be of more shapes than are learned", async () => {
    const made = Array.from({ length: 3_000 }, (_, i) => ({
      ...{ ticket: `T${i % 9}`, at: "2026-01-01T00:00:00Z", type: "created", requester: `c${i}` },
      attributes: { [`${i * 7_919}-${i}`]: "x", [`k${i % 50}`]: `${i}` },
    }));
    const text = `${[...made, ...made].map((row) => JSON.stringify(row)).join("\n")}\n`;
    const file = { format: "ndjson" as const, bytes: Buffer.from(text) };
    expect((await byBytes(file)).text).toBe((await byObjects(file)).text);
  });
});
