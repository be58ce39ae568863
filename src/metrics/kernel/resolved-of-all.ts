import { ticketMarks, ticketVerdicts } from "../../facts/tables.ts";
import { leftOut, type MetricSpec } from "./metric.ts";
import { resolvedPhases } from "./phases.ts";
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
    const watchedUntil = asOf - policy.reopenWindow;
    const [beganBeforeLog, tooYoung] = [leftOut(resolvedOfAll, "beganBeforeLog"), leftOut(resolvedOfAll, "tooYoung")];
    const outcomes = new Int8Array(tickets.length);
    const values = new Float64Array(tickets.length);
    // By whether it failed, and, from 2 on, is still open: quicker looked up than branched on.
    const answers = Int8Array.of(1, 2, 0, 0);
    const isResolved = resolvedPhases();
    const seen = new Float64Array(2); // until it was closed, and as long as it was watched
    const closedAt = Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY); // of the ticket at hand, and of one that is live
    for (let row = 0; row < outcomes.length; row++) {
      const verdict = tickets.verdict[row]!;
      const createdAt = tickets.createdAt[row]!;
      const watchedMs = watchedUntil - createdAt;
      const isLive = Number(verdict === neverClosed) | (1 - isResolved[tickets.phase[row]!]!);
      closedAt[0] = tickets.lastClosedAt[row]!;
      const closedMs = Math.max(0, closedAt[isLive]! - createdAt);
      const isLater = Number(closedMs > watchedMs);
      if ((tickets.marks[row]! & noCreation) !== 0) outcomes[row] = beganBeforeLog;
      else if (!(watchedMs >= 0)) outcomes[row] = tooYoung;
      else outcomes[row] = answers[isLater * 2 + Number(verdict === failed)]!;
      seen[0] = closedMs;
      seen[1] = watchedMs;
      values[row] = seen[isLater]!;
    }
    return { outcomes, values };
  },
  summarise: (sample, options, facts) =>
    shareEventually(resolvedOfAll, sample, options, facts.policy.resolutionHorizon),
};
