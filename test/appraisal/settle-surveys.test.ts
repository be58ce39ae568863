import { describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import { explainScore } from "../../src/appraisal/explain-score.ts";
import { mergeAppraisalStats } from "../../src/appraisal/merge-appraisal-stats.ts";
import { settleSurveys } from "../../src/appraisal/settle-surveys.ts";
import { tally } from "../../src/appraisal/stats-table.ts";
import { type UnitRow, unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import { deskRows, period, seeded } from "./synthetic-desk.ts";

/** A desk in which some tickets, by chance or by the agent's doing, have no word of a survey. */
function desk(silent: (row: UnitRow, agent: number) => number): UnitRow[] {
  const random = seeded(9);
  return deskRows(5, {
    agents: 10,
    tickets: 60,
    row: ({ rating, ...row }, agent) => {
      if (random() >= silent(row, agent))
        return { ...row, offered: true, blocked: false, ...(rating === undefined ? {} : { rating }) };
      return { ...row, offered: false, blocked: false, unasked: true };
    },
  });
}
const count = (rows: readonly UnitRow[]) => appraisalStats(unitsFromRows(rows), { period });
const silent = (rows: readonly UnitRow[]) => rows.filter((row) => row.unasked).length;

describe("settleSurveys", () => {
  it("calls silence blocked where at least half of the closed units have a survey event", () => {
    const rows = desk(() => 0.3);
    const { unaskedBlocked, stats } = settleSurveys(count(rows));
    expect(unaskedBlocked).toBe(silent(rows));
    const own = rows.filter((row) => row.agent === "agent-002" && row.unasked && !row.received).length;
    expect(tally(stats, 2, "blockedSurvey")).toBe(own);
  });

  it("calls it nothing where the desk does not survey", () => {
    const { unaskedBlocked, stats } = settleSurveys(count(desk(() => 0.6)));
    expect(unaskedBlocked).toBe(0);
    expect(tally(stats, 2, "blockedSurvey")).toBe(0);
    expect([...stats.cells.asked].every((state) => state <= 2)).toBe(true);
  });

  it("calls it nothing where the desk does not survey, though one channel does", () => {
    const rows = desk((row) => (row.channel === "chat" ? 0.3 : 0.95));
    expect(2 * silent(rows)).toBeGreaterThan(rows.length);
    expect(settleSurveys(count(rows)).unaskedBlocked).toBe(0);
  });

  it("calls it nothing in a channel that is not surveyed", () => {
    const rows = desk((row) => (row.channel === "chat" ? 0.8 : 0.05));
    const inMail = rows.filter((row) => row.unasked && row.channel === "mail").length;
    expect(settleSurveys(count(rows)).unaskedBlocked).toBe(inMail);
  });

  it("decides over all shards together", () => {
    const rows = desk((_, agent) => (agent < 2 ? 0.9 : 0.1));
    const shard = (side: boolean) => count(rows.filter((row) => row.agent < "agent-002" === side));
    expect(settleSurveys(shard(true)).unaskedBlocked).toBe(0);
    const merged = mergeAppraisalStats(shard(true), shard(false));
    expect(settleSurveys(merged)).toStrictEqual(settleSurveys(count(rows)));
    expect(settleSurveys(merged).unaskedBlocked).toBe(silent(rows));
  });

  it("leaves no agent better off for letting unhappy customers' surveys vanish", () => {
    const honest = desk(() => 0);
    const vanished = honest.map((row): UnitRow => {
      if (row.agent !== "agent-003" || row.rating === undefined || row.rating > 0.5) return row;
      const { rating: _, ...rest } = row;
      return { ...rest, offered: false, unasked: true };
    });
    const before = agentScores(count(honest)).agents[3]!;
    const after = agentScores(count(vanished));
    expect(after.agents[3]!.score!).toBeLessThan(before.score! + 1);
    expect(after.agents[3]!.flags.map(({ flag }) => flag)).toContain("blockedSurveys");
    expect(after.notes.find(({ code }) => code === "unaskedBlocked")!.values).toEqual({ units: silent(vanished) });
  });

  it("is told in the explanation, which still adds up", () => {
    const rows = desk((_, agent) => (agent === 4 ? 0.5 : 0.02));
    const { agents } = agentScores(count(rows));
    const { contributions, start, score } = explainScore(unitsFromRows(rows), "agent-004", { period });
    const silentOnes = contributions.filter((part) => part.blocked);
    expect(silentOnes).toHaveLength(rows.filter((row) => row.agent === "agent-004" && row.unasked).length);
    expect(silentOnes[0]!.reasons).toContain("blockedCounted");
    expect(score).toBe(agents[4]!.score);
    const sum = contributions.reduce((total, { points }) => total + points!, start!);
    expect(Math.abs(sum - score!)).toBeLessThan(1e-9);
  });
});
