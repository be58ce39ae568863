import { beforeAll, describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import { explainScore } from "../../src/appraisal/explain-score.ts";
import { mergeAppraisalStats } from "../../src/appraisal/merge-appraisal-stats.ts";
import { scoreWithout } from "../../src/appraisal/score-without.ts";
import type { Units } from "../../src/appraisal/unit.ts";
import { unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import { hasScoreFixture, readScoreFixture, withoutFixture } from "./score-fixture.ts";
import { deskRows, period } from "./synthetic-desk.ts";

const rows = deskRows(11, { agents: 10, tickets: 80, quality: (agent) => 0.6 + 0.03 * agent });
const units = unitsFromRows(rows);
const stats = appraisalStats(units, { period });
const scorecard = agentScores(stats);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

describe("explainScore", () => {
  it("takes every score apart into tickets that add up to it", () => {
    for (const { agent, score, low, high } of scorecard.agents) {
      const explanation = explainScore(units, agent, { period });
      expect([explanation.score, explanation.low, explanation.high]).toEqual([score, low, high]);
      const parts = explanation.contributions.map(({ points }) => points!);
      expect(Math.abs(explanation.start! + sum(parts) - score!)).toBeLessThan(1e-9);
    }
  });

  it("lists every counted unit once, in the order of the tickets", () => {
    const { contributions } = explainScore(units, "agent-003", { period });
    expect(contributions.map(({ ticket }) => ticket)).toEqual(
      rows.filter((row) => row.agent === "agent-003").map((row) => row.ticket),
    );
  });

  it("says that a solved ticket adds and a returned one takes away, with the reason in words", () => {
    const { contributions } = explainScore(units, "agent-003", { period });
    for (const { outcome, outcomePoints, expectedOutcome, reason } of contributions) {
      if (expectedOutcome! > 0 && expectedOutcome! < 1) {
        expect(Math.sign(outcomePoints!)).toBe(outcome === 1 ? 1 : -1);
      }
      expect(reason).toMatch(outcome === 1 ? /^Closed in time/ : /the customer came back within the window/);
    }
    const unrated = contributions.find(({ rating, blocked }) => rating === null && !blocked)!;
    expect(unrated.reason).toContain("Nobody rated it");
    expect(unrated.ratingPoints).toBe(0);
  });

  it("says which ratings count in part and which blocked surveys count", () => {
    const eager = rows.map((row, i) => {
      if (row.agent === "agent-001") return { ...row, offered: true, blocked: false, rating: 1 };
      return row.agent === "agent-002" && i % 2 === 0 ? { ...row, offered: false, blocked: true } : row;
    });
    const table = unitsFromRows(eager);
    const trimmed = explainScore(table, "agent-001", { period }).contributions[0]!;
    expect(trimmed.ratingWeight).toBeLessThan(1);
    expect(trimmed.reason).toContain("counts in part");
    const blocked = explainScore(table, "agent-002", { period }).contributions.find((part) => part.blocked)!;
    expect(blocked).toMatchObject({ rating: 0 });
    expect(blocked.ratingPoints!).toBeLessThan(0);
    expect(blocked.reason).toContain("no accepted reason");
  });

  it("lists the tickets that do not count, with the rule", () => {
    const some = rows.map((row, i) => {
      if (row.agent !== "agent-004") return row;
      if (i % 4 === 0) return { ...row, excluded: "selfPicked" as const };
      return i % 4 === 2 ? { ...row, maturesAt: period.end + 1 } : row;
    });
    const table = unitsFromRows(some);
    const { excluded, contributions } = explainScore(table, "agent-004", { period });
    expect(new Set(excluded.map(({ rule }) => rule))).toEqual(new Set(["selfPicked", "tooYoung"]));
    expect(excluded.length + contributions.length).toBe(80);
  });

  it("needs only the agent's own units beside the counts of all shards", () => {
    const own = unitsFromRows(rows.filter((row) => row.agent === "agent-005"));
    const others = unitsFromRows(rows.filter((row) => row.agent !== "agent-005"));
    const merged = mergeAppraisalStats(appraisalStats(own, { period }), appraisalStats(others, { period }));
    expect(explainScore(own, "agent-005", { fleet: merged })).toEqual(explainScore(units, "agent-005", { period }));
  });

  it("refuses units that are not behind the counts, and agents who do not occur", () => {
    expect(() => explainScore(unitsFromRows(rows.slice(0, 50)), "agent-000", { fleet: stats })).toThrow(
      "explainScore: expected the 80 counted units of agent-000, got 5",
    );
    expect(() => explainScore(units, "nobody", { period })).toThrow(RangeError);
  });
});

describe("scoreWithout", () => {
  const contested = rows.filter((row) => row.agent === "agent-002" && !row.outcome).map((row) => row.ticket);

  it("is the score itself where nothing is contested", () => {
    for (const {
      agent,
      score,
      low,
      high,
      reliability,
      direct,
      directSd,
      n,
      answers,
      ratedWeight,
      use,
    } of scorecard.agents) {
      const { before, after } = scoreWithout(units, agent, [], { period });
      expect(after).toEqual(before);
      expect(before).toMatchObject({ score, low, high, reliability, direct, directSd, n, answers, ratedWeight, use });
    }
  });

  it("rises without failed tickets and widens with every ticket left out", () => {
    const { before, after, left } = scoreWithout(units, "agent-002", contested, { period });
    expect(left).toEqual([...contested].sort());
    expect(after!.score).toBeGreaterThan(before!.score);
    expect(after!.n).toBe(before!.n - contested.length);
    expect(after!.directSd!).toBeGreaterThan(before!.directSd!);
  });

  it("moves the score about as far as the contested tickets had moved it", () => {
    const one = contested.slice(0, 1);
    const { before, after } = scoreWithout(units, "agent-002", one, { period });
    const part = explainScore(units, "agent-002", { period }).contributions.find(({ ticket }) => ticket === one[0])!;
    expect(after!.score - before!.score).toBeGreaterThan(0);
    expect(after!.score - before!.score).toBeCloseTo(-part.points!, 0);
  });

  it("names contested tickets that had not counted", () => {
    const { notCounted, after, before } = scoreWithout(units, "agent-002", ["zzz", "t000000"], { period });
    expect(notCounted).toEqual(["t000000", "zzz"]);
    expect(after).toEqual(before);
  });

  it("is null where every ticket is contested", () => {
    const all = rows.filter((row) => row.agent === "agent-002").map((row) => row.ticket);
    const { before, after } = scoreWithout(units, "agent-002", all, { period });
    expect(before).not.toBeNull();
    expect(after).toBeNull();
  });
});

describe.skipIf(!hasScoreFixture)(`explainScore on the golden desk (${withoutFixture})`, () => {
  let golden: { units: Units; period: { start: number; end: number } };
  beforeAll(() => {
    golden = readScoreFixture();
  });

  it("adds up for every agent", () => {
    const counts = appraisalStats(golden.units, { period: golden.period });
    for (const { agent, score } of agentScores(counts).agents) {
      const { start, contributions } = explainScore(golden.units, agent, { period: golden.period });
      expect(Math.abs(start! + sum(contributions.map(({ points }) => points!)) - score!)).toBeLessThan(1e-9);
    }
  });
});
