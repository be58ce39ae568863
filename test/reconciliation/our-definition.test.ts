import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { metrics } from "../../src/metrics/catalogue.ts";
import { evaluate } from "../../src/reconciliation/evaluate.ts";
import { type PresetFigure, presets, rulesInTime } from "../../src/reconciliation/presets.ts";
import { reconciledMetrics } from "../../src/reconciliation/rules.ts";
import { ticketIndex } from "../../src/reconciliation/ticket-index.ts";
import type { Calendar } from "../../src/schemas/calendar.ts";
import type { PolicyInput } from "../../src/schemas/policy.ts";
import { randomLogs } from "../oracle/random-logs.ts";

const officeHours = (timeZone: string, from: string, to: string): Calendar => {
  const daily: [string, string][] = [[from, to]];
  return { timeZone, hours: { mon: daily, tue: daily, wed: daily, thu: daily, fri: daily } };
};

const policies: Record<string, PolicyInput> = {
  "the default policy": {},
  "drafts and canned texts as replies": { countsAsReply: "assisted" },
  "any message as a reply, the last answer": { countsAsReply: "any", rating: "last" },
  "reopenings demanded": { messageAfterClosing: "needsReopening", initiator: "agent" },
  "other windows": { reopenWindow: "36h", prematureWindow: "12h" },
  "business hours by team": {
    calendars: [
      { when: { team: "north" }, calendar: officeHours("Asia/Shanghai", "08:00", "17:00") },
      { when: { employer: "vendor" }, calendar: officeHours("Europe/Berlin", "10:00", "19:00") },
    ],
  },
  "a log said to show no replies": { observes: { staffReplies: false } },
};

describe("our own definition, told in the terms of the others, gives value and n of our metric", () => {
  for (const metricName of reconciledMetrics) {
    const metric = metrics.find((each) => each.metricName === metricName)!;
    const { rules } = presets.trueresolve[metricName]!;
    let seed = 20_261_122;
    for (const [name, policy] of Object.entries(policies)) {
      seed++;
      it(`${metricName}, under ${name}`, () => {
        const within = fc.oneof(
          { weight: 2, arbitrary: fc.constant(undefined) },
          {
            weight: 1,
            arbitrary: fc.constant({ start: Date.UTC(2026, 10, 4), end: Date.UTC(2026, 10, 14) }),
          },
        );
        const clock = policy.calendars === undefined ? "calendar" : "business";
        const asked = rulesInTime(
          { ...presets.trueresolve[metricName]!, rules } as PresetFigure<typeof metricName>,
          clock,
        );
        fc.assert(
          fc.property(randomLogs, within, (rows, period) => {
            const facts = buildFacts(parseEvents(rows).log, policy);
            const expected = metric(facts, { period, clock });
            const { estimate } = evaluate(ticketIndex(facts), metricName, asked as never, { period });
            expect({ value: estimate.value, n: estimate.n }).toEqual({ value: expected.value, n: expected.n });
          }),
          { numRuns: 80, seed },
        );
      });
    }
  }
});
