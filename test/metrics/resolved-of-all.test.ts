import { expect, it } from "vitest";
import { buildFacts, parseEvents, trueResolutionRate } from "../../src/index.ts";

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);

/** A desk that gets a ticket an hour, closes each after one to nine days, and truly solves `solved` of ten. */
function desk(days: number, solved: number) {
  const rows: unknown[] = [];
  const horizon = start + days * day;
  for (let hour = 0; hour < days * 24; hour++) {
    const at = start + hour * 3_600_000;
    const closedAt = at + (1 + ((hour * 7) % 9)) * day;
    const ticket = `T${hour}`;
    const customer = { kind: "customer", id: `c${hour}` };
    const mei = { kind: "agent", id: "mei" };
    const backAt = closedAt + (1 + ((hour * 5) % 6)) * day;
    rows.push({ ticket, at, type: "created", actor: customer });
    rows.push({ ticket, at: at + 60_000, type: "message", public: true, actor: mei });
    rows.push({ ticket, at: closedAt, type: "status", phase: "closed", actor: mei });
    if ((hour * 3) % 10 >= solved) rows.push({ ticket, at: backAt, type: "message", public: true, actor: customer });
  }
  const { log } = parseEvents(rows.filter((row) => (row as { at: number }).at <= horizon));
  return buildFacts(log, {}, { asOf: horizon });
}

it("finds the share of all tickets truly resolved, also where the log is short and many are still young", () => {
  for (const [days, solved] of [
    [45, 9],
    [45, 7],
    [60, 5],
    [400, 6],
  ] as const) {
    const { value, low, high } = trueResolutionRate(desk(days, solved)).details!["ofAll"] as {
      value: number;
      low: number;
      high: number;
    };
    expect(Math.abs(value - solved / 10)).toBeLessThan(0.02);
    expect(low).toBeLessThan(solved / 10);
    expect(high).toBeGreaterThan(solved / 10);
  }
});
