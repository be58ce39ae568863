import { describe, expect, it } from "vitest";
import { csat } from "../../src/metrics/csat.ts";
import { evidence } from "../../src/metrics/evidence.ts";
import * as s from "../facts/stories.ts";
import { beside, byGroup, expectInterval, one } from "./desk.ts";

const { factsOf } = s;
const solved = (name: string, id: string, ...rest: s.Step[]) =>
  one(name, s.created(0), s.replies(1, id), s.closes(2, id), ...rest);
const answer = (score: number, more = {}) => s.survey(4, "answered", { score, ...more });
const offer = s.survey(3, "offered");

describe("csat", () => {
  /** 5, 4 and 2 of 5; one silent; one suppressed; one who only said solved. */
  const desk = [
    ...solved("A", "mei", offer, answer(5)),
    ...solved("B", "mei", offer, answer(4)),
    ...solved("C", "bo", answer(2)),
    ...solved("D", "bo", offer),
    ...solved("E", "bo", s.survey(3, "suppressed")),
    ...solved("F", "bo", offer, s.survey(4, "answered", { saidSolved: true })),
  ];

  it("is the mean of the scores on the desk's own scale", () => {
    // (5 + 4 + 2) / 3; t.ppf(.975, 2) · sd / √3 = 3.794583, cut at the scale's ends.
    const estimate = csat(factsOf(desk));
    expect(estimate).toMatchObject({
      n: 3,
      unit: "score",
      method: "studentT",
      notes: [],
      excluded: { notAnswered: 1, suppressed: 1, noScore: 1 },
    });
    expect(estimate.value).toBeCloseTo(11 / 3, 12);
    expectInterval(estimate, [1, 5]);
    const narrow = csat(factsOf(desk), { level: 0.5 });
    // t.ppf(.75, 2) · sd / √3 = 0.816497 · 0.881917
    expectInterval(narrow, [11 / 3 - 0.7200823, 11 / 3 + 0.7200823]);
  });

  it("shows beside it who is satisfied, who answered, and what the silent could change", () => {
    const estimate = csat(factsOf(desk));
    // 5 and 4 are at or above 0.75: 2 of 3. Offered A, B, D, F; D alone is silent: 3 of 4.
    expect(beside(estimate, "topBox")).toMatchObject({ from: 0.75 });
    expect(beside(estimate, "topBox")["value"]).toBeCloseTo(2 / 3, 12);
    expect(beside(estimate, "responseRate")).toMatchObject({ asked: 4, value: 0.75, n: 4 });
    // (11 + 1) / 4 and (11 + 5) / 4.
    expect(beside(estimate, "ifSilentWere")).toEqual({ unhappy: 3, happy: 4 });
    expect(estimate.details).toMatchObject({ scale: { min: 1, max: 5 }, suppressed: 1 });
  });

  it("counts the silent one by one, and knows when nobody is silent", () => {
    const all = csat(factsOf([...solved("A", "mei", offer, answer(5)), ...solved("B", "mei", offer, answer(2))]));
    expect(beside(all, "ifSilentWere")).toEqual({ unhappy: 3.5, happy: 3.5 });
    expect(all.details).toMatchObject({ suppressed: 0 });
    // One of two answered: (5 + 1) / 2; one of three: (5 + 1 + 1) / 3 and (5 + 5 + 5) / 3.
    const half = csat(factsOf([...solved("A", "mei", offer, answer(5)), ...solved("B", "mei", offer)]));
    expect(beside(half, "ifSilentWere")).toEqual({ unhappy: 3, happy: 5 });
    const third = csat(
      factsOf([...solved("A", "mei", offer, answer(5)), ...solved("B", "mei", offer), ...solved("C", "mei", offer)]),
    );
    expect(beside(third, "ifSilentWere")["unhappy"]).toBeCloseTo(7 / 3, 12);
    expect(evidence(factsOf(desk), csat).counted.map((row) => row.outcome)).toEqual(["rated", "rated", "rated"]);
  });

  it("finds the scale though the first answer has no score, and tells scales apart by either end", () => {
    const late = [
      ...solved("A", "mei", s.survey(4, "answered", { saidSolved: true })),
      ...solved("B", "mei", answer(4)),
    ];
    expect(csat(factsOf(late))).toMatchObject({ value: 4, notes: [], details: { scale: { min: 1, max: 5 } } });
    const other = (scale: object) =>
      csat(factsOf([...solved("A", "mei", answer(4)), ...solved("B", "mei", answer(3, { scale }))])).notes;
    expect(other({ min: 0, max: 5 })).toEqual(["mixedScales"]);
    expect(other({ min: 1, max: 7 })).toEqual(["mixedScales"]);
    expect(csat(factsOf(solved("A", "mei", offer))).details).toMatchObject({ scale: { min: 0, max: 1 } });
  });

  it("has no response rate where the log shows no offers", () => {
    const estimate = csat(factsOf(solved("A", "mei", answer(5))));
    expect(beside(estimate, "responseRate")).toMatchObject({ asked: 0, value: null });
    expect(beside(estimate, "ifSilentWere")).toEqual({ unhappy: null, happy: null });
  });

  it("counts the first answer, or the last where the policy says so", () => {
    const twice = [
      ...solved("A", "mei", answer(1), s.survey(5, "answered", { score: 3 }), s.survey(6, "answered", { score: 5 })),
      ...solved("B", "mei", answer(4)),
    ];
    expect(csat(factsOf(twice))).toMatchObject({ value: 2.5, n: 2, excluded: { otherAnswer: 2 } });
    expect(csat(factsOf(twice, { rating: "last" }))).toMatchObject({ value: 4.5, n: 2 });
  });

  it("follows the policy's top box", () => {
    const facts = factsOf(desk, { topBox: 1 });
    expect(beside(csat(facts), "topBox")).toMatchObject({ from: 1 });
    expect(beside(csat(facts), "topBox")["value"]).toBeCloseTo(1 / 3, 12);
  });

  it("keeps to 0–1 where the desk's scales differ, in every group", () => {
    const mixed = factsOf([
      ...solved("A", "mei", answer(5)),
      ...solved("B", "bo", answer(5, { scale: { min: 0, max: 10 } })),
    ]);
    expect(csat(mixed)).toMatchObject({ value: 0.75, notes: ["mixedScales"], details: { scale: { min: 0, max: 1 } } });
    expect(byGroup(csat, mixed, "agent")).toEqual({ bo: [1, 0.5], mei: [1, 1] });
  });

  it("credits the agent of the closure, and belongs to the period of the answer", () => {
    expect(byGroup(csat, factsOf(desk), "agent")).toEqual({ bo: [1, 2], mei: [2, 4.5] });
    expect(csat(factsOf(desk), { period: { start: s.after(4), end: s.after(5) } })).toMatchObject({
      n: 3,
      excluded: { noScore: 1, outsidePeriod: 2 },
    });
  });

  it("is null where the log shows no answers, or none with a score", () => {
    expect(csat(factsOf(solved("A", "mei", offer)))).toMatchObject({
      value: null,
      n: 0,
      notes: ["notObserved:surveys"],
    });
    const yes = csat(factsOf(solved("A", "mei", offer, s.survey(4, "answered", { saidSolved: true }))));
    expect(yes).toMatchObject({
      value: null,
      n: 0,
      notes: ["nothingToCount"],
      details: { responseRate: { value: 1 } },
    });
  });
});
