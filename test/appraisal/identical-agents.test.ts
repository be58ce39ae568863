import { describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import { simulateUnits } from "../../src/simulation/index.ts";

describe("agents who do not differ", () => {
  it("are neither named nor labelled, on any of 24 desks of a hundred", () => {
    let scored = 0;
    // On three of these desks the direct test alone would have named somebody.
    for (let seed = 33; seed <= 56; seed++) {
      const { units, options } = simulateUnits({
        seed: 770_000 + seed,
        agents: 100,
        ticketsPerAgent: 60,
        world: { abilitySd: 0, courtesySd: 0 },
      });
      const stats = appraisalStats(units, { period: { start: options.fromAt, end: options.toAt } });
      for (const agent of agentScores(stats).agents) {
        if (agent.score === null) continue;
        scored++;
        expect(agent.label).toBe("notDistinguishable");
        expect(agent.probBottom10!).toBeLessThan(0.8);
        expect(agent.probTop10!).toBeLessThan(0.8);
      }
    }
    expect(scored).toBeGreaterThan(2_300);
  });
});
