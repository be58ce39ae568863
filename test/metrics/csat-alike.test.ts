import { expect, it } from "vitest";
import { buildFacts, csat, parseEvents } from "../../src/index.ts";

const answers = (scores: number[], scale = { min: 1, max: 5 }) =>
  scores.map((score, index) => ({
    ticket: `T${index}`,
    at: `2026-11-01T0${index}:00:00Z`,
    type: "survey",
    step: "answered",
    score,
    scale,
  }));
const csatOf = (scores: number[], scale?: { min: number; max: number }) =>
  csat(buildFacts(parseEvents(answers(scores, scale)).log));

it("gives answers that are all alike an interval with a width", () => {
  // Wilson for 3 of 3 at 95 %: 0.4385 to 1 (R: DescTools::BinomCI(3, 3, method = "wilson")), on 1–5 that is 2.754 to 5.
  const perfect = csatOf([5, 5, 5]);
  expect([perfect.value, perfect.high, perfect.method]).toEqual([5, 5, "wilsonBound"]);
  expect(perfect.low).toBeCloseTo(1 + 4 * 0.438503, 5);
  const single = csatOf([3]);
  expect(single.value).toBe(3);
  expect(single.low! < 2 && single.high! > 4).toBe(true);
  expect(csatOf([0, 0], { min: 0, max: 10 }).low).toBe(0);
});

it("leaves answers that differ to Student", () => {
  expect(csatOf([5, 4, 5]).method).toBe("studentT");
});
