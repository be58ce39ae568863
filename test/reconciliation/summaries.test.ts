import { describe, expect, it } from "vitest";
import { type Answer, counted } from "../../src/reconciliation/answer.ts";
import {
  summariseResolutions,
  summariseReturns,
  summariseScores,
  summariseTimes,
} from "../../src/reconciliation/summarise.ts";
import { meanInterval } from "../../src/stats/mean.ts";
import { wilson } from "../../src/stats/wilson.ts";

const times = (status: 0 | 1 | 2, ...values: number[]): Answer[] =>
  values.map((value, ticket) => counted(ticket, 0, status, value));

describe("times", () => {
  it("have a median of all, with a note on why there is none", () => {
    expect(summariseTimes(times(1, 1, 2, 3), "incidenceMedian", 0.95)).toMatchObject({ value: 2, n: 3, notes: [] });
    const never = [...times(1, 1), ...times(2, 2, 3)];
    expect(summariseTimes(never, "incidenceMedian", 0.95)).toMatchObject({
      value: null,
      notes: ["median:neverReached"],
    });
    const open = [...times(1, 1), ...times(0, 2, 3)];
    const tooShort = { value: null, notes: ["median:followUpTooShort"], method: "aalenJohansen", unit: "ms" };
    expect(summariseTimes(open, "incidenceMedian", 0.95)).toMatchObject(tooShort);
    expect(summariseTimes([], "incidenceMedian", 0.95)).toMatchObject({ value: null, n: 0, notes: [] });
  });

  it("have a mean over those that ended, within what a mean of them can be", () => {
    const answers = [...times(1, 0, 1000), ...times(0, 5000), ...times(2, 9000)];
    const t = meanInterval(Float64Array.of(0, 1000), 0.95);
    expect(t.low!).toBeLessThan(0);
    expect(summariseTimes(answers, "mean", 0.95)).toEqual({
      ...{ value: 500, low: 0, high: t.high, n: 2, method: "studentT", unit: "ms", notes: [] },
    });
    expect(summariseTimes(answers, "mean", 0.95, 1000)).toMatchObject({ value: 500, low: 0, high: 1000 });
    const wide = summariseTimes(times(1, 900, 1000, 1100), "mean", 0.95);
    expect(wide.low!).toBeGreaterThan(0);
    expect(wide.low!).toBeLessThan(900);
  });

  it("that are all alike, or one alone, say nothing of how far others spread", () => {
    for (const equal of [times(1, 7, 7, 7), times(1, 7)]) {
      expect(summariseTimes(equal, "mean", 0.95)).toMatchObject({ value: 7, low: null, high: null });
    }
    expect(summariseTimes([], "mean", 0.95)).toMatchObject({ value: null, low: null, high: null, n: 0 });
  });

  it("have a share within three minutes, the third one included, over all", () => {
    const answers = [...times(1, 179_999, 180_000, 180_001), ...times(2, 5), ...times(0, 5)];
    expect(summariseTimes(answers, "within3Minutes", 0.95)).toEqual({
      ...{ ...wilson(2, 5, 0.95), n: 5, method: "wilson", unit: "rate", notes: [] },
    });
  });

  it("have a median of those that ended, with ranks for limits", () => {
    const answers = [...times(1, 5, 1, 3), ...times(2, 9)];
    const expected = { value: 3, n: 3, method: "orderStatistics", unit: "ms", notes: [] };
    expect(summariseTimes(answers, "median", 0.95)).toMatchObject(expected);
  });
});

describe("resolutions", () => {
  const closed = (...often: number[]) => often.map((each, ticket) => counted(ticket, 0, each > 0 ? 1 : 2, 0, each));

  it("are a share while nothing is closed twice, whatever counts", () => {
    const share = { ...wilson(1, 2, 0.95), n: 2, method: "wilson", notes: [] };
    for (const counts of ["standing", "everClosed", "eachClosing"] as const) {
      expect(summariseResolutions(closed(1, 0), counts, 0.95)).toMatchObject(share);
    }
    expect(summariseResolutions(closed(3, 0), "standing", 0.95)).toMatchObject(share);
  });

  it("are closings by ticket once something is, with limits from ten tickets on", () => {
    const nine = summariseResolutions(closed(2, 1, 1, 1, 1, 1, 1, 1, 1), "eachClosing", 0.95);
    expect(nine).toMatchObject({ low: null, high: null, n: 9, notes: ["manyPerTicket", "fewTickets"] });
    expect(nine.value).toBeCloseTo(10 / 9, 12);
    const ten = summariseResolutions(closed(2, 1, 1, 1, 1, 1, 1, 1, 1, 0), "eachClosing", 0.95);
    expect(ten).toMatchObject({ value: 1, n: 10, notes: ["manyPerTicket"], method: "ratioEstimator" });
    expect(ten.low!).toBeLessThan(1);
    expect(ten.high!).toBeGreaterThan(1);
  });
});

describe("returns", () => {
  it("of the last seven days are over the closings of others, and at most 1", () => {
    const answers = [counted(0, 0, 1, 5, 2, 0), counted(1, 0, 0, 5, 0, 1), counted(2, 0, 0, 5, 0, 1)];
    const lately = summariseReturns(answers, "lastSevenDays", 0, 0.95);
    expect(lately).toEqual({ value: 1, low: null, high: null, n: 3, method: "cappedRatio", unit: "rate", notes: [] });
    const fewer = [counted(0, 0, 1, 5, 1, 0), ...answers.slice(1)];
    expect(summariseReturns(fewer, "lastSevenDays", 0, 0.95).value).toBe(0.5);
    expect(summariseReturns([], "lastSevenDays", 0, 0.95).value).toBeNull();
  });

  it("without a window are a plain share", () => {
    const answers = [...times(1, 5), ...times(0, 9, 9)];
    expect(summariseReturns(answers, "unlimited", 7, 0.95)).toMatchObject({ ...wilson(1, 3, 0.95), method: "wilson" });
  });

  it("within a window do not count what came after it", () => {
    const answers = [...times(1, 5), ...times(0, 7, 70)];
    expect(summariseReturns(answers, "reopenWindow", 7, 0.95)).toMatchObject({ ...wilson(1, 3, 0.95), notes: [] });
  });
});

describe("scores", () => {
  it("have a mean, with a note where their scales differ, and no limits where all are alike", () => {
    const scores = times(1, 4, 5, 3);
    expect(summariseScores(scores, "mean", false, 0.95)).toEqual({
      ...{ ...meanInterval(Float64Array.of(4, 5, 3), 0.95), n: 3, method: "studentT", unit: "score", notes: [] },
    });
    expect(summariseScores(times(1, 4, 4), "mean", true, 0.95)).toMatchObject({
      value: 4,
      low: null,
      notes: ["mixedScales"],
    });
    expect(summariseScores([], "mean", false, 0.95)).toMatchObject({ value: null, n: 0 });
  });

  it("or the share of the satisfied", () => {
    const answers = [...times(1, 5, 4), ...times(2, 1)];
    expect(summariseScores(answers, "shareSatisfied", true, 0.95)).toMatchObject({ ...wilson(2, 3, 0.95), notes: [] });
  });
});
