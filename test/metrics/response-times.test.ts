import { describe, expect, it } from "vitest";
import { abandonmentRate } from "../../src/metrics/abandonment-rate.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import { nextResponseTime } from "../../src/metrics/next-response-time.ts";
import { serviceLevel } from "../../src/metrics/service-level.ts";
import * as s from "../facts/stories.ts";
import { beside, byGroup, expectInterval, one } from "./desk.ts";

const { factsOf, hour } = s;

/**
 * First waits: A answered after 1 h, B after 3 h, C closed unanswered after 2 h (a late reply after 10 h), D given up after
 * 4 h, E open for 2 h.
 */
const morning = [
  ...one("A", s.created(0), s.replies(1, "mei")),
  ...one("B", s.created(0), s.replies(3, "bo")),
  ...one("C", s.created(0), s.ruleCloses(2), s.replies(10, "li")),
  ...one("D", s.created(0), s.customerCloses(4)),
  ...one("E", s.created(98)),
];
const facts = factsOf(morning, {}, 100);

describe("firstResponseTime", () => {
  it("is the time by which half of all customers have an answer, whoever got none included", () => {
    // At 1 h 1 of 5: F = 0.2. At 2 h C ends otherwise and E is lost from sight: S = 4/5 · 3/4 = 0.6, two are left.
    // At 3 h 1 of 2: F = 0.2 + 0.6 · 1/2 = 0.5, so the median is 3 h. The 90th percentile is never reached.
    const estimate = firstResponseTime(facts);
    expect(estimate).toMatchObject({
      metric: "firstResponseTime",
      value: 3 * hour,
      n: 5,
      excluded: {},
      unit: "ms",
      level: 0.95,
      method: "aalenJohansen",
      notes: [],
    });
    expect(estimate.details).toMatchObject({
      p90: { value: null },
      outcomes: { open: 1, answered: 2, closedUnanswered: 1, abandoned: 1, merged: 0 },
      withinTarget: { targetMs: hour, value: 0.2 },
    });
    expect(estimate.details).not.toHaveProperty("business");
  });

  it("shows beside it what a dashboard would: the answered only, late answers as answers", () => {
    // 1, 3 and 10 h; type 7: the 90th percentile lies 0.8 of the way from 3 to 10.
    const answered = beside(firstResponseTime(facts), "answered");
    expect(answered).toMatchObject({ n: 3, median: 3 * hour });
    expect(answered["mean"]).toBeCloseTo((14 / 3) * hour, 3);
    expect(answered["p90"]).toBeCloseTo(8.6 * hour, 3);
  });

  it("asks first waits only, and takes another target where told", () => {
    const twice = factsOf(
      [...morning, ...one("F", s.created(0), s.replies(1, "mei"), s.says(2), s.replies(30, "mei"))],
      {},
      100,
    );
    expect(firstResponseTime(twice).n).toBe(6);
    expect(beside(firstResponseTime(facts, { targetMs: 3 * hour }), "withinTarget")).toMatchObject({
      targetMs: 3 * hour,
      value: 0.5,
    });
    const policy = { targets: { firstResponse: "3h" } };
    expect(beside(firstResponseTime(factsOf(morning, policy, 100)), "withinTarget")["value"]).toBe(0.5);
  });

  it("is null where the median is never reached, and says whether it may yet be", () => {
    const never = factsOf([
      ...one("A", s.created(0), s.replies(1, "mei")),
      ...one("B", s.created(0), s.ruleCloses(2)),
      ...one("C", s.created(0), s.ruleCloses(3)),
    ]);
    expect(firstResponseTime(never)).toMatchObject({ value: null, high: null, n: 3, notes: ["median:neverReached"] });
    const notYet = factsOf(
      [...one("A", s.created(0), s.replies(1, "mei")), ...one("B", s.created(0)), ...one("C", s.created(0))],
      {},
      9,
    );
    expect(firstResponseTime(notYet)).toMatchObject({ value: null, n: 3, notes: ["median:followUpTooShort"] });
  });

  it("is never reached where the customers leave, and not yet where a merger leads out of sight", () => {
    const left = [
      ...one("A", s.created(0), s.replies(5, "mei")),
      ...one("B", s.created(0), s.customerCloses(1)),
      ...one("C", s.created(0), s.customerCloses(2)),
    ];
    expect(firstResponseTime(factsOf(left))).toMatchObject({ value: null, notes: ["median:neverReached"] });
    const merged = [
      ...one("A", s.created(0), s.replies(5, "mei")),
      ...one("B", s.created(0), s.linked(1, "mergedInto", "gone")),
    ];
    expect(firstResponseTime(factsOf(merged))).toMatchObject({ value: 5 * hour, details: { outcomes: { merged: 1 } } });
    expect(firstResponseTime(factsOf(one("A", s.created(0), s.botSays(1), s.customerCloses(2)))).notes).toEqual([
      "median:neverReached",
    ]);
  });

  it("has limits in their order, beside it as well", () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      one(`T${index}`, s.created(0), s.replies(1 + index, "mei")),
    ).flat();
    const estimate = firstResponseTime(factsOf(many));
    for (const { value, low, high } of [
      estimate,
      beside(estimate, "p90"),
      beside(firstResponseTime(factsOf(many), { targetMs: 20 * hour }), "withinTarget"),
    ] as { value: number; low: number; high: number }[]) {
      expect(low < value && value < high).toBe(true);
    }
  });

  it("shows the late replies of a log that is said to show none, and nobody's replies to spam", () => {
    const told = factsOf(one("A", s.created(0), s.ruleCloses(2), s.replies(5, "mei")), {
      observes: { staffReplies: false },
    });
    expect(firstResponseTime(told)).toMatchObject({
      value: null,
      n: 0,
      excluded: { unseen: 1 },
      details: { answered: { n: 1, median: 5 * hour } },
    });
    const spam = factsOf([
      ...one("A", s.created(0), s.replies(1, "mei")),
      ...one("B", s.created(0), s.replies(9, "mei"), s.moves(10, "spam")),
    ]);
    expect(firstResponseTime(spam)).toMatchObject({ n: 1, excluded: { spam: 1 }, details: { answered: { n: 1 } } });
    const later = factsOf(one("A", s.created(0), s.replies(1, "mei"), s.says(2), s.replies(30, "mei")));
    expect(firstResponseTime(later).details).toMatchObject({ answered: { n: 1 } });
  });

  it("is null with a note where the log shows no replies, or nothing to count", () => {
    const bare = firstResponseTime(factsOf(one("A", s.created(0), s.ruleCloses(2))));
    expect(bare).toMatchObject({
      value: null,
      low: null,
      high: null,
      n: 0,
      excluded: { unseen: 1 },
      notes: ["notObserved:staffReplies"],
    });
    const none = firstResponseTime(factsOf(s.story(s.says(0), s.replies(1, "mei"))));
    expect(none).toMatchObject({ value: null, n: 0, notes: ["nothingToCount"] });
  });

  it("credits whoever held the wait longest", () => {
    expect(byGroup(firstResponseTime, facts, "agent")).toEqual({ bo: [1, 3 * hour], mei: [1, hour], null: [3, null] });
  });

  it("leaves out spam and deleted tickets, but not what happened before a merger", () => {
    const thrown = factsOf([
      ...one("A", s.created(0), s.replies(1, "mei")),
      ...one("B", s.created(0), s.moves(1, "spam")),
      ...one("C", s.created(0), s.moves(1, "deleted")),
      ...one("D", s.created(0), s.replies(2, "mei"), s.linked(3, "mergedInto", "A")),
      ...one("E", s.created(0), s.replies(3, "mei"), s.linked(4, "duplicateOf", "A")),
    ]);
    expect(firstResponseTime(thrown)).toMatchObject({ n: 3, value: 2 * hour, excluded: { spam: 1, deleted: 1 } });
  });

  it("counts a wait in the period in which it starts: the first instant in, the last one out", () => {
    const period = { start: s.after(0), end: s.after(98) };
    expect(firstResponseTime(facts, { period })).toMatchObject({ n: 4, excluded: { outsidePeriod: 1 } });
    expect(firstResponseTime(facts, { period: { start: s.after(0) + 1, end: s.after(98) + 1 } })).toMatchObject({
      n: 1,
      excluded: { outsidePeriod: 4 },
    });
  });
});

describe("nextResponseTime", () => {
  const later = factsOf(
    one(
      "A",
      ...[s.created(0), s.replies(1, "mei"), s.says(2), s.replies(5, "mei"), s.says(6), s.closes(8, "mei")],
      ...[s.says(50), s.replies(51, "bo"), s.says(90)],
    ),
    {},
    100,
  );

  it("is the median over every wait after the first", () => {
    // 3 h answered, 2 h closed unanswered, 1 h answered (on the closed ticket), 10 h open.
    // At 1 h F = 1/4; at 2 h S = 1/2; at 3 h F = 1/4 + 1/2 · 1/2 = 1/2: 3 h.
    const estimate = nextResponseTime(later);
    expect(estimate).toMatchObject({ value: 3 * hour, n: 4, notes: [] });
    expect(estimate.details).toMatchObject({
      outcomes: { open: 1, answered: 2, closedUnanswered: 1, abandoned: 0 },
      withinTarget: { targetMs: hour, value: 0.25 },
      // The wait that the closing cut off at 8 h was answered at 51 h: 45 h after it began.
      answered: { n: 3, median: 3 * hour },
    });
    expect(beside(estimate, "answered")["mean"]).toBeCloseTo((49 / 3) * hour, 3);
  });

  it("takes its own target", () => {
    const facts3 = factsOf(one("A", s.created(0), s.replies(1, "mei"), s.says(2), s.replies(5, "mei")), {
      targets: { nextResponse: "4h" },
    });
    expect(beside(nextResponseTime(facts3), "withinTarget")).toMatchObject({ targetMs: 4 * hour, value: 1 });
    expect(beside(nextResponseTime(facts3, { targetMs: 2 * hour }), "withinTarget")["value"]).toBe(0);
  });

  it("is null in a log that shows no customer's messages", () => {
    const silent = factsOf(one("A", s.created(0), s.replies(1, "mei")));
    expect(nextResponseTime(silent)).toMatchObject({ value: null, notes: ["notObserved:customerMessages"] });
  });
});

describe("serviceLevel", () => {
  it("is the share answered within the target, the unanswered against it", () => {
    // By 1 h 1 of 5. scipy.stats.binomtest(1, 5).proportion_ci(method="wilson")
    const estimate = serviceLevel(facts);
    expect(estimate).toMatchObject({ value: 0.2, n: 5, unit: "rate", method: "wilson", notes: [] });
    expect(estimate.details).toMatchObject({ targetMs: hour });
    expectInterval(estimate, [0.036224, 0.624465]);
    expect(serviceLevel(facts, { targetMs: 3 * hour })).toMatchObject({ value: 0.5, method: "aalenJohansen" });
    expect(serviceLevel(facts, { targetMs: hour - 1 }).value).toBe(0);
    expect(serviceLevel(factsOf(morning, { targets: { firstResponse: "3h" } }, 100)).value).toBe(0.5);
  });

  it("is null where nobody was watched as long as the target", () => {
    const young = factsOf([...one("A", s.created(0), s.says(0.2))], {}, 0.5);
    expect(serviceLevel(young)).toMatchObject({ value: null, n: 1, notes: ["followUpTooShort"] });
  });

  it("stands in business time beside", () => {
    const office = { timeZone: "UTC", hours: { mon: [["09:00", "17:00"]], tue: [["09:00", "17:00"]] } } as never;
    // From 16:00 to 10:00 the next day: 18 h on the calendar, 2 h of the desk's.
    const night = factsOf(one("A", s.created(16), s.replies(34, "mei")), {
      calendar: office,
      targets: { firstResponse: "2h" },
    });
    expect(serviceLevel(night)).toMatchObject({ value: 0, details: { business: { value: 1, n: 1 } } });
  });

  it("counts first waits only", () => {
    const twice = factsOf(one("A", s.created(0), s.replies(0.5, "mei"), s.says(2), s.replies(30, "mei")));
    expect(serviceLevel(twice)).toMatchObject({ value: 1, n: 1 });
  });

  it("is null where the log shows no replies", () => {
    expect(serviceLevel(factsOf(one("A", s.created(0), s.ruleCloses(2)))).notes).toContain("notObserved:staffReplies");
  });
});

describe("abandonmentRate", () => {
  it("is the share of waits that the customer gave up, once every one has ended", () => {
    // S = 4/5 after 1 h, 3/5 after 2 h (C), where E is lost from sight, 3/10 after 3 h; at 4 h the last one gives up: 0.3.
    const estimate = abandonmentRate(facts);
    expect(estimate.value).toBeCloseTo(0.3, 12);
    expect(estimate).toMatchObject({
      n: 5,
      method: "aalenJohansen",
      notes: ["someStillOpen"],
      details: { outcomes: { open: 1, answered: 2, closedUnanswered: 1, abandoned: 1, merged: 0 } },
    });
  });

  it("is a plain share where none is open, all rounds counted", () => {
    const ended = factsOf([
      ...one("A", s.created(0), s.replies(1, "mei"), s.says(2), s.customerCloses(5)),
      ...one("B", s.created(0), s.replies(1, "mei")),
      ...one("C", s.created(0), s.botSays(1), s.handoff(2, "requested"), s.handoff(3, "abandoned")),
    ]);
    // scipy.stats.binomtest(2, 4).proportion_ci(method="wilson")
    expect(abandonmentRate(ended)).toMatchObject({ value: 0.5, n: 4, method: "wilson", notes: [] });
    expectInterval(abandonmentRate(ended), [0.150039, 0.849961]);
  });

  it("takes a wait merged out of sight for one that is open", () => {
    const merged = factsOf([
      ...one("A", s.created(0), s.says(0), s.linked(1, "mergedInto", "gone")),
      ...one("B", s.created(0), s.customerCloses(2)),
    ]);
    expect(abandonmentRate(merged)).toMatchObject({ value: 1, n: 2, notes: ["someStillOpen"] });
  });

  it("is null where the log shows no replies", () => {
    expect(abandonmentRate(factsOf(one("A", s.created(0), s.customerCloses(2))))).toMatchObject({
      value: null,
      notes: ["notObserved:staffReplies"],
    });
  });
});
