import { describe, expect, it } from "vitest";
import { resolveDeskOptions } from "../../src/simulation/desk-options.ts";
import { planDesk } from "../../src/simulation/desk-plan.ts";
import { deskTruth } from "../../src/simulation/desk-truth.ts";
import { simulateUnits } from "../../src/simulation/simulate-units.ts";

describe("deskTruth", () => {
  it("is what the tickets of an agent come to in the long run, when everybody has the same mix of queues", () => {
    const { units, truth, options } = simulateUnits({
      seed: 21,
      agents: 4,
      ticketsPerAgent: 40_000,
      world: { outsourcedQueueTilt: 0, queueSpread: 0, paceSd: 0, outsourcedShare: 0.5 },
    });
    for (const [agent, known] of truth.entries()) {
      let n = 0;
      let stayed = 0;
      let answers = 0;
      let satisfaction = 0;
      for (let i = 0; i < units.length; i++) {
        if (units.agent[i] !== agent || units.excluded[i] !== 0 || units.received[i] === 1) continue;
        if (units.maturesAt[i]! > options.toAt) continue;
        n += 1;
        stayed += units.outcome[i]!;
        if (units.outcome[i] === 0 || Number.isNaN(units.rating[i]!)) continue;
        answers += 1;
        satisfaction += units.rating[i]!;
      }
      // Four standard errors: sqrt(.13 / n), and .3 / sqrt(answers). The colleague who helps is anybody but the agent
      // himself, the truth takes the average over all four, hence the allowance.
      expect(Math.abs(stayed / n - known.stayedClosed)).toBeLessThan(4 * Math.sqrt(0.13 / n) + 0.003);
      expect(Math.abs(satisfaction / answers - known.satisfaction)).toBeLessThan(1.2 / Math.sqrt(answers) + 0.003);
    }
  });

  it("shows all of the latent quality where every failure comes back and everybody answers", () => {
    const plan = planDesk(
      resolveDeskOptions({
        seed: 3,
        agents: 20,
        world: {
          returnRate: 1,
          lateReturnRate: 0,
          thanksReopenRate: 0,
          answering: 1_000,
        },
      }),
    );
    for (const agent of deskTruth(plan)) expect(agent.observable).toBeCloseTo(agent.latent, 9);
  });

  it("does not depend on who games the desk", () => {
    const honest = simulateUnits({ seed: 5, agents: 20, ticketsPerAgent: 10 }).truth;
    const gamed = simulateUnits({
      seed: 5,
      agents: 20,
      ticketsPerAgent: 10,
      tactics: [{ tactic: "prematureClose", share: 0.5 }],
    }).truth;
    expect(gamed.map((agent) => agent.latent)).toEqual(honest.map((agent) => agent.latent));
    expect(gamed.filter((agent) => agent.tactics.includes("prematureClose"))).toHaveLength(10);
  });

  it("gives both teams the same expected quality unless told otherwise", () => {
    const differences = Array.from({ length: 60 }, (_, seed) => {
      const { truth } = simulateUnits({ seed, ticketsPerAgent: 0 });
      const of = (team: string) => {
        const members = truth.filter((agent) => agent.team === team);
        return members.reduce((sum, agent) => sum + agent.latent, 0) / members.length;
      };
      return of("outsourced") - of("in-house");
    });
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    // SD 9 between agents, 30 against 70 of them, 60 desks: standard error .25.
    expect(Math.abs(mean)).toBeLessThan(1);
  });
});
