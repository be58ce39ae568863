import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { casesOf } from "../../src/stats/cases.ts";
import { incidenceUpTo } from "../../src/stats/competing.ts";
import { wilson } from "../../src/stats/wilson.ts";
import { cumulativeIncidence, incidenceAt } from "./curve.ts";
import { expectClose, expectSound } from "./expectations.ts";
import { seededRandom } from "./seeded-random.ts";

// The maintained group of the leukaemia trial in Miller, Survival Analysis, 1981.
const weeks = Float64Array.from([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]);
const relapsed = Uint8Array.from([1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]);

const cases = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 1 })), {
  minLength: 1,
  maxLength: 40,
});
const curveOf = (list: readonly (readonly [number, number])[]) =>
  cumulativeIncidence(
    Float64Array.from(list, ([time]) => time),
    Uint8Array.from(list, ([, event]) => event),
  );

describe("the complement of cumulativeIncidence where nothing competes", () => {
  it("is Kaplan and Meier's with Greenwood's variance", () => {
    // R 4.2.2, survival 3.5-3: k <- survfit(Surv(t, s) ~ 1); cbind(k$time, k$n.risk, k$surv, (k$std.err * k$surv)^2)
    const rows = [
      [9, 11, 0.909090909090909, 0.00751314800901578],
      [13, 10, 0.818181818181818, 0.01352366641622839],
      [18, 8, 0.715909090909091, 0.0195063040007513],
      [23, 7, 0.613636363636364, 0.02329662847483095],
      [28, 6, 0.613636363636364, 0.02329662847483095],
      [31, 5, 0.490909090909091, 0.02695942900075131],
      [34, 4, 0.368181818181818, 0.0264611664162284],
      [45, 3, 0.368181818181818, 0.0264611664162284],
      [48, 2, 0.184090909090909, 0.02356002300901578],
      [161, 1, 0.184090909090909, 0.02356002300901578],
    ];
    const curve = cumulativeIncidence(weeks, relapsed);
    expect(Array.from(curve.times)).toEqual(rows.map((row) => row[0]));
    expect(Array.from(curve.atRisk)).toEqual(rows.map((row) => row[1]));
    rows.forEach((row, i) => {
      expectClose(curve.survival[i]!, row[2]!, 2e-15);
      expectClose(curve.variance[i]!, row[3]!, 5e-15);
      expectClose(curve.incidence[i]! + curve.survival[i]!, 1, 1e-15);
    });
  });

  it("takes events before censorings at the same time", () => {
    const curve = cumulativeIncidence(Float64Array.of(5, 5), Uint8Array.of(0, 1));
    expect(Array.from(curve.survival)).toEqual([0.5]);
    expect(curve.firstCensoredAt).toBe(5);
    expect(Array.from(curve.atRisk)).toEqual([2]);
  });

  it("is the plain share, to the bit, while nobody was censored", () => {
    const times = Float64Array.from({ length: 700 }, (_, i) => (i * 37) % 701);
    const curve = cumulativeIncidence(times, new Uint8Array(700).fill(1));
    curve.incidence.forEach((incidence, i) => {
      expect(incidence).toBe((i + 1) / 700);
    });
  });

  it("falls from 1 to 0, whatever the order of the cases, and leaves its input alone", () => {
    fc.assert(
      fc.property(cases, (list) => {
        const curve = curveOf(list);
        let before = 1;
        for (const survival of curve.survival) {
          expect(survival).toBeLessThanOrEqual(before);
          expect(survival).toBeGreaterThanOrEqual(0);
          before = survival;
        }
        for (const variance of curve.variance) expect(variance).toBeGreaterThanOrEqual(0);
        expect(curveOf(list.toReversed())).toEqual(curve);
      }),
      { seed: 81 },
    );
    const times = Float64Array.of(3, 1, 2);
    cumulativeIncidence(times, Uint8Array.of(1, 0, 1));
    expect(Array.from(times)).toEqual([3, 1, 2]);
  });

  it("ends at exactly 0 where the last case had the event, however the products round", () => {
    const random = seededRandom(85);
    for (let run = 0; run < 200; run += 1) {
      const times = Float64Array.from({ length: 60 }, () => random());
      times[59] = 2;
      const events = Uint8Array.from({ length: 60 }, (_, i) => (i === 59 || random() < 0.5 ? 1 : 0));
      const curve = cumulativeIncidence(times, events);
      expect(curve.survival.at(-1)).toBe(0);
      expect(curve.incidence.at(-1)).toBe(1);
      const interval = incidenceAt(curve, 2, 0.95);
      expect(interval.method).toBe("effectiveWilson");
      expect(interval.low!).toBeLessThan(0.9);
    }
  });

  it("refuses unequal lengths and times that are none", () => {
    expect(() => cumulativeIncidence(Float64Array.of(1), Uint8Array.of(1, 1))).toThrow(
      /casesOf: expected equal lengths/,
    );
    expect(() => cumulativeIncidence(Float64Array.of(-1), Uint8Array.of(1))).toThrow(
      /sortedEnds: expected finite times/,
    );
    expect(() => cumulativeIncidence(Float64Array.of(Number.NaN), Uint8Array.of(1))).toThrow(RangeError);
  });
});

describe("incidenceAt where nothing competes", () => {
  it("has log(−log) limits at the event times", () => {
    // R 4.2.2, survival 3.5-3: k <- survfit(Surv(t, s) ~ 1, conf.type = "log-log"); 1 - k$upper; 1 - k$lower
    const curve = cumulativeIncidence(weeks, relapsed);
    for (const [time, upper, lower] of [
      [18, 0.899023974191053, 0.3501903859079384],
      [23, 0.835299243250221, 0.2657520400012861],
      [31, 0.753399790370811, 0.1673309097768508],
      [34, 0.657040832398164, 0.0928295749369852],
      [48, 0.525014842726641, 0.0117384801231896],
    ] as const) {
      const interval = incidenceAt(curve, time, 0.95);
      expect(interval.method).toBe("logLog");
      expectClose(interval.low, 1 - upper, 1e-13);
      expectClose(interval.high, 1 - lower, 1e-13);
    }
  });

  it("is the plain proportion with Wilson's limits where nobody was censored before the horizon", () => {
    const curve = cumulativeIncidence(weeks, relapsed);
    expect(incidenceAt(curve, 12, 0.95)).toEqual({
      ...wilson(1, 11, 0.95),
      method: "wilson",
      reason: null,
      atRisk: 10,
    });
    // The case censored at 13 was still watched at 13.
    expect(incidenceAt(curve, 13, 0.95)).toMatchObject(wilson(2, 11, 0.95));
    expect(incidenceAt(curve, 0, 0.95)).toMatchObject(wilson(0, 11, 0.95));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 300 }), (n, k) => {
        fc.pre(k <= n);
        const times = Float64Array.from({ length: n }, (_, i) => (i < k ? i % 7 : 7));
        const events = Uint8Array.from({ length: n }, (_, i) => (i < k ? 1 : 0));
        expect(incidenceAt(cumulativeIncidence(times, events), 7, 0.95)).toMatchObject(wilson(k, n, 0.95));
      }),
      { seed: 82 },
    );
  });

  it("knows nothing beyond the follow-up, but does where no case is open any more", () => {
    const curve = cumulativeIncidence(weeks, relapsed);
    expect(incidenceAt(curve, 161, 0.95).value).toBeCloseTo(1 - 0.184090909090909, 12);
    expect(incidenceAt(curve, 162, 0.95)).toEqual({
      value: null,
      low: null,
      high: null,
      method: "none",
      reason: "followUpTooShort",
      atRisk: 0,
    });
    const allOver = cumulativeIncidence(Float64Array.of(1, 2, 3), Uint8Array.of(1, 0, 1));
    expect(incidenceAt(allOver, 1000, 0.95).value).toBe(1);
    expect(incidenceAt(cumulativeIncidence(new Float64Array(0), new Uint8Array(0)), 5, 0.95)).toMatchObject({
      value: null,
      reason: "noData",
    });
  });

  it("takes Wilson's limits on those still at risk where nothing has happened", () => {
    // Ten cases, six lost at 2, four seen to 7: no event says no more than four cases can.
    const times = Float64Array.from([2, 2, 2, 2, 2, 2, 7, 7, 7, 7]);
    const interval = incidenceAt(cumulativeIncidence(times, new Uint8Array(10)), 7, 0.95);
    expect(interval).toEqual({ ...wilson(0, 4, 0.95), method: "effectiveWilson", reason: null, atRisk: 4 });
  });

  it("takes Wilson's limits on the effective size where everything has happened", () => {
    // Half gone at 1, then two lost, then the last two: those two stand for a half, and so for four in all.
    const times = Float64Array.from([1, 1, 1, 1, 2, 2, 3, 3]);
    const events = Uint8Array.from([1, 1, 1, 1, 0, 0, 1, 1]);
    const interval = incidenceAt(cumulativeIncidence(times, events), 5, 0.95);
    expect(interval).toEqual({ ...wilson(4, 4, 0.95), method: "effectiveWilson", reason: null, atRisk: 2 });
  });

  it("widens the upper limit, and only it, as cases are lost after the last event", () => {
    const seenTo = (lost: number) => {
      const times = Float64Array.from({ length: 100 }, (_, i) => (i < 10 ? 1 : i < 10 + lost ? 3 : 7));
      const events = Uint8Array.from({ length: 100 }, (_, i) => (i < 10 ? 1 : 0));
      return incidenceAt(cumulativeIncidence(times, events), 7, 0.95);
    };
    const few = seenTo(1);
    const many = seenTo(85);
    expect(many.value).toBe(few.value);
    expect(many.low).toBe(few.low);
    expect(many.high!).toBeGreaterThan(0.5);
    expect(few.high!).toBeLessThan(0.2);
  });

  it("is sound, within 0–1, and rises with the horizon", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 13 }), (list, horizon) => {
        const curve = curveOf(list);
        const interval = incidenceAt(curve, horizon, 0.95);
        expectSound(interval);
        if (interval.value !== null) {
          expect(interval.low!).toBeGreaterThanOrEqual(0);
          expect(interval.high!).toBeLessThanOrEqual(1);
          expect(interval.high! - interval.low!).toBeGreaterThan(0);
          expect(interval.atRisk).toBeGreaterThan(0);
          const later = incidenceAt(curve, horizon + 1, 0.95);
          if (later.value !== null) expect(later.value).toBeGreaterThanOrEqual(interval.value - 1e-15);
        }
      }),
      { seed: 83, numRuns: 1000 },
    );
  });

  it("refuses a horizon or level out of range", () => {
    const asked = casesOf(weeks, relapsed);
    expect(() => incidenceUpTo(asked, -1, 0.95)).toThrow(/expected a horizon >= 0, got -1/);
    expect(() => incidenceUpTo(asked, Number.NaN, 0.95)).toThrow(RangeError);
    expect(() => incidenceUpTo(asked, 5, 1)).toThrow(/expected level strictly/);
  });

  it.each([
    { n: 100, share: 0.1, lateCensoring: false },
    { n: 100, share: 0.4, lateCensoring: false },
    { n: 150, share: 0.8, lateCensoring: false },
    { n: 100, share: 0.3, lateCensoring: true },
  ])("covers the truth 93–98 % of the time: $n cases, share $share, late censoring $lateCensoring", (setting) => {
    const random = seededRandom(84);
    const runs = 1500;
    let covered = 0;
    for (let run = 0; run < runs; run += 1) {
      const times = new Float64Array(setting.n);
      const events = new Uint8Array(setting.n);
      for (let i = 0; i < setting.n; i += 1) {
        const event = random() < setting.share ? random() : 2;
        const uniform = random();
        const censoring = setting.lateCensoring ? (random() < 0.7 ? 0.5 + 0.2 * uniform : 1.5) : 2 * uniform;
        times[i] = Math.min(event, censoring);
        events[i] = event <= censoring ? 1 : 0;
      }
      const { value, low, high } = incidenceAt(cumulativeIncidence(times, events), 1, 0.95);
      if (value !== null && low! <= setting.share && setting.share <= high!) covered += 1;
    }
    expect(covered / runs).toBeGreaterThan(0.93);
    expect(covered / runs).toBeLessThan(0.98);
  });
});
