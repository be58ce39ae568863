import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatFacts } from "../../src/facts/concat-facts.ts";
import { countsOf } from "../../src/facts/counts.ts";
import type { Facts, FoldedFacts } from "../../src/facts/facts.ts";
import { foldTickets } from "../../src/facts/fold-tickets.ts";
import { linkFacts } from "../../src/facts/link-facts.ts";
import { loadFacts } from "../../src/facts/load-facts.ts";
import { factRows } from "../../src/facts/rows.ts";
import { saveFacts } from "../../src/facts/save-facts.ts";
import { tableSpecs } from "../../src/facts/tables.ts";
import { updateFacts } from "../../src/facts/update-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { metrics } from "../../src/metrics/catalogue.ts";
import { grouped } from "../../src/metrics/grouped.ts";
import { randomLogs } from "../oracle/random-logs.ts";
import type { Row } from "../oracle/story.ts";

const fold = (rows: readonly object[], options = {}) =>
  foldTickets(parseEvents(rows).log, {}, { forUpdates: true, ...options });

/** Everything that can be asked of facts, by name. */
function everything(facts: Facts): object {
  const tables = (["tickets", "waits", "closures", "ratings", "handoffs", "promises", "roster", "turns"] as const).map(
    (table) => [...factRows(facts, table)],
  );
  const { asOf, observed, notes, policy, links, holds, replies } = facts;
  return {
    ...{ tables, asOf, observed, notes, policy, counts: countsOf(facts) },
    lengths: [links.length, holds.length, replies.length],
    attributes: [...facts.attributes.keys()].sort(),
    estimates: metrics.flatMap((metric) => [metric(facts), ...grouped(metric, facts, "agent")]),
  };
}

/** Every text that facts hold. */
const textsOf = (facts: Facts | FoldedFacts) =>
  Object.entries(facts.dictionaries).map(([name, { values }]) => [name, [...values].sort()]);

/** What a backend goes through: some rows at first, then tickets that get further rows, lose some, or go. */
const histories = fc.tuple(
  randomLogs,
  fc.array(fc.record({ ticket: fc.nat({ max: 4 }), from: fc.nat({ max: 20 }), to: fc.nat({ max: 20 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
);
const ticketsOf = (rows: readonly Row[]) => [...new Set(rows.map(({ ticket }) => ticket))];
const parameters = (seed: number, numRuns = 80) => ({ numRuns, seed });

describe("updateFacts", () => {
  it("gives what folding everything anew gives, whatever tickets come, grow, shrink and go", () => {
    fc.assert(
      fc.property(histories, fc.boolean(), ([rows, steps], wholeLog) => {
        const names = ticketsOf(rows);
        let known = rows.filter((row) => row.ticket !== names[0]);
        let facts = fold(known);
        for (const { ticket, from, to } of steps) {
          const changed = names[ticket % names.length]!;
          const own = rows.filter((row) => row.ticket === changed).slice(Math.min(from, to), Math.max(from, to));
          known = [...known.filter((row) => row.ticket !== changed), ...own];
          facts = updateFacts(facts, parseEvents(wholeLog ? known : own).log, [changed]);
          expect(everything(linkFacts(facts))).toEqual(everything(linkFacts(fold(known))));
        }
      }),
      parameters(31),
    );
  });

  it("does so for several tickets at once, up to an instant, and after the facts were saved and loaded", () => {
    fc.assert(
      fc.property(randomLogs, randomLogs, fc.nat(), (before, after, pick) => {
        const asOf = before[pick % before.length]!.at;
        const changed = [...new Set([...ticketsOf(before), ...ticketsOf(after)])].slice(1);
        const rest = before.filter((row) => !changed.includes(row.ticket));
        const fresh = after.filter((row) => changed.includes(row.ticket));
        for (const options of [{}, { asOf }]) {
          const [saved] = loadFacts(saveFacts(fold(before, options))).parts;
          const facts = updateFacts(saved!.facts as FoldedFacts, parseEvents([...rest, ...fresh]).log, changed);
          const whole = fold([...rest, ...fresh], options);
          expect(everything(linkFacts(facts))).toEqual(everything(linkFacts(whole)));
          // What was updated can be updated again, and joined with another shard.
          expect(everything(linkFacts(updateFacts(facts, parseEvents([]).log, ticketsOf(after))))).toEqual(
            everything(
              linkFacts(
                fold(
                  rest.filter((row) => !ticketsOf(after).includes(row.ticket)),
                  options,
                ),
              ),
            ),
          );
        }
      }),
      parameters(32, 60),
    );
  });

  it("works on the joined facts of shards, of which some may be empty", () => {
    fc.assert(
      fc.property(randomLogs, (rows) => {
        const names = ticketsOf(rows);
        const shards = [
          rows.filter((row) => row.ticket === names[0]),
          [],
          rows.filter((row) => row.ticket !== names[0]),
        ];
        const joined = concatFacts(shards.map((shard) => fold(shard)));
        const facts = updateFacts(joined, parseEvents([]).log, [names.at(-1)!]);
        const left = rows.filter((row) => row.ticket !== names.at(-1));
        expect(everything(linkFacts(facts))).toEqual(everything(linkFacts(fold(left))));
      }),
      parameters(33),
    );
  });

  const customer = { kind: "customer", id: "c1" };
  const story = (ticket: string, day: number, more: object = {}) => {
    const at = (hour: number) => new Date(Date.UTC(2026, 10, day, hour)).toISOString();
    const agent = { kind: "agent", id: `agent of ${ticket}`, team: `team of ${ticket}` };
    const requester = `customer of ${ticket}`;
    return [
      {
        ticket,
        at: at(9),
        type: "created",
        actor: customer,
        requester,
        category: "parcel",
        attributes: { of: ticket },
      },
      { ticket, at: at(10), type: "message", public: true, actor: agent, ...more },
      { ticket, at: at(11), type: "status", phase: "solved", actor: agent },
    ];
  };

  it("leaves no trace of a ticket that is gone: no name, no staff, no attribute, nothing that only it showed", () => {
    const survey = { ticket: "B", at: "2026-11-05T09:00:00Z", type: "survey", step: "answered", score: 1 };
    const both = fold([...story("A", 1), ...story("B", 2), survey]);
    expect(both.observed.surveys).toBe(true);
    const left = updateFacts(both, parseEvents([]).log, ["B"]);
    expect(JSON.stringify(textsOf(left))).not.toContain("B");
    expect(left.observed.surveys).toBe(false);
    expect(left.newestAt).toBe(Date.UTC(2026, 10, 1, 11));
    expect(left.roster.length).toBe(1);
    expect(everything(linkFacts(left))).toEqual(everything(linkFacts(fold(story("A", 1)))));
  });

  it("links what came later: a follow-up and a merger refute and carry on as in the whole log", () => {
    const before = [...story("A", 1), ...story("B", 2)];
    const link = { ticket: "B", at: "2026-11-02T09:30:00Z", type: "linked", relation: "followUpOf", other: "A" };
    const facts = updateFacts(fold(before), parseEvents([...story("B", 2), link]).log, ["B"]);
    expect(everything(linkFacts(facts))).toEqual(everything(linkFacts(fold([...before, link]))));
    expect([...factRows(linkFacts(facts), "closures")][0]).toMatchObject({ ticket: "A", refutedBy: "followUp" });
  });

  it("leaves the facts that it was given as they were", () => {
    const facts = fold([...story("A", 1), ...story("B", 2)]);
    const before = saveFacts(facts);
    updateFacts(facts, parseEvents(story("B", 3)).log, ["B", "A"]);
    expect(saveFacts(facts)).toEqual(before);
  });

  it("refuses facts that were folded without what it needs, and linked ones", () => {
    const plain = foldTickets(parseEvents(story("A", 1)).log);
    const { log } = parseEvents([]);
    expect(() => updateFacts(plain, log, ["A"])).toThrow(/forUpdates/);
    expect(() => updateFacts(concatFacts([plain, fold(story("B", 1))]), log, ["A"])).toThrow(TypeError);
    expect(() => updateFacts(linkFacts(plain) as never, log, ["A"])).toThrow(/got linked facts/);
  });
});

describe("the fact tables", () => {
  it("each say by their first reference to a row which ticket they belong to, by way of a wait at most", () => {
    const owners = Object.entries(tableSpecs).map(([name, spec]) => {
      const row = Object.entries(spec).find(([, column]) => column.kind === "row");
      return [name, row?.[0]];
    });
    for (const [name, owner] of owners) {
      if (name === "roster") expect(owner).toBe(undefined);
      else if (name !== "tickets") expect([name, owner]).toEqual([name, name === "holds" ? "wait" : "ticket"]);
    }
  });
});
