import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import { mergeAppraisalStats } from "../../src/appraisal/merge-appraisal-stats.ts";
import { tally } from "../../src/appraisal/stats-table.ts";
import { type UnitRow, unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import { DAY, deskRows, period, seeded } from "./synthetic-desk.ts";

const count = (rows: readonly UnitRow[]) => appraisalStats(unitsFromRows(rows), { period });
const shuffled = (rows: readonly UnitRow[], seed: number): UnitRow[] => {
  const random = seeded(seed);
  return rows
    .map((row) => ({ row, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
};
const ticket = (row: Partial<UnitRow>): UnitRow => ({
  ticket: "t1",
  agent: "mei",
  outcome: true,
  maturesAt: 30 * DAY,
  ...row,
});

describe("appraisalStats", () => {
  it("does not depend on the order of the units", () => {
    const rows = deskRows(1, { agents: 6, tickets: 30 });
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(count(shuffled(rows, seed))).toStrictEqual(count(rows));
      }),
      { seed: 4, numRuns: 20 },
    );
  });

  it("counts a unit that matures after the start and not after the end, as far as asOf knows", () => {
    const rows = [0, 1, 89 * DAY, 90 * DAY, 90 * DAY + 1].map((maturesAt, i) => ticket({ ticket: `t${i}`, maturesAt }));
    const total = (asOf?: number): number =>
      appraisalStats(unitsFromRows(rows), { period, ...(asOf === undefined ? {} : { asOf }) }).cells.count.reduce(
        (sum, n) => sum + n,
        0,
      );
    expect(total()).toBe(3);
    expect(total(89 * DAY)).toBe(2);
  });

  it("tells young units from those of later periods by their assignment", () => {
    const late = 95 * DAY;
    const stats = count([
      ticket({ ticket: "young", assignedAt: 80 * DAY, maturesAt: late }),
      ticket({ ticket: "later", assignedAt: 91 * DAY, maturesAt: late }),
    ]);
    expect(tally(stats, 0, "excludedTooYoung")).toBe(1);
    expect(stats.cells.length).toBe(0);
  });

  it("keeps excluded units out of the cells and in the tallies", () => {
    const stats = count([
      ticket({ excluded: "selfPicked" }),
      ticket({ ticket: "t2", excluded: "notCustomerInitiated", signs: ["agentCreated"] }),
      ticket({ ticket: "t3", outcome: false }),
    ]);
    expect(stats.cells.length).toBe(1);
    expect(tally(stats, 0, "firstOwned")).toBe(3);
    expect(tally(stats, 0, "agentCreated")).toBe(1);
    expect([tally(stats, 0, "selfPicked"), tally(stats, 0, "selfPickedStood")]).toEqual([1, 1]);
    expect([tally(stats, 0, "routed"), tally(stats, 0, "routedStood")]).toEqual([1, 0]);
  });

  it("counts closings in the last days of the period, mature or not", () => {
    const closedAt = 88 * DAY;
    const stats = count([
      ticket({ closedAt, maturesAt: 95 * DAY }),
      ticket({ ticket: "t2", closedAt: 80 * DAY, maturesAt: 87 * DAY, creditedClosing: true }),
    ]);
    expect([tally(stats, 0, "closed"), tally(stats, 0, "closedLate")]).toEqual([2, 1]);
    expect(tally(stats, 0, "throughput")).toBe(1);
  });

  it("refuses a period that ends before it begins", () => {
    expect(() => appraisalStats(unitsFromRows([]), { period: { start: 6, end: 5 } })).toThrow(
      "appraisalStats: expected a period that ends after it begins, got 6 to 5",
    );
    const dates = { start: "2026-11-01", end: "2026-12-01" } as unknown as { start: number; end: number };
    expect(() => appraisalStats(unitsFromRows([ticket({})]), { period: dates, asOf: 9 })).toThrow(RangeError);
  });

  it("refuses a rating outside 0-1", () => {
    expect(() => unitsFromRows([ticket({ rating: 4 })])).toThrow(RangeError);
  });
});

describe("mergeAppraisalStats", () => {
  const rows = deskRows(2, { agents: 8, tickets: 40 });
  const whole = count(rows);

  it("gives, bit for bit, what counting everything at once gives, however the units are cut", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 5 }), (seed, shards) => {
        const parts = Array.from({ length: shards }, (_, shard) =>
          count(shuffled(rows, seed).filter((_, i) => i % shards === shard)),
        );
        const merged = parts.reduce(mergeAppraisalStats);
        expect(merged).toStrictEqual(whole);
      }),
      { seed: 5, numRuns: 25 },
    );
  });

  it("gives the same scorecard, bit for bit", () => {
    const half = (side: number) => count(rows.filter((_, i) => i % 2 === side));
    expect(agentScores(mergeAppraisalStats(half(1), half(0)))).toStrictEqual(agentScores(whole));
  });

  it("is unchanged by an empty shard", () => {
    expect(mergeAppraisalStats(count([]), whole)).toStrictEqual(whole);
  });

  it("changes neither of its inputs", () => {
    const before = structuredClone(whole);
    mergeAppraisalStats(whole, count(deskRows(3, { agents: 3, tickets: 5, categories: ["aaa"] })));
    expect(whole).toStrictEqual(before);
  });

  it("refuses to add up different periods", () => {
    const other = appraisalStats(unitsFromRows([]), { period: { start: 0, end: 10 } });
    expect(() => mergeAppraisalStats(whole, other)).toThrow("mergeAppraisalStats: expected the same period.end");
  });
});
