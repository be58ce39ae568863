import { ticketMarks } from "../facts/tables.ts";
import { wilson } from "../stats/wilson.ts";
import { defineMetric, leftOut, type MetricSpec, notAsked } from "./kernel/metric.ts";
import { resolvedPhases } from "./kernel/phases.ts";
import { share } from "./kernel/share.ts";

const wroteOn = 1 << ticketMarks.indexOf("customerWroteAfterBot");
const saidSolved = 1 << ticketMarks.indexOf("saidSolved");

const spec: MetricSpec = {
  name: "botTrapRate",
  unit: "rate",
  table: "tickets",
  needs: ["botMessages"],
  outcomes: { trapped: "event", reachedHuman: "other", saidSolved: "other", contentOrGone: "other" },
  exclusions: ["stillOpen"],
  measure: (facts) => {
    const { tickets, handoffs } = facts;
    const asked = new Uint8Array(tickets.length);
    for (const row of handoffs.ticket) asked[row] = 1;
    const stillOpen = leftOut(spec, "stillOpen");
    const isResolved = resolvedPhases();
    const outcomes = new Int8Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) {
      const marks = tickets.marks[row]!;
      if (tickets.botMessages[row] === 0) outcomes[row] = notAsked;
      else if (tickets.humanReplies[row]! > 0) outcomes[row] = 1;
      else if ((marks & saidSolved) !== 0) outcomes[row] = 2;
      else if (isResolved[tickets.phase[row]!] === 0) outcomes[row] = stillOpen;
      else outcomes[row] = asked[row] === 1 || (marks & wroteOn) !== 0 ? 0 : 3;
    }
    return { outcomes };
  },
  summarise: (sample, options) => {
    const summary = share(spec, sample, options);
    const open = sample.excluded["stillOpen"] ?? 0;
    const trapped = Math.round((summary.value ?? 0) * sample.n);
    const ifOpenWere = {
      trapped: wilson(trapped + open, sample.n + open, options.level).value,
      free: wilson(trapped, sample.n + open, options.level).value,
    };
    return { ...summary, details: { ...summary.details, ifOpenWere } };
  },
};

/**
 * How many were left alone with the bot? Of the closed tickets in which a bot answered, the share whose customer asked for
 * a person or wrote on, and never got a human's answer before it was closed.
 * @see DEFINITIONS.md#bottraprate
 */
export const botTrapRate = /* @__PURE__ */ defineMetric(spec);
