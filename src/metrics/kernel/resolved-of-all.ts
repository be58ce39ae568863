import { ticketMarks, ticketVerdicts } from "../../facts/tables.ts";
import { leftOut, type MetricSpec } from "./metric.ts";
import { isShownAsResolved } from "./phases.ts";
import { shareEventually } from "./share.ts";

const resolved = ticketVerdicts.indexOf("resolved");
const undecided = ticketVerdicts.indexOf("undecided");
const neverClosed = ticketVerdicts.indexOf("neverClosed");
const noCreation = 1 << ticketMarks.indexOf("noCreation");

/**
 * Share of all tickets, closed or not, that are truly resolved within the policy's horizon of their creation: failed ones
 * are ruled out, undecided and live ones still open. Stands beside the true resolution rate, so that never closing is no
 * way out of it.
 */
export const resolvedOfAll: MetricSpec = {
  name: "trueResolutionOfAll",
  unit: "rate",
  table: "tickets",
  needs: ["closures"],
  outcomes: { live: "open", resolved: "event", undecided: "open", failed: "other" },
  exclusions: ["beganBeforeLog"],
  measure: (facts) => {
    const { tickets, asOf } = facts;
    const isLive = (row: number) => tickets.verdict[row] === neverClosed || !isShownAsResolved(facts, row);
    return {
      outcome: (row) => {
        if ((tickets.marks[row]! & noCreation) !== 0) return leftOut(resolvedOfAll, "beganBeforeLog");
        if (isLive(row)) return 0;
        if (tickets.verdict[row] === resolved) return 1;
        return tickets.verdict[row] === undecided ? 2 : 3;
      },
      value: (row) => Math.max(0, (isLive(row) ? asOf : tickets.lastClosedAt[row]!) - tickets.createdAt[row]!),
    };
  },
  summarise: (sample, options, facts) =>
    shareEventually(resolvedOfAll, sample, options, facts.policy.resolutionHorizon),
};
