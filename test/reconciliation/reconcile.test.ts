import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { foldTickets } from "../../src/facts/fold-tickets.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { metrics } from "../../src/metrics/catalogue.ts";
import type { Answer } from "../../src/reconciliation/answer.ts";
import { evaluate } from "../../src/reconciliation/evaluate.ts";
import { type DefinitionName, presetFigures } from "../../src/reconciliation/preset-figures.ts";
import { presets } from "../../src/reconciliation/presets.ts";
import { reconcile } from "../../src/reconciliation/reconcile.ts";
import { type ReconciledMetric, type RulesOf, reconciledMetrics, ruleChoices } from "../../src/reconciliation/rules.ts";
import { ticketIndex } from "../../src/reconciliation/ticket-index.ts";
import { presetNames } from "../../src/schemas/policy.ts";
import { randomLogs } from "../oracle/random-logs.ts";

const names = Object.keys(presets) as DefinitionName[];
const pairs = reconciledMetrics.flatMap((metric) => {
  const having = names.filter((name) => presets[name][metric] !== undefined);
  return having.flatMap((a) => having.map((b) => ({ metric, a, b })));
});
const period = { start: Date.UTC(2026, 10, 4), end: Date.UTC(2026, 10, 14) };
const cases = fc.tuple(randomLogs, fc.constantFrom(...pairs), fc.constantFrom(undefined, period));
const policy = {
  timeZone: "Asia/Shanghai",
  calendar: { timeZone: "Asia/Shanghai", hours: { mon: [["09:00", "18:00"]], tue: [["09:00", "18:00"]] } },
} as const;
const factsOf = (rows: readonly object[], rules = {}) => buildFacts(parseEvents(rows).log, rules);

/** What a definition makes of each ticket, read without the steps. */
function standings(
  rows: readonly object[],
  rules: object,
  metric: ReconciledMetric,
  name: DefinitionName,
  within: typeof period | undefined,
): Map<string, string> {
  const facts = factsOf(rows, rules);
  const { answers } = evaluate(ticketIndex(facts), metric, presets[name][metric]!.rules as RulesOf<ReconciledMetric>, {
    period: within,
  });
  const told = ({ status, value, times, weight }: Answer) =>
    [status, metric === "reopenRate" ? "" : value, times, weight].join();
  const found = new Map<string, string>();
  for (const answer of answers) {
    if (answer.reason !== null) continue;
    const ticket = facts.dictionaries.tickets.decode(facts.tickets.ticket[answer.ticket]!)!;
    found.set(ticket, `${found.get(ticket) ?? ""} ${told(answer)}`);
  }
  return found;
}

describe("reconcile", () => {
  it("has steps that follow one on another and add up to the difference", () => {
    fc.assert(
      fc.property(cases, ([rows, { metric, a, b }, within]) => {
        const result = reconcile(factsOf(rows, policy), a, b, metric, { period: within });
        const { value, unit, n } = result.a.estimate;
        let figure = { value, unit, n };
        for (const step of result.steps) {
          expect(step.before).toEqual(figure);
          figure = step.after;
        }
        expect(result.b.estimate).toMatchObject(figure);
        if (result.difference === null) return;
        expect(result.difference).toBe(result.b.estimate.value! - result.a.estimate.value!);
        const changes = result.steps.map(({ change }) => change);
        if (changes.some((change) => change === null)) return;
        expect(changes.reduce<number>((sum, change) => sum + change!, 0)).toBeCloseTo(result.difference, 5);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("lists in the end exactly the tickets that the two definitions count differently, each under a rule", () => {
    fc.assert(
      fc.property(cases, ([rows, { metric, a, b }, within]) => {
        const result = reconcile(factsOf(rows, policy), a, b, metric, { period: within });
        const [ofA, ofB] = [a, b].map((name) => standings(rows, policy, metric, name, within));
        const tickets = new Set([...ofA!.keys(), ...ofB!.keys()]);
        const differing = [...tickets].filter((ticket) => ofA!.get(ticket) !== ofB!.get(ticket));
        expect(result.tickets.map(({ ticket }) => ticket).sort()).toEqual(differing.sort());
        const listed = new Set(result.steps.flatMap((step) => step.tickets.map(({ ticket }) => ticket)));
        expect(differing.filter((ticket) => !listed.has(ticket))).toEqual([]);
        for (const { ticket, cancelled } of result.steps.flatMap((step) => step.tickets)) {
          expect(cancelled).toBe(!differing.includes(ticket));
        }
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it("never counts a time below zero, whatever stands before the creation", () => {
    fc.assert(
      fc.property(cases, ([rows, { metric, a, b }, within]) => {
        for (const { tickets } of reconcile(factsOf(rows, policy), a, b, metric, { period: within }).steps) {
          for (const { before, after } of tickets) {
            expect(before.value ?? 0).toBeGreaterThanOrEqual(0);
            expect(after.value ?? 0).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it("has no step where a definition is compared with itself", () => {
    fc.assert(
      fc.property(cases, ([rows, { metric, a }]) => {
        const result = reconcile(factsOf(rows, policy), a, a, metric);
        expect({ steps: result.steps, tickets: result.tickets }).toEqual({ steps: [], tickets: [] });
        expect(result.difference).toBe(result.a.estimate.value === null ? null : 0);
        expect(Object.keys(result.agreed)).toEqual(Object.keys(ruleChoices[metric]));
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it("looks at every rule on which the two differ, and names those on which they agree", () => {
    const facts = factsOf([{ ticket: "T", at: 1, type: "created" }]);
    for (const { metric, a, b } of pairs) {
      const { steps, agreed } = reconcile(facts, a, b, metric);
      const rules = [...steps.map(({ rule }) => rule), ...Object.keys(agreed)];
      expect(rules.sort()).toEqual(Object.keys(ruleChoices[metric]).sort());
      for (const { from, to } of steps) expect(from).not.toBe(to);
    }
  });

  it("has no difference between a time and a share, and says so", () => {
    const facts = factsOf([
      { ticket: "T", at: 0, type: "created", actor: { kind: "customer" } },
      { ticket: "T", at: 60_000, type: "message", public: true, actor: { kind: "agent", id: "mei" } },
    ]);
    const result = reconcile(facts, "chatwoot", "kuaishou", "firstResponseTime");
    expect(result).toMatchObject({ difference: null, notes: ["differentUnits"] });
    expect(result.steps[0]).toMatchObject({
      rule: "summary",
      before: { value: 60_000, unit: "ms", n: 1 },
      after: { value: 1, unit: "rate", n: 1 },
      change: null,
    });
  });

  it("refuses names that are none, and figures that a product does not have", () => {
    const facts = factsOf([{ ticket: "T", at: 1, type: "created" }]);
    expect(() => reconcile(facts, "zendask" as "zendesk", "trueresolve", "csat")).toThrow(/expected one of/);
    expect(() => reconcile(facts, "zammad", "trueresolve", "csat")).toThrow("a figure that zammad has, got csat");
    expect(() => reconcile(facts, "zammad", "trueresolve", "backlog" as "csat")).toThrow(/expected one of/);
  });
});

describe("facts that are not linked", () => {
  it("are refused by both, with what makes linked ones of them", () => {
    const row = { ticket: "T", at: 1, type: "created" };
    const folded = foldTickets(parseEvents([row]).log) as unknown as Facts;
    const words = "expected linked facts, got folded ones: linkFacts makes them";
    expect(() => presetFigures(folded, { preset: "zendesk" })).toThrow(new TypeError(`presetFigures: ${words}`));
    expect(() => reconcile(folded, "zendesk", "trueresolve", "csat")).toThrow(new TypeError(`reconcile: ${words}`));
  });
});

describe("presetFigures", () => {
  const rows = [
    { ticket: "T", at: 0, type: "created", actor: { kind: "customer" } },
    { ticket: "T", at: 60_000, type: "message", public: true, actor: { kind: "agent", id: "mei" } },
    { ticket: "T", at: 120_000, type: "status", phase: "solved", actor: { kind: "agent", id: "mei" } },
  ];

  it("are those of the policy's preset, or of the one asked for, and those that the product has", () => {
    const facts = factsOf(rows, { preset: "wangwang" });
    expect(presetFigures(facts)).toMatchObject({ preset: "wangwang", estimates: [{ metric: "firstResponseTime" }] });
    const { estimates, missing } = presetFigures(facts, { preset: "zammad" });
    expect(estimates.map(({ metric }) => metric)).toEqual(["firstResponseTime", "resolutionTime", "reopenRate"]);
    expect(missing).toEqual(["reportedResolutionRate", "csat"]);
    expect(presetFigures(facts, { preset: "zendesk" }).missing).toEqual([]);
    expect(() => presetFigures(factsOf(rows))).toThrow(RangeError);
    expect(() => presetFigures(facts, { preset: "constructor" as "zendesk" })).toThrow(RangeError);
    const named = "chatwoot" as unknown as { preset: "chatwoot" };
    const words = 'presetFigures: expected options, got a string: { preset: "chatwoot" }';
    expect(() => presetFigures(facts, named)).toThrow(new TypeError(words));
  });

  it("of our own are our metrics to the last detail", () => {
    const facts = factsOf(rows);
    for (const estimate of presetFigures(facts, { preset: "trueresolve" }).estimates) {
      expect(estimate).toEqual(metrics.find(({ metricName }) => metricName === estimate.metric)!(facts));
    }
  });

  it("say how sure the definition is, and never touch ours", () => {
    const facts = factsOf(rows);
    for (const preset of presetNames) {
      for (const { notes } of presetFigures(facts, { preset }).estimates) {
        expect(notes.filter((note) => note.startsWith("basis:"))).toHaveLength(1);
      }
      const other = factsOf(rows, { preset });
      for (const metric of metrics) expect(metric(other)).toEqual(metric(facts));
    }
  });
});
