import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scorecard } from "../../src/appraisal/scorecard.ts";
import { simulateDesk } from "../../src/simulation/index.ts";
import { goldenEvents, hasScoreFixture, readScoreFixture, withoutFixture } from "../appraisal/score-fixture.ts";
import { command, ndjson } from "./session.ts";

const sample = join("examples", "sample.ndjson");
const zone = ["--time-zone", "Asia/Shanghai"];
const appraise = (...argv: string[]) => command(["appraise", sample, ...zone, ...argv]);
const parsed = (out: string) => JSON.parse(out) as Scorecard & Record<string, unknown>;

describe("trueresolve appraise", () => {
  const agents = [
    ...new Set(
      [...readFileSync(sample, "utf8").matchAll(/"kind":"agent","id":"([\w.-]+)"/g)].map((match) => match[1]!),
    ),
  ];

  it.each(["text", "json", "csv"])("names no single person by default, as %s", async (format) => {
    const { code, out } = await appraise("--format", format);
    expect(code).toBe(0);
    expect(agents.length).toBeGreaterThan(20);
    for (const agent of agents) expect(out).not.toContain(agent);
    for (const team of ["complaints", "front-desk", "northgate", "orders"]) expect(out).toContain(team);
  });

  it("shows every agent with --individuals, in the order of names", async () => {
    const { code, out } = await appraise("--individuals");
    expect(code).toBe(0);
    const scored = parsed((await appraise("--individuals", "--format", "json")).out).agents.map(({ agent }) => agent);
    expect(scored.length).toBeGreaterThan(20);
    const places = scored.map((agent) => out.indexOf(`\n${agent} `));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(out).toContain("never part of a score");
  });

  it("blanks scores of agents with too little data in text and CSV, and keeps them in JSON beside the use", async () => {
    const { agents: scores } = parsed((await appraise("--individuals", "--format", "json")).out);
    const few = scores.filter(({ use }) => use === "notEnoughData");
    expect(few.length).toBeGreaterThan(0);
    const text = (await appraise("--individuals")).out.split("\n");
    const csv = (await appraise("--individuals", "--format", "csv")).out.split("\n");
    const header = csv[0]!.split(",");
    for (const { agent, score, n } of few) {
      expect(score).not.toBeNull();
      const line = text.find((each) => each.startsWith(`${agent} `))!;
      expect(line).toMatch(new RegExp(`^${agent}\\s+${n}\\s+\\d+\\s+–\\s+–\\s+–\\s+too little data`));
      const cells = csv.find((each) => each.startsWith(`${agent},`))!.split(",");
      for (const column of ["score", "low", "high", "direct", "reliability", "probBottom10", "stayedSolved"]) {
        expect(cells[header.indexOf(column)], column).toBe("");
      }
    }
  });

  it("speaks of the log's own gaps in the language of the rest", async () => {
    const notes = (await appraise("--lang", "zh")).out;
    expect(notes).toContain("14 个工单早于日志开始；此前的情况不作猜测");
    expect(notes).not.toContain("before the log does");
    expect((await appraise()).out).toContain("14 tickets began before the log does");
  });

  it("gives JSON of the promised shape, at full precision", async () => {
    const result = parsed((await appraise("--individuals", "--format", "json")).out);
    expect(Object.keys(result)).toEqual(
      expect.arrayContaining(["period", "asOf", "fleet", "agents", "teams", "notes"]),
    );
    expect(result.asOf).toMatch(/^2026-11-2\dT.*Z$/);
    for (const key of [
      "agent",
      "n",
      "ratedWeight",
      "score",
      "low",
      "high",
      "direct",
      "directSd",
      "reliability",
      "probBottom10",
      "probTop10",
      "use",
      "label",
      "flags",
    ]) {
      expect(result.agents[0]).toHaveProperty(key);
    }
    expect(String(result.agents[0]!.score).length).toBeGreaterThan(12);
  });

  it("takes a period, an instant and a zone", async () => {
    const { out } = await appraise("--format", "json", "--period", "2026-10-20/2026-11-10", "--as-of", "2026-11-15");
    expect(parsed(out)).toMatchObject({
      period: { start: "2026-10-19T16:00:00.000Z", end: "2026-11-10T16:00:00.000Z" },
      asOf: "2026-11-15T15:59:59.999Z",
    });
  });

  it("speaks Chinese", async () => {
    const { out } = await appraise("--individuals", "--lang", "zh");
    expect(out).toContain("每 100 个普通工单中");
    expect(out).toContain("数据不足");
    expect(out).not.toMatch(/against all|Notes|Questions/);
  });

  it("explains one agent's score ticket by ticket, in parts that add up", async () => {
    const { code, out } = await appraise("--individuals", "--explain", "mark.tan", "--format", "json");
    expect(code).toBe(0);
    const { score, start, contributions } = JSON.parse(out) as {
      score: number;
      start: number;
      contributions: { points: number; reason: string }[];
    };
    const sum = contributions.reduce((total, { points }) => total + points, start);
    expect(Math.abs(sum - score)).toBeLessThan(1e-9);
    const text = (await appraise("--individuals", "--explain", "mark.tan")).out;
    expect(text).toContain(`(the ${contributions.length} tickets below) = ${score.toFixed(2)}`);
    const shown = [...text.matchAll(/^ *([−+]?)(\d+\.\d\d) .* T\d+/gm)];
    expect(shown).toHaveLength(contributions.length);
    const csv = (await appraise("--individuals", "--explain", "mark.tan", "--format", "csv")).out;
    expect(csv.split("\n").filter((line) => line.includes(",true,"))).toHaveLength(contributions.length);
    const zh = (await appraise("--individuals", "--explain", "mark.tan", "--lang", "zh")).out;
    expect(zh).toContain("真正解决");
  });

  it("does not show the points of an agent with too little data", async () => {
    const { out } = await appraise("--individuals", "--explain", "fang.xu");
    expect(out).toContain("too little data");
    expect(out).not.toMatch(/[−+]\d+\.\d\d/);
  });

  it.each([
    [["--explain", "mark.tan"], "--explain names a single person: it needs --individuals"],
    [["--individuals", "--explain", "mark.tna"], "did you mean mark.tan?"],
    [["--individuals", "--explain", "constructor"], "no agent called constructor"],
    [["--by", "agent"], "--by: expected team or employer, got agent"],
    [["--level", "0.9"], "unknown option --level"],
    [["--period", "2026-12-01/2026-11-01"], "expected a START before the END"],
  ] as const)("refuses %j in a sentence", async (argv, message) => {
    const { code, out, err } = await appraise(...argv);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  it("groups by employer", async () => {
    const { out } = await appraise("--by", "employer");
    expect(out).toMatch(/^employer/m);
    expect(out).toContain("Northgate BPO");
  });

  it("says why nobody can be scored, and exits with 1", async () => {
    const log = ndjson([
      { ticket: "T1", at: "2026-11-01T09:00:00Z", type: "created", actor: { kind: "customer" } },
      {
        ticket: "T1",
        at: "2026-11-01T10:00:00Z",
        type: "status",
        phase: "closed",
        actor: { kind: "agent", id: "mei" },
      },
    ]);
    const { code, out } = await command(["appraise", "-"], log);
    expect(code).toBe(1);
    expect(out).toContain("Nobody can be scored");
    expect(out).not.toContain("NaN");
    for (const format of ["json", "csv"]) {
      expect((await command(["appraise", "-", "--format", format, "--individuals"], log)).out).not.toContain("NaN");
    }
  });

  it("shows no figure of a team so small that it is single people, unless they may be named", async () => {
    const { events } = simulateDesk({ seed: 5, agents: 12, ticketsPerAgent: 30, world: { outsourcedShare: 0.25 } });
    const log = ndjson(events);
    const text = (await command(["appraise", "-"], log)).out;
    expect(text).toMatch(/^outsourced +3 +\d+ +– +– +– +– +– +– +–$/m);
    expect(text).toContain("single people by another name");
    const json = JSON.parse((await command(["appraise", "-", "--format", "json"], log)).out);
    const small = json.teams.find(({ team }: { team: string }) => team === "outsourced");
    expect(small).toMatchObject({ score: null, direct: null, outcome: null, satisfaction: null, throughput: null });
    const named = (await command(["appraise", "-", "--individuals"], log)).out;
    expect(named).toMatch(/^outsourced +3 +\d+ +\d+ +\d+/m);
  });

  it("is in the help, with what must not be done with it", async () => {
    expect((await command(["--help"])).out).toContain("appraise");
    const { out } = await command(["help", "appraise"]);
    for (const option of ["--individuals", "--period", "--as-of", "--explain", "--format"])
      expect(out).toContain(option);
    expect((await command(["help", "individuals"])).out).toContain("appraise");
  });
});

describe.skipIf(!hasScoreFixture)(`trueresolve appraise on the golden log (${withoutFixture})`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "appraise-"));
    writeFileSync(join(folder, "log.ndjson"), ndjson(goldenEvents()));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("prints the golden figures to 1e-6", async () => {
    const { golden } = readScoreFixture();
    const { out } = await command([
      "appraise",
      join(folder, "log.ndjson"),
      "--individuals",
      "--period",
      `${golden.from}/${golden.to}`,
      "--as-of",
      golden.asOf,
      "--format",
      "json",
    ]);
    const { agents } = parsed(out);
    expect(agents.map(({ agent }) => agent)).toEqual(Object.keys(golden.agents).sort());
    for (const agent of agents) {
      const { team: _, ...figures } = golden.agents[agent.agent]! as unknown as Record<string, number>;
      for (const [field, value] of Object.entries(figures)) {
        const own = agent[field as keyof typeof agent] as number;
        expect(Math.abs(own - value), `${agent.agent} ${field}`).toBeLessThan(1e-6);
      }
    }
  });
});
