import { describe, expect, it } from "vitest";
import { prematureClosureRate } from "../../src/metrics/premature-closure-rate.ts";
import { reopenRate } from "../../src/metrics/reopen-rate.ts";
import { throughput } from "../../src/metrics/throughput.ts";
import * as s from "../facts/stories.ts";
import { byGroup, expectInterval, one } from "./desk.ts";

const { agent, factsOf } = s;
const week = 7 * s.day;
/** A ticket that `id` answers and closes at `hours`, and what comes after. */
const solved = (name: string, id: string, hours: number, ...rest: s.Step[]) =>
  one(name, s.created(hours - 2), s.replies(hours - 1, id), s.closes(hours, id), ...rest);

describe("reopenRate", () => {
  /** A comes back after 100 h, B is 50 h old, C stood. */
  const desk = [
    ...solved("A", "mei", 10, s.says(110)),
    ...solved("B", "bo", 450),
    ...solved("C", "bo", 10),
    ...solved("D", "mei", 10, s.reopens(11, agent("mei")), s.moves(12, "spam")),
  ];

  it("is the share of closures that the customer came back on, by Kaplan–Meier at the window's end", () => {
    // B is lost from sight after 50 h. At 100 h one of the two that are left: 1/2.
    const estimate = reopenRate(factsOf(desk, {}, 500));
    expect(estimate).toMatchObject({
      value: 0.5,
      n: 3,
      unit: "rate",
      method: "kaplanMeier",
      notes: [],
      excluded: { spam: 1 },
    });
    expect(estimate.details).toMatchObject({
      windowMs: week,
      outcomes: { returned: 1, notReturned: 2 },
      returnedBy: { bareMessage: 1 },
      restOnBareMessage: 1,
    });
    expect(byGroup(reopenRate, factsOf(desk, {}, 500), "agent")).toEqual({ bo: [2, 0], mei: [1, 1] });
  });

  it("is a plain share where every window has passed", () => {
    // 1 of 3. scipy.stats.binomtest(1, 3).proportion_ci(method="wilson")
    const estimate = reopenRate(factsOf(desk, {}, 700));
    expect(estimate.method).toBe("wilson");
    expect(estimate.value).toBeCloseTo(1 / 3, 12);
    expectInterval(estimate, [0.061492, 0.79234]);
  });

  it("follows the policy's window", () => {
    expect(reopenRate(factsOf(desk, { reopenWindow: "4d" }, 700)).value).toBe(0);
    expect(reopenRate(factsOf(desk, { reopenWindow: "100h" }, 700)).details).toMatchObject({
      windowMs: 100 * s.hour,
      outcomes: { returned: 1 },
    });
  });

  it("leaves out churn, and takes a rejection for no return", () => {
    const churn = factsOf(
      [
        ...solved("A", "mei", 10, s.reopens(11, agent("mei")), s.closes(12, "mei")),
        ...solved("B", "mei", 10, s.solution(20, "rejected")),
      ],
      {},
      500,
    );
    expect(reopenRate(churn)).toMatchObject({ value: 0, n: 2, excluded: { churn: 1 } });
  });

  it("tells what brought the customer back, and what rests on a bare message alone", () => {
    const facts = factsOf(
      [
        ...solved("A", "mei", 10, s.says(20), s.reopens(21)),
        ...solved("B", "mei", 10, s.says(20)),
        ...solved("C", "mei", 10, s.reopens(20, agent("bo"))),
        ...solved("D", "mei", 10, s.says(20, { intent: "other" })),
      ],
      {},
      500,
    );
    expect(reopenRate(facts).details).toMatchObject({
      returnedBy: { bareMessage: 2, reopenedByColleague: 1, message: 1 },
      restOnBareMessage: 1,
    });
  });

  it("says where the log may hide returns", () => {
    const bare = factsOf(
      one("A", s.created(0, { category: undefined }), s.replies(1, "mei"), s.closes(2, "mei")),
      {},
      500,
    );
    expect(reopenRate(bare).notes).toEqual(["lowerBound:customerMessages", "lowerBound:repeatContacts"]);
    expect(reopenRate(factsOf(one("A", s.created(0), s.says(1))))).toMatchObject({
      value: null,
      n: 0,
      notes: ["notObserved:closures"],
    });
    expect(reopenRate(factsOf(solved("A", "mei", 10, s.says(11)), {}, 20))).toMatchObject({ value: 1, n: 1 });
    expect(reopenRate(factsOf([...solved("A", "mei", 10), ...one("B", s.says(1))], {}, 20))).toMatchObject({
      value: null,
      n: 1,
      notes: ["followUpTooShort"],
    });
  });

  it("belongs to the period of the closing", () => {
    const period = { start: s.after(400), end: s.after(460) };
    expect(reopenRate(factsOf(desk, {}, 700), { period })).toMatchObject({
      n: 1,
      value: 0,
      excluded: { outsidePeriod: 2, spam: 1 },
    });
  });
});

describe("prematureClosureRate", () => {
  /** A unanswered; B back after 20 h; C back after 100 h; D held; E rejected after 100 h. */
  const desk = [
    ...one("A", s.created(0), s.botSays(1), s.ruleCloses(10)),
    ...solved("B", "mei", 10, s.says(30)),
    ...solved("C", "mei", 10, s.says(110)),
    ...solved("D", "bo", 10),
    ...solved("E", "bo", 10, s.solution(110, "rejected")),
  ];

  it("is the share of closures with a reason, each reason counted by itself", () => {
    // A, B and E of five. scipy.stats.binomtest(3, 5).proportion_ci(method="wilson")
    const estimate = prematureClosureRate(factsOf(desk, {}, 700));
    expect(estimate).toMatchObject({ value: 0.6, n: 5, unit: "rate", method: "wilson", notes: [], excluded: {} });
    expectInterval(estimate, [0.230724, 0.882379]);
    expect(estimate.details).toMatchObject({
      windowMs: week,
      outcomes: { premature: 3, notPremature: 2 },
      reasons: {
        customerWaiting: 1,
        noHumanReply: 1,
        inactivityWhileOurTurn: 0,
        handoffPending: 0,
        returnedSoon: 1,
        rejected: 1,
        saidUnsolved: 0,
      },
    });
    expect(byGroup(prematureClosureRate, factsOf(desk, {}, 700), "agent")).toEqual({
      bo: [2, 0.5],
      mei: [2, 0.5],
      null: [1, 1],
    });
  });

  it("counts a reason from when it is known, so that young closures are watched and not acquitted", () => {
    // Known at 0 h (A), 20 h (B), 100 h (E). X is lost from sight after 50 h, C and D stay:
    // 1 − 5/6 · 4/5 · 2/3 = 5/9.
    const young = factsOf([...desk, ...solved("X", "bo", 650)], {}, 700);
    expect(prematureClosureRate(young).value).toBeCloseTo(5 / 9, 12);
    expect(prematureClosureRate(young).method).toBe("kaplanMeier");
  });

  it("is null while nobody was watched to the window's end", () => {
    const young = factsOf([...solved("A", "mei", 10), ...one("B", s.says(0))], {}, 20);
    expect(prematureClosureRate(young)).toMatchObject({ value: null, n: 1, notes: ["followUpTooShort"] });
  });

  it("leaves out churn", () => {
    const churn = factsOf(solved("A", "mei", 10, s.reopens(11, agent("mei")), s.closes(12, "mei")), {}, 500);
    expect(prematureClosureRate(churn)).toMatchObject({ value: 0, n: 1, excluded: { churn: 1 } });
  });

  it("is a lower bound where the log shows no replies or not every return, and null where it shows no closings", () => {
    const bare = factsOf(one("A", s.created(0), s.ruleCloses(1)), {}, 500);
    const notes = ["lowerBound:staffReplies", "lowerBound:customerMessages"];
    expect(prematureClosureRate(bare)).toMatchObject({ value: 0, n: 1, notes });
    const seen = { staffReplies: true, customerMessages: true, requesters: true, categories: true };
    const shown = factsOf(one("A", s.created(0), s.ruleCloses(1)), { observes: seen }, 500);
    expect(prematureClosureRate(shown).notes).toEqual([]);
    expect(prematureClosureRate(factsOf(one("A", s.created(0), s.says(1))))).toMatchObject({
      value: null,
      notes: ["notObserved:closures"],
    });
  });

  it("looks as far as the reopening window", () => {
    const wide = factsOf(desk, { reopenWindow: "3d", prematureWindow: "3d" }, 700);
    expect(prematureClosureRate(wide).details).toMatchObject({ windowMs: 3 * s.day, outcomes: { premature: 2 } });
  });
});

describe("throughput", () => {
  it("counts closings, whatever became of them, churn aside", () => {
    const facts = factsOf([
      ...solved("A", "mei", 10, s.says(11), s.reopens(12), s.closes(13, "bo")),
      ...solved("B", "mei", 10, s.reopens(11, agent("mei")), s.closes(12, "mei")),
    ]);
    // A twice, B once. scipy.stats.chi2.ppf([.025], 6) / 2, chi2.ppf([.975], 8) / 2
    const estimate = throughput(facts);
    expect(estimate).toMatchObject({ value: 3, n: 3, excluded: { churn: 1 }, unit: "count", method: "poissonExact" });
    expectInterval(estimate, [0.618672, 8.767273]);
    expect(byGroup(throughput, facts, "agent")).toEqual({ bo: [1, 1], mei: [2, 2] });
    expect(throughput(facts, { level: 0.9 }).high!).toBeLessThan(estimate.high!);
  });

  it("is no closing of a merger", () => {
    const facts = factsOf(one("A", s.created(0), s.closes(5, "mei"), s.linked(5, "mergedInto", "gone")));
    expect(throughput(facts)).toMatchObject({ value: 0, n: 0 });
  });

  it("is 0 with an interval, not null, where all was seen and nothing closed; null where closings are not shown", () => {
    expect(throughput(factsOf(s.story(s.moves(0, "closed"), s.says(5))))).toMatchObject({
      value: 0,
      low: 0,
      n: 0,
      notes: ["nothingToCount"],
    });
    expect(throughput(factsOf(one("A", s.created(0))))).toMatchObject({ value: null, notes: ["notObserved:closures"] });
  });
});
