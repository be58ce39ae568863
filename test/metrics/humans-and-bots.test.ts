import { describe, expect, it } from "vitest";
import { botResolutionRate } from "../../src/metrics/bot-resolution-rate.ts";
import { botTrapRate } from "../../src/metrics/bot-trap-rate.ts";
import { humanReachRate } from "../../src/metrics/human-reach-rate.ts";
import { timeToHuman } from "../../src/metrics/time-to-human.ts";
import * as s from "../facts/stories.ts";
import { beside, byGroup, expectInterval, one } from "./desk.ts";

const { factsOf, hour } = s;
const minute = hour / 60;
const asks = (hours: number) => s.says(hours, { intent: "humanRequest" });

/** Requests: A reached after 2 h, B after 4 h, C given up after 1 h, D closed on after 3 h, E open for 5 h. */
const requests = [
  ...one("A", s.created(0), asks(0), s.botSays(1), s.replies(2, "mei")),
  ...one("B", s.created(0), s.handoff(0, "requested"), s.botSays(1), s.replies(4, "bo")),
  ...one("C", s.created(0), asks(0), s.botSays(0.5), s.handoff(1, "abandoned")),
  ...one("D", s.created(0), asks(0), s.botSays(1), s.ruleCloses(3)),
  ...one("E", s.created(0), asks(5)),
];
const facts = factsOf(requests, {}, 10);

describe("timeToHuman", () => {
  it("is the median time from asking to an answer; the given up and the closed never reach anybody", () => {
    // Of 5: 1 h C out, 2 h A reached F = 1/5, 3 h D out, 4 h B reached F = 2/5, E still open after 5 h.
    const estimate = timeToHuman(facts);
    expect(estimate).toMatchObject({
      value: null,
      n: 5,
      unit: "ms",
      method: "aalenJohansen",
      notes: ["median:followUpTooShort"],
    });
    expect(estimate.details).toMatchObject({
      outcomes: { open: 1, reached: 2, abandoned: 1, closedUnreached: 1 },
      answered: { n: 2, mean: 3 * hour, median: 3 * hour },
      withinTarget: { targetMs: 5 * minute, value: 0 },
    });
    expect(beside(timeToHuman(facts, { targetMs: 2 * hour }), "withinTarget")["value"]).toBe(0.2);
    expect(beside(timeToHuman(factsOf(requests, { targets: { human: "4h" } }, 10)), "withinTarget")["value"]).toBe(0.4);
  });

  it("has a value where half of all are reached", () => {
    const two = factsOf(requests.filter((row) => ["A", "B", "C"].includes(row.ticket)));
    expect(timeToHuman(two)).toMatchObject({ value: 4 * hour, n: 3, notes: [] });
  });

  it("credits whoever was reached, else the holder", () => {
    expect(byGroup(timeToHuman, facts, "agent")).toEqual({ bo: [1, 4 * hour], mei: [1, 2 * hour], null: [3, null] });
  });

  it("is null where nobody asked, and unknown where the log shows no asking", () => {
    const none = factsOf(one("A", s.created(0), s.replies(1, "mei")));
    expect(timeToHuman(none)).toMatchObject({ value: null, n: 0, notes: ["notObserved:handoffs"] });
  });

  it("belongs to the period in which it was asked", () => {
    expect(timeToHuman(facts, { period: { start: s.after(5), end: s.after(6) } })).toMatchObject({
      n: 1,
      excluded: { outsidePeriod: 4 },
    });
  });
});

describe("humanReachRate", () => {
  it("is the share of requests that end with a person's answer", () => {
    // Nobody is lost from sight before the last end at 4 h: 2 of 5. binomtest(2, 5).proportion_ci(method="wilson")
    const estimate = humanReachRate(facts);
    expect(estimate).toMatchObject({ value: 0.4, n: 5, method: "wilson", notes: ["someStillOpen"] });
    expectInterval(estimate, [0.117621, 0.769276]);
    expect(
      humanReachRate(
        factsOf(
          requests.filter((row) => row.ticket !== "E"),
          {},
          10,
        ),
      ),
    ).toMatchObject({ value: 0.5, n: 4, notes: [] });
  });

  it("is unknown where the log shows no asking", () => {
    expect(humanReachRate(factsOf(one("A", s.created(0), s.says(1))))).toMatchObject({
      value: null,
      notes: ["notObserved:handoffs"],
    });
  });
});

describe("botTrapRate", () => {
  const desk = [
    ...one("asked", s.created(0), s.botSays(1), s.handoff(2, "requested"), s.ruleCloses(3)),
    ...one("wrote on", s.created(0), s.botSays(1), s.says(2), s.ruleCloses(3)),
    ...one("reached", s.created(0), s.botSays(1), asks(2), s.replies(3, "mei"), s.closes(4, "mei")),
    ...one("solved", s.created(0), s.botSays(1), s.says(2), s.solution(3, "accepted"), s.ruleCloses(4)),
    ...one("content", s.created(0), s.botSays(1), s.ruleCloses(3)),
    ...one("open", s.created(0), s.botSays(1), s.says(2)),
    ...one("no bot", s.created(0), s.replies(1, "mei"), s.closes(3, "mei")),
  ];

  it("is the share of closed bot conversations whose customer wanted more and got no person", () => {
    // Trapped: asked, wrote on. Of five closed ones in which a bot spoke. binomtest(2, 5).proportion_ci(method="wilson")
    const estimate = botTrapRate(factsOf(desk));
    expect(estimate).toMatchObject({
      value: 0.4,
      n: 5,
      excluded: { stillOpen: 1 },
      unit: "rate",
      details: { outcomes: { trapped: 2, reachedHuman: 1, saidSolved: 1, contentOrGone: 1 } },
    });
    expectInterval(estimate, [0.117621, 0.769276]);
  });

  it("shows how far the open ones could move it", () => {
    // 2 of 6, and 3 of 6.
    const { trapped, free } = beside(botTrapRate(factsOf(desk)), "ifOpenWere") as { trapped: number; free: number };
    expect(free).toBeCloseTo(1 / 3, 12);
    expect(trapped).toBe(0.5);
  });

  it("moves by nothing where none is open, and is nothing where all are", () => {
    const closed = botTrapRate(factsOf(desk.filter((row) => row.ticket !== "open")));
    expect(beside(closed, "ifOpenWere")).toEqual({ trapped: 0.4, free: 0.4 });
    const open = botTrapRate(factsOf(desk.filter((row) => row.ticket === "open")));
    expect(open).toMatchObject({ value: null, n: 0, details: { ifOpenWere: { trapped: 1, free: 0 } } });
  });

  it("takes a yes that was taken back for none", () => {
    const back = one("A", s.created(0), s.botSays(1), s.solution(2, "accepted"), s.says(3), s.ruleCloses(4));
    expect(botTrapRate(factsOf(back)).value).toBe(1);
  });

  it("asks only of words written after the bot's", () => {
    const before = one("A", s.created(0), s.says(1), s.botSays(2), s.ruleCloses(4));
    expect(botTrapRate(factsOf(before)).value).toBe(0);
  });

  it("is unknown where the log shows no bots", () => {
    expect(botTrapRate(factsOf(one("A", s.created(0), s.replies(1, "mei"))))).toMatchObject({
      value: null,
      n: 0,
      notes: ["notObserved:botMessages"],
    });
  });
});

describe("botResolutionRate", () => {
  const desk = [
    ...one("confirmed", s.created(0), s.botSays(1), s.ruleCloses(2), s.survey(3, "answered", { saidSolved: true })),
    ...one("silent", s.created(0), s.botSays(1), s.ruleCloses(2)),
    ...one("back", s.created(0), s.botSays(1), s.ruleCloses(2), s.says(9)),
    ...one("human", s.created(0), s.botSays(1), s.replies(2, "mei"), s.closes(3, "mei")),
    ...one("open", s.created(0), s.botSays(1)),
    ...one("no bot", s.created(0), s.replies(1, "mei")),
  ];

  it("is what bot vendors report, with what became of it beside", () => {
    // Shown as resolved without a person: confirmed, silent, back: 3 of 5. binomtest(3, 5) and binomtest(1, 5), Wilson.
    const estimate = botResolutionRate(factsOf(desk, {}, 50));
    expect(estimate).toMatchObject({
      value: 0.6,
      n: 5,
      excluded: {},
      details: {
        outcomes: { closedByBotAlone: 3, notClosed: 1, humanReplied: 1 },
        verdicts: { undecided: 1, confirmed: 1, stood: 0, refuted: 1 },
      },
    });
    expectInterval(estimate, [0.230724, 0.882379]);
    expect(beside(estimate, "confirmedByCustomer")["value"]).toBe(0.2);
    expect(beside(botResolutionRate(factsOf(desk, {}, 500)), "verdicts")).toMatchObject({ undecided: 0, stood: 1 });
  });

  it("judges by the last closure that counts", () => {
    const again = one(
      "A",
      s.created(0),
      s.botSays(1),
      s.moves(2, "solved", s.bot),
      s.says(3),
      s.reopens(3),
      s.moves(4, "solved", s.bot),
      s.solution(5, "accepted"),
    );
    expect(beside(botResolutionRate(factsOf(again)), "verdicts")).toMatchObject({ confirmed: 1, refuted: 0 });
    const solves = (hours: number) => s.moves(hours, "solved", s.bot);
    const churn = one(
      "A",
      ...[
        s.created(0),
        s.botSays(1),
        solves(2),
        s.says(3),
        s.reopens(3),
        solves(200),
        s.reopens(201, s.bot),
        solves(202),
      ],
    );
    expect(beside(botResolutionRate(factsOf(churn, {}, 900)), "verdicts")).toMatchObject({ stood: 1, refuted: 0 });
  });

  it("is no bot's where an agent closed, even without a word; his own churn aside", () => {
    const mei = s.agent("mei");
    const hushed = one("A", s.created(0), s.botSays(1), s.closes(2, "mei"));
    expect(botResolutionRate(factsOf(hushed)).details).toMatchObject({
      outcomes: { closedByBotAlone: 0, closedByAgent: 1 },
    });
    const churn = one(
      "A",
      s.created(0),
      s.botSays(1),
      s.closes(2, "mei"),
      s.reopens(3, mei),
      s.moves(4, "solved", s.bot),
    );
    expect(botResolutionRate(factsOf(churn)).details).toMatchObject({
      outcomes: { closedByBotAlone: 1, closedByAgent: 0 },
    });
  });

  it("has no verdict on a closing that the log does not show", () => {
    const estimate = botResolutionRate(factsOf(s.story(s.moves(0, "closed"), s.botSays(1)), {}, 900));
    expect(estimate).toMatchObject({ value: 1, n: 1 });
    expect(beside(estimate, "verdicts")).toEqual({ undecided: 0, confirmed: 0, stood: 0, refuted: 0 });
  });

  it("is unknown where the log shows no bots", () => {
    expect(botResolutionRate(factsOf(one("A", s.created(0), s.ruleCloses(1)))).notes).toEqual([
      "notObserved:botMessages",
    ]);
  });
});
