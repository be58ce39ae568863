import { describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import { compareWithThroughput } from "../../src/appraisal/compare-with-throughput.ts";
import { explainScore } from "../../src/appraisal/explain-score.ts";
import { scoreWithout } from "../../src/appraisal/score-without.ts";
import type { Scorecard } from "../../src/appraisal/scorecard.ts";
import { type UnitRow, unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import { type DeskShape, deskRows, numbersIn, period } from "./synthetic-desk.ts";

/** Scores a desk, explains everybody, and holds that no figure anywhere is NaN or infinite. */
function score(rows: readonly UnitRow[]): Scorecard {
  const units = unitsFromRows(rows);
  const stats = appraisalStats(units, { period });
  const scorecard = agentScores(stats);
  const explanations = scorecard.agents.map(({ agent }) => explainScore(units, agent, { period }));
  const contested = scorecard.agents.map(({ agent }) =>
    scoreWithout(
      units,
      agent,
      rows.slice(0, 3).map((row) => row.ticket),
      { period },
    ),
  );
  for (const [path, value] of numbersIn({
    scorecard,
    explanations,
    contested,
    compared: compareWithThroughput(scorecard),
  })) {
    expect(Number.isFinite(value), `${path} = ${value}`).toBe(true);
  }
  explanations.forEach((explanation, i) => {
    expect(explanation.score).toBe(scorecard.agents[i]!.score);
    if (explanation.score === null || explanation.start === null) return;
    const sum = explanation.contributions.reduce((total, { points }) => total + points!, explanation.start);
    expect(Math.abs(sum - explanation.score)).toBeLessThan(1e-9);
  });
  return scorecard;
}

const plain = (shape: Partial<DeskShape> = {}) => deskRows(7, { agents: 8, tickets: 60, ...shape });
const codes = (notes: readonly { code: string }[]) => notes.map(({ code }) => code);

describe("agentScores on a degenerate desk", () => {
  it("is an empty card where nothing counts", () => {
    const scorecard = score([]);
    expect(scorecard.agents).toEqual([]);
    expect(scorecard.fleet).toEqual({ agents: 0, n: 0, answers: 0, groups: [] });
  });

  it.each([1, 2, 4])("gives no score to %i agents, and says why", (agents) => {
    const scorecard = score(plain({ agents }));
    expect(scorecard.agents).toHaveLength(agents);
    for (const agent of scorecard.agents) {
      expect(agent).toMatchObject({ score: null, low: null, direct: null, reliability: null, use: "notEnoughData" });
      expect(agent.n).toBe(60);
      expect(agent.outcome!.observed).toBeGreaterThan(0);
      expect(codes(agent.notes)).toContain("groupTooSmall");
    }
    expect(codes(scorecard.fleet.groups[0]!.notes)).toEqual(["groupTooSmall"]);
  });

  it("scores five agents", () => {
    const scorecard = score(plain({ agents: 5 }));
    expect(scorecard.agents.every((agent) => agent.score !== null)).toBe(true);
    expect(codes(scorecard.fleet.groups[0]!.notes)).toContain("fewAgents");
  });

  it("scores the outcome alone where nobody answered, and says so", () => {
    const scorecard = score(plain({ answering: 0, quality: (agent) => 0.5 + agent * 0.06 }));
    const group = scorecard.fleet.groups[0]!;
    expect(codes(group.notes)).toContain("outcomeOnly");
    expect(group.base).toBeCloseTo(100 * group.outcomeLevel!, 12);
    expect(group.satisfactionLevel).toBeNull();
    for (const agent of scorecard.agents) {
      expect(agent.score).not.toBeNull();
      expect(agent.direct).not.toBeNull();
      // 60 tickets are enough for what rests on tickets alone; that nobody answered is no reason to blank everybody.
      expect(agent.use).not.toBe("notEnoughData");
      expect(codes(agent.notes)).toEqual(["outcomeOnly"]);
    }
    const scores = scorecard.agents.map((agent) => agent.score!);
    expect(scores.at(-1)!).toBeGreaterThan(scores[0]!);
  });

  it("scores the outcome alone where fewer than five agents were rated", () => {
    const scorecard = score(
      plain({
        row: ({ rating, ...row }, agent) => (rating === undefined || agent > 2 ? row : { ...row, rating }),
      }),
    );
    expect(codes(scorecard.fleet.groups[0]!.notes)).toContain("outcomeOnly");
  });

  it("gives an agent without answers a score from the outcome, and no direct figure", () => {
    const scorecard = score(
      plain({
        row: ({ rating, ...row }, agent) => (rating === undefined || agent === 0 ? row : { ...row, rating }),
      }),
    );
    const [silent, ...others] = scorecard.agents;
    expect(silent).toMatchObject({ answers: 0, direct: null, use: "notEnoughData", label: "notDistinguishable" });
    expect(silent!.score).not.toBeNull();
    for (const other of others) expect(silent!.reliability!).toBeLessThan(other.reliability!);
  });

  it("gives everybody 100 where everybody is perfect, and tells nobody apart", () => {
    const scorecard = score(
      plain({
        row: (row) => ({ ...row, outcome: true, ...(row.rating === undefined ? {} : { rating: 1 }), blocked: false }),
      }),
    );
    for (const agent of scorecard.agents) {
      expect(agent.score).toBeCloseTo(100, 6);
      expect(agent.label).toBe("notDistinguishable");
      expect(agent.probBottom10).toBeCloseTo(0.1, 2);
    }
  });

  it("gives everybody 0 where everybody fails everybody", () => {
    const scorecard = score(
      plain({ row: (row) => ({ ...row, outcome: false, ...(row.rating === undefined ? {} : { rating: 0 }) }) }),
    );
    for (const agent of scorecard.agents) {
      expect(agent.score).toBeCloseTo(0, 6);
      expect(agent.probBottom10).toBeCloseTo(0.1, 2);
    }
  });

  it("needs no queue effects with one category and one channel", () => {
    const scorecard = score(plain({ categories: ["all"], channels: ["mail"] }));
    const columns = scorecard.fleet.groups[0]!.queueEffects.map(({ column }) => column);
    expect(columns).toEqual(["received", "failed"]);
  });

  it("scores agents who share no category apart and compares nobody across", () => {
    const scorecard = score(
      plain({
        agents: 12,
        row: (row, agent) => ({ ...row, category: `${agent % 2 ? "tech" : "sales"} ${row.category}` }),
      }),
    );
    expect(scorecard.fleet.groups.map(({ agents }) => agents)).toEqual([6, 6]);
    expect(codes(scorecard.notes)).toContain("separateGroups");
    const ranks = compareWithThroughput(scorecard).groups.map(({ agents }) => agents.length);
    expect(ranks).toEqual([6, 6]);
    for (const group of [0, 1]) {
      const members = scorecard.agents.filter((agent) => agent.group === group);
      const bottom = members.reduce((sum, agent) => sum + agent.probBottom10!, 0) / members.length;
      expect(bottom).toBeCloseTo(0.1, 9);
    }
  });

  it("gives no score to agents each alone in a queue of their own", () => {
    const scorecard = score(plain({ row: (row, agent) => ({ ...row, category: `queue ${agent}` }) }));
    expect(scorecard.fleet.groups).toHaveLength(8);
    expect(scorecard.agents.every((agent) => agent.score === null)).toBe(true);
  });

  it("joins agents through a chain of shared categories", () => {
    const scorecard = score(
      plain({ row: (row, agent, ticket) => ({ ...row, category: `queue ${agent + (ticket % 3 === 0 ? 1 : 0)}` }) }),
    );
    expect(scorecard.fleet.groups).toHaveLength(1);
  });

  it("says which column cannot be told from the agents, and does not adjust for it", () => {
    const scorecard = score(plain({ row: (row, agent) => ({ ...row, channel: agent < 4 ? "chat" : "mail" }) }));
    const [group] = scorecard.fleet.groups;
    expect(codes(group!.notes)).toContain("queueNotSeparable");
    expect(group!.queueEffects.find(({ column }) => column.startsWith("channel="))).toMatchObject({
      outcome: null,
      satisfaction: null,
    });
  });

  it("stays finite with a single unit per agent", () => {
    const scorecard = score(plain({ agents: 9, tickets: 1, answering: 1, categories: ["all"] }));
    expect(codes(scorecard.fleet.groups.flatMap(({ notes }) => notes))).toContain("noSpareData");
    for (const agent of scorecard.agents) expect(agent.use).toBe("notEnoughData");
  });

  it("stays finite with more categories than tickets", () => {
    const categories = Array.from({ length: 100 }, (_, i) => `c${i}`);
    score(plain({ agents: 6, tickets: 4, categories }));
  });

  it("stays finite where every survey is blocked", () => {
    const scorecard = score(plain({ row: ({ rating: _, ...row }) => ({ ...row, offered: false, blocked: true }) }));
    expect(scorecard.agents.every((agent) => agent.score !== null)).toBe(true);
  });

  it("lists an agent whose every ticket is excluded, without a score", () => {
    const rows = plain().map((row, i) => (i % 8 === 3 ? { ...row, excluded: "selfPicked" as const } : row));
    const excluded = score(rows).agents.find(({ agent }) => agent === "agent-003");
    expect(excluded).toMatchObject({ group: null, n: 0, score: null, excluded: { selfPicked: 60 } });
    expect(codes(excluded!.notes)).toEqual(["noUnits"]);
  });
});
