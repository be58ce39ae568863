import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { concatFacts } from "../../src/facts/concat-facts.ts";
import { countsOf } from "../../src/facts/counts.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { foldTickets } from "../../src/facts/fold-tickets.ts";
import { linkFacts } from "../../src/facts/link-facts.ts";
import { factRows, type RowTable } from "../../src/facts/rows.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { metrics } from "../../src/metrics/catalogue.ts";
import { evidence } from "../../src/metrics/evidence.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import { grouped } from "../../src/metrics/grouped.ts";
import { type By, dimensions } from "../../src/metrics/kernel/by.ts";
import { prematureClosureRate } from "../../src/metrics/premature-closure-rate.ts";
import { serviceLevel } from "../../src/metrics/service-level.ts";
import { trueResolutionRate } from "../../src/metrics/true-resolution-rate.ts";
import type { Estimate } from "../../src/schemas/estimate.ts";
import { randomLogs } from "./random-logs.ts";
import type { Row } from "./story.ts";

const hour = 3_600_000;
const tables: RowTable[] = ["tickets", "waits", "closures", "ratings", "handoffs", "promises", "roster", "turns"];
const parameters = (seed: number, numRuns = 80) => ({ numRuns, seed });

const factsOf = (rows: readonly object[], options = {}): Facts => buildFacts(parseEvents(rows).log, {}, options);
const rowsOf = (facts: Facts) => Object.fromEntries(tables.map((table) => [table, [...factRows(facts, table)]]));
const estimatesOf = (facts: Facts): Estimate[] => [
  ...metrics.map((metric) => metric(facts)),
  ...metrics.flatMap((metric) => [...grouped(metric, facts, "agent"), ...grouped(metric, facts, "week")]),
];

/** Logs in which no two rows share an instant, so that nothing but time decides their order. */
const logsWithoutTies = randomLogs.map((rows) => {
  const distinct = [...new Set(rows)].sort((x, y) => x.at - y.at);
  return distinct.map((row, place) => ({ ...row, at: row.at + 60_000 * place }));
});

/** A customer of his own, so that nobody else's tickets are drawn in. */
const ownTicket = (steps: { at: number; [field: string]: unknown }[]): Row[] =>
  steps.map((step) => ({ ticket: "own", ...step }) as Row);
const own = { kind: "customer", id: "somebody else" };

describe("the order and number of rows", () => {
  it("changes no figure where times are distinct", () => {
    const shuffled = logsWithoutTies.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
    );
    fc.assert(
      fc.property(shuffled, ([rows, other]) => {
        const [facts, again] = [factsOf(rows), factsOf(other)];
        expect(rowsOf(again)).toEqual(rowsOf(facts));
        expect(estimatesOf(again)).toEqual(estimatesOf(facts));
      }),
      parameters(1),
    );
  });

  it("changes nothing but the repeats where every row comes twice, with ids or without", () => {
    fc.assert(
      fc.property(randomLogs, fc.boolean(), fc.boolean(), (log, withIds, inTurn) => {
        const rows = [...new Set(log)].map((row, place) => (withIds ? { ...row, id: `e${place}` } : row));
        const twice = inTurn ? rows.flatMap((row) => [row, row]) : [...rows, ...rows];
        const [once, again] = [parseEvents(rows), parseEvents(twice)];
        expect(again.counts).toEqual({
          ...once.counts,
          rows: 2 * rows.length,
          repeats: once.counts.repeats + rows.length,
        });
        expect(rowsOf(buildFacts(again.log))).toEqual(rowsOf(buildFacts(once.log)));
      }),
      parameters(2),
    );
  });

  it("always adds up: accepted, refused and repeated rows are all rows", () => {
    const junk = fc.oneof(fc.anything(), fc.record({ ticket: fc.string(), at: fc.anything(), type: fc.string() }));
    const rows = fc.array(fc.oneof(randomLogs, fc.array(junk))).map((parts) => parts.flat());
    fc.assert(
      fc.property(rows, (all) => {
        const { counts, issues } = parseEvents(all);
        expect(counts.accepted + counts.refused + counts.repeats).toBe(counts.rows);
        expect(counts.rows).toBe(all.length);
        expect(issues).toHaveLength(counts.refused);
        expect(Object.values(counts.refusedByCode).reduce((a, b) => a + b, 0)).toBe(counts.refused);
      }),
      parameters(3),
    );
  });

  it("refuses other content under an id that its ticket has used, and keeps the first", () => {
    fc.assert(
      fc.property(logsWithoutTies, fc.nat(), (rows, pick) => {
        const named = rows.map((row, place) => ({ ...row, id: `e${place}` }));
        const victim = named[pick % named.length]!;
        const { log, counts, issues } = parseEvents([...named, { ...victim, at: victim.at + 1 }]);
        expect(counts).toMatchObject({ accepted: named.length, refused: 1, repeats: 0 });
        expect(issues).toMatchObject([
          { row: named.length + 1, code: "idConflict", path: "id", ticket: victim.ticket },
        ]);
        expect(rowsOf(buildFacts(log))).toEqual(rowsOf(factsOf(named)));
      }),
      parameters(4),
    );
  });
});

describe("the place where a log is folded", () => {
  it("changes not a bit: shards by ticket, joined in any order and linked, are the whole", () => {
    const sharded = fc.tuple(
      randomLogs,
      fc.integer({ min: 2, max: 5 }),
      fc.array(fc.nat(4), { minLength: 5, maxLength: 5 }),
      fc.nat(),
    );
    fc.assert(
      fc.property(sharded, ([rows, count, places, turn]) => {
        const names = [...new Set(rows.map((row) => row.ticket))];
        const shardOf = (row: Row) => places[names.indexOf(row.ticket)]! % count;
        const shards = Array.from({ length: count }, (_, shard) => rows.filter((row) => shardOf(row) === shard));
        const folded = shards.map((shard) => foldTickets(parseEvents(shard).log));
        const turned = [...folded.slice(turn % count), ...folded.slice(0, turn % count)];
        const nested = concatFacts([concatFacts(turned.slice(0, 2)), ...turned.slice(2)]);
        const whole = factsOf(rows);
        for (const joined of [concatFacts(turned), nested].map((facts) => linkFacts(facts))) {
          expect(rowsOf(joined)).toEqual(rowsOf(whole));
          expect(joined.asOf).toBe(whole.asOf);
          expect(joined.observed).toEqual(whole.observed);
          expect(joined.notes).toEqual(whole.notes);
          expect(countsOf(joined)).toEqual(countsOf(whole));
          expect(estimatesOf(joined)).toEqual(estimatesOf(whole));
        }
      }),
      parameters(5),
    );
  });

  it("refuses a ticket in two shards, and shards of different rules", () => {
    const fold = (policy = {}) => foldTickets(parseEvents([{ ticket: "A", at: 1, type: "created" }]).log, policy);
    expect(() => concatFacts([fold(), fold()])).toThrow(RangeError);
    expect(() => concatFacts([fold(), fold({ rating: "last" })])).toThrow(/same policy/);
    expect(() => concatFacts([])).toThrow(RangeError);
    expect(() => linkFacts(fold(), { rating: "last" })).toThrow(RangeError);
  });
});

describe("asOf", () => {
  it("in the past reads the log as if it had ended there", () => {
    fc.assert(
      fc.property(randomLogs, fc.nat(), fc.integer({ min: -1, max: 1 }), (rows, pick, off) => {
        const asOf = rows[pick % rows.length]!.at + off;
        const past = factsOf(rows, { asOf });
        const truncated = factsOf(
          rows.filter((row) => row.at <= asOf),
          { asOf },
        );
        expect(rowsOf(past)).toEqual(rowsOf(truncated));
        expect(past.observed).toEqual(truncated.observed);
        expect(estimatesOf(past)).toEqual(estimatesOf(truncated));
      }),
      parameters(6),
    );
  });
});

describe("names and dates", () => {
  const renamed = (rows: readonly Row[], name: (ticket: string) => string) =>
    rows.map((row) => ({
      ...row,
      ticket: name(row.ticket),
      ...("other" in row ? { other: name(row["other"] as string) } : {}),
    }));

  it("of tickets change no figure", () => {
    fc.assert(
      fc.property(logsWithoutTies, (rows) => {
        const other = renamed(rows, (ticket) => `${String.fromCharCode(90 - ticket.charCodeAt(1) + 48)} ${ticket}`);
        expect(estimatesOf(factsOf(other))).toEqual(estimatesOf(factsOf(rows)));
      }),
      parameters(7),
    );
  });

  it("change no figure but the names of the weeks, where everything comes some days later", () => {
    fc.assert(
      fc.property(randomLogs, fc.integer({ min: 1, max: 400 }), (rows, days) => {
        const ms = days * 24 * hour;
        const later = rows.map((row) => ({
          ...row,
          at: row.at + ms,
          ...("due" in row ? { due: (row["due"] as number) + ms } : {}),
        }));
        const figures = (log: readonly object[]) => metrics.map((metric) => metric(factsOf(log)));
        expect(figures(later)).toEqual(figures(rows));
      }),
      parameters(8),
    );
  });
});

describe("groups and evidence", () => {
  const by: By[] = [...dimensions, "attribute:__proto__"];
  const tally = (estimates: readonly Estimate[]) => {
    const excluded: Record<string, number> = {};
    for (const estimate of estimates) {
      for (const [reason, count] of Object.entries(estimate.excluded))
        excluded[reason] = (excluded[reason] ?? 0) + count;
    }
    return { n: estimates.reduce((sum, estimate) => sum + estimate.n, 0), excluded };
  };

  it("part the whole: every row lies in one group of a dimension", () => {
    const peaks = [{ name: "Double 11", from: "2026-11-10", to: "2026-11-12" }];
    fc.assert(
      fc.property(randomLogs, fc.constantFrom(...by), (rows, dimension) => {
        const facts = buildFacts(parseEvents(rows).log, { peaks, timeZone: "Asia/Shanghai" });
        for (const metric of metrics) {
          const whole = metric(facts);
          expect(tally(grouped(metric, facts, dimension)), metric.metricName).toEqual(tally([whole]));
        }
      }),
      parameters(9, 150),
    );
  });

  it("are told ticket by ticket: as much evidence as the estimate counts and leaves out", () => {
    const period = { start: Date.UTC(2026, 10, 4), end: Date.UTC(2026, 10, 14) };
    fc.assert(
      fc.property(randomLogs, fc.constantFrom(...by), fc.boolean(), (rows, dimension, inPeriod) => {
        const facts = factsOf(rows);
        const options = inPeriod ? { period } : {};
        for (const metric of metrics) {
          for (const estimate of [metric(facts, options), ...grouped(metric, facts, dimension, options)]) {
            const { counted, excluded } = evidence(facts, metric, estimate.group, options);
            const reasons: Record<string, number> = {};
            for (const { reason } of excluded) reasons[reason] = (reasons[reason] ?? 0) + 1;
            expect(counted, metric.metricName).toHaveLength(estimate.n);
            expect(reasons, metric.metricName).toEqual(estimate.excluded);
            const outcomes: Record<string, number> = {};
            for (const { outcome } of counted) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
            const told = estimate.details?.["outcomes"] as Record<string, number> | undefined;
            if (told === undefined) continue;
            expect(outcomes).toEqual(Object.fromEntries(Object.entries(told).filter(([, count]) => count > 0)));
          }
        }
      }),
      parameters(10, 60),
    );
  });
});

describe("what makes a figure worse, and what cannot make it better", () => {
  /** As good as a value can be where there is none, so that nothing is compared with it. */
  const atMost = (worse: number | null, better: number | null) => {
    if (worse !== null && better !== null) expect(worse).toBeLessThanOrEqual(better + 1e-12);
  };
  const shown = [{ ticket: "shown", at: Date.UTC(2026, 10, 2), type: "message", public: true, actor: own } as Row];
  const created = { type: "created", actor: own, requester: own.id, initiator: "customer" };

  it("an unanswered ticket closed by a rule: first response, premature closure and true resolution", () => {
    fc.assert(
      fc.property(
        randomLogs,
        fc.nat(),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom("rule", "inactivity"),
        (log, pick, hours, cause) => {
          const rows = [...log, ...shown];
          const asOf = Math.max(...rows.map((row) => row.at)) + 1_000 * hour;
          const at = rows[pick % rows.length]!.at;
          const unanswered = ownTicket([{ at, ...created }]);
          const closing = ownTicket([
            { at: at + hours * hour, type: "status", phase: "closed", cause, actor: { kind: "system" } },
          ]);
          const open = factsOf([...rows, ...unanswered], { asOf });
          const closed = factsOf([...rows, ...unanswered, ...closing], { asOf });
          const missing = factsOf(rows, { asOf });
          atMost(trueResolutionRate(closed).value, trueResolutionRate(open).value);
          atMost(prematureClosureRate(open).value, prematureClosureRate(closed).value);
          for (const better of [open, missing]) {
            atMost(serviceLevel(closed).value, serviceLevel(better).value);
            // A median that is never reached is the worst of all; one of nothing is no figure.
            const median = ({ value, n }: Estimate) => (n === 0 ? 0 : (value ?? Number.POSITIVE_INFINITY));
            expect(median(firstResponseTime(closed))).toBeGreaterThanOrEqual(median(firstResponseTime(better)));
          }
        },
      ),
      parameters(11, 150),
    );
  });

  it("a bot's words: no figure but those of bots", () => {
    const bots = new Set(["botTrapRate", "botResolutionRate"]);
    const human = metrics.filter((metric) => !bots.has(metric.metricName));
    fc.assert(
      fc.property(
        logsWithoutTies,
        fc.array(fc.tuple(fc.nat(), fc.nat(59_999)), { minLength: 1, maxLength: 9 }),
        (log, chat) => {
          const rows = [...log, ...shown];
          const newest = Math.max(...rows.map((row) => row.at));
          const words = chat.map(([pick, off]) => {
            const { ticket, at } = log[pick % log.length]!;
            const bot = { kind: "bot", id: "chatty" };
            return { ticket, at: Math.min(newest, at + 1 + off), type: "message", public: true, actor: bot };
          });
          const known = words.filter((word) => rows.some((row) => row.ticket === word.ticket && row.at < word.at));
          const [quiet, chatty] = [factsOf(rows), factsOf([...rows, ...known])];
          for (const metric of human) expect(metric(chatty), metric.metricName).toEqual(metric(quiet));
          expect(grouped(firstResponseTime, chatty, "agent")).toEqual(grouped(firstResponseTime, quiet, "agent"));
        },
      ),
      parameters(12, 100),
    );
  });

  it("closing sooner, or at all, what is not solved: the true resolution rate", () => {
    const agent = { kind: "agent", id: "hasty" };
    fc.assert(
      fc.property(
        randomLogs,
        fc.nat(),
        fc.integer({ min: 2, max: 100 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 66 }),
        (log, pick, soon, more, back) => {
          const rows = [...log, ...shown];
          const { at } = rows[pick % rows.length]!;
          const story = (closedAfter: number | null) =>
            ownTicket([
              { at, ...created },
              { at: at + hour, type: "message", public: true, actor: agent },
              ...(closedAfter === null
                ? []
                : [{ at: at + closedAfter * hour, type: "status", phase: "solved", actor: agent }]),
              { at: at + (soon + more + back) * hour, type: "message", public: true, actor: own },
            ]);
          const rate = (closedAfter: number | null) =>
            trueResolutionRate(factsOf([...rows, ...story(closedAfter)], { asOf: at + 3_000 * hour })).value;
          atMost(rate(soon), rate(soon + more));
          atMost(rate(soon), rate(null));
        },
      ),
      parameters(13, 150),
    );
  });

  it("nothing that needs messages, in a log of bare status changes", () => {
    fc.assert(
      fc.property(randomLogs, (log) => {
        const bare = log.filter((row) => row.type === "status" || row.type === "created" || row.type === "assigned");
        const facts = factsOf(bare);
        const needed = ["customerWaiting", "noHumanReply", "handoffPending"];
        for (const row of factRows(facts, "closures")) {
          expect((row["reasons"] as string[]).filter((reason) => needed.includes(reason))).toEqual([]);
        }
        for (const row of factRows(facts, "waits")) expect(row["end"]).toBe("unseen");
        const premature = prematureClosureRate(facts);
        if (facts.observed.closures) expect(premature.notes).toContain("lowerBound:staffReplies");
        expect(firstResponseTime(facts)).toMatchObject({ value: null, n: 0 });
        expect(firstResponseTime(facts).notes).toContain("notObserved:staffReplies");
      }),
      parameters(14),
    );
    const quiet = [1, 2, 3].flatMap((day) => [
      { ticket: `Q${day}`, at: day * 24 * hour, type: "created" },
      { ticket: `Q${day}`, at: (day * 24 + 5) * hour, type: "status", phase: "closed", cause: "rule" },
    ]);
    expect(prematureClosureRate(factsOf(quiet, { asOf: 900 * hour }))).toMatchObject({ value: 0, n: 3 });
  });
});
