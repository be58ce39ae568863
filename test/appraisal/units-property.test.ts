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

describe("unitsFromFacts agrees with a reading of the rules, one ticket at a time", () => {
  let seed = 71_001;
  for (const [name, input] of Object.entries(policies)) {
    seed++;
    const runSeed = seed;
    it(`under ${name}`, () => {
      const policy = resolvePolicy(input);
      fc.assert(
        fc.property(randomLogs, (rows) => {
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
