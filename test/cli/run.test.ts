import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { metrics } from "../../src/metrics/catalogue.ts";
import type { Estimate } from "../../src/schemas/estimate.ts";
import { scratchFolder } from "../io/scratch.ts";
import { command, ndjson, smallLog } from "./session.ts";

const file = scratchFolder();
const log = file("log.ndjson", ndjson(smallLog()));
const json = async (...argv: string[]) => JSON.parse((await command(argv)).out);

describe("trueresolve", () => {
  it("prints help and version and exits with 0", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(await command(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
    expect((await command(["--help"])).out).toContain("Commands");
    for (const name of ["report", "check", "evidence"]) {
      const help = await command(["help", name]);
      expect(help).toMatchObject({ code: 0, err: "" });
      expect((await command([name, "--help"])).out).toBe(help.out);
      expect(help.out).toContain(`trueresolve ${name} FILE…`);
    }
    const listed = (await command(["help", "metrics"])).out;
    for (const { metricName } of metrics) expect(listed).toContain(`  ${metricName} `);
  });

  it("says what figures of single people must not be used for", async () => {
    const { out } = await command(["help", "individuals"]);
    for (const words of ["must not", "pay", "dismissal", "intervals overlap", "contested"])
      expect(out).toContain(words);
  });

  it("answers a wrong command line with exit code 2 and a suggestion", async () => {
    const wrong: [string[], string][] = [
      [[], "expected a command"],
      [["reprot", log], "unknown command reprot; did you mean report?"],
      [["--vresion"], "unknown option --vresion"],
      [["help", "evidense"], "did you mean evidence?"],
      [["report"], "expected a file"],
      [["report", "-", "-"], "named twice"],
      [["report", log, "--forrmat", "json"], "did you mean --format?"],
      [["report", log, "--metric", "reopenrates"], "did you mean reopenRate?"],
      [["report", log, "--by", "teem"], "did you mean team?"],
      [["report", log, "--level", "95"], "--level: expected a share"],
      [["report", log, "--period", "November"], "--period: expected"],
      [["report", log, "--as-of", "soon"], "--as-of: expected"],
      [["report", log, "--time-zone", "Asia/Shangai"], "--time-zone: expected"],
      [["report", log, "--encoding", "utf-99"], "--encoding: expected"],
      [["report", log, "--from", "table"], "needs --map"],
      [["report", log, "--map", "m.json"], "belongs to --from table"],
      [["report", log, "--policy", "nowhere.json"], "nowhere.json: no such file"],
      [["report", "nowhere.ndjson"], "nowhere.ndjson: no such file"],
      [["report", "test"], "this is a directory"],
      [["evidence", log], "expected --metric"],
      [["evidence", log, "--metric", "csat", "--by", "team"], "--by needs --group"],
      [["evidence", log, "--metric", "csat", "--group", "team=oders"], "did you mean orders?"],
      [["report", log, "--out", "nowhere/x.json"], "cannot be written"],
    ];
    for (const [argv, words] of wrong) {
      const { code, out, err } = await command(argv);
      expect(err, argv.join(" ")).toContain(words);
      expect({ code, out }, argv.join(" ")).toEqual({ code: 2, out: "" });
      expect(err, argv.join(" ")).not.toMatch(/\n\s+at /);
    }
  });

  it("names single people only with --individuals", async () => {
    for (const argv of [
      ["report", log, "--by", "agent"],
      ["evidence", log, "--metric", "reopenRate", "--group", "agent=mei"],
    ]) {
      const refused = await command(argv);
      expect(refused).toMatchObject({ code: 2, out: "" });
      expect(refused.err).toContain("--individuals");
      const allowed = await command([...argv, "--individuals"]);
      expect(allowed).toMatchObject({ code: 0, err: "" });
      expect(allowed.out).toContain("mei");
    }
    for (const format of ["text", "json", "csv"]) {
      const withheld = await command(["evidence", log, "--metric", "reopenRate", "--format", format]);
      expect(withheld.code).toBe(0);
      expect(withheld.out).not.toContain("mei");
    }
  });

  it("says in one line, without a trace, when the program itself fails", async () => {
    const broken = () =>
      new Readable({
        read() {
          this.destroy(new Error("a fault of the machine"));
        },
      });
    const { code, err } = await command(["report", "-"], broken());
    expect(code).toBe(70);
    expect(err).toContain("a fault of the machine");
    expect(err).toContain("TRUERESOLVE_DEBUG=1");
    expect(err).not.toMatch(/\n\s+at /);
    let traced = "";
    const streams = {
      stdin: broken(),
      stdout: { write: () => true },
      stderr: { write: (text: string) => (traced += text) },
    };
    expect(await run(["report", "-"], streams, true)).toBe(70);
    expect(traced).toMatch(/\n\s+at /);
  });
});

describe("trueresolve report", () => {
  it("prints one JSON object with the promised keys, every metric overall, and rows that add up", async () => {
    const report = await json("report", log, "--format", "json");
    for (const key of ["trueresolve", "asOf", "policy", "input", "counts", "estimates", "issues"])
      expect(report).toHaveProperty(key);
    expect(report.asOf).toBe("2026-11-11T09:55:00.000Z");
    expect(report.input).toMatchObject({ sourceRows: 10, rows: 10, accepted: 10, refused: 0, repeats: 0 });
    expect(report.counts).toMatchObject({
      tickets: 3,
      closures: 3,
      reopenings: 1,
      ticketsReopened: 1,
      waits: 4,
      ratings: 1,
    });
    expect(report.estimates.map((each: Estimate) => each.metric)).toEqual(metrics.map(({ metricName }) => metricName));
    expect(report.issues).toEqual([]);
  });

  it("adds the groups after the overall figures, the unnamed one last", async () => {
    const { estimates } = await json("report", log, "--format", "json", "--by", "team", "--metric", "throughput");
    expect(estimates.map((each: Estimate) => [each.group?.value, each.value])).toEqual([
      [undefined, 3],
      ["orders", 2],
      [null, 1],
    ]);
  });

  it("reads standard input, gzip aside, and gives the same object as from a file", async () => {
    const piped = JSON.parse((await command(["report", "-", "--format", "json"], ndjson(smallLog()))).out);
    const read = await json("report", log, "--format", "json");
    expect(piped.input.files[0].file).toBe("-");
    expect(piped.estimates).toEqual(read.estimates);
  });

  it("gives the same figures from NDJSON, from a JSON array and from CSV with dotted columns", async () => {
    const rows = smallLog();
    const flat = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).flatMap(([key, value]) =>
          typeof value === "object"
            ? Object.entries(value as object).map(([name, inner]) => [`${key}.${name}`, inner])
            : [[key, value]],
        ),
      ),
    );
    const columns = [...new Set(flat.flatMap((row) => Object.keys(row)))];
    const csv = [columns, ...flat.map((row) => columns.map((column) => row[column] ?? ""))]
      .map((line) => line.join(","))
      .join("\r\n");
    const { estimates } = await json("report", log, "--format", "json");
    for (const path of [file("log.json", JSON.stringify(rows)), file("log.csv", csv)]) {
      const other = await json("report", path, "--format", "json");
      expect(other.input).toMatchObject({ accepted: 10, refused: 0 });
      expect(other.estimates).toEqual(estimates);
    }
  });

  it("prints CSV with one row an estimate, numbers unrounded", async () => {
    const { out, code } = await command(["report", log, "--format", "csv", "--by", "channel"]);
    expect(code).toBe(0);
    const rows = parse(out, { columns: true }) as Record<string, string>[];
    expect(rows.filter((row) => row["by"] === "").map((row) => row["metric"])).toEqual(
      metrics.map(({ metricName }) => metricName),
    );
    const report = await json("report", log, "--format", "json");
    const level = report.estimates.find((each: Estimate) => each.metric === "serviceLevel");
    expect(Number(rows.find((row) => row["metric"] === "serviceLevel")!["value"])).toBe(level.value);
  });

  it("counts only what --period and --as-of admit, days in the policy's zone", async () => {
    const early = await json("report", log, "--format", "json", "--as-of", "2026-11-11T09:30:00Z");
    expect(early.asOf).toBe("2026-11-11T09:30:00.000Z");
    expect(early.counts).toMatchObject({ closures: 2, reopenings: 0 });
    const [shanghai, utc] = [
      ["--time-zone", "Asia/Shanghai"],
      ["--time-zone", "UTC"],
    ];
    const late = file(
      "late.ndjson",
      ndjson(smallLog().map((row) => ({ ...row, at: String(row["at"]).replace("T09", "T16") }))),
    );
    const throughput = async (zone: string[]) =>
      (
        await json(
          "report",
          late,
          "--format",
          "json",
          "--metric",
          "throughput",
          "--period",
          "2026-11-11/2026-11-11",
          ...zone,
        )
      ).estimates[0].value;
    expect(await throughput(utc!)).toBe(3);
    expect(await throughput(shanghai!)).toBe(0); // 16:00 UTC is the 12th in Shanghai
  });

  it("obeys a policy file and names what is wrong with one", async () => {
    const policy = file(
      "policy.json",
      JSON.stringify({ targets: { firstResponse: "15m" }, timeZone: "Asia/Shanghai" }),
    );
    const report = await json("report", log, "--format", "json", "--policy", policy, "--time-zone", "UTC");
    expect(report.policy).toMatchObject({ timeZone: "Asia/Shanghai", targets: { firstResponse: 900_000 } });
    const wrong = file("wrong.json", JSON.stringify({ reopenWindo: "7d", topBox: 7 }));
    const { code, err } = await command(["report", log, "--policy", wrong]);
    expect(code).toBe(2);
    expect(err).toContain("reopenWindo: no such field; did you mean reopenWindow?");
    expect(err).toContain("topBox");
  });

  it("numbers rows by file where there are several, and names the file", async () => {
    const first = file("first.ndjson", ndjson([{ ...smallLog()[0], id: "e1" }, { oops: 1 }]));
    const second = file("second.ndjson", ndjson([{ ...smallLog()[1], id: "e1" }, ...smallLog().slice(2), { oops: 2 }]));
    const { input, issues } = await json("report", first, second, "--format", "json");
    expect(input).toMatchObject({ sourceRows: 12, accepted: 9, refused: 3, repeats: 0 });
    expect(input.files.map((each: { rows: number }) => each.rows)).toEqual([2, 10]);
    expect(issues.map((issue: Record<string, unknown>) => [issue["file"], issue["row"], issue["code"]])).toEqual([
      [first, 2, "missing"],
      [second, 1, "idConflict"],
      [second, 10, "missing"],
    ]);
    expect(issues[1].expected).toContain(`row 1 of ${first}`);
  });

  it("counts repeats, and changes no figure for them", async () => {
    const twice = await json("report", log, log, "--format", "json");
    expect(twice.input).toMatchObject({ sourceRows: 20, accepted: 10, refused: 0, repeats: 10 });
    expect(twice.estimates).toEqual((await json("report", log, "--format", "json")).estimates);
  });

  it("exits with 1 under --strict where a row was refused, with 0 otherwise, and says so either way", async () => {
    const path = file(
      "one-bad.ndjson",
      `${ndjson(smallLog())}{"ticket":"T9","at":"2026-11-11T10:00:00Z","type":"closd"}\n`,
    );
    expect(await command(["report", path, "--strict"])).toMatchObject({ code: 1 });
    const relaxed = await command(["report", path]);
    expect(relaxed).toMatchObject({ code: 0, err: "" });
    expect(relaxed.out).toContain("1 refused");
    const machine = await command(["report", path, "--format", "csv"]);
    expect(machine.err).toContain("1 of 11 rows refused");
  });

  it("writes to a file with --out and then prints nothing", async () => {
    const path = file("out.json", "");
    expect(await command(["report", log, "--format", "json", "--out", path])).toEqual({ code: 0, out: "", err: "" });
    expect(JSON.parse(readFileSync(path, "utf8")).counts.tickets).toBe(3);
  });

  it("lists at most 1,000 refused rows in JSON and counts the rest", async () => {
    const path = file(
      "many-bad.ndjson",
      ndjson([...smallLog(), ...Array.from({ length: 1_500 }, (_, i) => ({ ticket: `B${i}` }))]),
    );
    const { input, issues, issuesOmitted } = await json("report", path, "--format", "json");
    expect(input.refused).toBe(1_500);
    expect([issues.length, issuesOmitted]).toEqual([1_000, 500]);
  });
});

describe("trueresolve check", () => {
  it("exits with 0 where nothing would be refused", async () => {
    expect(await command(["check", log])).toMatchObject({ code: 0, err: "" });
    expect((await command(["check", log])).out).toContain("No row would be refused.");
  });

  it("groups refused rows by their fault, says what to do, and exits with 1", async () => {
    const rows = [
      ...smallLog(),
      { ticket: "T9", at: "2026-11-11T10:00:00Z", type: "creatd" },
      { ticket: "T9", at: "2026-11-11 10:00", type: "created" },
    ];
    const path = file("faults.ndjson", ndjson(rows));
    const { code, out } = await command(["check", path]);
    expect(code).toBe(1);
    expect(out).toContain("10 accepted, 2 refused");
    expect(out).toContain("did you mean created?");
    expect(out).toMatch(/row 12 \(T9\): found "2026-11-11 10:00"/);
    expect(out).toContain("--time-zone");
    expect((await command(["check", path, "--time-zone", "UTC"])).out).toContain("11 accepted, 1 refused");
    const csv = parse((await command(["check", path, "--format", "csv"])).out, { columns: true }) as Record<
      string,
      string
    >[];
    expect(csv.map((row) => [row["row"], row["code"]])).toEqual([
      ["11", "unknownType"],
      ["12", "timeOffset"],
    ]);
    const listed = await json("check", path, "--format", "json");
    expect(listed.issues).toHaveLength(2);
  });

  it("tells how many were refused where it cannot list them all, and what to do where none is an event", async () => {
    const rows = Array.from({ length: 10_050 }, (_, i) => ({ number: `INC${i}`, state: "New" }));
    const path = file("other.ndjson", ndjson(rows));
    const said = (await command(["check", path])).out.replace(/\s+/g, " ");
    expect(said).toContain("0 accepted, 10,050 refused");
    expect(said).toContain("Told apart below are the first 10,000 of the 10,050 rows that were refused.");
    expect(said).toContain("For other exports name their source, as --from zendesk");
    const zh = (await command(["check", path, "--lang", "zh"])).out.replace(/\n/g, "");
    expect(zh).toContain("以下只区分被拒绝的 10,050 行中的前 10,000 行。");
    expect(zh).toContain("其他导出请指明来源，如 --from zendesk");
    expect((await command(["check", log])).out).not.toContain("Told apart");
  });
});

describe("trueresolve evidence", () => {
  it("lists as many rows as the figure counted and left out, for every metric", async () => {
    const sample = "examples/sample.ndjson";
    const { estimates } = await json("report", sample, "--format", "json");
    for (const estimate of estimates as Estimate[]) {
      const evidence = await json("evidence", sample, "--metric", estimate.metric, "--format", "json");
      expect(evidence.counted.length, estimate.metric).toBe(estimate.n);
      const reasons: Record<string, number> = {};
      for (const { reason } of evidence.excluded) reasons[reason] = (reasons[reason] ?? 0) + 1;
      expect(reasons, estimate.metric).toEqual(estimate.excluded);
      expect(evidence.estimate).toEqual(estimate);
    }
  });

  it("takes a group as team=orders, by --by and --group, or a bare team", async () => {
    const of = (...argv: string[]) => json("evidence", log, "--metric", "throughput", "--format", "json", ...argv);
    const wanted = await of("--group", "team=orders");
    expect(wanted.counted.map((row: { ticket: string }) => row.ticket).sort()).toEqual(["T1", "T3"]);
    expect(await of("--by", "team", "--group", "orders")).toEqual(wanted);
    expect(await of("--group", "orders")).toEqual(wanted);
    expect((await of("--group", "team=")).counted.map((row: { ticket: string }) => row.ticket)).toEqual(["T2"]);
  });

  it("prints CSV that a spreadsheet cannot take for a formula", async () => {
    const path = file("formula.ndjson", ndjson(smallLog().map((row) => ({ ...row, ticket: `=cmd|${row["ticket"]}` }))));
    const { out } = await command(["evidence", path, "--metric", "throughput", "--format", "csv"]);
    expect(out).toContain("'=cmd|T1,");
    expect(out).not.toMatch(/(^|,)=/m);
  });
});
