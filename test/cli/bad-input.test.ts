import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { longerMemory } from "../../src/log/longer-memory.ts";
import { scratchFolder } from "../io/scratch.ts";
import { command, ndjson, smallLog } from "./session.ts";

const file = scratchFolder();
const good = ndjson(smallLog());

/** Runs check and report; neither may show a trace, and every good row must be counted. */
async function both(path: string, accepted: number, ...options: string[]) {
  const checked = await command(["check", path, ...options]);
  const reported = await command(["report", path, "--format", "json", ...options]);
  for (const { err } of [checked, reported]) expect(err).not.toMatch(/\n\s+at |this should not have happened/);
  const { input, issues, estimates } = JSON.parse(reported.out);
  expect(input.accepted).toBe(accepted);
  expect(input.accepted + input.refused + input.repeats).toBe(input.rows);
  expect(JSON.stringify(estimates)).not.toMatch(/NaN|Infinity/);
  return { checked, reported, input, codes: issues.map((issue: { code: string }) => issue.code) as string[], issues };
}

/** Files without a single row: exit code 2, a message, nothing on standard output. */
async function unreadable(path: string, message: string) {
  for (const argv of [
    ["check", path],
    ["report", path],
    ["report", path, "--format", "json"],
    ["evidence", path, "--metric", "csat"],
  ]) {
    const { code, out, err } = await command(argv);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  }
}

describe("bad input", () => {
  it("an empty file is no quiet month", async () => {
    await unreadable(file("empty.ndjson", ""), "the file is empty");
    await unreadable(file("empty.csv", ""), "the file is empty");
    await unreadable(file("empty.json", "[]"), "no rows");
    await unreadable(file("header.csv", "ticket,at,type\n"), "a header and no rows");
    await unreadable(file("empty.ndjson.gz", gzipSync("")), "the file is empty");
  });

  it("a binary file is named as what it is", async () => {
    const bytes = Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 197 + 13) % 256));
    await unreadable(file("photo.ndjson", bytes), "this is no text");
    await unreadable(file("book.xlsx", Buffer.from("PK\u0003\u0004 and more")), "Excel workbook");
    await unreadable(file("log.ndjson.gz", Buffer.concat([Buffer.from([0x1f, 0x8b]), bytes])), "gzip data are damaged");
  });

  it("bytes that are no UTF-8 are refused row by row", async () => {
    const noise = Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i % 80 === 79 ? 10 : 128 + ((i * 37) % 128))));
    const { checked, reported, codes } = await both(file("noise.ndjson", noise), 0);
    expect([checked.code, reported.code]).toEqual([1, 1]);
    expect(new Set(codes)).toEqual(new Set(["encoding"]));
    expect(reported.err).toContain("--encoding");
  });

  it.each(["zendesk", "chatwoot", "github", "jira", "intercom", "freshdesk", "ocel"])(
    "an export of something else read as one of %s: check says that no event came of it, as the report does",
    async (from) => {
      const [checked, reported] = [
        await command(["check", "examples/jiedai.csv", "--from", from]),
        await command(["report", "examples/jiedai.csv", "--from", from]),
      ];
      expect([checked.code, reported.code]).toEqual([1, 1]);
      expect(checked.out).toContain("No row gives an event");
      expect(checked.out).not.toContain("No row would be refused");
      const notes = checked.out.split("\n").filter((line) => line.includes("OCEL 2.0"));
      expect(notes).toEqual(from === "ocel" ? [expect.stringContaining("OCEL 2.0: 45")] : []);
    },
  );

  it("nothing but bad rows: no figure, exit code 1, and the way out", async () => {
    const path = file("bad.ndjson", '{"a":1}\n[1,2]\nnot json\n"text"\n5\nnull\n');
    const { checked, reported, codes } = await both(path, 0);
    expect(codes).toEqual(["missing", "notAnObject", "notJson", "notAnObject", "notAnObject", "notAnObject"]);
    expect([checked.code, reported.code]).toEqual([1, 1]);
    expect(reported.err).toContain("no row could be read as an event");
    expect((await command(["report", path])).out).toBe("");
  });

  it("a last line that is cut off is refused as such", async () => {
    const { issues, reported } = await both(file("cut.ndjson", good + good.slice(0, 50)), 10);
    expect(issues).toMatchObject([{ row: 11, code: "notJson", hint: expect.stringContaining("ends in the middle") }]);
    expect(reported.code).toBe(0);
  });

  it("a gzip file that is cut off keeps its rows, says so, and fails under --strict", async () => {
    const many = ndjson(
      Array.from({ length: 2_000 }, (_, i) => ({ ...smallLog()[0], ticket: `T${i}`, id: `e${(i * 7_919) % 10_007}` })),
    );
    const packed = gzipSync(many);
    const path = file("cut.ndjson.gz", packed.subarray(0, packed.length - 2_000));
    const { code, out, err } = await command(["report", path, "--format", "json", "--strict"]);
    const report = JSON.parse(out);
    expect(code).toBe(1);
    expect(err).toContain("gzip data end too early");
    expect(report.input.accepted).toBeGreaterThan(1_000);
    expect(report.notes[0]).toMatchObject({ code: "cutOff" });
    expect((await command(["check", path])).code).toBe(1);
    expect((await command(["report", path])).out).toContain("the gzip data end too early");
  });

  it("a single line of 50 MB is refused without being held, and the good rows after it are counted", async () => {
    const long = Buffer.alloc(50_000_000, "x");
    const alone = await both(file("long.ndjson", long), 0);
    expect(alone.codes).toEqual(["lineTooLong"]);
    expect(alone.reported.code).toBe(1);
    const before = await both(file("long-then-good.ndjson", Buffer.concat([long, Buffer.from(`\n${good}`)])), 10);
    expect(before.codes).toEqual(["lineTooLong"]);
    expect(before.reported.code).toBe(0);
  });

  it("a byte order mark and UTF-16 are read, other encodings when they are named", async () => {
    await both(file("bom.ndjson", `\ufeff${good}`), 10);
    await both(file("utf16.ndjson", Buffer.from(`\ufeff${good}`, "utf16le")), 10);
    await both(file("utf16be.ndjson", Buffer.from(`\ufeff${good}`, "utf16le").swap16()), 10);
    // "客服" in GBK, as a spreadsheet in China writes it.
    const gbk = Buffer.concat([
      Buffer.from("ticket,at,type,channel\nT1,2026-11-11T09:00:00Z,created,"),
      Buffer.from([0xbf, 0xcd, 0xb7, 0xfe, 0x0a]),
    ]);
    expect((await both(file("gbk.csv", gbk), 0)).codes).toEqual(["encoding"]);
    const named = await command([
      "report",
      file("gbk.csv", gbk),
      "--encoding",
      "gbk",
      "--by",
      "channel",
      "--metric",
      "backlog",
      "--format",
      "json",
    ]);
    expect(JSON.parse(named.out).estimates[1].group).toEqual({ by: "channel", value: "客服" });
  });

  it("unknown types, strange years and NaN scores are refused, the rest counted", async () => {
    const rows = [
      '{"ticket":"T8","at":"2026-11-11T09:00:00Z","type":"statuss","phase":"open"}',
      '{"ticket":"T8","at":"0001-01-01T00:00:00Z","type":"created"}',
      '{"ticket":"T8","at":"9999-12-31T23:59:59Z","type":"created"}',
      '{"ticket":"T8","at":253402300799000,"type":"created"}',
      '{"ticket":"T8","at":1e400,"type":"created"}',
      '{"ticket":"T8","at":"2026-11-11T09:00:00Z","type":"survey","step":"answered","score":NaN}',
      '{"ticket":"T8","at":"2026-11-11T09:00:00Z","type":"survey","step":"answered","score":1e400}',
      '{"ticket":"T8","at":"2026-11-11T09:00:00Z","type":"survey","step":"answered","score":"NaN"}',
    ];
    const { codes, reported } = await both(file("strange.ndjson", `${rows.join("\n")}\n${good}`), 10);
    expect(codes.slice(0, 4)).toEqual(["unknownType", "timeRange", "timeRange", "timeRange"]);
    expect(codes).toHaveLength(8);
    expect(codes[5]).toBe("notJson");
    expect(reported.code).toBe(0);
    const csv =
      "ticket,at,type,step,score\nT1,2026-11-11T09:00:00Z,survey,answered,NaN\nT1,2026-11-11T09:00:00Z,survey,answered,5\n";
    expect((await both(file("nan.csv", csv), 1)).codes).toEqual(["wrongType"]);
  });

  it("__proto__ is a name like any other", async () => {
    const rows = smallLog().map((row) => ({ ...row, ticket: row["ticket"] === "T1" ? "__proto__" : "constructor" }));
    const named = file("proto.ndjson", ndjson(rows));
    const { input } = await both(named, 10);
    expect(input.refused).toBe(0);
    const evidence = JSON.parse((await command(["evidence", named, "--metric", "throughput", "--format", "json"])).out);
    expect(new Set(evidence.counted.map((row: { ticket: string }) => row.ticket))).toEqual(
      new Set(["__proto__", "constructor"]),
    );
    const key = '{"ticket":"T9","at":"2026-11-11T09:00:00Z","type":"created","__proto__":{"kind":"agent"}}\n';
    expect((await both(file("proto-key.ndjson", key + good), 10)).codes).toEqual(["unknownField"]);
    const column = "ticket,at,type,__proto__\nT1,2026-11-11T09:00:00Z,created,x\nT1,2026-11-11T09:00:00Z,created,\n";
    expect((await both(file("proto.csv", column), 1)).codes).toEqual(["unknownField"]);
    const by = await command(["report", named, "--by", "attribute:__proto__", "--metric", "backlog"]);
    expect(by.code).toBe(0);
    for (const team of ["__proto__", "constructor", "toString"]) {
      const staffed = smallLog().map((row) => ({ ...row, actor: { kind: "agent", id: team, team } }));
      const grouped = await command([
        "report",
        file("team.ndjson", ndjson(staffed)),
        "--by",
        "team",
        "--format",
        "json",
      ]);
      expect(
        JSON.parse(grouped.out).estimates.some((each: { group?: { value: string } }) => each.group?.value === team),
      ).toBe(true);
    }
  });

  it("a name with control characters cannot steer the terminal", async () => {
    const rows = smallLog().map((row) => ({ ...row, actor: { kind: "agent", id: "a", team: "\u001b[2Jevil" } }));
    const { out } = await command(["report", file("escape.ndjson", ndjson(rows)), "--by", "team"]);
    expect(out).toContain("[2Jevil");
    expect(out).not.toContain("\u001b");
  });

  it("more text than a log can hold is no fault of the program", async () => {
    const tooMuch = () => Readable.from(longer(), { objectMode: false });
    // biome-ignore lint/correctness/useYield: it fails before there is anything to give
    async function* longer(): AsyncGenerator<Buffer> {
      longerMemory(1, 2 ** 31);
    }
    const { code, err } = await command(["report", "-"], tooMuch());
    expect(code).toBe(2);
    expect(err).toMatch(
      /^trueresolve: texts of one sort: expected at most 2 GiB of them in a log, got 2147483648 bytes; /,
    );
    const chinese = await command(["report", "-", "--lang", "zh"], tooMuch());
    expect(chinese.err).toMatch(/^trueresolve：同一类文本：一份日志中最多 2 GiB，实为 2147483648 字节；/);
  });
});
