import { describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import { compareWithThroughput, distinguishable } from "../../src/appraisal/compare-with-throughput.ts";
import { type UnitRow, unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import { type DeskShape, deskRows, period } from "./synthetic-desk.ts";

const scoreOf = (rows: readonly UnitRow[], policy = {}) =>
  agentScores(appraisalStats(unitsFromRows(rows), { period }), policy);
const spread: DeskShape = { agents: 20, tickets: 120, quality: (agent) => 0.4 + 0.03 * agent };

describe("agentScores", () => {
  const scorecard = scoreOf(deskRows(21, spread));

  it("lists agents by name, never by score", () => {
    const names = scorecard.agents.map(({ agent }) => agent);
    expect(names).toEqual([...names].sort());
  });

  it("gives tail probabilities that average to a tenth", () => {
    for (const field of ["probBottom10", "probTop10"] as const) {
      const mean = scorecard.agents.reduce((sum, agent) => sum + agent[field]!, 0) / scorecard.agents.length;
      expect(mean).toBeCloseTo(0.1, 9);
    }
  });

  it("labels the best and the worst, in agreement with the direct interval", () => {
    expect(scorecard.agents[0]!.label).toBe("belowFleet");
    expect(scorecard.agents.at(-1)!.label).toBe("aboveFleet");
    for (const { label, directLow, directHigh } of scorecard.agents) {
      if (label === "belowFleet") expect(directHigh!).toBeLessThan(0);
      if (label === "aboveFleet") expect(directLow!).toBeGreaterThan(0);
    }
  });

  it("labels nobody where everybody is the same", () => {
    for (const seed of [1, 2, 3]) {
      const same = scoreOf(deskRows(seed, { agents: 20, tickets: 100 }));
      expect(same.agents.map(({ label }) => label)).toEqual(Array(20).fill("notDistinguishable"));
    }
  });

  it("gives a use by amount of data first, then by reliability", () => {
    const rows = deskRows(21, spread).filter((row) => row.agent !== "agent-000" || Number(row.ticket.slice(1)) < 400);
    const [few, ...others] = scoreOf(rows).agents;
    expect(few).toMatchObject({ n: 20, use: "notEnoughData", label: "notDistinguishable", labelPValue: null });
    expect(few!.notes.map(({ code }) => code)).toContain("fewTickets");
    for (const { reliability, use } of others) {
      expect(use).toBe(
        reliability! >= 0.7 ? "maySupportAppraisal" : reliability! >= 0.5 ? "trendOnly" : "coachingOnly",
      );
    }
    const strict = scoreOf(rows, { trendReliability: 0.99, appraisalReliability: 0.999 });
    expect(strict.agents[5]!.use).toBe("coachingOnly");
  });

  it("pulls the score of an agent with fewer tickets closer to the fleet", () => {
    const rows = deskRows(21, spread).filter((row) => row.agent !== "agent-000" || Number(row.ticket.slice(1)) < 400);
    const few = scoreOf(rows).agents[0]!;
    expect(few.reliability!).toBeLessThan(scorecard.agents[0]!.reliability!);
  });

  it("does not punish the hard queue", () => {
    // The same quality everywhere; the second half of the agents serves mostly the queue where half fails.
    const rows = deskRows(31, { agents: 20, tickets: 200 }).map((row, i): UnitRow => {
      const hard = i % 20 < 10 ? i % 7 === 0 : i % 7 !== 0;
      const luck = ((i * 2654435761) % 1000) / 1000;
      return { ...row, category: hard ? "hard" : "easy", outcome: luck < (hard ? 0.5 : 0.9) };
    });
    const card = scoreOf(rows);
    const mean = (from: number, to: number, field: "score" | "observed"): number => {
      const agents = card.agents.slice(from, to);
      const values = agents.map((agent) => (field === "score" ? agent.score! : 100 * agent.outcome!.observed));
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(mean(0, 10, "observed") - mean(10, 20, "observed")).toBeGreaterThan(20);
    expect(Math.abs(mean(0, 10, "score") - mean(10, 20, "score"))).toBeLessThan(3);
  });

  it("states the tactics that no log can see, and what to do about them", () => {
    const codes = scorecard.notes.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining([
        "knownLimitNudging",
        "knownLimitBegging",
        "knownLimitDiscouraging",
        "decisionSupportOnly",
      ]),
    );
  });

  it("prints how many tickets a score needs on this desk", () => {
    const half = scorecard.fleet.groups[0]!.ticketsForHalfReliability!;
    expect(half).toBeGreaterThan(1);
    expect(half).toBeLessThan(120);
  });
});

describe("compareWithThroughput", () => {
  // Agent 0 closes four times as many tickets as the others and solves few of them; agent 1 the reverse.
  const rows = deskRows(41, {
    agents: 12,
    tickets: 200,
    quality: (agent) => (agent === 0 ? 0.3 : agent === 1 ? 0.97 : 0.8),
    row: (row, agent, ticket) => {
      const round = Math.floor(ticket / 12);
      return { ...row, creditedClosing: agent === 0 || round % (agent === 1 ? 10 : 4) === 0 };
    },
  });
  const scorecard = scoreOf(rows);
  const [group] = compareWithThroughput(scorecard).groups;

  it("shows who gains and who loses where closed tickets are counted", () => {
    const row = (agent: string) => group!.agents.find((one) => one.agent === agent)!;
    expect(row("agent-000")).toMatchObject({ closedRank: 1, underThroughput: "gains", closed: 200 });
    expect(row("agent-000").rankRange).toEqual([12, 12]);
    expect(row("agent-001")).toMatchObject({ closedRank: 12, underThroughput: "loses", closed: 20 });
  });

  it("gives ranges of ranks wherever intervals overlap", () => {
    for (const { rankRange, notDistinguishableFrom } of group!.agents) {
      expect(rankRange![1] - rankRange![0]).toBe(notDistinguishableFrom.length);
    }
    expect(group!.agents.some(({ notDistinguishableFrom }) => notDistinguishableFrom.length > 5)).toBe(true);
  });

  it("is symmetric in whom it cannot tell apart", () => {
    for (const { agent, notDistinguishableFrom } of group!.agents) {
      for (const other of notDistinguishableFrom) {
        expect(group!.agents.find((one) => one.agent === other)!.notDistinguishableFrom).toContain(agent);
      }
    }
  });

  it("ranks nobody without enough data", () => {
    const few = scoreOf(deskRows(41, { agents: 12, tickets: 10 }));
    for (const row of compareWithThroughput(few).groups[0]!.agents) {
      expect(row).toMatchObject({ closedRank: null, rankRange: null, underThroughput: null });
    }
  });

  it("calls agents of different groups not distinguishable", () => {
    const [a, b] = scorecard.agents;
    expect(distinguishable(a!, b!)).toBe(true);
    expect(distinguishable(a!, { ...b!, group: 9 })).toBe(false);
  });
});
