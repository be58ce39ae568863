import { describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import { teamScores } from "../../src/appraisal/team-scores.ts";
import { teamsOfAgents } from "../../src/appraisal/teams-of-agents.ts";
import { unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { simulateUnits } from "../../src/simulation/index.ts";
import { deskRows, numbersIn, period } from "./synthetic-desk.ts";

const DAY = 86_400_000;
const name = (agent: number) => `agent-${String(agent).padStart(3, "0")}`;
const halves = (agents: number) =>
  new Map(Array.from({ length: agents }, (_, agent) => [name(agent), agent < agents / 2 ? "north" : "south"]));

describe("teamScores", () => {
  const rows = deskRows(61, { agents: 12, tickets: 150, quality: (agent) => (agent < 6 ? 0.6 : 0.85) });
  const stats = appraisalStats(unitsFromRows(rows), { period });
  const teams = teamScores(stats, { members: halves(12) });

  it("lists teams by name, with what their agents did together", () => {
    expect(teams.map(({ team }) => team)).toEqual(["north", "south"]);
    for (const { agents, n } of teams) expect([agents, n]).toEqual([6, 900]);
    const answers = rows.filter((row) => row.rating !== undefined && !row.blocked).length;
    expect(teams.reduce((sum, team) => sum + team.answers, 0)).toBe(answers);
  });

  it("gives deviations from all tickets of the group, which add up to nothing", () => {
    for (const component of ["outcome", "satisfaction"] as const) {
      const sum = teams.reduce((total, team) => total + team[component]!.n * team[component]!.deviation!, 0);
      expect(Math.abs(sum)).toBeLessThan(1e-9);
    }
  });

  it("labels the worse and the better half", () => {
    expect(teams.map(({ label }) => label)).toEqual(["belowFleet", "aboveFleet"]);
    for (const { score, low, high, direct, directSd } of teams) {
      expect(high! - low!).toBeCloseTo(2 * 1.96 * directSd!, 9);
      expect(score! - low!).toBeCloseTo(1.96 * directSd!, 9);
      expect(Math.abs(direct!)).toBeGreaterThan(1.96 * directSd!);
    }
  });

  it("is for a team of one what the agent's unshrunk result is", () => {
    const alone = teamScores(stats, { members: new Map(rows.map((row) => [row.agent, row.agent])) });
    const card = agentScores(stats);
    const [group] = card.fleet.groups;
    for (const agent of card.agents) {
      const team = alone.find((one) => one.team === agent.agent)!;
      expect(team.outcome!.sd).toBeCloseTo(agent.outcome!.sd!, 12);
      expect(team.satisfaction!.sd).toBeCloseTo(agent.satisfaction!.sd!, 12);
      expect(team.directSd).toBeCloseTo(agent.directSd!, 10);
      expect(team.score).toBeCloseTo(group!.base! + agent.direct!, 10);
      expect(team.ratedWeight).toBeCloseTo(agent.ratedWeight, 12);
      expect(team.throughput).toBe(agent.throughput);
    }
  });

  it("does not depend on how the tickets of a team are spread over its agents", () => {
    const all = new Map(rows.map((row) => [row.agent, "desk"]));
    const [desk] = teamScores(stats, { members: all });
    expect(desk!.direct).toBeCloseTo(0, 9);
    expect(desk!.label).toBe("notDistinguishable");
  });

  it("puts agents in no team last", () => {
    const some = new Map([...halves(12)].filter(([agent]) => agent !== "agent-003"));
    expect(teamScores(stats, { members: some }).map(({ team }) => team)).toEqual(["north", "south", null]);
  });

  it("says nothing where too few agents share a queue, and stays finite", () => {
    const few = appraisalStats(unitsFromRows(deskRows(3, { agents: 3, tickets: 40 })), { period });
    const scores = teamScores(few, { members: halves(3) });
    for (const team of scores) {
      expect(team).toMatchObject({ score: null, direct: null, label: "notDistinguishable", labelPValue: null });
      expect(team.notes.map(({ code }) => code)).toEqual(["groupTooSmall"]);
    }
    for (const [path, value] of numbersIn(scores)) expect(Number.isFinite(value), path).toBe(true);
  });

  it("scores outcomes alone where nobody answered", () => {
    const silent = appraisalStats(unitsFromRows(deskRows(3, { agents: 8, tickets: 40, answering: 0 })), { period });
    for (const team of teamScores(silent, { members: halves(8) })) {
      expect(team.satisfaction).toBeNull();
      expect(team.score).not.toBeNull();
      expect(team.notes).toEqual([]);
    }
  });

  it("needs to be told the members where the source is no log", () => {
    expect(() => teamScores(stats)).toThrow(TypeError);
  });

  it("holds the true gap of the team's work in its interval, and calls no equal teams different", () => {
    let covered = 0;
    let called = 0;
    let teamsSeen = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const desk = simulateUnits({ seed: 4_000 + seed, agents: 30, ticketsPerAgent: 40 });
      const span = { start: desk.options.fromAt, end: desk.options.toAt };
      const counts = appraisalStats(desk.units, { period: span });
      const worked = new Map<string, number>();
      for (let i = 0; i < counts.cells.length; i++) {
        const agent = counts.agents[counts.cells.agent[i]!]!;
        worked.set(agent, (worked.get(agent) ?? 0) + counts.cells.count[i]!);
      }
      const level = (agents: typeof desk.truth) =>
        agents.reduce((sum, one) => sum + worked.get(one.agent)! * one.observable, 0) /
        agents.reduce((sum, one) => sum + worked.get(one.agent)!, 0);
      const members = new Map(desk.truth.map(({ agent, team }) => [agent, team]));
      for (const { team, direct, directSd, label } of teamScores(counts, { members })) {
        const truth = level(desk.truth.filter((one) => one.team === team)) - level(desk.truth);
        teamsSeen++;
        if (Math.abs(direct! - truth) <= 1.96 * directSd!) covered++;
        if (label !== "notDistinguishable" && Math.sign(direct!) !== Math.sign(truth)) called++;
      }
    }
    expect(covered / teamsSeen).toBeGreaterThan(0.92);
    expect(called).toBe(0);
  });
});

describe("teamsOfAgents", () => {
  const at = (day: number) => new Date(Date.UTC(2026, 5, 1) + day * DAY).toISOString();
  const reply = (day: number, id: string, team?: string, employer?: string) => ({
    ticket: "t1",
    at: at(day),
    type: "message",
    public: true,
    actor: {
      kind: "agent",
      id,
      ...(team === undefined ? {} : { team }),
      ...(employer === undefined ? {} : { employer }),
    },
  });
  const facts = buildFacts(
    parseEvents([
      { ticket: "t1", at: at(0), type: "created", actor: { kind: "customer" } },
      reply(1, "mei", "orders", "in-house"),
      reply(2, "bo", "orders"),
      reply(20, "bo", "refunds"),
      reply(3, "li"),
      reply(4, "xu", "zebras"),
      reply(21, "xu", "apes"),
    ]).log,
    { roster: [{ agent: "li", team: "night" }] },
  );
  const of = (by: "team" | "employer", start: number, end: number) =>
    Object.fromEntries(teamsOfAgents(facts, by, { start: Date.parse(at(start)), end: Date.parse(at(end)) }));

  it("is the team of the time, or of the roster where the log has none", () => {
    expect(of("team", 0, 10)).toEqual({ mei: "orders", bo: "orders", xu: "zebras", li: "night" });
    expect(of("team", 0, 30)).toEqual({ mei: "orders", bo: "refunds", xu: "apes", li: "night" });
    expect(of("team", -30, 0)).toEqual({ mei: "orders", bo: "orders", xu: "zebras", li: "night" });
  });

  it("knows employers as well", () => {
    expect(of("employer", 0, 30)).toEqual({ mei: "in-house" });
  });
});
