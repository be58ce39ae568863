import { initiators } from "../schemas/vocabulary.ts";
import { defineMetric, leftOut, type MetricSpec, notAsked } from "./kernel/metric.ts";
import { share } from "./kernel/share.ts";

const customer = initiators.indexOf("customer");

const spec: MetricSpec = {
  name: "repeatContactRate",
  unit: "rate",
  table: "tickets",
  needs: ["requesters"],
  outcomes: { repeat: "event", first: "other" },
  exclusions: ["requesterUnknown"],
  measure: ({ tickets }) => {
    const requesterUnknown = leftOut(spec, "requesterUnknown");
    const outcomes = new Int8Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) {
      if (tickets.initiator[row] !== customer) outcomes[row] = notAsked;
      else if (tickets.followUpOf[row]! >= 0 || tickets.repeatOf[row]! >= 0) outcomes[row] = 0;
      else outcomes[row] = tickets.requester[row]! < 0 ? requesterUnknown : 1;
    }
    return { outcomes };
  },
  summarise: (sample, options, facts) => {
    const summary = share(spec, sample, options);
    const notes = facts.observed.categories ? [] : ["lowerBound:categories"];
    return { ...summary, notes };
  },
};

/**
 * How many tickets are somebody asking again? Share of customer-begun tickets that follow up an earlier one, or come
 * from the same requester in the same category within the window after a closing.
 * @see DEFINITIONS.md#repeatcontactrate
 */
export const repeatContactRate = /* @__PURE__ */ defineMetric(spec);
