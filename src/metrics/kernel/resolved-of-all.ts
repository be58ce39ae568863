import { ticketMarks, ticketVerdicts } from "../../facts/tables.ts";
import { leftOut, type MetricSpec } from "./metric.ts";
import { isShownAsResolved } from "./phases.ts";
import { shareEventually } from "./share.ts";

const failed = ticketVerdicts.indexOf("failed");
const neverClosed = ticketVerdicts.indexOf("neverClosed");
const noCreation = 1 << ticketMarks.indexOf("noCreation");

/**
 * Share of all tickets, closed or not, that are truly resolved within the policy's horizon of their creation. Stands beside
 * the true resolution rate, so that never closing is no way out of it.
 *
 * Judged as it was known one reopening window before `asOf`: only by then has every closing been watched to its end.
 * Whatever was not closed then is still open, whether or not it was closed since; were closings of the last week left open
 * at their own time instead, success would be missing where failure is already known.
 */
export const resolvedOfAll: MetricSpec = {
  name: "trueResolutionOfAll",
  unit: "rate",
  table: "tickets",
  needs: ["closures"],
  outcomes: { stillOpen: "open", resolved: "event", failed: "other" },
  exclusions: ["beganBeforeLog", "tooYoung"],
  measure: (facts) => {
    const { tickets, asOf, policy } = facts;
    const watchedMs = (row: number) => asOf - policy.reopenWindow - tickets.createdAt[row]!;
    const isLive = (row: number) => tickets.verdict[row] === neverClosed || !isShownAsResolved(facts, row);
    const closedMs = (row: number) =>
      isLive(row) ? Number.POSITIVE_INFINITY : Math.max(0, tickets.lastClosedAt[row]! - tickets.createdAt[row]!);
    const [beganBeforeLog, tooYoung] = [leftOut(resolvedOfAll, "beganBeforeLog"), leftOut(resolvedOfAll, "tooYoung")];
    return {
      outcome: (row) => {
        if ((tickets.marks[row]! & noCreation) !== 0) return beganBeforeLog;
        if (!(watchedMs(row) >= 0)) return tooYoung;
        if (closedMs(row) > watchedMs(row)) return 0;
        return tickets.verdict[row] === failed ? 2 : 1;
      },
      value: (row) => Math.min(closedMs(row), watchedMs(row)),
    };
  },
  summarise: (sample, options, facts) =>
    shareEventually(resolvedOfAll, sample, options, facts.policy.resolutionHorizon),
};
