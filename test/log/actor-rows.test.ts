import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ActorRows } from "../../src/log/actor-rows.ts";

const actor = fc.record({
  kind: fc.nat(4),
  id: fc.oneof(fc.integer({ min: -1, max: 6 }), fc.integer({ min: -1, max: 400 })),
  team: fc.integer({ min: -1, max: 2 }),
  employer: fc.integer({ min: -1, max: 1 }),
  supervisor: fc.nat(1),
});

describe("ActorRows", () => {
  it("has one row for each kind, id, team, employer and role, in the order of their first appearance", () => {
    fc.assert(
      fc.property(fc.array(actor, { maxLength: 400, size: "max" }), (actors) => {
        const rows = new ActorRows();
        const known = new Map<string, number>();
        for (const each of actors) {
          const name = Object.values(each).join();
          if (!known.has(name)) known.set(name, known.size);
          expect(rows.rowOf(each.kind, each.id, each.team, each.employer, each.supervisor)).toBe(known.get(name));
        }
        const { length, kind, id, team, employer, supervisor } = rows.toTable();
        const columns = [kind, id, team, employer, supervisor];
        const names = Array.from({ length }, (_, row) => columns.map((column) => column[row]).join());
        expect(names).toEqual([...known.keys()]);
      }),
      { seed: 13, numRuns: 200 },
    );
  });
});
