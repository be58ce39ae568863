import type { Facts } from "../../facts/facts.ts";
import { phases } from "../../schemas/vocabulary.ts";

const solved = phases.indexOf("solved");
const closed = phases.indexOf("closed");

/** Whether a ticket stands in solved or closed at `asOf`. */
export function isShownAsResolved(facts: Facts, ticket: number): boolean {
  const phase = facts.tickets.phase[ticket];
  return phase === solved || phase === closed;
}
