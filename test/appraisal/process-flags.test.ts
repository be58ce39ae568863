import { describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import { PROCESS_SIGNS, type ProcessSign } from "../../src/appraisal/unit.ts";
import { type UnitRow, unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import { DAY, deskRows, period, seeded } from "./synthetic-desk.ts";

const SHAPE = { agents: 40, tickets: 100 };
const scoreOf = (rows: readonly UnitRow[]) => agentScores(appraisalStats(unitsFromRows(rows), { period }));
const flagsOf = (rows: readonly UnitRow[], agent: string) =>
  scoreOf(rows)
    .agents.find((one) => one.agent === agent)!
    .flags.map(({ flag }) => flag);

/** An ordinary desk: every sign now and then, by chance, and no hand-overs. */
function honest(seed: number): UnitRow[] {
  const random = seeded(seed + 1000);
  const signs = Object.keys(PROCESS_SIGNS) as ProcessSign[];
  return deskRows(seed, SHAPE).map((row) => ({
    ...row,
    received: false,
    closedAt: (1 + 88 * random()) * DAY,
    signs: signs.filter(() => random() < 0.03),
    excluded: random() < 0.05 ? ("selfPicked" as const) : ("counted" as const),
  }));
}

/** Agent 7 does it on a share of his tickets. */
function adopting(share: number, change: (row: UnitRow) => UnitRow): UnitRow[] {
  const random = seeded(5);
  return honest(1).map((row) => (row.agent === "agent-007" && random() < share ? change(row) : row));
}

describe("processFlags", () => {
  it("flags at most two in a hundred honest agents", () => {
    const flagged = [1, 2, 3, 4, 5].flatMap((seed) =>
      scoreOf(honest(seed)).agents.map(({ flags }) => flags.length > 0),
    );
    expect(flagged.filter(Boolean).length / flagged.length).toBeLessThanOrEqual(0.02);
  });

  it.each([
    ["agentCreatedTickets", "agentCreated"],
    ["selfReopenings", "selfReopened"],
    ["transfersOut", "transferredOut"],
    ["categoryChanges", "categoryChanged"],
    ["reclosedWithoutReply", "reclosedWithoutReply"],
    ["neverClosed", "neverClosed"],
    ["removedByAgent", "removedByAgent"],
  ] as const)("flags %s", (flag, sign) => {
    const rows = adopting(0.3, (row) => ({ ...row, signs: [sign] }));
    expect(flagsOf(rows, "agent-007")).toEqual([flag]);
  });

  it("flags blocked surveys", () => {
    const rows = adopting(0.3, ({ rating: _, ...row }) => ({ ...row, offered: false, blocked: true }));
    expect(flagsOf(rows, "agent-007")).toContain("blockedSurveys");
  });

  it("flags closing in the last days of the period", () => {
    const rows = adopting(0.4, (row) => ({ ...row, closedAt: 88 * DAY }));
    expect(flagsOf(rows, "agent-007")).toEqual(["closedLateInPeriod"]);
  });

  it("flags many more answers than such tickets bring", () => {
    const rows = adopting(0.7, (row) => ({ ...row, offered: true, blocked: false, rating: 1 }));
    expect(flagsOf(rows, "agent-007")).toContain("manyAnswers");
  });

  it("flags self-picked tickets that do better than routed ones", () => {
    const rows = honest(1).map((row, i): UnitRow => {
      if (row.agent !== "agent-007") return row;
      return i % 80 === 7
        ? { ...row, excluded: "selfPicked", outcome: true }
        : { ...row, excluded: "counted", outcome: i % 3 === 0 };
    });
    expect(flagsOf(rows, "agent-007")).toContain("selfPickedDoBetter");
  });

  it("flags an agent who has no unit that counts", () => {
    const rows = honest(1).map(
      (row): UnitRow =>
        row.agent === "agent-007" ? { ...row, excluded: "notCustomerInitiated", signs: ["agentCreated"] } : row,
    );
    expect(flagsOf(rows, "agent-007")).toEqual(["agentCreatedTickets"]);
  });

  it("changes no score", () => {
    const clean = scoreOf(honest(1).map((row) => ({ ...row, signs: [] })));
    const flagged = scoreOf(adopting(0.5, (row) => ({ ...row, signs: ["transferredOut", "selfReopened"] })));
    expect(flagged.agents.map(({ score }) => score)).toEqual(clean.agents.map(({ score }) => score));
  });

  it("repeats its question: count, of how many, and the rate that it is held against", () => {
    const rows = adopting(0.3, (row) => ({ ...row, signs: ["transferredOut"] }));
    const [flag] = scoreOf(rows).agents[7]!.flags;
    const owned = rows.filter((row) => row.agent === "agent-007");
    const all = rows.filter((row) => row.signs!.includes("transferredOut")).length;
    expect(flag).toMatchObject({
      count: owned.filter((row) => row.signs!.includes("transferredOut")).length,
      of: owned.length,
      expectedRate: (all + 1) / (rows.length + 2),
    });
    expect(flag!.adjustedPValue).toBeGreaterThanOrEqual(flag!.pValue);
  });
});
