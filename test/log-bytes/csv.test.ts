import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byBytes, byObjects } from "./both-ways.ts";
import { eventRow } from "./event-arbitrary.ts";

const columns = [
  ...[
    "ticket",
    "at",
    "type",
    "id",
    "seq",
    "actor.kind",
    "actor.id",
    "actor.team",
    "actor.employer",
    "actor.role",
    "actor",
  ],
  ...[
    "requester",
    "channel",
    "category",
    "priority",
    "team",
    "initiator",
    "attributes.a",
    "public",
    "origin",
    "intent",
  ],
  ...[
    "agent",
    "phase",
    "cause",
    "step",
    "score",
    "scale.min",
    "scale.max",
    "saidSolved",
    "reason",
    "relation",
    "other",
  ],
  ...["level", "due", "kept", "name", "value", "tag", "constructor"],
];

const csv = (
  text: string | Buffer,
  options: { chunkBytes?: number; delimiter?: string; longestBytes?: number } = {},
) => ({
  format: "csv" as const,
  bytes: Buffer.from(text as string),
  ...options,
});

function cellOf(row: Record<string, unknown>, column: string): string {
  const [parent, child] = column.split(".");
  const value =
    child === undefined ? row[parent!] : (row[parent!] as Record<string, unknown> | null | undefined)?.[child];
  if (column === "actor" || value === undefined) return "";
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** A row's cells as some exporter may write them: in quotes or not, where they need none, and with odd texts here and there. */
const cellsOfRow = fc
  .tuple(eventRow, fc.array(fc.constantFrom("plain", "quoted", "blank", "loud", "odd"), { maxLength: 60 }), fc.nat(400))
  .map(([row, styles, odd]) =>
    columns.map((column, index) => {
      const cell = cellOf(row, column);
      const style = cell === "" && index !== odd ? "plain" : (styles[index] ?? "plain");
      if (style === "quoted" || /[",;\n\r]/.test(cell)) return quoted(cell);
      if (style === "blank") return ` ${cell}`;
      if (style === "loud") return cell.toUpperCase();
      if (style === "odd" && index === odd % columns.length) return `${cell}"x`;
      return cell;
    }),
  );

const header = "ticket,at,type,actor.kind,actor.id,public,phase,agent,team";
const plainRecord = "T1,2026-11-11T09:00:00Z,message,agent,a,true,,,";
const nasty = [
  "",
  "   ",
  ",,,,,,,,",
  ",",
  plainRecord.slice(0, -1),
  `${plainRecord},`,
  `${plainRecord},x`,
  `${plainRecord}\r`,
  plainRecord.replace("T1", '"T1"'),
  plainRecord.replace("T1", '"T""1"'),
  plainRecord.replace("T1", '"T1" '),
  plainRecord.replace("T1", '"T\n1"'),
  plainRecord.replace("T1", '"T1'),
  plainRecord.replace("T1", 'T"1'),
  plainRecord.replace("T1", '""'),
  plainRecord.replace("T1", '"T1"x'),
  plainRecord.replace("T1", "T\r1"),
  plainRecord.replace("T1", "T\u00001"),
  plainRecord.replace("true", "TRUE"),
  plainRecord.replace("true", " true"),
  plainRecord.replace("true", "yes"),
  plainRecord.replace("true", "0"),
  plainRecord.replace("true", "maybe"),
  plainRecord.replace("2026-11-11T09:00:00Z", "1767225600000"),
  plainRecord.replace("2026-11-11T09:00:00Z", "1767225600000.5"),
  plainRecord.replace("2026-11-11T09:00:00Z", "0001767225600000"),
  plainRecord.replace("2026-11-11T09:00:00Z", "20260101"),
  plainRecord.replace("2026-11-11T09:00:00Z", "\u00a02026-11-11T09:00:00Z"),
  plainRecord.replace("2026-11-11T09:00:00Z", " 2026-11-11T09:00:00Z "),
  plainRecord.replace("agent,a", ",a"),
  plainRecord.replace("agent,a", "agent,"),
  "T1,2026-11-11T09:00:00Z,assigned,,,,,null,",
  "T1,2026-11-11T09:00:00Z,assigned,,,,, null,x",
  "T1,2026-11-11T09:00:00Z,assigned,,,,,\u3000null\u3000,李",
  "T1,2026-11-11T09:00:00Z,assigned,,,,,李雷,nullify",
  "T1,2026-11-11T09:00:00Z,created,,,,,,null",
  `${plainRecord}"`,
  `"${plainRecord}`,
];

describe("CSV read from its bytes", () => {
  it("gives the log, the refusals and the counts of reading every record as an object", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cellsOfRow, { maxLength: 20 }),
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        fc.integer({ min: 1, max: 500 }),
        async (rows, delimiter, lineEnd, endsWithLine, chunkBytes) => {
          const lines = [columns, ...rows].map((cells) => cells.join(delimiter));
          const file = csv(lines.join(lineEnd) + (endsWithLine ? lineEnd : ""), { chunkBytes, delimiter });
          expect((await byBytes(file)).text).toBe((await byObjects(file)).text);
        },
      ),
      { seed: 20261111, numRuns: 500 },
    );
  });

  it.each(nasty.map((line) => [line]))("treats the record %j as the ordinary reader does", async (line) => {
    for (const lines of [
      [header, line],
      [header, plainRecord, line, plainRecord, plainRecord],
    ]) {
      const text = lines.join("\n");
      for (const file of [csv(text), csv(`${text}\n`), csv(text, { chunkBytes: 5 })]) {
        expect((await byBytes(file)).text).toBe((await byObjects(file)).text);
      }
    }
  });

  it("refuses bytes that are no UTF-8 and records that are too long", async () => {
    const broken = Buffer.concat([
      Buffer.from(`${header}\n${plainRecord}\nT`),
      Buffer.from([0xff]),
      Buffer.from(plainRecord),
    ]);
    const long = csv(
      `${header}\n${plainRecord}\n${plainRecord.replace("T1", "T1234567890123456789")}\n${plainRecord}\n`,
      {
        longestBytes: header.length + 1,
      },
    );
    for (const file of [csv(broken), csv(Buffer.concat([broken, Buffer.from("\n")])), long]) {
      const read = await byBytes(file);
      expect(read.text).toBe((await byObjects(file)).text);
      expect(read.parsed.counts.refused).toBeGreaterThan(0);
    }
  });

  it("takes plain records without making objects of them, quoted cells included", async () => {
    const records = [plainRecord, plainRecord.replace("T1", '"工单, 2"'), "T1,1767225600000,status,agent,a,,solved,,"];
    const { pushed, parsed } = await byBytes(csv(`${header}\n${records.join("\r\n")}\r\n`));
    expect([pushed, parsed.counts.accepted]).toEqual([0, 3]);
  });

  it("refuses an empty value cell of a field, whatever rows like it were read before", async () => {
    const row = (second: number, value: string) => `T1,2026-01-01T00:00:0${second}Z,field,f1,${value},agent`;
    for (const empty of ["", '""']) {
      const rows = ["k1", '"k2"', empty, empty].map((value, second) => row(second, value));
      const file = csv(`${["ticket,at,type,name,value,actor.kind", ...rows].join("\n")}\n`);
      const outcome = await byBytes(file);
      expect(outcome.text).toBe((await byObjects(file)).text);
      expect(outcome.parsed.issues.map(({ row: number, path, code }) => [number, path, code])).toEqual([
        [4, "value", "missing"],
        [5, "value", "missing"],
      ]);
    }
  });
});
