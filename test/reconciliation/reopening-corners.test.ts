import { describe, expect, it } from "vitest";
import { evaluate, type ReconcileOptions } from "../../src/reconciliation/evaluate.ts";
import { presets } from "../../src/reconciliation/presets.ts";
import type { ReopenRules } from "../../src/reconciliation/rules.ts";
import { ticketIndex } from "../../src/reconciliation/ticket-index.ts";
import { closes, created, factsOf, after as instantOf, reopens, ticket } from "../facts/stories.ts";

const rulesOf = (rules: Partial<ReopenRules>): ReopenRules => ({ ...presets.trueresolve.reopenRate!.rules, ...rules });
const estimateOf = (rows: object[], until: number, rules: Partial<ReopenRules>, options: ReconcileOptions = {}) =>
  evaluate(ticketIndex(factsOf(rows, {}, until)), "reopenRate", rulesOf(rules), options).estimate;

describe("a return by being closed once more", () => {
  const rows = ticket(
    "A",
    created(0),
    closes(1, "mei"),
    reopens(2),
    closes(3, "mei"),
    reopens(500),
    closes(501, "mei"),
  );

  it("is the next closing, which must come within the window", () => {
    const rules = { sign: "closedAgain", closings: "solved" } as const;
    const solved = rows.map((row) => ("phase" in row && row["phase"] === "closed" ? { ...row, phase: "solved" } : row));
    // Closed at 1 and 3 hours, then at 501: the first came back within seven days, the second did not, the third is not through it.
    expect(estimateOf(solved, 520, rules).value).toBeCloseTo(1 / 3, 12);
    expect(estimateOf(solved, 520, { ...rules, window: "unlimited" }).value).toBeCloseTo(2 / 3, 12);
  });
});

describe("a ticket's closings, taken together", () => {
  const rules = { unit: "ticket", window: "unlimited", closings: "all", sign: "statusMove" } as const;
  const rows = ticket("A", created(0), closes(1, "mei"), reopens(2), closes(100, "mei"));

  it("belong to the period of the last of them", () => {
    const within = (from: number, to: number) => ({ period: { start: instantOf(from), end: instantOf(to) } });
    expect(estimateOf(rows, 200, rules, within(50, 150))).toMatchObject({ value: 1, n: 1, excluded: {} });
    expect(estimateOf(rows, 200, rules, within(0, 50))).toMatchObject({ n: 0, excluded: { outsidePeriod: 1 } });
  });

  it("are of the last seven days where the first of them was, or a return is", () => {
    const lately = { ...rules, window: "lastSevenDays" } as const;
    const first = ticket("B", created(0), closes(1, "mei"), reopens(2), closes(205, "mei"));
    expect(estimateOf(first, 210, lately)).toMatchObject({ n: 0, excluded: { outsideLastSevenDays: 1 } });
    expect(estimateOf([...first, ...ticket("C", created(0), closes(205, "mei"))], 210, lately)).toMatchObject({
      value: 0,
      n: 1,
    });
    // It belongs to the period of its last closing here, too.
    const reclosed = ticket("D", created(0), closes(100, "mei"), reopens(101), closes(205, "mei"));
    const within = { period: { start: instantOf(200), end: instantOf(210) } };
    expect(estimateOf(reclosed, 210, lately, within)).toMatchObject({ value: 1, n: 1, excluded: {} });
  });
});

describe("a return within the policy's window", () => {
  const rows = ticket("A", created(0), closes(1, "mei"));

  it("is too early to tell of, and says so, until somebody was watched through it", () => {
    expect(estimateOf(rows, 20, {})).toMatchObject({ value: null, n: 1, notes: ["followUpTooShort"] });
    expect(estimateOf(rows, 200, {})).toMatchObject({ value: 0, n: 1, notes: [], method: "wilson" });
  });

  it("is a plain share while nobody's window is still open, and Kaplan and Meier's estimate otherwise", () => {
    const open = ticket("B", created(0), closes(190, "mei"));
    expect(estimateOf([...rows, ...open], 200, {})).toMatchObject({ value: 0, n: 2, method: "kaplanMeier", notes: [] });
  });
});
