import { describe, expect, it } from "vitest";
import { reportedResolutionRate } from "../../src/metrics/reported-resolution-rate.ts";
import { resolutionTime } from "../../src/metrics/resolution-time.ts";
import { trueResolutionRate } from "../../src/metrics/true-resolution-rate.ts";
import * as s from "../facts/stories.ts";
import { beside, byGroup, expectInterval, one } from "./desk.ts";

const { agent, factsOf, hour } = s;
const solved = (name: string, id: string, hours: number, ...rest: s.Step[]) =>
  one(name, s.created(hours - 2), s.replies(hours - 1, id), s.closes(hours, id), ...rest);

/** A holds, B came back, C closed unanswered, D was never closed, E was closed before the log began, F is open again. */
const desk = [
  ...solved("A", "mei", 10),
  ...solved("B", "bo", 10, s.says(60)),
  ...one("C", s.created(0), s.botSays(1), s.ruleCloses(10)),
  ...one("D", s.created(0), s.replies(1, "mei")),
  ...s.ticket("E", s.moves(0, "closed"), s.thanks(1)),
  ...solved("F", "bo", 10, s.reopens(300, agent("li"))),
];
const facts = factsOf(desk, {}, 2_000);
const another = one("D2", s.created(0), s.replies(1, "mei"));

describe("reportedResolutionRate", () => {
  it("is the share of tickets that stand as solved or closed", () => {
    // A, B, C and E of six.
    expect(reportedResolutionRate(facts)).toMatchObject({
      n: 6,
      unit: "rate",
      method: "wilson",
      excluded: {},
      details: { outcomes: { shownAsResolved: 4, live: 2 } },
    });
    expect(reportedResolutionRate(facts).value).toBeCloseTo(4 / 6, 12);
  });

  it("leaves out what is no ticket of its own", () => {
    const rest = factsOf([
      ...desk,
      ...one("M", s.created(0), s.linked(1, "mergedInto", "A")),
      ...one("U", s.created(0), s.linked(1, "duplicateOf", "A")),
      ...one("S", s.created(0), s.moves(1, "spam")),
      ...one("X", s.created(0), s.moves(1, "deleted")),
    ]);
    expect(reportedResolutionRate(rest)).toMatchObject({
      n: 6,
      excluded: { merged: 1, duplicate: 1, spam: 1, deleted: 1 },
    });
  });

  it("counts solved as it counts closed, and waiting as open", () => {
    const phases = ["solved", "closed", "waitingOnCustomer", "onHold"].flatMap((phase) =>
      one(phase, s.created(0), s.moves(1, phase)),
    );
    expect(reportedResolutionRate(factsOf(phases)).value).toBe(0.5);
  });

  it("belongs to the period of the creation, and is unknown without one", () => {
    const estimate = reportedResolutionRate(facts, { period: { start: s.after(0), end: s.after(1) } });
    // C and D; A, B and F were created at 8 h; the log does not show when E was.
    expect(estimate).toMatchObject({ n: 2, value: 0.5, excluded: { outsidePeriod: 3, noCreation: 1 } });
  });

  it("is null where the log shows no closings", () => {
    expect(reportedResolutionRate(factsOf(one("A", s.created(0))))).toMatchObject({
      value: null,
      n: 1,
      notes: ["notObserved:closures"],
    });
  });
});

describe("trueResolutionRate", () => {
  it("is the share of tickets reported resolved whose last closure held", () => {
    // A of A, B, C, F. scipy.stats.binomtest(1, 4).proportion_ci(method="wilson")
    const estimate = trueResolutionRate(facts);
    expect(estimate).toMatchObject({
      value: 0.25,
      n: 4,
      unit: "rate",
      method: "wilson",
      notes: [],
      excluded: { neverReportedResolved: 1, closingNotSeen: 1 },
      details: {
        outcomes: { failed: 3, resolved: 1, undecided: 0 },
        failures: { openAgain: 1, refuted: 1, premature: 1, saidUnsolved: 0 },
      },
    });
    expectInterval(estimate, [0.045587, 0.699358]);
    expect(trueResolutionRate(factsOf([...desk, ...another], {}, 2_000)).excluded).toEqual({
      neverReportedResolved: 2,
      closingNotSeen: 1,
    });
    expect(byGroup(trueResolutionRate, facts, "agent")).toEqual({ bo: [2, 0], mei: [1, 1], null: [1, 0] });
  });

  it("takes undecided tickets for as long as they were watched", () => {
    // U is lost from sight after 20 h, before B came back at 50 h: 4/5 (C at once) · 2/3 (B) · 1/2 (F) = 4/15.
    const young = factsOf([...desk, ...solved("U", "mei", 1_980)], {}, 2_000);
    const estimate = trueResolutionRate(young);
    expect(estimate).toMatchObject({ n: 5, method: "kaplanMeier", details: { outcomes: { undecided: 1 } } });
    expect(estimate.value).toBeCloseTo(4 / 15, 12);
    expect(estimate.low! < estimate.value! && estimate.value! < estimate.high!).toBe(true);
  });

  it("stands beside the share of all tickets truly resolved within the horizon", () => {
    // Begun in the log: A resolved, B and C failed, D live, F live again. A ended at 2 h, the only one: 1 of 5.
    const ofAll = beside(trueResolutionRate(facts), "ofAll");
    expect(ofAll).toMatchObject({ value: 0.2, n: 5, outcomes: { resolved: 1, failed: 2 } });
    expect(ofAll["excluded"]).toEqual({ beganBeforeLog: 1 });
    // Closed to the millisecond when the last window that has passed began: watched to its end.
    const just = factsOf(solved("A", "mei", 10), {}, 10 + 168);
    expect(beside(trueResolutionRate(just), "ofAll")).toMatchObject({ n: 1, outcomes: { resolved: 1, stillOpen: 0 } });
    const born = factsOf([...solved("A", "mei", 10), ...one("B", s.created(100))], {}, 100 + 168);
    expect(beside(trueResolutionRate(born), "ofAll")).toMatchObject({ n: 2, outcomes: { resolved: 1, stillOpen: 1 } });
    // Six weeks later the live ones have lasted past the horizon and stay unresolved; a shorter horizon cuts A off.
    const strict = factsOf(desk, { resolutionHorizon: "1h" }, 2_000);
    expect(beside(trueResolutionRate(strict), "ofAll")["value"]).toBe(0);
  });

  it("is an upper bound where the log shows no replies, or not every way in which customers come back", () => {
    const bare = factsOf(one("A", s.created(0), s.ruleCloses(1)), {}, 500);
    const [replies, messages, again] = ["staffReplies", "customerMessages", "repeatContacts"].map(
      (what) => `upperBound:${what}`,
    );
    expect(trueResolutionRate(bare)).toMatchObject({ value: 1, n: 1, notes: [replies, messages] });
    const seen = { staffReplies: true, customerMessages: true, requesters: true, categories: true };
    const notesOf = (observes: object) =>
      trueResolutionRate(factsOf(one("A", s.created(0), s.ruleCloses(1)), { observes }, 500)).notes;
    expect(notesOf(seen)).toEqual([]);
    expect(notesOf({ ...seen, customerMessages: false })).toEqual([messages]);
    expect(notesOf({ ...seen, categories: false })).toEqual([again]);
    expect(notesOf({ ...seen, requesters: false })).toEqual([again]);
  });

  it("is null while nobody was watched to the window's end, and where no closing is shown", () => {
    expect(trueResolutionRate(factsOf(solved("A", "mei", 10), {}, 20))).toMatchObject({
      value: null,
      n: 1,
      notes: expect.arrayContaining(["followUpTooShort"]),
    });
    expect(trueResolutionRate(factsOf(one("A", s.created(0))))).toMatchObject({
      value: null,
      n: 0,
      notes: expect.arrayContaining(["notObserved:closures"]),
    });
  });
});

describe("resolutionTime", () => {
  it("is the median time from creation to the last closing, live tickets not yet closed", () => {
    // A, B 2 h, C 10 h; D and F still live. F = 3/5 at 10 h.
    const estimate = resolutionTime(facts);
    expect(estimate).toMatchObject({ value: 10 * hour, n: 5, unit: "ms", excluded: { beganBeforeLog: 1 }, notes: [] });
    expect(estimate.details).toMatchObject({
      outcomes: { live: 2, closed: 3 },
      answered: { n: 3, median: 2 * hour },
      // Every ticket that was ever closed, F with its first: 2, 2, 10, 2.
      firstClosing: { n: 4, mean: 4 * hour, median: 2 * hour },
    });
    expect(estimate.details).not.toHaveProperty("withinTarget");
  });

  it("shows first closings of the tickets that it counts, and of no others", () => {
    const late = factsOf([
      ...desk,
      ...solved("G", "mei", 510),
      ...one("H", s.created(0), s.ruleCloses(50), s.linked(60, "mergedInto", "A")),
    ]);
    const period = { start: s.after(0), end: s.after(500) };
    expect(resolutionTime(late, { period })).toMatchObject({
      n: 5,
      excluded: { merged: 1, outsidePeriod: 1 },
      details: { firstClosing: { n: 4, mean: 4 * hour } },
    });
  });

  it("takes live tickets for not yet closed, however young", () => {
    const young = factsOf([...desk, ...one("Y", s.created(1_999)), ...one("Z", s.created(1_999))], {}, 2_000);
    // After 1 h two are lost from sight; of the five left two close at 2 h, one at 10 h: still 10 h.
    expect(resolutionTime(young)).toMatchObject({ value: 10 * hour, n: 7 });
  });

  it("runs to the last closing, not to the first", () => {
    const again = factsOf(solved("A", "mei", 10, s.says(20), s.reopens(20), s.closes(28, "mei")));
    expect(resolutionTime(again)).toMatchObject({ value: 20 * hour, details: { firstClosing: { median: 2 * hour } } });
  });

  it("is 0 where a late entry says that it was created after its closing", () => {
    const late = resolutionTime(factsOf(one("A", s.says(0), s.closes(1, "mei"), s.created(2))));
    expect(late).toMatchObject({ value: 0, details: { answered: { median: 0 } } });
  });

  it("leaves out closings that the log does not show", () => {
    const merged = factsOf([
      ...one("A", s.created(0), s.moves(3, "closed", s.system, { cause: "merge" })),
      ...one("B", s.created(0), s.closes(3, "mei")),
    ]);
    expect(resolutionTime(merged)).toMatchObject({ n: 1, excluded: { merged: 1 } });
    const before = factsOf([
      ...solved("A", "mei", 10, s.reopens(20), s.linked(21, "mergedInto", "gone"), s.closes(21, "mei")),
    ]);
    expect(resolutionTime(before)).toMatchObject({ n: 0, excluded: { merged: 1 }, details: { answered: { n: 0 } } });
    const unseen = factsOf(s.story(s.moves(0, "closed"), s.created(1)));
    expect(resolutionTime(unseen)).toMatchObject({ n: 0, excluded: { noTime: 1 } });
  });

  it("stands in business time beside, or by itself", () => {
    const office = { timeZone: "UTC", hours: { mon: [["09:00", "17:00"]], tue: [["09:00", "17:00"]] } } as never;
    const night = factsOf(one("A", s.created(16), s.replies(20, "mei"), s.closes(34, "mei")), { calendar: office });
    expect(resolutionTime(night)).toMatchObject({ value: 18 * hour, details: { business: { value: 2 * hour, n: 1 } } });
    const business = resolutionTime(night, { clock: "business" });
    expect(business).toMatchObject({ value: 2 * hour, notes: [] });
    expect(business.details).not.toHaveProperty("firstClosing");
    expect(resolutionTime(facts, { clock: "business" })).toMatchObject({
      value: null,
      excluded: { noTime: 5, beganBeforeLog: 1 },
    });
    expect(resolutionTime(facts, { clock: "business" }).notes[0]).toBe("noCalendar");
  });
});
