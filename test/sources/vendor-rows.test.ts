import { dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { readLog } from "../../src/io/read-log.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { command } from "../cli/session.ts";
import { scratchFolder } from "../io/scratch.ts";
import { allFactRows } from "./facts-rows.ts";
import { vendorFixtures } from "./vendor-fixtures.ts";

const file = scratchFolder();

/** Fields that say what kind of thing a row or a part of it tells. */
const typeFields = new Set([
  "part_type",
  "PART_TYPE",
  "event_type",
  "field_name",
  "fieldname",
  "element",
  "field",
  "event",
  "incident_state",
]);

/** Where such fields stand within rows. */
function typesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const isOne =
      typeFields.has(key) ||
      (key === "type" && (path.at(-2) === "events" || "github_created_at" in value)) ||
      (key === "name" && "event_end_time" in value) ||
      (key === "status" && path.at(-1) === "activity");
    const isType = typeof inner === "string" && isOne;
    return isType ? [[...path, key]] : typesIn(inner, [...path, key]);
  });
}

function withUnheardOf(rows: readonly object[], path: readonly string[]): object[] {
  const copy = structuredClone(rows) as object[];
  let target = copy as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) target = target[key] as Record<string, unknown>;
  target[path.at(-1)!] = "unheardOf";
  return copy;
}

describe.each(vendorFixtures)(
  "an export of $from: $shape",
  ({ from, read, rows, agent, isZoneless, quick, strange }) => {
    const options = isZoneless ? { timeZone: "UTC" } : {};
    const source = read(rows, options);
    const actors = (events = source.rows) =>
      events.map((row) => row["actor"] as { kind: string; id?: string } | undefined);

    it("has every row mapped, refused or named in a note: nothing vanishes", () => {
      const accounted = new Set([...source.sourceRows, ...source.notes.flatMap((note) => note.rows ?? [])]);
      expect(rows.map((_, index) => index + 1).filter((row) => !accounted.has(row))).toEqual([]);
      expect(source.sourceRowCount).toBe(rows.length);
      expect(source.rows.length).toBeGreaterThan(2);
      expect(source.notes.map(({ message }) => message).join("\n")).toContain(strange);
    });

    it("has no row refused, but those that have no time", () => {
      const { counts, issues } = parseEvents(source.rows);
      expect(issues.filter(({ path }) => path !== "at")).toEqual([]);
      expect(counts.accepted).toBeGreaterThan(2);
    });

    it("converts to events with the same facts, bit by bit", async () => {
      const path = file(`${from}.json`, JSON.stringify(rows));
      const out = `${dirname(path)}/events.ndjson`;
      const policy = `${out}.policy.json`;
      const zone = isZoneless ? ["--time-zone", "UTC"] : [];
      const argv = ["convert", path, "--from", from, "--out", out, "--policy-out", policy, ...zone];
      const { code, err } = await command(argv);
      expect({ code, err: err.slice(0, 12) }).toEqual({ code: 0, err: "trueresolve:" });
      const { log, counts } = await readLog([out]);
      const direct = parseEvents(source.rows);
      expect(counts).toMatchObject({ accepted: direct.counts.accepted, repeats: direct.counts.repeats, refused: 0 });
      const observes = source.observes ?? {};
      expect(allFactRows(buildFacts(log, { observes }))).toEqual(allFactRows(buildFacts(direct.log, { observes })));
    });

    it.skipIf(agent === "")("takes its agent for a bot or a rule where the caller says so", () => {
      expect(actors().some((actor) => actor?.kind === "agent" && actor.id === agent)).toBe(true);
      for (const [list, kind] of [
        ["bots", "bot"],
        ["automations", "system"],
      ] as const) {
        const named = actors(read(rows, { ...options, [list]: [agent] }).rows).filter((actor) => actor?.id === agent);
        expect(named.length).toBeGreaterThan(0);
        expect(new Set(named.map((actor) => actor!.kind))).toEqual(new Set([kind]));
      }
    });

    it.skipIf(quick === undefined)(
      "says of an agent who answers within a second each time that he may be a bot",
      () => {
        const many = [0, 1, 2, 3, 4].flatMap((index) => quick!(index));
        const suspected = read(many, options).notes.find(({ code }) => code === "suspectedBots");
        expect(suspected?.message).toContain(`${agent} in 5 replies`);
        const known = read(many, { ...options, bots: [agent] });
        expect(known.notes.map(({ code }) => code)).not.toContain("suspectedBots");
      },
    );

    it("names a type of event, field or part that it has never heard of, wherever one stands", () => {
      const places = typesIn(rows);
      expect(places.length).toBeGreaterThan(0);
      for (const path of places) {
        const told = read(withUnheardOf(rows, path), options);
        const issues = parseEvents(told.rows).issues.map(({ found, hint }) => `${found} ${hint}`);
        const said = [...told.notes.map(({ message }) => message), ...issues].join("\n");
        // Of an example that stands beyond the first few, a note has only the count.
        expect(said, path.join(".")).toMatch(/unheardOf|…/);
      }
    });

    it("says the same whatever further fields stand in its rows, and names what is strange in them", () => {
      fc.assert(
        fc.property(
          fc.array(
            fc.tuple(fc.nat(rows.length - 1), fc.stringMatching(/^zz[a-z]{1,6}$/), fc.jsonValue({ maxDepth: 1 })),
            { maxLength: 5 },
          ),
          (extras) => {
            const more = rows.map((row) => ({ ...row }) as Record<string, unknown>);
            for (const [index, name, value] of extras) more[index]![name] = value;
            const told = read(more, options);
            const codes = (notes: typeof told.notes) => notes.map(({ code, count }) => [code, count]);
            // Snapshots are known again by all of their cells.
            const withoutId = (events: typeof told.rows) => events.map(({ id: _id, ...event }) => event);
            expect(withoutId(told.rows)).toEqual(withoutId(source.rows));
            expect(codes(told.notes)).toEqual(codes(source.notes));
          },
        ),
        { seed: 20261122, numRuns: 30 },
      );
    });
  },
);
