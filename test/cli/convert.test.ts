import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { LogConversion } from "../../src/io/convert/convert-log.ts";
import { readLog } from "../../src/io/read-log.ts";
import { parseTableMap } from "../../src/schemas/table-map.ts";
import { toOcel } from "../../src/sources/ocel-export.ts";
import { tableSource } from "../../src/sources/table.ts";
import { readWhole } from "../../src/sources/ticket-source.ts";
import { scratchFolder } from "../io/scratch.ts";
import { allFactRows } from "../sources/facts-rows.ts";
import { command, ndjson, smallLog } from "./session.ts";

const file = scratchFolder();
const reading = (path: string) => JSON.parse(readFileSync(path, "utf8"));

/** Facts as they come out of a file of events. */
async function factsOf(path: string, policy = {}) {
  const { log, counts } = await readLog([path]);
  return { facts: buildFacts(log, policy), counts };
}

const csvLog = `ticket,at,type,actor.kind,actor.id,public,phase,due,agent
T1,2026-11-11T09:00:00,created,customer,c1,,,,
T1,2026-11-11T09:20:00.1234567,message,agent,mei,true,,,
T1,2026-11-11T09:20:00,promised,agent,mei,,,2026-11-12T09:00:00,
T1,2026-11-11T09:21:00,assigned,agent,mei,,,,null
T1,2026-11-11T10:00:00+01:00,status,agent,mei,,solved,,
T1,2026-11-11T10:00:00+01:00,status,agent,mei,,solved,,
T1,noon,status,agent,mei,,solved,,
`;

describe("trueresolve convert", () => {
  it("writes events that give the same facts, bit by bit, and keeps instants that no zone can change", async () => {
    const path = file("zoneless.csv", csvLog);
    const out = `${dirname(path)}/zoneless.ndjson`;
    const { code, out: printed, err } = await command(["convert", path, "--time-zone", "Asia/Shanghai", "--out", out]);
    expect({ code, printed }).toEqual({ code: 0, printed: "" });
    expect(err).toContain("7 rows read, 7 event rows: 6 written");
    expect(err).toContain("1 refused");
    expect(err).toContain("row 8");
    const original = await readLog([path], { timeZone: "Asia/Shanghai" });
    const { facts, counts } = await factsOf(out);
    expect(facts).toEqual(buildFacts(original.log));
    expect(counts).toMatchObject({ rows: 6, repeats: original.counts.repeats, accepted: original.counts.accepted });
    const lines = readFileSync(out, "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).at)).toEqual([
      "2026-11-11T01:00:00.000Z",
      Date.parse("2026-11-11T01:20:00.123Z") + 0.4567,
      "2026-11-11T01:20:00.000Z",
      "2026-11-11T01:21:00.000Z",
      "2026-11-11T10:00:00+01:00",
      "2026-11-11T10:00:00+01:00",
    ]);
  });

  it("prints to standard output, and reads standard input", async () => {
    const { code, out, err } = await command(["convert", "-"], ndjson(smallLog()));
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(smallLog());
    expect(err).toContain("10 rows read, 10 event rows: 10 written, 0 refused");
    const one = ndjson(smallLog().slice(0, 1));
    expect((await command(["convert", "-"], one)).err).toContain("1 row read, 1 event row: 1 written");
    expect((await command(["check", "-"], one)).out).toContain("1 row read\n");
  });

  it("packs what its name says is packed", async () => {
    const path = file("plain.ndjson", ndjson(smallLog()));
    const out = `${path}.gz`;
    expect((await command(["convert", path, "--out", out])).code).toBe(0);
    expect(gunzipSync(readFileSync(out)).toString().trim().split("\n")).toHaveLength(smallLog().length);
  });

  it("exits with 1 under --strict where a row was refused, and where nothing could be read, of which it leaves no file", async () => {
    const path = file("one-bad.ndjson", `${ndjson(smallLog())}{}\n`);
    const out = `${path}.out.ndjson`;
    expect((await command(["convert", path, "--out", out])).code).toBe(0);
    expect((await command(["convert", path, "--out", out, "--strict"])).code).toBe(1);
    const bad = file("all-bad.ndjson", "{}\n");
    const none = `${dirname(bad)}/none.ndjson`;
    const { code, err } = await command(["convert", bad, "--out", none, "--policy-out", `${none}.policy`]);
    expect(code).toBe(1);
    expect(err).toContain("nothing was written");
    expect(existsSync(none)).toBe(false);
    expect(existsSync(`${none}.policy`)).toBe(false);
    expect((await command(["convert", bad, "--to", "ocel", "--out", none])).code).toBe(1);
    expect(existsSync(none)).toBe(false);
  });

  it("leaves the file that was there before, and no part of a new one, where reading fails midway", async () => {
    const good = file("good.ndjson", ndjson(smallLog()));
    const out = file("before.ndjson", "as it was");
    const { code, err } = await command(["convert", good, "no-such-file.ndjson", "--out", out]);
    expect(code).toBe(2);
    expect(err).toContain("no-such-file.ndjson: no such file");
    expect(readFileSync(out, "utf8")).toBe("as it was");
    expect(readdirSync(dirname(out)).filter((name) => name.includes("partial") || name.startsWith("."))).toEqual([]);
  });

  it("says where it cannot write, and writes over no file that it reads", async () => {
    const path = file("mine.ndjson", ndjson(smallLog()));
    const missing = await command(["convert", path, "--out", `${dirname(path)}/no/such/folder.ndjson`]);
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.err).toContain("cannot be written (ENOENT)");
    expect((await command(["convert", path, "--out", path])).err).toContain("that is a file to be read");
    expect((await command(["convert", path, "--out", "x.csv"])).err).toContain("name it .ndjson");
    expect((await command(["convert", "x.parquet", "--from", "jira"])).err).toContain("--from is for CSV and JSON");
    expect((await command(["convert"])).err).toContain("expected a file");
  });

  it("waits for a reader that is slow", async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => ({ ticket: `T${i}`, at: 1e12 + i, type: "created" }));
    let waiting = 0;
    let most = 0;
    let written = 0;
    const listeners: (() => void)[] = [];
    const stdout = {
      write(text: string) {
        written += text.length;
        waiting++;
        most = Math.max(most, waiting);
        setTimeout(() => {
          waiting--;
          listeners.splice(0).forEach((listener) => void listener());
        }, 1);
        return false;
      },
      once: (_: "drain", listener: () => void) => void listeners.push(listener),
    };
    const stdin = Readable.from([Buffer.from(ndjson(rows))], { objectMode: false });
    expect(await run(["convert", "-"], { stdin, stdout, stderr: { write: () => true } })).toBe(0);
    expect(written).toBeGreaterThan(200_000);
    expect(most).toBe(1);
  });

  it("tells with --policy-out what the export cannot show, so that the events give the same figures", async () => {
    const csv =
      "n,state,up,by\nI1,New,1/3/2026 08:00,u\nI1,Resolved,1/3/2026 09:00,u\nI1,Active,1/3/2026 10:00,u\n".replace(
        "n,state,up,by",
        "number,state,sys_updated_on,sys_updated_by",
      );
    const path = file("incidents.csv", csv);
    const out = `${path}.ndjson`;
    const policy = `${path}.policy.json`;
    const from = ["--from", "servicenow", "--time-zone", "UTC"];
    const said = await command(["convert", path, ...from, "--out", out]);
    expect(said.err).toContain("the export cannot show messages");
    expect((await command(["convert", path, ...from, "--out", out, "--policy-out", policy])).code).toBe(0);
    expect(reading(policy).observes).toMatchObject({ messages: false });
    const figures = async (...argv: string[]) => {
      const { out: text } = await command(["report", ...argv, "--time-zone", "UTC", "--format", "json"]);
      const { estimates, counts } = JSON.parse(text);
      return { estimates, counts };
    };
    expect(await figures(out, "--policy", policy)).toEqual(await figures(path, "--from", "servicenow"));
  });

  it("goes to OCEL and back", async () => {
    const path = file("there.ndjson", ndjson(smallLog()));
    const there = `${path}.ocel.json.gz`;
    const back = `${path}.back.ndjson`;
    expect((await command(["convert", path, "--to", "ocel", "--out", there])).code).toBe(0);
    expect(JSON.parse(gunzipSync(readFileSync(there)).toString())).toEqual(toOcel(smallLog()).ocel);
    expect((await command(["convert", there, "--from", "ocel", "--out", back])).code).toBe(0);
    expect((await factsOf(back)).facts).toEqual((await factsOf(path)).facts);
  });

  it("writes straight to what is no file", async () => {
    if (!existsSync("/dev/null")) return;
    const path = file("null.ndjson", ndjson(smallLog()));
    expect((await command(["convert", path, "--out", "/dev/null"])).code).toBe(0);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

describe("a log that is put aside on disk", () => {
  const map = {
    kind: "events" as const,
    ticket: "case",
    time: "when",
    order: "file" as const,
    actor: { id: "who", kind: "agent" as const },
    creation: { from: "firstRow" as const },
    activity: {
      column: "what",
      values: { open: { type: "status", phase: "open" }, done: { type: "status", phase: "solved" } },
    },
  };
  const lines = Array.from({ length: 600 }, (_, i) => {
    const minute = String((i * 7) % 60).padStart(2, "0");
    return `C${i % 40},2026-03-02T${String(8 + (i % 9)).padStart(2, "0")}:${minute}:00Z,${i % 3 === 0 ? "done" : i % 50 === 1 ? "lost" : "open"},a${i % 4}`;
  });
  const csv = `case,when,what,who\n${[...lines, ...lines.slice(0, 30)].join("\n")}\n`;
  const tableMap = parseTableMap(map).map!;
  const source = () => tableSource({ map: tableMap });

  async function converted(path: string, mostHeld: number) {
    const conversion = new LogConversion([path], { ticketSource: source(), mostHeld, folder: dirname(path) });
    const events = [];
    for await (const batch of conversion.batches()) events.push(...batch);
    return { conversion, events };
  }

  it("gives the same facts, notes and refusals as one that is held in memory, and leaves no folder", async () => {
    const path = file("many.csv", csv);
    const held = await converted(path, 10_000);
    const spilled = await converted(path, 50);
    const whole = await readLog([path], { source: (rows) => readWhole(source(), rows) });
    expect(held.conversion.counts.refused).toBeGreaterThan(5);
    for (const { conversion, events } of [held, spilled]) {
      const again = file("again.ndjson", ndjson(events));
      expect(allFactRows((await factsOf(again)).facts)).toEqual(allFactRows(buildFacts(whole.log)));
      expect(conversion.issues).toEqual(whole.issues);
      expect(conversion.counts.refusedByCode).toEqual(whole.counts.refusedByCode);
      expect(conversion.sourceNotes.map(({ code, count }) => [code, count])).toEqual(
        whole.sourceNotes.map(({ code, count }) => [code, count]),
      );
    }
    expect(readdirSync(dirname(path)).filter((name) => name.startsWith(".trueresolve"))).toEqual([]);
  });

  it("says where rows cannot be put aside", async () => {
    const conversion = new LogConversion([file("aside.csv", csv)], {
      ticketSource: source(),
      mostHeld: 50,
      folder: file("no-folder", ""),
    });
    await expect(conversion.batches().next()).rejects.toThrow(
      "no-folder: rows cannot be put aside in this folder (ENOTDIR)",
    );
  });

  it("leaves no folder where a column is missing", async () => {
    const path = file("wrong.csv", csv.replace("case,", "Case,"));
    await expect(converted(path, 50)).rejects.toThrow('names the column "case"');
    expect(readdirSync(dirname(path)).filter((name) => name.startsWith(".trueresolve"))).toEqual([]);
  });

  it("is read by the command with the map's file, gzipped as well", async () => {
    const path = file("many.csv.gz", gzipSync(csv));
    const mapFile = file("map.json", JSON.stringify(map));
    const { code, out } = await command(["convert", path, "--from", "table", "--map", mapFile]);
    expect(code).toBe(0);
    const { events } = await converted(file("many2.csv", csv), 10_000);
    expect(out).toBe(ndjson(events));
    writeFileSync(mapFile, JSON.stringify({ ...map, ticket: "cas" }));
    expect((await command(["convert", path, "--from", "table", "--map", mapFile])).err).toContain(
      'did you mean "case"',
    );
  });
});
