import { describe, expect, it } from "vitest";
import { payOffs, study } from "../../bench/validity/study.ts";
import { tactics, untraceableTactics } from "../../src/simulation/tactic.ts";

/*
 * A short form of bench/validity.ts. Few fleets, fixed seeds: the figures below are the same on every run, and move only
 * when the score or the simulator does. The ranges are the goals of the full study, widened by what few fleets cost.
 */
const seeds = [501, 502, 503, 504, 505, 506, 507, 508];

describe("the agent score on simulated desks", () => {
  it.each([
    [50, 0.7],
    [100, 0.8],
    [200, 0.88],
  ])(
    "finds the truth at %i tickets an agent better than any usual figure, and its intervals hold",
    (ticketsPerAgent, goal) => {
      const found = study({ ticketsPerAgent }, seeds);
      expect(found.rank.agentScore).toBeGreaterThan(goal - 0.02);
      expect(found.rank.agentScore).toBeGreaterThan(found.rank.bayesCsat + 0.02);
      expect(found.rank.agentScore).toBeGreaterThan(found.rank.queueAdjustedCsat + 0.01);
      expect(found.rank.agentScore).toBeGreaterThan(found.rank.weightedScorecard + 0.4);
      expect(found.rank.throughput).toBeLessThan(0);
      for (const coverage of [found.coverage, found.directCoverage]) {
        expect(coverage).toBeGreaterThan(0.92);
        expect(coverage).toBeLessThan(0.985);
      }
      expect(Math.abs(found.reliability - found.realisedReliability)).toBeLessThan(0.06);
      expect(Math.abs(found.teamGap.agentScore)).toBeLessThan(0.12);
      expect(found.teamGap.csatMean).toBeLessThan(-0.15);
      expect(found.belowWrongly / Math.max(1, found.below)).toBeLessThan(0.02);
      expect(found.pairsWrongShare).toBeLessThan(0.05);
      expect(found.flaggedShare).toBeLessThan(0.02);
    },
  );

  it("stays right where better agents get the harder queues, which misleads plain CSAT", () => {
    const found = study({ world: { abilityQueueTilt: 0.8 } }, seeds.slice(0, 4));
    expect(found.rank.agentScore).toBeGreaterThan(0.78);
    expect(found.rank.csatMean).toBeLessThan(found.rank.agentScore - 0.1);
  });

  it("names nobody where all agents are equally good", () => {
    const found = study({ world: { abilitySd: 0, courtesySd: 0 } }, seeds);
    expect(found.below).toBe(0);
    expect(found.named).toBe(0);
    expect(found.pairsCalledShare).toBeLessThan(0.001);
  });

  it("pays nothing for what a log can answer, and little for what no log shows", () => {
    const paid = payOffs({}, seeds.slice(0, 4));
    expect(paid).toHaveLength(tactics.length);
    const limits: Record<string, number> = { nudgeHappy: 0.22, begForStar: 0.25, discourageUnhappy: 0.52 };
    for (const { tactic, payOff } of paid) {
      expect.soft(payOff.agentScore, tactic).toBeLessThan(limits[tactic] ?? 0.03);
    }
    const of = (tactic: string) => paid.find((row) => row.tactic === tactic)!;
    // The same tactics pay well in the figures that desks use today.
    expect(of("prematureClose").payOff.throughput).toBeGreaterThan(1);
    expect(of("surveyOnlyHappy").payOff.csatPercent).toBeGreaterThan(1);
    expect(of("swallowReopen").payOff.noReopenRate).toBeGreaterThan(1);
    for (const tactic of untraceableTactics) expect(of(tactic).payOff.csatMean).toBeGreaterThan(0.1);
  }, 120_000);
});
