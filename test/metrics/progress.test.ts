import { describe, expect, it } from "vitest";
import { backlog } from "../../src/metrics/backlog.ts";
import { escalationRate } from "../../src/metrics/escalation-rate.ts";
import { evidence } from "../../src/metrics/evidence.ts";
import { longestSilence } from "../../src/metrics/longest-silence.ts";
import { promiseKeptRate } from "../../src/metrics/promise-kept-rate.ts";
import { repeatContactRate } from "../../src/metrics/repeat-contact-rate.ts";
import { updateInterval } from "../../src/metrics/update-interval.ts";
import * as s from "../facts/stories.ts";
import { beside, byGroup, expectInterval, one } from "./desk.ts";

const { agent, factsOf, hour } = s;

describe("longestSilence", () => {
  const desk = [
    // Heard of after 2 h, then nothing for 6 h.
    ...one("A", s.created(0), s.says(1), s.replies(2, "mei"), s.closes(8, "mei")),
    // 3 h.
    ...one("B", s.created(0), s.replies(3, "mei"), s.closes(4, "mei")),
    // 10 h so far.
    ...one("C", s.created(10)),
  ];

  it("takes what is still live for not yet decided, however short its silence", () => {
    // C has been silent for 1 h only: lost from sight before the first end, so 3 h is where half of two are.
    expect(longestSilence(factsOf(desk, {}, 11))).toMatchObject({
      value: 3 * hour,
      details: { outcomes: { live: 1 } },
    });
    expect(longestSilence(factsOf([...desk, ...one("D", s.created(10.5))], {}, 11))).toMatchObject({
      value: 3 * hour,
      n: 4,
    });
  });

  it("is the median over tickets of the longest time without a person's word; live ones may yet grow", () => {
    // 3 h (B) F = 1/3, 6 h (A) F = 2/3, 10 h still open.
    const estimate = longestSilence(factsOf(desk, {}, 20));
    expect(estimate).toMatchObject({
      value: 6 * hour,
      n: 3,
      unit: "ms",
      notes: [],
      details: { outcomes: { live: 1, closed: 2 } },
    });
    expect(beside(estimate, "answered")).toMatchObject({ n: 2, median: 4.5 * hour });
  });

  it("leaves out tickets whose closing the log does not show", () => {
    const seen = factsOf([...desk, ...s.ticket("E", s.moves(0, "closed"), s.thanks(1))], {}, 20);
    expect(longestSilence(seen)).toMatchObject({ n: 3, excluded: { closingNotSeen: 1 } });
    const again = factsOf([...desk, ...s.ticket("E", s.moves(0, "closed"), s.reopens(1), s.closes(5, "mei"))], {}, 20);
    expect(longestSilence(again).n).toBe(4);
  });

  it("is null where the log shows no messages", () => {
    expect(longestSilence(factsOf(one("A", s.created(0), s.ruleCloses(3))))).toMatchObject({
      value: null,
      notes: expect.arrayContaining(["notObserved:staffReplies"]),
    });
  });
});

describe("updateInterval", () => {
  it("is our time for each word of a person in it, tickets without a word included", () => {
    const facts = factsOf(
      [
        ...one(
          "A",
          s.created(0),
          s.says(0),
          s.replies(2, "mei"),
          s.replies(6, "mei"),
          s.closes(8, "mei"),
          s.replies(9, "mei"),
        ),
        ...one("B", s.created(10), s.replies(14, "bo")),
        ...one("C", s.created(14)),
      ],
      {},
      20,
    );
    // Our time 8 + 10 + 6 = 24 h, three words while it was ours: 8 h.
    expect(updateInterval(facts)).toMatchObject({
      value: 8 * hour,
      n: 3,
      unit: "ms",
      method: "ratioEstimator",
      notes: [],
      details: { updates: 3 },
    });
    expect(evidence(facts, updateInterval).counted.map((row) => row.outcome)).toEqual([
      "observed",
      "observed",
      "observed",
    ]);
    expect(byGroup(updateInterval, facts, "agent")).toEqual({
      bo: [1, 10 * hour],
      mei: [1, 4 * hour],
      null: [1, null],
    });
  });

  it("is null where nobody wrote, and unknown where nothing shows", () => {
    expect(updateInterval(factsOf(one("A", s.created(0), s.says(1)), {}, 5))).toMatchObject({
      value: null,
      n: 1,
      notes: ["noUpdates"],
    });
    expect(updateInterval(factsOf(one("A", s.created(0))))).toMatchObject({
      value: null,
      notes: expect.arrayContaining(["notObserved:staffReplies"]),
    });
    expect(updateInterval(factsOf(s.story(s.says(0), s.moves(1, "spam"))))).toMatchObject({
      n: 0,
      notes: ["nothingToCount"],
    });
  });
});

describe("promiseKeptRate", () => {
  const facts = factsOf(
    [
      ...one("A", s.created(0), s.says(0), s.promised(1, 10), s.replies(9, "mei")),
      ...one("B", s.created(0), s.promised(1, 10), s.replies(11, "mei")),
      ...one("C", s.created(0), s.promised(1, 10), s.customerCloses(5)),
      ...one("D", s.created(0), s.promised(1, 50), s.promised(2, 60)),
      ...one("E", s.created(0), s.promised(1, 10, { actor: agent("bo"), kept: true })),
    ],
    {},
    20,
  );

  it("is the share kept of those that fell due", () => {
    // A and E of A, B, E. scipy.stats.binomtest(2, 3).proportion_ci(method="wilson")
    const estimate = promiseKeptRate(facts);
    expect(estimate).toMatchObject({
      n: 3,
      unit: "rate",
      excluded: { notYetDue: 2, closedByCustomer: 1 },
      details: { outcomes: { kept: 2, broken: 1 } },
    });
    expect(estimate.value).toBeCloseTo(2 / 3, 12);
    expectInterval(estimate, [0.20766, 0.938508]);
    expect(byGroup(promiseKeptRate, facts, "agent")).toEqual({ bo: [1, 1], mei: [2, 0.5] });
  });

  it("is unknown where the log shows no promises", () => {
    expect(promiseKeptRate(factsOf(one("A", s.created(0)))).notes).toEqual(["notObserved:promises"]);
  });
});

describe("escalationRate", () => {
  it("is the share of tickets that went outside, by level", () => {
    const facts = factsOf([
      ...one("A", s.created(0), s.escalated(1, "supervisor"), s.escalated(2, "regulator")),
      ...one("B", s.created(0)),
      ...one("C", s.created(0)),
      ...one("D", s.created(0)),
    ]);
    const estimate = escalationRate(facts);
    expect(estimate).toMatchObject({
      value: 0.25,
      n: 4,
      details: {
        outcomes: { escalated: 1, notEscalated: 3 },
        levels: { supervisor: 1, platform: 0, regulator: 1, public: 0 },
      },
    });
    expectInterval(estimate, [0.045587, 0.699358]);
  });

  it("is unknown where the log shows none", () => {
    expect(escalationRate(factsOf(one("A", s.created(0))))).toMatchObject({
      value: null,
      n: 1,
      notes: ["notObserved:escalations"],
    });
  });
});

describe("repeatContactRate", () => {
  const again = (name: string, hours: number, more = {}) =>
    s.ticket(name, s.created(hours, { requester: "ann", ...more }));

  it("is the share of customers' tickets that ask again", () => {
    const facts = factsOf([
      ...s.ticket("A", s.created(0, { requester: "ann" }), s.replies(1, "mei"), s.closes(2, "mei")),
      ...again("B", 20), // the same person and category within the window
      ...again("C", 21, { requester: "zoe" }),
      ...s.ticket("D", s.created(22, { requester: "zoe", category: "refund" }), s.linked(23, "followUpOf", "A")),
      ...again("E", 24, { initiator: "agent" }), // not the customer's
      ...s.ticket("F", s.created(25, { requester: undefined, actor: { kind: "customer" } })),
    ]);
    // B and D of A, B, C, D.
    expect(repeatContactRate(facts)).toMatchObject({
      value: 0.5,
      n: 4,
      excluded: { requesterUnknown: 1 },
      notes: [],
      details: { outcomes: { repeat: 2, first: 2 } },
    });
  });

  it("is a lower bound without categories, and unknown without requesters", () => {
    const bare = factsOf(again("A", 0, { category: undefined }));
    expect(repeatContactRate(bare)).toMatchObject({ value: 0, n: 1, notes: ["lowerBound:categories"] });
    const nobody = factsOf(s.ticket("A", s.created(0, { requester: undefined, actor: { kind: "customer" } })));
    expect(repeatContactRate(nobody)).toMatchObject({ value: null, n: 0, excluded: { requesterUnknown: 1 } });
    expect(repeatContactRate(nobody).notes[0]).toBe("notObserved:requesters");
  });

  it("counts a follow-up of an unknown person all the same", () => {
    const facts = factsOf([
      ...s.ticket("A", s.created(0, { requester: "ann" })),
      ...s.ticket(
        "B",
        s.created(5, { requester: undefined, actor: { kind: "customer" } }),
        s.linked(6, "followUpOf", "A"),
      ),
    ]);
    expect(repeatContactRate(facts)).toMatchObject({ value: 0.5, n: 2, excluded: {} });
  });
});

describe("backlog", () => {
  const facts = factsOf(
    [
      ...one("A", s.created(0), s.assigns(1, "mei"), s.replies(2, "mei"), s.moves(3, "waitingOnCustomer")),
      ...one("B", s.created(10), s.assigns(11, "bo")),
      ...one("C", s.created(0), s.replies(1, "mei"), s.closes(2, "mei")),
      ...s.ticket("D", s.says(4)),
      ...one("E", s.created(0), s.moves(1, "spam")),
    ],
    {},
    20,
  );

  it("counts live tickets, with those whose customer waits, and their age", () => {
    // A, B and D; in B and D the customer waits; A is 20 h old, B 10 h, of D nobody knows.
    const estimate = backlog(facts);
    expect(estimate).toMatchObject({
      value: 3,
      n: 3,
      unit: "count",
      method: "poissonExact",
      excluded: { spam: 1 },
      details: { customerWaiting: 2, ageMs: { n: 2, mean: 15 * hour, median: 15 * hour } },
    });
    expectInterval(estimate, [0.618672, 8.767273]);
  });

  it("credits whoever holds them now, not whoever closed them once", () => {
    expect(byGroup(backlog, facts, "agent")).toEqual({ bo: [1, 1], mei: [1, 1], null: [1, 1] });
    const passed = factsOf(
      one(
        "A",
        s.created(0),
        s.assigns(0, "mei"),
        s.closes(2, "mei"),
        s.reopens(3),
        s.assigns(4, "bo", { team: "night" }),
      ),
    );
    expect(byGroup(backlog, passed, "agent")).toEqual({ bo: [1, 1] });
    expect(byGroup(backlog, passed, "team")).toEqual({ night: [1, 1] });
  });

  it("sees the very first wait of the log, and tells which tickets are live", () => {
    const single = factsOf(one("A", s.created(0), s.says(1)), {}, 20);
    expect(backlog(single).details).toMatchObject({ customerWaiting: 1 });
    expect(evidence(single, backlog).counted).toMatchObject([{ ticket: "A", outcome: "live", agent: null }]);
    const held = factsOf(
      one(
        "A",
        s.created(0),
        s.assigns(0, "mei"),
        s.replies(1, "mei"),
        s.closes(2, "mei"),
        s.reopens(3),
        s.assigns(4, "bo"),
      ),
    );
    expect(evidence(held, backlog).counted).toMatchObject([{ agent: "bo" }]);
  });
});
