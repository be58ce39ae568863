import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { evaluate } from "../../src/reconciliation/evaluate.ts";
import { presets } from "../../src/reconciliation/presets.ts";
import type { ReconciledMetric, RulesOf } from "../../src/reconciliation/rules.ts";
import { ticketIndex } from "../../src/reconciliation/ticket-index.ts";
import { resolvePolicy } from "../../src/schemas/policy.ts";
import { type OracleTicket, readDesk } from "../oracle/desk.ts";
import { randomLogs } from "../oracle/random-logs.ts";
import type { Row } from "../oracle/story.ts";
import { naiveFirstResponses, naiveReopens } from "./naive-products.ts";

const policy = resolvePolicy({ timeZone: "Asia/Shanghai" });
const eightHoursMs = 8 * 3_600_000;
type Product = keyof typeof presets;

/** What the library counts of each ticket by a product's definition. */
function counted(rows: readonly Row[], product: Product, metric: ReconciledMetric): Map<string, [number, number][]> {
  const facts = buildFacts(parseEvents(rows).log, policy);
  const { rules } = presets[product][metric]!;
  const { answers } = evaluate(ticketIndex(facts), metric, rules as RulesOf<typeof metric>, {});
  const found = new Map<string, [number, number][]>();
  for (const { ticket, value, times, reason } of answers) {
    if (reason !== null) continue;
    const name = facts.dictionaries.tickets.decode(facts.tickets.ticket[ticket]!)!;
    found.set(name, [...(found.get(name) ?? []), [value, times]]);
  }
  return found;
}

const isThere = (ticket: OracleTicket) => ticket.excluded !== "spam" && ticket.excluded !== "deleted";

describe("a product's figure is what a plain reading of the events gives, ticket by ticket", () => {
  for (const [product, read] of Object.entries(naiveFirstResponses)) {
    it(`${product}: first response`, () => {
      fc.assert(
        fc.property(randomLogs, (rows) => {
          const found = counted(rows, product as Product, "firstResponseTime");
          for (const ticket of readDesk(rows, policy).tickets.values()) {
            const isCounted = isThere(ticket) && ticket.createdAt !== null;
            const expected = isCounted ? read(ticket, eightHoursMs) : [];
            const times = (found.get(ticket.ticket) ?? []).map(([value]) => value);
            expect(times, ticket.ticket).toEqual(expected);
          }
        }),
        { numRuns: 200, seed: 20_261_122 },
      );
    });
  }

  for (const [product, read] of Object.entries(naiveReopens)) {
    it(`${product}: reopening`, () => {
      fc.assert(
        fc.property(randomLogs, (rows) => {
          const found = counted(rows, product as Product, "reopenRate");
          for (const ticket of readDesk(rows, policy).tickets.values()) {
            const expected = isThere(ticket) ? read(ticket) : null;
            const [answer] = found.get(ticket.ticket) ?? [];
            expect(answer === undefined ? null : answer[1] > 0, ticket.ticket).toBe(expected);
          }
        }),
        { numRuns: 200, seed: 20_261_123 },
      );
    });
  }
});
