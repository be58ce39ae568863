import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { UNIT_EXCLUSIONS } from "../../src/appraisal/unit.ts";
import { unitsFromFacts } from "../../src/appraisal/units-from-facts.ts";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { type PolicyInput, resolvePolicy } from "../../src/schemas/policy.ts";
import { randomLogs } from "../oracle/random-logs.ts";
import type { Row } from "../oracle/story.ts";
import { isMerged, type NaiveUnit, naiveUnits } from "./naive-units.ts";
import { numbersIn } from "./synthetic-desk.ts";

/** More by hand: `ORACLE_RUNS=20000 npx vitest run test/appraisal/units-property`. */
const numRuns = Number(process.env["ORACLE_RUNS"] ?? 300);

const factsOf = (rows: readonly Row[], policy: PolicyInput) =>
  buildFacts(parseEvents(rows as unknown as Record<string, unknown>[]).log, policy);

function unitsOf(rows: readonly Row[], policy: PolicyInput): NaiveUnit[] {
  const units = unitsFromFacts(factsOf(rows, policy));
  return Array.from({ length: units.length }, (_, i) => ({
    ticket: units.tickets[units.ticket[i]!]!,
    agent: units.agents[units.agent[i]!]!,
    received: units.received[i] === 1,
    excluded: UNIT_EXCLUSIONS[units.excluded[i]!]!,
    outcome: units.outcome[i] === 1,
    maturesAt: units.maturesAt[i]!,
    survey: units.blocked[i] ? "suppressed" : units.offered[i] ? "offered" : units.unasked[i] ? "unasked" : "none",
    rating: Number.isNaN(units.rating[i]!) ? null : units.rating[i]!,
    isClosingOnly: Number.isNaN(units.assignedAt[i]!),
  }))
    .filter(({ isClosingOnly }) => !isClosingOnly)
    .map(({ isClosingOnly: _, ...unit }) => unit);
}

const byTicket = (a: NaiveUnit, b: NaiveUnit) =>
  a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : Number(a.received) - Number(b.received);

/** What the naive reader cannot know: excuses and blocked ratings are told apart by the reason. */
function settled(units: readonly NaiveUnit[], rows: readonly Row[]): NaiveUnit[] {
  return units
    .filter(({ ticket }) => !isMerged(rows, ticket))
    .map((unit) => ({ ...unit, rating: unit.survey === "suppressed" ? null : unit.rating }))
    .sort(byTicket);
}

const policies: Record<string, PolicyInput> = {
  "the default policy": {},
  "short windows": { reopenWindow: "36h", scoreHorizon: "5d" },
  "reopenings demanded, and agents who begin tickets": { messageAfterClosing: "needsReopening", initiator: "agent" },
  "a log that is said to show every reply": { observes: { staffReplies: true } },
};

const HALF_DAY = 43_200_000;
const BEGIN = Date.UTC(2026, 10, 2);
const agents = fc.constantFrom("a1", "a2");
const byAgent = agents.map((id) => ({ kind: "agent" as const, id }));
const router = fc.constantFrom(
  { kind: "system" as const },
  { kind: "agent" as const, id: "a2", role: "supervisor" as const },
  undefined,
);
const customer = { kind: "customer" as const, id: "c1" };
const assigned = (actor: fc.Arbitrary<Row["actor"]>) =>
  fc.record({
    type: fc.constant("assigned"),
    agent: fc.constantFrom("a1", "a2", "a3", null),
    actor,
  });
const phase = (word: string, actor: fc.Arbitrary<Row["actor"]>) =>
  fc.record({ type: fc.constant("status"), phase: fc.constant(word), actor });
const step: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  { weight: 4, arbitrary: assigned(router) },
  { weight: 3, arbitrary: assigned(byAgent) },
  { weight: 6, arbitrary: phase("closed", byAgent) },
  { weight: 1, arbitrary: phase("closed", fc.constant({ kind: "system" as const })) },
  { weight: 4, arbitrary: phase("open", byAgent) },
  { weight: 3, arbitrary: phase("open", fc.constant(customer)) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("message"), public: fc.constant(true), actor: byAgent }),
  },
  { weight: 1, arbitrary: fc.constant({ type: "message", public: true, actor: customer }) },
  { weight: 1, arbitrary: fc.constant({ type: "survey", step: "offered" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("survey"),
      step: fc.constant("answered"),
      score: fc.integer({ min: 1, max: 5 }),
    }),
  },
);

/** Tickets that change hands, are closed and opened again by whoever, step by step: what the rules of liability turn on. */
const handedAround: fc.Arbitrary<Row[]> = fc
  .array(fc.array(fc.tuple(fc.constantFrom(0, 1, 1, 2, 3, 6, 15), step), { minLength: 3, maxLength: 12 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((tickets) =>
    tickets.flatMap((steps, number) => {
      const ticket = `T${number}`;
      let at = BEGIN + number * 5 * HALF_DAY;
      const born: Row = {
        ticket,
        at,
        type: "created",
        actor: customer,
        requester: "c1",
        category: "parcel",
        channel: "mail",
      };
      return [
        born,
        ...steps.map(([wait, { actor, ...body }]) => {
          at += wait * HALF_DAY;
          return {
            ticket,
            at,
            ...(actor === undefined ? {} : { actor: actor as NonNullable<Row["actor"]> }),
            ...body,
          } as Row;
        }),
      ];
    }),
  );

const logs: Record<string, fc.Arbitrary<Row[]>> = {
  "logs of every kind": randomLogs,
  "tickets handed around": handedAround,
};

describe("unitsFromFacts agrees with a reading of the rules, one ticket at a time", () => {
  let seed = 71_001;
  const cases = Object.entries(policies).flatMap(([name, input]) =>
    Object.entries(logs).map(([kind, made]) => ({ name: `${name}, on ${kind}`, input, made })),
  );
  for (const { name, input, made } of cases) {
    seed++;
    const runSeed = seed;
    it(`under ${name}`, () => {
      const policy = resolvePolicy(input);
      fc.assert(
        fc.property(made, (rows) => {
          const read = settled(unitsOf(rows, input), rows);
          // An excuse is no suppression here: those logs know one accepted reason and one that is not.
          const excused = (unit: NaiveUnit) => (unit.survey === "suppressed" ? "none" : unit.survey);
          const told = settled(naiveUnits(rows, policy), rows);
          expect(read.map((unit) => ({ ...unit, survey: excused(unit), rating: null }))).toEqual(
            told.map((unit) => ({ ...unit, survey: excused(unit), rating: null })),
          );
          const rated = (units: readonly NaiveUnit[]) => units.filter(({ survey }) => survey === "offered");
          expect(rated(read).map(({ rating }) => rating)).toEqual(rated(told).map(({ rating }) => rating));
        }),
        { numRuns, seed: runSeed },
      );
    });
  }

  it("and scores any such log without a single NaN", () => {
    fc.assert(
      fc.property(randomLogs, (rows) => {
        const card = agentScores(factsOf(rows, {}));
        for (const [path, value] of numbersIn(card)) expect(Number.isFinite(value), path).toBe(true);
      }),
      { numRuns: 150, seed: 71_900 },
    );
  });
});
