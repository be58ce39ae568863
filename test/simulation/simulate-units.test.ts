import { describe, expect, it } from "vitest";
import type { Units } from "../../src/appraisal/unit.ts";
import { OUTCOME_REASONS, PROCESS_SIGNS, UNIT_EXCLUSIONS } from "../../src/appraisal/unit.ts";
import { unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import type { DeskOptions } from "../../src/simulation/desk-options.ts";
import { simulateDesk } from "../../src/simulation/simulate-desk.ts";
import { simulateUnits } from "../../src/simulation/simulate-units.ts";
import { tactics } from "../../src/simulation/tactic.ts";
import type { LogEvent } from "../appraisal/log-units-oracle.ts";
import { unitRowsFromLog } from "../appraisal/log-units-oracle.ts";

const dayMs = 86_400_000;

/** Every unit that matures by the end of the log, as one line; the sign that the oracle does not read is left out. */
function lines(units: Units, toAt: number): string[] {
  const rows: string[] = [];
  for (let i = 0; i < units.length; i++) {
    if (units.maturesAt[i]! > toAt) continue;
    rows.push(
      JSON.stringify({
        ticket: units.tickets[units.ticket[i]!],
        agent: units.agents[units.agent[i]!],
        category: units.categories[units.category[i]!],
        channel: units.channels[units.channel[i]!],
        received: units.received[i],
        outcome: units.outcome[i],
        reason: OUTCOME_REASONS[units.outcomeReason[i]!],
        assignedAt: units.assignedAt[i],
        maturesAt: units.maturesAt[i],
        rating: units.blocked[i] ? null : units.rating[i],
        offered: units.offered[i],
        blocked: units.blocked[i],
        excluded: UNIT_EXCLUSIONS[units.excluded[i]!],
        signs: units.signs[i]! & ~PROCESS_SIGNS.reclosedWithoutReply,
        closedAt: units.closedAt[i],
        // Without a closing there is nothing to credit.
        creditedClosing: Number.isNaN(units.closedAt[i]!) ? 0 : units.creditedClosing[i],
      }),
    );
  }
  return rows.sort();
}

function fromLog(options: DeskOptions): string[] {
  const { events, options: resolved } = simulateDesk(options);
  const rows = unitRowsFromLog(events as unknown as LogEvent[], {
    horizonMs: 30 * dayMs,
    windowMs: 7 * dayMs,
    asOf: resolved.toAt,
  });
  return lines(unitsFromRows(rows), resolved.toAt);
}

function direct(options: DeskOptions): string[] {
  const { units, options: resolved } = simulateUnits(options);
  return lines(units, resolved.toAt);
}

describe("simulateUnits", () => {
  it("gives the units that the log of the same desk gives", () => {
    const options = { seed: 31, agents: 12, ticketsPerAgent: 60 };
    expect(direct(options).length).toBeGreaterThan(900);
    expect(direct(options)).toEqual(fromLog(options));
  });

  it.each(tactics)("gives the units that the log gives where a third of the agents use %s", (tactic) => {
    const options = { seed: 32, agents: 9, ticketsPerAgent: 40, tactics: [{ tactic, share: 1 / 3 }] };
    expect(direct(options)).toEqual(fromLog(options));
  });

  it("gives them for a desk with everything at once", () => {
    const options: DeskOptions = {
      seed: 33,
      agents: 10,
      ticketsPerAgent: [10, 120],
      peaks: [{ fromAt: Date.UTC(2026, 1, 1), toAt: Date.UTC(2026, 1, 8), load: 4, slowdown: 5, moodDrop: 0.4 }],
      tactics: tactics.map((tactic) => ({ tactic, share: 0.3 })),
      world: { separateQueues: true, neverClosedRate: 0.05, lateReturnRate: 0.2, returnRate: 0.6, selfPickedRate: 0.2 },
    };
    expect(direct(options)).toEqual(fromLog(options));
  });

  it("counts on the dashboard what the log shows", () => {
    const options: DeskOptions = {
      seed: 34,
      agents: 6,
      ticketsPerAgent: 80,
      tactics: [{ tactic: "selfChurn", share: 0.5 }],
    };
    const { events, options: resolved } = simulateDesk(options);
    const { dashboards } = simulateUnits(options);
    for (const board of dashboards) {
      const closings = events.filter(
        (event) =>
          event.type === "status" &&
          event.phase === "closed" &&
          event.actor?.id === board.agent &&
          Date.parse(String(event.at)) > resolved.fromAt,
      );
      expect(board.closings).toBe(closings.length);
    }
    const answers = events.filter(
      (event) => event.type === "survey" && event.step === "answered" && Date.parse(String(event.at)) > resolved.fromAt,
    );
    expect(dashboards.flatMap((board) => board.stars).reduce((sum, count) => sum + count, 0)).toBe(answers.length);
  });
});
