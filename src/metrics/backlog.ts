import { waitEnds } from "../facts/tables.ts";
import { poissonInterval } from "../stats/poisson.ts";
import { codeCounts } from "./kernel/amounts.ts";
import { answeredOnly } from "./kernel/answered-only.ts";
import { defineMetric, type MetricSpec, notAsked } from "./kernel/metric.ts";
import { resolvedPhases } from "./kernel/phases.ts";
import { shown } from "./kernel/shown.ts";

const open = waitEnds.indexOf("open");

const spec: MetricSpec<Uint8Array> = {
  name: "backlog",
  unit: "count",
  table: "tickets",
  needs: [],
  outcomes: { live: "event" },
  exclusions: [],
  credit: "holder",
  measure: (facts) => {
    const { tickets, waits, asOf } = facts;
    const { phase, createdAt } = tickets;
    const answers = Int8Array.from(resolvedPhases(), (isResolved) => (isResolved ? notAsked : 0));
    const outcomes = new Int8Array(tickets.length);
    const ages = new Float64Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) {
      outcomes[row] = answers[phase[row]!]!;
      ages[row] = asOf - createdAt[row]!;
    }
    const waiting = new Uint8Array(tickets.length);
    for (let row = 0; row < waits.length; row++) waiting[waits.ticket[row]!]! |= Number(waits.end[row] === open);
    return { outcomes, plain: ages, found: waiting };
  },
  summarise: (sample, options) => {
    const customerWaiting = codeCounts(sample, sample.measurement.found!)[1]!;
    return {
      ...poissonInterval(sample.n, options.level),
      method: "poissonExact",
      details: {
        customerWaiting,
        ageMs: answeredOnly(shown(spec, sample)),
      },
    };
  },
};

/**
 * How many tickets are still live at `asOf`, how old are they, and in how many does the customer wait? Credited to
 * whoever holds them now.
 * @see DEFINITIONS.md#backlog
 */
export const backlog = /* @__PURE__ */ defineMetric(spec);
