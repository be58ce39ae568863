import { waitEnds } from "../facts/tables.ts";
import { poissonInterval } from "../stats/poisson.ts";
import { answeredOnly } from "./kernel/answered-only.ts";
import { defineMetric, type MetricSpec, notAsked } from "./kernel/metric.ts";
import { isShownAsResolved } from "./kernel/phases.ts";
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
    const outcomes = new Int8Array(tickets.length);
    const ages = new Float64Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) {
      outcomes[row] = isShownAsResolved(facts, row) ? notAsked : 0;
      ages[row] = asOf - tickets.createdAt[row]!;
    }
    const waiting = new Uint8Array(tickets.length);
    for (let row = 0; row < waits.length; row++) if (waits.end[row] === open) waiting[waits.ticket[row]!] = 1;
    return { outcomes, plain: ages, found: waiting };
  },
  summarise: (sample, options) => {
    const waiting = sample.measurement.found!;
    return {
      ...poissonInterval(sample.n, options.level),
      method: "poissonExact",
      details: {
        customerWaiting: sample.rows.reduce((count, row) => count + waiting[row]!, 0),
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
