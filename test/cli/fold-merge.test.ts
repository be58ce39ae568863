import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import type { FoldedFacts } from "../../src/facts/facts.ts";
import { foldTickets } from "../../src/facts/fold-tickets.ts";
import { linkFacts } from "../../src/facts/link-facts.ts";
import { loadFacts } from "../../src/facts/load-facts.ts";
import { factRows } from "../../src/facts/rows.ts";
import { saveFacts } from "../../src/facts/save-facts.ts";
import { updateFacts } from "../../src/facts/update-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { scratchFolder } from "../io/scratch.ts";
import { randomLogs } from "../oracle/random-logs.ts";
import { command, ndjson, type Session, smallLog } from "./session.ts";

const file = scratchFolder();
type Input = { rows: number; accepted: number; refused: number; repeats: number; files: object[] };
type Report = { input: Input; issues: Record<string, unknown>[]; notes: object[]; estimates: { metric: string }[] };

/** A report as JSON without what names its files. */
function figures(session: Session): Omit<Report, "issues" | "input"> & { input: Omit<Input, "files"> } {
  expect(session.err).not.toContain("this should not have happened");
  const { issues: _issues, ...report } = JSON.parse(session.out) as Report;
  const { files: _files, ...input } = report.input;
  return { ...report, input };
}
let made = 0;
/** A shard as facts, in a file of its own. */
async function fold(content: string, ...options: string[]): Promise<string> {
  const out = file(`${made++}.facts`, "");
  const { code, err } = await command(["fold", "--out", out, ...options], content);
  expect([code, err.includes("should not have happened")]).toEqual([0, false]);
  return out;
}
const withJson = ["--format", "json", "--by", "agent", "--individuals"];

describe("trueresolve fold and merge", () => {
  it("report what the whole log gives, whatever the shards, their order and their form, empty ones included", async () => {
    const shape = fc.tuple(
      randomLogs,
      fc.array(fc.nat({ max: 3 }), { minLength: 6, maxLength: 6 }),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.constantFrom("binary", "lines", "csv"),
    );
    await fc.assert(
      fc.asyncProperty(shape, fc.boolean(), async ([rows, places, order, form], damaged) => {
        const broken = damaged ? ['{"ticket":', '{"ticket":"T1","type":"created"}'] : [];
        const tickets = [...new Set(rows.map(({ ticket }) => ticket))];
        const lines = [...rows.map((row) => JSON.stringify(row)), ...broken];
        const shardOf = (index: number) => places[tickets.indexOf(rows[index]?.ticket ?? tickets[0]!)]!;
        const shards = order.map((shard) => lines.filter((_, index) => shardOf(index) === shard));
        const files: string[] = [];
        for (const shard of shards) files.push(await fold(shard.map((line) => `${line}\n`).join(""), "--format", form));
        const whole = file("whole.ndjson", `${lines.join("\n")}\n`);
        const report = figures(await command(["report", whole, ...withJson]));
        expect(figures(await command(["merge", ...files, ...withJson]))).toEqual(report);
        const joined = Buffer.concat(files.map((path) => readFileSync(path)));
        expect(figures(await command(["merge", "-", ...withJson], joined))).toEqual(report);
        expect(report.input.accepted + report.input.refused + report.input.repeats).toBe(report.input.rows);
        expect(report.input.refused).toBe(broken.length);
      }),
      { numRuns: 25, seed: 41 },
    );
  });

  it("keep the policy, the instant and the period of the question", async () => {
    const policy = file(
      "policy.json",
      '{ "reopenWindow": "1h", "calendar": { "timeZone": "Asia/Shanghai", "hours": {} } }',
    );
    const options = ["--policy", policy, "--time-zone", "Asia/Shanghai", "--as-of", "2026-11-11T09:45:00Z"];
    const whole = ["report", file("whole.ndjson", ndjson(smallLog())), ...options];
    const shards = await Promise.all(
      ["T1", "T2", "T3"].map((ticket) =>
        fold(ndjson(smallLog().filter((row) => row["ticket"] === ticket)), ...options),
      ),
    );
    const shown = [...withJson, "--period", "2026-11-11/2026-11-11", "--level", "0.9"];
    const report = figures(await command([...whole, ...shown]));
    expect(report).toMatchObject({ asOf: "2026-11-11T09:45:00.000Z", policy: { reopenWindow: 3_600_000 } });
    expect(figures(await command(["merge", ...shards, ...shown]))).toEqual(report);
    expect(figures(await command(["merge", ...shards, ...shown, "--as-of", "2026-11-11T09:45:00Z"]))).toEqual(report);
    expect(await command(["merge", ...shards, "--as-of", "2026-11-12"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("folded as of 2026-11-11T09:45:00.000Z"),
    });
  });

  it("may be asked of a later instant than all that was folded, and of no earlier one", async () => {
    const shards = [await fold(ndjson(smallLog().slice(0, 3))), await fold(ndjson(smallLog().slice(3)))];
    const whole = file("whole.ndjson", ndjson(smallLog()));
    const later = ["--as-of", "2026-12-24", ...withJson];
    expect(figures(await command(["merge", ...shards, ...later]))).toEqual(
      figures(await command(["report", whole, ...later])),
    );
    const newest = ["--as-of", "2026-11-11T09:55:00Z", ...withJson];
    expect(figures(await command(["merge", ...shards, ...newest]))).toEqual(
      figures(await command(["report", whole, ...newest])),
    );
    expect(await command(["merge", ...shards, "--as-of", "2026-11-11T09:54:59Z"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("hold events up to 2026-11-11T09:55:00.000Z"),
    });
  });

  it("read what engines make of a row of text: base64 by itself, in quotes, under a header, with escaped slashes", async () => {
    const saved = readFileSync(await fold(ndjson(smallLog())));
    const base64 = saved.toString("base64");
    expect(base64).toContain("/");
    const report = figures(await command(["merge", "-", ...withJson], saved));
    const forms = [
      base64,
      `\r\n \t${base64}\r\n`,
      `"facts"\n"${base64}"\n`,
      `facts\n${base64}\n`,
      `\n\n{"facts":"${base64.replaceAll("/", "\\/")}"}  \n`,
      `{ "facts": "${base64}" }`,
      gzipSync(`${base64}\n`),
      gzipSync(saved),
    ];
    for (const form of forms) expect(figures(await command(["merge", "-", ...withJson], form))).toEqual(report);
  });

  it("say which rows were refused, and in which shard", async () => {
    const good = await fold(ndjson(smallLog().slice(0, 3)));
    const { err, out } = await command(["fold", "--format", "lines"], `${ndjson(smallLog().slice(3))}{"ticket":\n`);
    expect(err).toContain("1 of 8 rows refused; most often notJson, as in row 8");
    const bad = file("bad.facts", out);
    const merged = await command(["merge", good, bad, "--format", "json"]);
    const report = JSON.parse(merged.out) as Report;
    expect(report.input).toMatchObject({ rows: 11, accepted: 10, refused: 1, repeats: 0, sourceRows: 11 });
    expect(report.input.files).toEqual([
      { file: good, format: "facts", encoding: "binary", rows: 3 },
      { file: bad, format: "facts", encoding: "line", rows: 8 },
    ]);
    expect(report.issues).toMatchObject([{ file: bad, row: 8, code: "notJson" }]);
    const { out: text } = await command(["merge", good, bad]);
    expect(text).toContain("1 refused");
    // `check` cannot be run on facts.
    expect(text.replace(/\s+/g, " ")).toContain("See them with: trueresolve check, on the events that were folded");
    expect((await command(["merge", good, bad, "--lang", "zh"])).out.replace(/\s+/g, "")).toContain(
      "详情：对折叠前的事件运行trueresolvecheck",
    );
    expect((await command(["merge", good, bad, "--strict"])).code).toBe(1);
    expect((await command(["merge", good, "--strict"])).code).toBe(0);
    expect((await command(["fold", "--strict", "--out", file("strict.facts", "")], '{"ticket":\n')).code).toBe(1);
  });

  it("count a cut-off shard as incomplete", async () => {
    const cut = await fold(gzipSync(ndjson(smallLog())).subarray(0, 200) as never);
    const merged = await command(["merge", cut, "--format", "json", "--strict"]);
    expect(merged.code).toBe(1);
    expect((JSON.parse(merged.out) as Report).notes).toContainEqual({
      code: "cutOff",
      message: expect.stringContaining("end too early") as string,
    });
  });

  it("show no figure where there is nothing but empty shards, or nothing could be read", async () => {
    const empty = [await fold(""), await fold("")];
    expect(await command(["merge", ...empty])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("no rows"),
    });
    const refused = file("refused.facts", "");
    expect((await command(["fold", "--out", refused], "{\n")).code).toBe(1);
    const { code, out, err } = await command(["merge", ...empty, refused]);
    expect([code, out]).toEqual([1, ""]);
    // Not what only the folding could have been told: `--from`.
    expect(err).toMatch(/no row could be read as an event; see all faults: .* on the events that were folded\n$/);
    expect(err).not.toContain("--from");
  });

  it("take the rows of an engine: dotted names, nulls, numbers in quotes, JSON and CSV", async () => {
    const rows = smallLog().map(({ actor, at, ...row }) => {
      const { kind, id = null, team = null } = actor as Record<string, string | undefined>;
      const ms = String(Date.parse(at as string));
      return {
        ...row,
        at: ms,
        "actor.kind": kind,
        "actor.id": id,
        "actor.team": team,
        intent: null,
        score: row["score"],
      };
    });
    const cells = Object.keys(Object.assign({}, ...rows));
    const csv = [cells, ...rows.map((row) => cells.map((cell) => (row as Record<string, unknown>)[cell] ?? ""))];
    const whole = ndjson(
      smallLog().map(({ actor, ...row }) => ({ ...row, actor: { ...(actor as object), employer: undefined } })),
    );
    const report = figures(await command(["merge", await fold(whole), ...withJson]));
    const asJson = await fold(ndjson(rows), "--from", "columns");
    expect(figures(await command(["merge", asJson, ...withJson]))).toEqual(report);
    for (const options of [[], ["--from", "columns"]]) {
      const asCsv = await fold(csv.map((row) => `${row.map((cell) => `"${cell}"`).join(",")}\n`).join(""), ...options);
      expect(figures(await command(["merge", asCsv, ...withJson]))).toEqual(report);
    }
  });
});

describe("trueresolve merge refuses", () => {
  const part = (from: number, to: number) => ndjson(smallLog().slice(from, to));
  const refusal = async (argv: string[], stdin: string | Buffer = "") => {
    const { code, out, err } = await command(["merge", ...argv], stdin);
    expect([code, out]).toEqual([2, ""]);
    return err;
  };

  it("a ticket that stands in two shards, by its name and theirs", async () => {
    const [one, other] = [await fold(part(0, 5)), await fold(part(4, 10))];
    const err = await refusal([one, other]);
    expect(err).toContain(`${other}: ticket "T2" is also in ${one};`);
    expect(await refusal([one, one])).toContain('"T1"');
    const twice = Buffer.concat([readFileSync(one), readFileSync(other)]);
    expect(await refusal(["-"], twice)).toContain('standard input: facts 2: ticket "T2" is also in standard input;');
  });

  it("shards of different rules, by the rule", async () => {
    const policy = file("other.json", '{ "prematureWindow": "1d" }');
    const shards = [await fold(part(0, 3)), await fold(part(3, 10), "--policy", policy)];
    expect(await refusal(shards)).toContain(`${shards[1]}: was folded with another prematureWindow in its policy than`);
    const dated = await fold(part(3, 10), "--as-of", "2026-11-30");
    expect(await refusal([shards[0]!, dated])).toContain("as of another time");
  });

  it("fewer or more shards than there must be", async () => {
    const shards = [await fold(part(0, 3)), await fold(part(3, 10)), await fold("")];
    expect(await refusal([...shards.slice(1), "--shards", "3"])).toContain("expected facts of 3 shards, found 2");
    expect(await refusal([...shards, "--shards", "2"])).toContain("found 3");
    expect(await refusal([...shards, "--shards", "all"])).toContain("expected a number from 1 on");
    expect((await command(["merge", ...shards, "--shards", "3"])).code).toBe(0);
  });

  it("facts that are linked already beside others, and reports them by themselves", async () => {
    const { log } = parseEvents(smallLog());
    const linked = file("linked.facts", saveFacts(buildFacts(log)));
    expect(await refusal([linked, await fold(part(0, 3))])).toContain("linked already");
    const alone = await command(["merge", linked, "--format", "json"]);
    expect(alone.code).toBe(0);
    const { estimates, notes } = JSON.parse(alone.out) as Report;
    const whole = await command(["report", "-", "--format", "json"], ndjson(smallLog()));
    expect(estimates).toEqual((JSON.parse(whole.out) as Report).estimates);
    expect(notes).toMatchObject([{ code: "unknownInput" }]);
    expect((await command(["merge", linked])).out).toContain("do not say how many rows");
  });

  it("what is no facts, what is cut off or damaged, and no facts at all", async () => {
    const saved = readFileSync(await fold(part(0, 10)));
    expect(await refusal(["-"], ndjson(smallLog()))).toContain("trueresolve report");
    expect(await refusal(["-"], "ticket,at,type\n")).toContain("notFacts");
    expect(await refusal(["-"], saved.subarray(0, 900))).toContain(
      `cutOff: expected ${saved.length} bytes, found 900 bytes`,
    );
    expect(await refusal(["-"], saved.subarray(0, 20))).toContain("cutOff");
    const flipped = Buffer.from(saved);
    flipped[500]! ^= 4;
    expect(await refusal(["-"], Buffer.concat([saved, flipped]))).toContain("checksum (facts 2 of this file)");
    const line = saved.toString("base64");
    expect(await refusal(["-"], line.slice(0, 1_000))).toContain("cutOff");
    expect(await refusal(["-"], `${line.slice(0, 1_000)}!${line.slice(1_001)}`)).toContain("damaged");
    expect(await refusal(["-"], `{"facts":"${line}"`)).toContain("cutOff");
    for (const length of [1_000, 1_001, 1_002, 1_003, Math.floor(line.length / 2)]) {
      for (const start of ["", "facts\n", '{"facts":"', 'facts\n"']) {
        const err = await refusal(["-"], start + line.slice(0, length));
        expect([start, length, err]).toEqual([start, length, expect.stringMatching(/cutOff: .*fold the events again/)]);
      }
    }
    expect(await refusal(["-"], '{"facts":"iVR')).toContain("cutOff");
    expect(await refusal(["-"], '{"facts":"of another kind')).toContain("notFacts");
    expect(await refusal(["-"], "iVory towers, 1")).toContain("notFacts");
    expect(await refusal(["-"], gzipSync(saved).subarray(0, 500))).toContain("cutOff");
    expect(await refusal(["-"], "")).toContain("no facts in it");
    expect(await refusal([file("missing", "").replace("missing", "nowhere")])).toContain("no such file");
    expect(await refusal([])).toContain("expected files of facts");
    expect(await refusal(["-", "-"])).toContain("named twice");
    expect(await refusal(["-", "--individuals", "--policy", "x"])).toContain("unknown option");
  });
});

describe("--from facts", () => {
  const sample = readFileSync("examples/sample.ndjson", "utf8").trimEnd().split("\n");
  const shardOf = (line: string) => Number(/"ticket":"\D*(\d+)/.exec(line)![1]) % 3;

  it.each([
    ["report", "--by", "team"],
    ["appraise", "--period", "2026-11"],
    ["appraise", "--individuals", "--by", "employer"],
    ["evidence", "--metric", "reopenRate", "--group", "team=orders"],
    ["reconcile", "--preset", "zendesk", "--metric", "firstResponseTime"],
  ])("%s says of facts that were folded apart what it says of the events", async (name, ...options) => {
    const whole = file("sample.ndjson", sample.join("\n"));
    const shards = await Promise.all(
      [0, 1, 2].map((shard) => fold(sample.filter((line) => shardOf(line) === shard).join("\n"))),
    );
    const [events, facts] = [
      await command([name, whole, ...options, "--format", "json"]),
      await command([name, ...shards, "--from", "facts", "--shards", "3", ...options, "--format", "json"]),
    ];
    expect(facts.code).toBe(events.code);
    const said = (out: string) => JSON.parse(out, (key, value) => (key === "files" ? undefined : value)) as object;
    expect(said(facts.out)).toEqual(said(events.out));
    expect(events.out.length).toBeGreaterThan(500);
  });

  it("takes no option that the fold has answered, and misses no shard", async () => {
    const shard = await fold(ndjson(smallLog()));
    const refused = async (...argv: string[]) => {
      const { code, err } = await command(argv);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused("report", shard, "--from", "facts", "--time-zone", "UTC")).toContain(
      "--time-zone is for events",
    );
    expect(await refused("appraise", shard, "--from", "facts", "--policy", "p.json")).toContain(
      "--policy is for events",
    );
    expect(await refused("appraise", shard, "--from", "facts", "--shards", "2")).toContain(
      "facts of 2 shards, found 1",
    );
    expect(await refused("report", file("e.ndjson", ndjson(smallLog())), "--shards", "1")).toContain("--from facts");
    expect(await refused("check", shard, "--from", "facts")).toContain("--from: expected");
  });
});

describe("trueresolve fold", () => {
  it("writes no bytes to a terminal, and does not wait for one", async () => {
    const terminal = { stdin: [] as never, stdout: { write: () => true, isTTY: true }, stderr: { write: () => true } };
    const { run } = await import("../../src/cli/run.ts");
    expect(await run(["fold", "-"], terminal)).toBe(2);
    expect(await run(["fold", "--format", "lines"], { ...terminal, stdin: { isTTY: true } as never })).toBe(2);
  });

  it("says where it cannot write, and what it cannot read", async () => {
    const out = `${file("here", "")}/x.facts`;
    expect(await command(["fold", "--out", out], ndjson(smallLog()))).toMatchObject({
      code: 2,
      err: expect.stringContaining("cannot be written"),
    });
    expect((await command(["fold", "nowhere.ndjson"])).code).toBe(2);
    expect((await command(["fold", "--as-of", "yesterday"], ndjson(smallLog()))).code).toBe(2);
    expect((await command(["fold", "--format", "xml"])).err).toContain("binary, lines or csv");
  });

  it("keeps no name of what counts in no table: values of fields, customers who only write", async () => {
    const rows = [
      ...smallLog(),
      { ticket: "T1", at: "2026-11-12T00:00:00Z", type: "linked", relation: "splitFrom", other: "T9" },
    ];
    const stray = {
      ticket: "T1",
      at: "2026-11-11T09:05:00Z",
      type: "message",
      public: false,
      actor: { kind: "customer", id: "stray" },
    };
    const saved = readFileSync(await fold(ndjson([...rows, stray]))).toString("latin1");
    expect(saved).toContain("mei");
    expect(saved).not.toContain("stray");
  });

  it("makes facts that a program can load and update, with --for-updates", async () => {
    const out = readFileSync(await fold(ndjson(smallLog()), "--for-updates"));
    const facts = loadFacts(out).parts[0]!.facts as FoldedFacts;
    const left = updateFacts(facts, parseEvents([]).log, ["T3"]);
    const expected = linkFacts(foldTickets(parseEvents(smallLog().filter((row) => row["ticket"] !== "T3")).log));
    expect([...factRows(linkFacts(left), "tickets")]).toEqual([...factRows(expected, "tickets")]);
    const plain = loadFacts(readFileSync(await fold(ndjson(smallLog())))).parts[0]!.facts as FoldedFacts;
    expect(() => updateFacts(plain, parseEvents([]).log, ["T3"])).toThrow(/forUpdates/);
  });
});
