import { closureVerdicts } from "../facts/tables.ts";
import { actorKinds } from "../schemas/vocabulary.ts";
import { wilson } from "../stats/wilson.ts";
import { defineMetric, type MetricSpec, notAsked } from "./kernel/metric.ts";
import { isShownAsResolved } from "./kernel/phases.ts";
import { share } from "./kernel/share.ts";

const agent = actorKinds.indexOf("agent");

const spec: MetricSpec = {
  name: "botResolutionRate",
  unit: "rate",
  table: "tickets",
  needs: ["botMessages", "closures"],
  outcomes: { closedByBotAlone: "event", notClosed: "other", humanReplied: "other", closedByAgent: "other" },
  exclusions: [],
  measure: (facts) => {
    const { tickets, closures } = facts;
    const byAgent = new Uint8Array(tickets.length); // whether an agent made the last closing that counts
    for (let row = 0; row < closures.length; row++) {
      if (closures.annulled[row] === 0) byAgent[closures.ticket[row]!] = closures.closerKind[row] === agent ? 1 : 0;
    }
    const outcomes = new Int8Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) {
      if (tickets.botMessages[row] === 0) outcomes[row] = notAsked;
      else if (tickets.humanReplies[row]! > 0) outcomes[row] = 2;
      else if (!isShownAsResolved(facts, row)) outcomes[row] = 1;
      else outcomes[row] = byAgent[row] === 1 ? 3 : 0;
    }
    return { outcomes };
  },
  summarise: (sample, options, facts) => {
    const { closures } = facts;
    const verdictOf = new Int8Array(facts.tickets.length).fill(-1);
    for (let row = 0; row < closures.length; row++) {
      if (closures.annulled[row] === 0) verdictOf[closures.ticket[row]!] = closures.verdict[row]!;
    }
    const verdicts = Object.fromEntries(closureVerdicts.map((word) => [word, 0]));
    sample.rows.forEach((row, index) => {
      if (sample.outcomes[index] !== 0 || verdictOf[row]! < 0) return;
      verdicts[closureVerdicts[verdictOf[row]!]!]!++;
    });
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
