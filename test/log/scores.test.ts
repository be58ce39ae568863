import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ColumnWriter } from "../../src/log/column-writer.ts";
import { parseEvents } from "../../src/log/parse-events.ts";

describe("the scores of a log", () => {
  it("stand in it once each, where they are a few", () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => ({
      ...{ ticket: `T${i}`, at: Date.UTC(2026, 0, 1) + i, type: "survey", step: "answered" },
      score: 1 + (i % 5),
      ...(i % 2 === 0 ? { scale: { min: 1, max: 7 } } : {}),
    }));
    const { log } = parseEvents(rows);
    expect(log.scores.length).toBe(10);
    for (let i = 0; i < log.length; i++) {
      const { score, min, max } = log.scores;
      const row = log.a[i]!;
      expect([score[row], min[row], max[row]]).toEqual([1 + (i % 5), 1, i % 2 === 0 ? 7 : 5]);
    }
  });

  it("are what was given, bit by bit, however many there are and in whatever order", () => {
    const number = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom(-0, 0, 0.5, 1e300), fc.double());
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, number), { maxLength: 200 }), (given) => {
        const writer = new ColumnWriter();
        const rows = given.map((each) => writer.addScore(...each));
        const { score, min, max } = writer.sideTables().scores;
        given.forEach((each, i) => {
          const found = [score[rows[i]!]!, min[rows[i]!]!, max[rows[i]!]!];
          expect(found.every((value, k) => Object.is(value, each[k]))).toBe(true);
        });
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
