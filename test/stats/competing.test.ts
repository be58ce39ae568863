import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { casesOf } from "../../src/stats/cases.ts";
import { incidenceInTheEnd, incidenceTimes, incidenceUpTo } from "../../src/stats/competing.ts";
import { quantileInterval } from "../../src/stats/quantile.ts";
import { wilson } from "../../src/stats/wilson.ts";
import { cumulativeIncidence, incidenceAt, incidenceQuantile } from "./curve.ts";
import { expectClose, expectSound } from "./expectations.ts";
import { seededRandom } from "./seeded-random.ts";

// Sixteen waits with ties: 0 still open, 1 answered, 2 closed without an answer.
const times = Float64Array.from([1, 2, 2, 3, 3, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 12]);
const status = Uint8Array.from([1, 1, 2, 1, 0, 2, 1, 1, 0, 2, 1, 0, 1, 2, 1, 0]);

// R 4.2.2, survival 3.5-3: f <- survfit(Surv(t, factor(s, 0:2, c("open", "answered", "closed"))) ~ 1)
// F <- f$pstate[, 2]; w <- qnorm(.975) * f$std.err[, 2] / ((1 - F) * abs(log(1 - F)))
// cbind(f$time, f$pstate[, 1], F, f$std.err[, 2]^2, 1 - (1 - F)^exp(-w), 1 - (1 - F)^exp(w))
const reference = [
  [1, 0.9375, 0.0625, 0.003662109375, 0.00904685825533358, 0.367654558261096],
  [2, 0.8125, 0.125, 0.0068359375, 0.03281115397087642, 0.414018563190984],
  [3, 0.6875, 0.1875, 0.009521484375, 0.06464774203417045, 0.475395689173351],
  [4, 0.61875, 0.25625, 0.01229833984375, 0.10445288657914109, 0.548177345522903],
  [5, 0.55, 0.325, 0.0143984375, 0.14953882129882123, 0.61470029860719],
  [6, 0.471428571428571, 0.325, 0.0143984375, 0.14953882129882123, 0.61470029860719],
  [7, 0.392857142857143, 0.403571428571429, 0.0166313092201166, 0.20356089700241908, 0.690695540700308],
  [8, 0.314285714285714, 0.482142857142857, 0.017759771319242, 0.2634414268287746, 0.75737443068346],
  [9, 0.20952380952381, 0.482142857142857, 0.017759771319242, 0.2634414268287746, 0.75737443068346],
  [10, 0.104761904761905, 0.586904761904762, 0.0193755930447576, 0.34219885563036345, 0.845263551147648],
  [12, 0.104761904761905, 0.586904761904762, 0.0193755930447576, 0.34219885563036345, 0.845263551147648],
];

type Case = readonly [number, number];
const cases = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 3 })), {
  minLength: 1,
  maxLength: 40,
});
const curveOf = (list: readonly Case[], interest = 1) =>
  cumulativeIncidence(
    Float64Array.from(list, ([time]) => time),
    Uint8Array.from(list, ([, end]) => (end === 0 ? 0 : end === interest ? 1 : 2)),
  );

describe("cumulativeIncidence", () => {
  it("is Aalen and Johansen's, with the variance of R's survfit", () => {
    const curve = cumulativeIncidence(times, status);
    expect(Array.from(curve.times)).toEqual(reference.map((row) => row[0]));
    reference.forEach((row, i) => {
      expectClose(curve.survival[i]!, row[1]!, 2e-14);
      expectClose(curve.incidence[i]!, row[2]!, 2e-15);
      expectClose(curve.variance[i]!, row[3]!, 1e-14);
    });
  });

  it("adds up to 1 over all causes and those still without one", () => {
    fc.assert(
      fc.property(cases, (list) => {
        const [first, second, third] = [1, 2, 3].map((cause) => curveOf(list, cause));
        first!.survival.forEach((survival, i) => {
          const sum = survival + first!.incidence[i]! + second!.incidence[i]! + third!.incidence[i]!;
          expect(Math.abs(sum - 1)).toBeLessThan(1e-14);
        });
      }),
      { seed: 91 },
    );
  });

  it("rises, and is the same whatever the order of the cases", () => {
    fc.assert(
      fc.property(cases, (list) => {
        const curve = curveOf(list);
        let before = 0;
        for (const incidence of curve.incidence) {
          expect(incidence).toBeGreaterThanOrEqual(before);
          expect(incidence).toBeLessThanOrEqual(1);
          before = incidence;
        }
        for (const variance of curve.variance) expect(variance).toBeGreaterThanOrEqual(0);
        expect(curveOf(list.toReversed())).toEqual(curve);
      }),
      { seed: 92 },
    );
  });

  it("without censoring is the plain share, to the bit, with the binomial variance", () => {
    const n = 997;
    const ends = Float64Array.from({ length: n }, (_, i) => (i * 53) % 101);
    const kinds = Uint8Array.from({ length: n }, (_, i) => 1 + (i % 3));
    const curve = cumulativeIncidence(ends, kinds);
    curve.times.forEach((time, i) => {
      const events = ends.filter((end, each) => end <= time && kinds[each] === 1).length;
      expect(curve.incidence[i]).toBe(events / n);
      expectClose(curve.variance[i]!, ((events / n) * (1 - events / n)) / n, 1e-11);
    });
  });

  it("is never made larger by an event that becomes a competing end", () => {
    fc.assert(
      fc.property(cases, fc.nat(), (list, chosen) => {
        const index = chosen % list.length;
        const worse = list.map(([time, end], i): Case => (i === index && end === 1 ? [time, 2] : [time, end]));
        const before = curveOf(list);
        curveOf(worse).incidence.forEach((incidence, i) => {
          expect(incidence).toBeLessThanOrEqual(before.incidence[i]! + 1e-15);
        });
      }),
      { seed: 93 },
    );
  });

  it("takes a million cases with ties and keeps every sum", () => {
    const n = 1_000_000;
    const random = seededRandom(94);
    const curve = cumulativeIncidence(
      Float64Array.from({ length: n }, () => Math.floor(random() * 1e6)),
      Uint8Array.from({ length: n }, () => Math.floor(random() * 3)),
    );
    expect(curve.incidence.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(curve.variance.every((value) => value >= 0 && value < 1)).toBe(true);
    expectSound(incidenceAt(curve, 5e5, 0.95));
    expectSound(incidenceQuantile(curve, 0.25, 0.95));
  });

  it("refuses unequal lengths and times that are none", () => {
    expect(() => cumulativeIncidence(Float64Array.of(1), Uint8Array.of())).toThrow(/casesOf: expected equal/);
    expect(() => cumulativeIncidence(Float64Array.of(Infinity), Uint8Array.of(1))).toThrow(/expected finite times/);
  });
});

describe("incidenceAt", () => {
  it("has log(−log) limits at the event times once a case was censored", () => {
    const curve = cumulativeIncidence(times, status);
    for (const [time, , , , low, high] of reference.filter(([time]) => [4, 5, 7, 8, 10].includes(time!))) {
      const interval = incidenceAt(curve, time!, 0.95);
      expect(interval.method).toBe("logLog");
      expectClose(interval.low, low!, 1e-13);
      expectClose(interval.high, high!, 1e-13);
    }
  });

  it("is the plain proportion with Wilson's limits before the first censoring", () => {
    const curve = cumulativeIncidence(times, status);
    expect(incidenceAt(curve, 2.5, 0.95)).toMatchObject({ ...wilson(2, 16, 0.95), method: "wilson" });
    expect(incidenceAt(curve, 3, 0.95)).toMatchObject({ ...wilson(3, 16, 0.95), method: "wilson" });
    expect(incidenceAt(curve, 3.5, 0.95).method).toBe("logLog");
  });

  it("counts cases that ended otherwise as cases, in the effective size too", () => {
    // Of 20, ten were closed unanswered at 1; then five were lost; the last five stand for a half, and so for ten in all.
    const ends = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 1 : i < 15 ? 2 : 9));
    const kinds = Uint8Array.from({ length: 20 }, (_, i) => (i < 10 ? 2 : 0));
    const interval = incidenceAt(cumulativeIncidence(ends, kinds), 9, 0.95);
    expect(interval).toEqual({ ...wilson(0, 10, 0.95), method: "effectiveWilson", reason: null, atRisk: 5 });
  });

  it("does not widen its upper limit for cases that ended otherwise", () => {
    const limitsIfOthersEnd = (kind: number) =>
      incidenceAt(
        cumulativeIncidence(
          Float64Array.from({ length: 101 }, (_, i) => (i < 20 ? 2 : i < 80 ? 3 : i === 100 ? 1 : 7)),
          Uint8Array.from({ length: 101 }, (_, i) => (i < 20 ? 1 : i < 80 ? kind : 0)),
        ),
        7,
        0.95,
      );
    expect(limitsIfOthersEnd(2).high!).toBeLessThan(0.3);
    expect(limitsIfOthersEnd(0).high!).toBeGreaterThan(0.3);
    expect(limitsIfOthersEnd(0).low).toBe(limitsIfOthersEnd(2).low);
  });

  it("is sound, within 0–1 and never of zero width", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 13 }), (list, t) => {
        const curve = curveOf(list);
        const interval = incidenceAt(curve, t, 0.95);
        expectSound(interval);
        if (interval.value === null) {
          expect(interval.reason).toBe("followUpTooShort");
          expect(t).toBeGreaterThan(curve.times.at(-1)!);
        } else {
          expect(interval.low!).toBeGreaterThanOrEqual(0);
          expect(interval.high!).toBeLessThanOrEqual(1);
          expect(interval.high! - interval.low!).toBeGreaterThan(0);
        }
      }),
      { seed: 95, numRuns: 1000 },
    );
  });

  it.each([
    { n: 100, share: 0.2, competing: 0.3 },
    { n: 100, share: 0.5, competing: 0.3 },
  ])(
    "covers the truth 93–98 % of the time: $n cases, share $share, competing $competing",
    ({ n, share, competing }) => {
      const random = seededRandom(96);
      const runs = 1500;
      let covered = 0;
      for (let run = 0; run < runs; run += 1) {
        const sample = simulate(random, n, share, competing);
        const { value, low, high } = incidenceAt(cumulativeIncidence(sample.times, sample.status), 1, 0.95);
        if (value !== null && low! <= share && share <= high!) covered += 1;
      }
      expect(covered / runs).toBeGreaterThan(0.93);
      expect(covered / runs).toBeLessThan(0.98);
    },
  );
});

/** By time 1 the shares given have had the event or a competing one, evenly in time; censoring is even over 0 to 2. */
function simulate(random: () => number, n: number, share: number, competing: number) {
  const times = new Float64Array(n);
  const status = new Uint8Array(n);
  for (let i = 0; i < n; i += 1) {
    const kind = random();
    const end = kind < share + competing ? random() : 3;
    const censoring = 2 * random();
    times[i] = Math.min(end, censoring);
    status[i] = end > censoring ? 0 : kind < share ? 1 : 2;
  }
  return { times, status };
}

describe("incidenceUpTo", () => {
  it("is what the whole curve says at that time", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 14 }), fc.constantFrom(0.5, 0.95), (list, t, level) => {
        const ends = Float64Array.from(list, ([time]) => time);
        const kinds = Uint8Array.from(list, ([, end]) => end);
        expect(incidenceUpTo(casesOf(ends, kinds), t, level)).toEqual(
          incidenceAt(cumulativeIncidence(ends, kinds), t, level),
        );
      }),
      { seed: 96, numRuns: 1000 },
    );
  });

  it("refuses what the curve refuses, wherever it stands", () => {
    expect(() => incidenceUpTo(casesOf(Float64Array.of(1, Infinity), Uint8Array.of(1, 1)), 1, 0.95)).toThrow(
      /finite times/,
    );
    expect(() => incidenceUpTo(casesOf(Float64Array.of(1, Number.NaN), Uint8Array.of(1, 1)), 1, 0.95)).toThrow(
      /finite times/,
    );
    expect(() => incidenceUpTo(casesOf(Float64Array.of(1, 2), Uint8Array.of(1, 0)), Number.NaN, 0.95)).toThrow(
      /horizon >= 0/,
    );
    expect(() => incidenceUpTo(casesOf(Float64Array.of(1, 2), Uint8Array.of(1, 0)), -1, 0.95)).toThrow(/horizon >= 0/);
  });

  it("takes whoever was seen a fraction longer for seen longer", () => {
    const [ends, kinds] = [Float64Array.of(2, 4, 4.5, 4.5), Uint8Array.of(1, 0, 1, 2)];
    expect(incidenceUpTo(casesOf(ends, kinds), 4, 0.95)).toEqual(
      incidenceAt(cumulativeIncidence(ends, kinds), 4, 0.95),
    );
  });
});

describe("incidenceInTheEnd", () => {
  it("is what is known at the last time at which anything was decided, whoever is still open", () => {
    fc.assert(
      fc.property(cases, (list) => {
        const ends = Float64Array.from(list, ([time]) => time);
        const kinds = Uint8Array.from(list, ([, end]) => end);
        const last = Math.max(0, ...list.filter(([, end]) => end > 0).map(([time]) => time));
        const asked = casesOf(ends, kinds);
        expect(incidenceInTheEnd(asked, 0.95)).toEqual(incidenceUpTo(asked, last, 0.95));
      }),
      { seed: 101 },
    );
  });
});

describe("incidenceTimes", () => {
  it("answers every share, and the share by a time, as if asked alone", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 13 }), fc.constantFrom(1, 25), (few, t, copies) => {
        const list = few.flatMap(([time, end], i) =>
          Array.from({ length: copies }, (_, copy): Case => [time + ((i + copy * 7) % 50) / 50, end]),
        );
        const curve = curveOf(list);
        const asked = casesOf(
          Float64Array.from(list, ([time]) => time),
          Uint8Array.from(list, ([, end]) => end),
        );
        const shares = [0.5, 0.1, 0.9];
        const { quantiles, within } = incidenceTimes(asked, shares, 0.95, t);
        expect(quantiles).toEqual(shares.map((p) => incidenceQuantile(curve, p, 0.95)));
        expect(within).toEqual(incidenceAt(curve, t, 0.95));
        expect(incidenceTimes(asked, [], 0.95)).toEqual({ quantiles: [], within: null });
      }),
      { seed: 102, numRuns: 300 },
    );
  });

  it("finds the upper limit far beyond the value, among ends that are no events", () => {
    // All but a fiftieth of the ends after the first half are none: the limits change at events only.
    const n = 20_000;
    const asked = casesOf(
      Float64Array.from({ length: n }, (_, i) => i + 1),
      Uint8Array.from({ length: n }, (_, i) => (i === 5 ? 0 : i < 0.4955 * n || i % 50 === 0 ? 1 : i % 2 ? 2 : 0)),
    );
    const [median, late] = incidenceTimes(asked, [0.5, 0.9], 0.95).quantiles;
    expect(median).toEqual({ value: 13_951, low: 9_862, high: 18_201, reason: null });
    expect(late).toEqual({ value: null, low: null, high: null, reason: "neverReached" });
  });

  it("refuses a level that is none", () => {
    expect(() => incidenceTimes(casesOf(times, status), [0.5], 1)).toThrow(/expected level strictly/);
  });
});

describe("incidenceQuantile", () => {
  it("is the first time at which the share is reached, with limits where the curve's limits cross it", () => {
    const curve = cumulativeIncidence(times, status);
    // Table above: F passes 0.5 at 10, its upper limit at 4; its lower limit stays below.
    expect(incidenceQuantile(curve, 0.5, 0.95)).toEqual({ value: 10, low: 4, high: null, reason: null });
    // F passes 0.2 at 4 and its lower limit at 7. Binomial ranks count until 3: P(B = 0) = 0.028 of 16 at 0.2, so that
    // not even the first answer bounds the quantile from below.
    expect(incidenceQuantile(curve, 0.2, 0.95)).toEqual({ value: 4, low: null, high: 7, reason: null });
  });

  it("has R's limits for the median of Miller's maintained group", () => {
    // R 4.2.2, survival 3.5-3: quantile(survfit(Surv(t, s) ~ 1, conf.type = "log-log"), .5): 31, lower 13, upper NA
    const weeks = Float64Array.from([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]);
    const relapsed = Uint8Array.from([1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]);
    expect(incidenceQuantile(cumulativeIncidence(weeks, relapsed), 0.5, 0.95)).toEqual({
      value: 31,
      low: 13,
      high: null,
      reason: null,
    });
  });

  it("without censoring has the limits of order statistics", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 120 }),
        fc.constantFrom(0.1, 0.25, 0.5, 0.75, 0.9),
        (values, p) => {
          const sorted = Float64Array.from(values).sort();
          const ones = new Uint8Array(values.length).fill(1);
          const { value, low, high } = incidenceQuantile(cumulativeIncidence(sorted, ones), p, 0.95);
          expect(value).toBe(sorted[Math.ceil(p * values.length - 1e-9) - 1]);
          const plain = quantileInterval(sorted, p, 0.95);
          // The type 7 value may lie between two observations, and its interval always contains it.
          if (plain.low === null || low === null) expect(low).toBe(plain.low);
          else expect(Math.max(low, plain.low)).toBe(low);
          expect(high).toBe(plain.high === null ? null : high);
          if (plain.high !== null) expect(Math.min(high!, plain.high)).toBe(high);
        },
      ),
      { seed: 97, numRuns: 300 },
    );
  });

  it("takes competing ends as waits without end", () => {
    // Ten waits, six answered at 1 to 6, four closed unanswered at once.
    const ends = Float64Array.from([1, 2, 3, 4, 5, 6, 0, 0, 0, 0]);
    const kinds = Uint8Array.from([1, 1, 1, 1, 1, 1, 2, 2, 2, 2]);
    const curve = cumulativeIncidence(ends, kinds);
    expect(incidenceQuantile(curve, 0.5, 0.95)).toEqual({ value: 5, low: 2, high: null, reason: null });
    expect(incidenceQuantile(curve, 0.6, 0.95).value).toBe(6);
    expect(incidenceQuantile(curve, 0.7, 0.95)).toMatchObject({ value: null, high: null, reason: "neverReached" });
  });

  it("tells what can never be reached from what may yet be", () => {
    const open = cumulativeIncidence(Float64Array.of(1, 2, 3, 4), Uint8Array.of(1, 0, 0, 0));
    expect(incidenceQuantile(open, 0.5, 0.95)).toMatchObject({ value: null, reason: "followUpTooShort" });
    const none = cumulativeIncidence(new Float64Array(0), new Uint8Array(0));
    expect(incidenceQuantile(none, 0.5, 0.95)).toEqual({ value: null, low: null, high: null, reason: "noData" });
  });

  it("is sound, gives only times that were seen, and does not fall as the share rises", () => {
    const shares = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(cases, shares, shares, fc.constantFrom(0.5, 0.9, 0.95), (list, p, q, level) => {
        const curve = curveOf(list);
        const lesser = incidenceQuantile(curve, Math.min(p, q), level);
        const greater = incidenceQuantile(curve, Math.max(p, q), level);
        for (const interval of [lesser, greater]) {
          expectSound(interval);
          for (const part of [interval.value, interval.low, interval.high]) {
            if (part !== null) expect(curve.times).toContain(part);
          }
        }
        if (greater.value !== null) expect(lesser.value!).toBeLessThanOrEqual(greater.value);
      }),
      { seed: 98, numRuns: 1000 },
    );
  });

  it("finds the first times at which the pointwise limits reach the share", () => {
    const random = seededRandom(100);
    for (let run = 0; run < 60; run += 1) {
      const sample = simulate(random, 20 + run * 10, 0.8, 0.1 + (run % 7) * 0.1);
      const curve = cumulativeIncidence(sample.times, sample.status);
      const later = Array.from(curve.times).filter((time) => time > curve.firstCensoredAt);
      const first = Math.min(...later);
      for (const p of [0.1, 0.25, 0.5, 0.75, 0.9]) {
        for (const level of [0.5, 0.95]) {
          const { low, high } = incidenceQuantile(curve, p, level);
          const reaches = (side: "low" | "high") =>
            later.find((time) => incidenceAt(curve, time, level)[side]! >= p) ?? null;
          if (low !== null && low >= first) expect(low).toBe(reaches("high"));
          if (high !== null && high >= first) expect(high).toBe(reaches("low"));
          if (high === null) expect(reaches("low")).toBeNull();
        }
      }
    }
  });

  it("finds the upper limit at another end, where that is the first time after a censoring", () => {
    const curve = cumulativeIncidence(Float64Array.of(0, 0, 3, 5), Uint8Array.of(1, 0, 2, 1));
    expect(incidenceAt(curve, 3, 0.5).low).toBeGreaterThan(0.1);
    expect(incidenceQuantile(curve, 0.1, 0.5)).toMatchObject({ value: 0, high: 3 });
  });

  it("covers the true median 93–99 % of the time with censoring and competing ends", () => {
    // By time 1, 0.8 have had the event evenly, so that the share 0.5 is reached at 0.625.
    const random = seededRandom(99);
    const runs = 1000;
    let covered = 0;
    for (let run = 0; run < runs; run += 1) {
      const sample = simulate(random, 120, 0.8, 0.1);
      const { low, high } = incidenceQuantile(cumulativeIncidence(sample.times, sample.status), 0.5, 0.95);
      if ((low ?? 0) <= 0.625 && 0.625 <= (high ?? Infinity)) covered += 1;
    }
    expect(covered / runs).toBeGreaterThan(0.93);
    expect(covered / runs).toBeLessThan(0.99);
  });

  it("refuses a share that is none", () => {
    const curve = cumulativeIncidence(times, status);
    for (const p of [0, 1, Number.NaN]) expect(() => incidenceQuantile(curve, p, 0.95)).toThrow(/expected p strictly/);
  });
});
