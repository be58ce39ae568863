import { closureVerdicts } from "../facts/tables.ts";
import { actorKinds } from "../schemas/vocabulary.ts";
import { wilson } from "../stats/wilson.ts";
import { countedRows } from "./kernel/counted-rows.ts";
import { defineMetric, type MetricSpec, notAsked } from "./kernel/metric.ts";
import { resolvedPhases } from "./kernel/phases.ts";
import { share } from "./kernel/share.ts";

const agent = actorKinds.indexOf("agent");

const spec: MetricSpec<Int32Array> = {
  name: "botResolutionRate",
  unit: "rate",
  table: "tickets",
  needs: ["botMessages", "closures"],
  outcomes: { closedByBotAlone: "event", notClosed: "other", humanReplied: "other", closedByAgent: "other" },
  exclusions: [],
  measure: (facts) => {
    const { tickets, closures } = facts;
    const lastClosing = new Int32Array(tickets.length).fill(-1); // of those that count
    for (let row = 0; row < closures.length; row++) {
      if (closures.annulled[row] === 0) lastClosing[closures.ticket[row]!] = row;
    }
    const isResolved = resolvedPhases();
    const outcomes = new Int8Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) {
      if (tickets.botMessages[row] === 0) outcomes[row] = notAsked;
      else if (tickets.humanReplies[row]! > 0) outcomes[row] = 2;
      else if (isResolved[tickets.phase[row]!] === 0) outcomes[row] = 1;
      else {
        const closing = lastClosing[row]!;
        outcomes[row] = closing >= 0 && closures.closerKind[closing] === agent ? 3 : 0;
      }
    }
    return { outcomes, found: lastClosing };
  },
  summarise: (sample, options, facts) => {
    const { closures } = facts;
    const lastClosing = sample.measurement.found!;
    const verdicts = Object.fromEntries(closureVerdicts.map((word) => [word, 0]));
    const rows = countedRows(sample);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      const closing = lastClosing[row]!;
      if (sample.codes[row] === 0 && closing >= 0) verdicts[closureVerdicts[closures.verdict[closing]!]!]!++;
    }
    const summary = share(spec, sample, options);
    const confirmed = wilson(verdicts["confirmed"]!, sample.n, options.level);
    return { ...summary, details: { ...summary.details, verdicts, confirmedByCustomer: confirmed } };
  },
};

/**
 * How many tickets did the bot close without a human, as reported, and how many of them did the customer confirm? Share of
 * the tickets in which a bot answered; silence is not taken for success.
 * @see DEFINITIONS.md#botresolutionrate
 */
export const botResolutionRate = /* @__PURE__ */ defineMetric(spec);
