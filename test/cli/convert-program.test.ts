import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// Within the project, so that the bundle finds the packages.
const program = join("node_modules", ".cache", "trueresolve", `convert-${process.pid}.mjs`);
const folder = mkdtempSync(join(tmpdir(), "trueresolve-convert-"));
const map = "examples/maps/bpi2014.json";

beforeAll(async () => {
  await build({
    entryPoints: ["src/cli/main.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    outfile: program,
    logLevel: "error",
  });
});

afterAll(() => {
  rmSync(program, { force: true });
  rmSync(folder, { recursive: true, force: true });
});

function start(argv: string[], megabytes = 4_096) {
  const child = spawn(process.execPath, [`--max-old-space-size=${megabytes}`, program, "convert", ...argv]);
  let err = "";
  child.stderr.on("data", (chunk) => (err += chunk));
  child.stdin.on("error", () => undefined); // A program that ended reads no further.
  const ended = new Promise<{ code: number | null; signal: string | null; err: string }>((resolve) =>
    child.on("close", (code, signal) => resolve({ code, signal, err })),
  );
  return { child, ended };
}

/** Lines in pieces as large as those of a file. */
function* pieces(lines: Iterable<string>): Generator<string> {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

const leftovers = () => readdirSync(folder).filter((name) => name.includes("partial") || name.startsWith("."));

function* events(count: number): Generator<string> {
  for (let i = 0; i < count; i++)
    yield `{"ticket":"T${i >> 2}","at":"2026-03-02T08:00:00Z","id":"${i}","type":"message","public":true,"actor":{"kind":"agent","id":"a${i % 9}"}}\n`;
}

/** Rows of the shape that the example map reads, the tickets of each far apart. */
function* activities(count: number): Generator<string> {
  yield "incident_id,timestamp,activity_number,activity,assignment_group,km_number,interaction_id\n";
  for (let i = 0; i < count; i++) {
    const type = i < count / 2 ? "Open" : "Closed";
    yield `IM${i % (count / 2)},2025-11-11 10:05:00,00${i},${type},TEAM${i % 9},KM${i % 99},SD${i}\n`;
  }
}

/** Audits of Zendesk's tickets, two of each, far apart. */
function* audits(count: number): Generator<string> {
  const via = { channel: "web", source: { from: {}, to: { name: "Support" }, rel: null } };
  for (let i = 0; i < count; i++) {
    const ticket = i % (count / 2);
    const author = i < count / 2 ? 100_000 + ticket : ticket % 99;
    const said = { id: i * 10, type: "Comment", author_id: author, public: true, body: "…".repeat(500) };
    const status = { id: i * 10 + 1, type: "Change", field_name: "status", value: i < count / 2 ? "open" : "solved" };
    const row = { id: i, ticket_id: ticket, author_id: author, created_at: "2026-03-02T08:00:00Z", via };
    yield `${JSON.stringify({ ...row, events: [said, status] })}\n`;
  }
}

function* ocelDocument(count: number): Generator<string> {
  yield '{"events":[';
  for (let i = 0; i < count; i++) {
    const related = `[{"objectId":"T${i >> 2}","qualifier":"of"},{"objectId":"a${i % 9}","qualifier":"by"}]`;
    const attributes = '"attributes":[{"name":"channel","value":"mail"},{"name":"language","value":"en"}]';
    yield `${i === 0 ? "" : ","}{"id":"${i}","type":"message","time":"2026-03-02T08:00:00Z",${attributes},"relationships":${related}}`;
  }
  yield '],"objects":[';
  for (let i = 0; i < count / 4; i++) yield `${i === 0 ? "" : ","}{"id":"T${i}","type":"ticket"}`;
  yield "]}";
}

describe("convert as a program", () => {
  it("holds no more than a piece of a log of events in memory", async () => {
    const out = join(folder, "events.ndjson");
    const { child, ended } = start(["-", "--out", out], 32);
    Readable.from(pieces(events(200_000))).pipe(child.stdin);
    const { code, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining("200,000 written") });
    expect(statSync(out).size).toBeGreaterThan(20_000_000);
  }, 60_000);

  it("puts the rows of a table aside, and leaves nothing of them behind", async () => {
    const out = join(folder, "table.ndjson.gz");
    const { child, ended } = start(["-", "--from", "table", "--map", map, "--time-zone", "UTC", "--out", out], 96);
    Readable.from(pieces(activities(120_000))).pipe(child.stdin);
    const { code, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining("120,000 rows read") });
    expect(leftovers()).toEqual([]);
  }, 60_000);

  it("puts a helpdesk's rows aside ticket by ticket", async () => {
    const out = join(folder, "audits.ndjson");
    const { child, ended } = start(["-", "--from", "zendesk", "--out", out], 96);
    Readable.from(pieces(audits(40_000))).pipe(child.stdin);
    const { code, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining("80,000 written") });
    expect(leftovers()).toEqual([]);
  }, 120_000);

  it.each(["ocel", "xes"])(
    "holds no more than it must of a log that it writes as %s",
    async (to) => {
      const out = join(folder, `log.${to === "xes" ? "xes" : "json"}.gz`);
      const { child, ended } = start(["-", "--to", to, "--out", out], 96);
      Readable.from(pieces(events(250_000))).pipe(child.stdin);
      const { code, err } = await ended;
      expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining("250,000 written") });
      expect(leftovers()).toEqual([]);
    },
    120_000,
  );

  it("reads an OCEL document element by element, whose objects stand behind the events", async () => {
    const mapFile = join(folder, "ocel-map.json");
    const values = { message: { type: "message", public: true } };
    const columns = { ticket: "ocel:oid", time: "ocel:time", id: "ocel:id" };
    writeFileSync(mapFile, JSON.stringify({ kind: "events", ...columns, activity: { column: "ocel:type", values } }));
    const out = join(folder, "from-ocel.ndjson.gz");
    const { child, ended } = start(["-", "--from", "ocel", "--map", mapFile, "--out", out], 128);
    Readable.from(pieces(ocelDocument(160_000))).pipe(child.stdin);
    const { code, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining("160,000 written") });
    expect(leftovers()).toEqual([]);
  }, 120_000);

  it("leaves nothing behind where it is stopped", async () => {
    const out = join(folder, "stopped.ndjson");
    const { child, ended } = start(["-", "--from", "table", "--map", map, "--time-zone", "UTC", "--out", out]);
    const pipe = Readable.from(pieces(activities(10_000_000))).pipe(child.stdin);
    while (!leftovers().some((name) => name.startsWith(".trueresolve")))
      await new Promise((next) => setTimeout(next, 20));
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: null, signal: "SIGTERM" });
    pipe.destroy();
    expect(leftovers()).toEqual([]);
    expect(readdirSync(folder)).not.toContain("stopped.ndjson");
  }, 60_000);

  it("ends quietly where nobody reads on", async () => {
    const { child, ended } = start(["-"]);
    Readable.from(pieces(events(10_000_000))).pipe(child.stdin);
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await ended).toEqual({ code: 0, signal: null, err: "" });
  }, 60_000);
});
