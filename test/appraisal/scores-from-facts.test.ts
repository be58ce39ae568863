import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import { mergeAppraisalStats } from "../../src/appraisal/merge-appraisal-stats.ts";
import type { Scorecard } from "../../src/appraisal/scorecard.ts";
import { UNIT_EXCLUSIONS, type Units } from "../../src/appraisal/unit.ts";
import { unitsFromFacts } from "../../src/appraisal/units-from-facts.ts";
import { type UnitRow, unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import type { TicketEvent } from "../../src/schemas/event.ts";
import { type DeskOptions, simulateDesk, simulateUnits, type Tactic, tactics } from "../../src/simulation/index.ts";
import { type LogEvent, unitRowsFromLog } from "./log-units-oracle.ts";
import { goldenEvents, hasScoreFixture, readScoreFixture, withoutFixture } from "./score-fixture.ts";

const DAY = 86_400_000;
const FIELDS = [
  "n",
  "ratedWeight",
  "score",
  "low",
  "high",
  "reliability",
  "probBottom10",
  "probTop10",
  "direct",
  "directSd",
] as const;

const factsOf = (events: readonly unknown[], asOf?: number) => {
  const { log, counts } = parseEvents(events);
  expect(counts.refused).toBe(0);
  return buildFacts(log, {}, asOf === undefined ? {} : { asOf });
};

describe.skipIf(!hasScoreFixture)(`agentScores from the golden log (${withoutFixture})`, () => {
  const fixture = () => readScoreFixture();
  let scorecard: Scorecard;
  let golden: ReturnType<typeof readScoreFixture>["golden"];
  beforeAll(() => {
    const { period, golden: expected } = fixture();
    golden = expected;
    scorecard = agentScores(factsOf(goldenEvents(), period.end), { period });
  });

  it.each(FIELDS)("gives the golden %s of every agent to 1e-6", (field) => {
    expect(scorecard.agents.map(({ agent }) => agent)).toEqual(Object.keys(golden.agents).sort());
    for (const agent of scorecard.agents) {
      const expected = golden.agents[agent.agent]![field];
      expect(Math.abs((agent[field] ?? Number.NaN) - expected), `${agent.agent} ${field}`).toBeLessThan(1e-6);
    }
  });

  it("gives the same bits for the events in any order of tickets", () => {
    const { period } = fixture();
    const events = goldenEvents() as { ticket: string }[];
    const byTicket = [...events].sort((a, b) => (a.ticket < b.ticket ? 1 : a.ticket > b.ticket ? -1 : 0));
    expect(agentScores(factsOf(byTicket, period.end), { period })).toStrictEqual(scorecard);
  });

  it("gives the same bits from shards cut by customer", () => {
    const { period } = fixture();
    const events = goldenEvents() as { ticket: string; type: string; requester?: string }[];
    const customers = new Map(events.flatMap((event) => (event.requester ? [[event.ticket, event.requester]] : [])));
    const shards = [0, 1, 2].map((shard) =>
      events.filter(({ ticket }) => Number(customers.get(ticket)!.slice(1)) % 3 === shard),
    );
    const parts = shards.map((shard) => appraisalStats(factsOf(shard, period.end), { period }));
    expect(agentScores(parts.reduce(mergeAppraisalStats))).toStrictEqual(scorecard);
  });
});

/** The rows of a table that are final by an instant, as plain comparable objects, ordered by ticket. */
function comparable(units: Units, until: number) {
  const rows = Array.from({ length: units.length }, (_, i) => ({
    ticket: units.tickets[units.ticket[i]!]!,
    agent: units.agents[units.agent[i]!]!,
    category: units.categories[units.category[i]!]!,
    channel: units.channels[units.channel[i]!]!,
    received: units.received[i]!,
    // How a ticket of the desk's own making came out is nobody's outcome.
    ...(units.excluded[i] === UNIT_EXCLUSIONS.indexOf("notCustomerInitiated")
      ? {}
      : { outcome: units.outcome[i]!, outcomeReason: units.outcomeReason[i]! }),
    assignedAt: units.assignedAt[i]!,
    maturesAt: units.maturesAt[i]!,
    rating: units.rating[i]!,
    offered: units.offered[i]!,
    blocked: units.blocked[i]!,
    excluded: units.excluded[i]!,
    signs: units.signs[i]!,
    closedAt: units.closedAt[i]!,
    creditedClosing: units.creditedClosing[i]!,
  }));
  return rows
    .filter(({ maturesAt }) => maturesAt <= until)
    .sort((a, b) => (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : a.received - b.received));
}

const oracleUnits = (events: readonly TicketEvent[], asOf: number): Units =>
  unitsFromRows(
    unitRowsFromLog(events as unknown as LogEvent[], { horizonMs: 30 * DAY, windowMs: 7 * DAY, asOf }) as UnitRow[],
  );

describe("unitsFromFacts on simulated desks", () => {
  const options: DeskOptions = { seed: 71, agents: 12, ticketsPerAgent: 60 };
  const adopting = (tactic: Tactic): DeskOptions => ({ ...options, tactics: [{ tactic, share: 0.5 }] });

  it.each([["no tactic", options] as const, ...tactics.map((tactic) => [tactic, adopting(tactic)] as const)])(
    "reads with %s what the independent reader reads",
    (_, desk) => {
      const { events, options: resolved } = simulateDesk(desk);
      const units = unitsFromFacts(factsOf(events, resolved.toAt));
      const expected = comparable(oracleUnits(events, resolved.toAt), resolved.toAt);
      const read = comparable(units, resolved.toAt);
      expect(read.length).toBe(expected.length);
      for (const [i, unit] of read.entries()) expect(unit).toEqual(expected[i]);
    },
  );

  it.each([["no tactic", options] as const, ...tactics.map((tactic) => [tactic, adopting(tactic)] as const)])(
    "scores with %s as the simulator's own units do",
    (_, desk) => {
      const { events, options: resolved } = simulateDesk(desk);
      const period = { start: resolved.fromAt, end: resolved.toAt };
      const read = agentScores(factsOf(events, resolved.toAt), { period });
      const told = agentScores(simulateUnits(desk).units, { period });
      expect(read.agents.map(({ agent, score, n, flags }) => ({ agent, score, n, flags }))).toEqual(
        told.agents.map(({ agent, score, n, flags }) => ({ agent, score, n, flags })),
      );
    },
  );
});

describe("agentScores on the log of a simulated desk", () => {
  const tactic = (name: Tactic) => ({ tactic: name, share: 0.2 });
  const { events, options } = simulateDesk({
    seed: 83,
    agents: 15,
    ticketsPerAgent: 40,
    tactics: [tactic("splitTickets"), tactic("transferHard"), tactic("swallowReopen"), tactic("selfChurn")],
  });
  const period = { start: options.fromAt, end: options.toAt };
  const whole = agentScores(factsOf(events, options.toAt), { period });

  it("is the same, bit for bit, from shards that cut through no customer, added up in any order", () => {
    const customer = new Map(
      events.flatMap((event) => (event.type === "created" ? [[event.ticket, event.requester!]] : [])),
    );
    const shard = (ticket: string) =>
      [...customer.get(ticket)!].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 4;
    const parts = [0, 1, 2, 3].map((which) =>
      appraisalStats(
        factsOf(
          events.filter(({ ticket }) => shard(ticket) === which),
          options.toAt,
        ),
        { period },
      ),
    );
    expect(agentScores(parts.reduce(mergeAppraisalStats))).toStrictEqual(whole);
    expect(agentScores(parts.reverse().reduce(mergeAppraisalStats))).toStrictEqual(whole);
  });

  it("is the same, bit for bit, for the tickets in another order", () => {
    const byTicket = [...events].sort((a, b) => (a.ticket < b.ticket ? 1 : a.ticket > b.ticket ? -1 : 0));
    expect(agentScores(factsOf(byTicket, options.toAt), { period })).toStrictEqual(whole);
  });

  it("is as of an earlier day what the log was on that day", () => {
    const asOf = options.fromAt + 60 * DAY;
    const early = { start: options.fromAt, end: asOf };
    const known = events.filter(({ at }) => Date.parse(String(at)) <= asOf);
    expect(agentScores(factsOf(events, asOf), { period: early })).toStrictEqual(
      agentScores(factsOf(known, asOf), { period: early }),
    );
  });

  it("counts every ticket in one of two periods that follow each other", () => {
    const middle = options.fromAt + 45 * DAY;
    const facts = factsOf(events, options.toAt);
    const count = (start: number, end: number) => agentScores(facts, { period: { start, end } }).fleet.n;
    expect(count(options.fromAt, middle) + count(middle, options.toAt)).toBe(whole.fleet.n);
  });

  it("takes the whole log as the period unless told otherwise, and refuses what it cannot know", () => {
    const facts = factsOf(events, options.toAt);
    const first = Math.min(...facts.tickets.createdAt);
    expect(agentScores(facts).period).toEqual({ start: first, end: options.toAt });
    expect(() => agentScores(facts, { asOf: options.toAt + 1 })).toThrow(RangeError);
    expect(() => agentScores(facts, { period: { start: 2, end: 1 } })).toThrow(RangeError);
    expect(() => agentScores(facts, { rushMs: -1 })).toThrow(RangeError);
    expect(() => agentScores(facts, { minimumAgents: 2 })).toThrow("expected minimumAgents between 5 and");
    const stats = appraisalStats(facts, { period });
    expect(() => agentScores(stats, { period: { start: 0, end: 1 } })).toThrow("expected the period of the counts");
  });

  it("is an empty card for an empty log", () => {
    const card = agentScores(factsOf([]));
    expect(card.agents).toEqual([]);
    expect(card.notes.map(({ code }) => code)).toContain("nobodyToScore");
  });
});

describe("agentScores on the bundled sample", () => {
  const events = readFileSync(new URL("../../examples/sample.ndjson", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as TicketEvent);
  const facts = factsOf(events);

  it("scores its agents from the facts, with the whole log as the period", () => {
    const scorecard = agentScores(facts);
    expect(scorecard.asOf).toBe(facts.asOf);
    expect(scorecard.period.end).toBe(facts.asOf);
    expect(scorecard.agents.length).toBeGreaterThan(20);
    expect(scorecard.fleet.n).toBeGreaterThan(500);
  });
});
