import { describe, expect, it } from "vitest";
import { disagreements, median } from "../../bench/speed/figures.ts";
import { generate } from "../../bench/speed/generate.ts";
import { eventRow } from "../../bench/speed/write-files.ts";
import { run } from "../../bench/speed.ts";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { closureVerdicts, failures, prematureReasons, refutations, waitEnds } from "../../src/facts/tables.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import type { TicketEvent } from "../../src/schemas/event.ts";

function eventsOf(events: number, seed?: number): TicketEvent[] {
  const rows: TicketEvent[] = [];
  generate(events, seed).forEach((event, ticket, about) => {
    rows.push(eventRow(event, ticket, about));
  });
  return rows;
}

describe("the benchmark's log", () => {
  it("is the same for the same seed, in the order of time, and valid", () => {
    const rows = eventsOf(2_000);
    expect(eventsOf(2_000)).toEqual(rows);
    expect(eventsOf(2_000, 7)).not.toEqual(rows);
    const times = rows.map((row) => row.at as string);
    expect(times).toEqual(times.toSorted());
    expect(parseEvents(rows).counts).toMatchObject({ rows: rows.length, accepted: rows.length, refused: 0 });
  });

  it("shows every way in which its kinds of events can come out, so that agreement means something", () => {
    const { waits, closures, tickets } = buildFacts(parseEvents(eventsOf(20_000)).log);
    const seen = (words: readonly string[], column: Uint8Array) => new Set([...column].map((code) => words[code]));
    expect(seen(waitEnds, waits.end)).toEqual(new Set(["open", "answered", "closedUnanswered", "abandoned"]));
    expect(seen(closureVerdicts, closures.verdict)).toEqual(new Set(closureVerdicts));
    expect(seen(refutations, closures.refutedBy)).toEqual(new Set(refutations));
    expect(seen(failures, tickets.failure)).toEqual(new Set(failures));
    const reasons = closures.reasons.reduce((all, bits) => all | bits, 0);
    const missing = prematureReasons.filter((_, bit) => (reasons & (1 << bit)) === 0);
    expect(missing).toEqual(["handoffPending"]);
    expect(closures.annulled).toContain(1);
  });
});

describe("the benchmark", () => {
  it("finds the same figures with SQL, with a data frame and by hand as with the fold, and times them", async () => {
    const result = await run({ json: true, events: 6_000, rounds: 1, apart: false });
    expect(result.events).toBeGreaterThan(5_000);
    expect(Object.keys(result.ratios)).toEqual(
      expect.arrayContaining([
        "columnsVsDuckdb",
        "ndjsonVsDuckdb",
        "ndjsonVsHandwritten",
        "csvVsDuckdb",
        "parquetVsDuckdb",
      ]),
    );
    for (const ratio of Object.values(result.ratios)) expect(ratio).toBeGreaterThan(0);
    expect(result.eventsPerSecond).toBeGreaterThan(0);
  }, 120_000);

  it("names the figures on which two engines differ, absent ones included", () => {
    expect(disagreements({ a: 1, b: 0 }, { a: 1 })).toEqual([]);
    expect(disagreements({ a: 1, c: 2 }, { a: 2, d: 3 })).toEqual([
      "a: 1 here, 2 there",
      "c: 2 here, 0 there",
      "d: 0 here, 3 there",
    ]);
    expect(disagreements({ a: 1e12 + 100, b: 1 }, { a: 1e12, b: 1 + 1e-12 })).toEqual([]);
    expect(disagreements({ a: 1 }, { a: 1.00001 })).toHaveLength(1);
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});
