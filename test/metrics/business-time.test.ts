import { describe, expect, it } from "vitest";
import {
  alwaysOpen as alwaysOpenIn,
  buildFacts,
  type Calendar,
  firstResponseTime,
  grouped,
  nextResponseTime,
  type PolicyInput,
  parseEvents,
  resolutionTime,
  serviceLevel,
  timeToHuman,
} from "../../src/index.ts";

const hour = 3_600_000;
const desk: Calendar = {
  timeZone: "Europe/Berlin",
  hours: { mon: [["09:00", "17:00"]], tue: [["09:00", "17:00"]], fri: [["09:00", "17:00"]] },
};
const alwaysOpen = alwaysOpenIn("UTC");
const customer = { kind: "customer", id: "c1" };
const mei = { kind: "agent", id: "mei", team: "north" };

// Friday 2026-03-27 16:00 in Berlin to Monday 2026-03-30 10:00; the clocks go forward on the Sunday between.
const weekend = [
  { ticket: "T1", at: "2026-03-27T16:00:00+01:00", type: "created", actor: customer, channel: "mail" },
  { ticket: "T1", at: "2026-03-27T16:00:00+01:00", type: "handoff", step: "requested", actor: customer },
  { ticket: "T1", at: "2026-03-27T16:00:00+01:00", type: "assigned", agent: "mei", team: "north" },
  { ticket: "T1", at: "2026-03-30T10:00:00+02:00", type: "message", public: true, actor: mei },
  { ticket: "T1", at: "2026-03-30T16:30:00+02:00", type: "message", public: true, actor: customer },
  { ticket: "T1", at: "2026-03-31T09:15:00+02:00", type: "message", public: true, actor: mei },
  { ticket: "T1", at: "2026-03-31T09:15:00+02:00", type: "status", phase: "solved", actor: mei },
];

function factsOf(policy: PolicyInput, rows: unknown[] = weekend) {
  const { log, issues } = parseEvents(rows);
  expect(issues).toEqual([]);
  return buildFacts(log, policy);
}

const business = (estimate: { details?: Record<string, unknown> }) =>
  estimate.details?.["business"] as { value: number | null; n: number; answered: { median: number } } | undefined;

describe("business time in the metrics", () => {
  it("stands beside calendar time wherever the policy has a calendar", () => {
    const facts = factsOf({ calendar: desk });
    // 66 hours on the wall clock, one of which the change of clocks took away; 1 h on Friday and 1 h on Monday at the desk.
    expect(firstResponseTime(facts).value).toBe(65 * hour);
    expect(business(firstResponseTime(facts))?.value).toBe(2 * hour);
    expect(business(firstResponseTime(facts))?.answered.median).toBe(2 * hour);
    expect(nextResponseTime(facts).value).toBe(16.75 * hour);
    expect(business(nextResponseTime(facts))?.value).toBe(0.75 * hour);
    expect(timeToHuman(facts).value).toBe(65 * hour);
    expect(business(timeToHuman(facts))?.value).toBe(2 * hour);
    expect(resolutionTime(facts).value).toBe((65 + 6.5 + 16.75) * hour);
    expect(business(resolutionTime(facts))?.value).toBe((2 + 6.5 + 0.75) * hour);
  });

  it("is the figure itself where it is asked for, with targets in business time", () => {
    const facts = factsOf({ calendar: desk, targets: { firstResponse: "2h" } });
    expect(firstResponseTime(facts, { clock: "business" }).value).toBe(2 * hour);
    expect(serviceLevel(facts, { clock: "business" }).value).toBe(1);
    expect(serviceLevel(facts).value).toBe(0);
    expect(serviceLevel(facts, { clock: "business", targetMs: 2 * hour - 1 }).value).toBe(0);
  });

  it("is null with a note where the policy has no calendar", () => {
    const estimate = firstResponseTime(factsOf({}), { clock: "business" });
    expect(estimate.value).toBeNull();
    expect(estimate.notes).toContain("noCalendar");
    expect(firstResponseTime(factsOf({})).details?.["business"]).toBeUndefined();
  });

  it("equals calendar time on a calendar that never closes", () => {
    const facts = factsOf({ calendar: alwaysOpen });
    for (const metric of [firstResponseTime, nextResponseTime, timeToHuman, resolutionTime]) {
      expect(business(metric(facts))?.value).toBe(metric(facts).value);
    }
  });

  it("takes the first calendar rule that fits, by team, channel, priority or employer, and names those that none fits", () => {
    const calendars = [
      { when: { team: ["south", "west"] }, calendar: alwaysOpen },
      { when: { team: "north", channel: "mail" }, calendar: desk },
      { calendar: alwaysOpen },
    ];
    expect(business(firstResponseTime(factsOf({ calendars })))?.value).toBe(2 * hour);
    expect(business(firstResponseTime(factsOf({ calendars: calendars.slice(2) })))?.value).toBe(65 * hour);
    const none = firstResponseTime(factsOf({ calendars: calendars.slice(0, 1) }), { clock: "business" });
    expect([none.value, none.n, none.excluded]).toEqual([null, 0, { noTime: 1 }]);
  });

  it("measures waits that are still open up to asOf", () => {
    const facts = factsOf({ calendar: desk }, [
      weekend[0],
      { ticket: "T1", at: "2026-03-30T12:00:00+02:00", type: "message", public: true, actor: customer },
      { ticket: "T2", at: "2026-03-30T12:00:00+02:00", type: "created", actor: customer },
    ]);
    expect([...facts.waits.calendarMs]).toEqual([67 * hour, 0]);
    expect([...facts.waits.businessMs]).toEqual([4 * hour, 0]);
  });

  it("groups like any other figure", () => {
    const [mail] = grouped(firstResponseTime, factsOf({ calendar: desk }), "channel");
    expect(mail?.group).toEqual({ by: "channel", value: "mail" });
    expect(business(mail!)?.value).toBe(2 * hour);
  });
});

describe("time that no calendar covers", () => {
  it("has no business time, rather than none of it", () => {
    const until = { ...desk, validTo: "2026-03-28" };
    const estimate = firstResponseTime(factsOf({ calendar: until }), { clock: "business" });
    expect([estimate.value, estimate.excluded]).toEqual([null, { noTime: 1 }]);
  });

  it("is refused in a policy whose calendars overlap", () => {
    expect(() => factsOf({ calendar: [desk, desk] })).toThrow(/calendar/);
  });
});
