import { promiseEnds } from "../facts/tables.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";
import { share } from "./kernel/share.ts";

const kept = promiseEnds.indexOf("kept");
const broken = promiseEnds.indexOf("broken");
const pending = promiseEnds.indexOf("pending");

const spec: MetricSpec = {
  name: "promiseKeptRate",
  unit: "rate",
  table: "promises",
  needs: ["promises"],
  outcomes: { kept: "event", broken: "other" },
  exclusions: ["notYetDue", "closedByCustomer"],
  measure: ({ promises }) => {
    const [notYetDue, closedByCustomer] = [leftOut(spec, "notYetDue"), leftOut(spec, "closedByCustomer")];
    const outcomeOf = (end: number) => {
      if (end === kept) return 0;
      if (end === broken) return 1;
      return end === pending ? notYetDue : closedByCustomer;
    };
    return { outcomes: Int8Array.from(promises.end, outcomeOf) };
  },
  summarise: (sample, options) => share(spec, sample, options),
};

/**
 * How many promises on progress were kept? Share of the promises due by now that a human message kept in time.
 * @see DEFINITIONS.md#promisekeptrate
 */
export const promiseKeptRate = /* @__PURE__ */ defineMetric(spec);
