import { buildFacts } from "../../src/facts/build-facts.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { type FactRow, factRows, type RowTable } from "../../src/facts/rows.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import type { PolicyInput } from "../../src/schemas/policy.ts";

/** Small logs as a reader tells them: who does what after how many hours. */
export const hour = 3_600_000;
export const day = 24 * hour;
export const begin = Date.UTC(2026, 10, 2); // a Monday
export const after = (hours: number) => begin + hours * hour;

type Fields = Record<string, unknown>;
export type Step = Fields & { at: number };

export const customer = { kind: "customer", id: "ann" };
export const bot = { kind: "bot", id: "b1" };
export const system = { kind: "system" };
export const agent = (id: string, more: Fields = {}) => ({ kind: "agent", id, ...more });

const step = (hours: number, type: string, fields: Fields): Step => ({ at: after(hours), type, ...fields });

export const created = (hours: number, more: Fields = {}) =>
  step(hours, "created", { actor: customer, requester: "ann", category: "parcel", ...more });
export const says = (hours: number, more: Fields = {}) =>
  step(hours, "message", { public: true, actor: customer, ...more });
export const thanks = (hours: number) => says(hours, { intent: "gratitude" });
export const replies = (hours: number, id: string, more: Fields = {}) =>
  step(hours, "message", { public: true, actor: agent(id), ...more });
export const botSays = (hours: number, more: Fields = {}) =>
  step(hours, "message", { public: true, actor: bot, ...more });
export const assigns = (hours: number, to: string | null, more: Fields = {}) =>
  step(hours, "assigned", { agent: to, actor: system, ...more });
export const moves = (hours: number, phase: string, actor: unknown = agent("mei"), more: Fields = {}) =>
  step(hours, "status", { phase, ...(actor === null ? {} : { actor }), ...more });
export const closes = (hours: number, id: string, more: Fields = {}) => moves(hours, "closed", agent(id), more);
export const ruleCloses = (hours: number, more: Fields = {}) =>
  moves(hours, "closed", system, { cause: "rule", ...more });
export const customerCloses = (hours: number) => moves(hours, "closed", customer);
export const reopens = (hours: number, actor: unknown = customer) => moves(hours, "open", actor);
export const solution = (hours: number, answer: string) => step(hours, "solution", { step: answer, actor: customer });
export const handoff = (hours: number, word: string) => step(hours, "handoff", { step: word });
export const survey = (hours: number, word: string, more: Fields = {}) =>
  step(hours, "survey", { step: word, ...more });
export const linked = (hours: number, relation: string, other: string, more: Fields = {}) =>
  step(hours, "linked", { relation, other, ...more });
export const escalated = (hours: number, level: string, more: Fields = {}) =>
  step(hours, "escalated", { level, ...more });
export const promised = (hours: number, dueHours: number, more: Fields = {}) =>
  step(hours, "promised", { due: after(dueHours), actor: agent("mei"), ...more });
export const field = (hours: number, name: string, value: string, more: Fields = {}) =>
  step(hours, "field", { name, value, ...more });

/** The rows of one ticket. */
export const ticket = (name: string, ...steps: Step[]) => steps.map((each) => ({ ticket: name, ...each }));
/** The rows of a ticket named T. */
export const story = (...steps: Step[]) => ticket("T", ...steps);

/** Facts of a log; `until` hours after the beginning is `asOf`. */
export function factsOf(rows: readonly object[], policy: PolicyInput = {}, until?: number): Facts {
  const { log, issues } = parseEvents(rows);
  if (issues.length > 0) throw new Error(`a test's own rows were refused: ${JSON.stringify(issues[0])}`);
  return buildFacts(log, policy, until === undefined ? {} : { asOf: after(until) });
}

export const rowsOf = (facts: Facts, table: RowTable, name?: string): FactRow[] =>
  [...factRows(facts, table)].filter((row) => name === undefined || row["ticket"] === name);

/** The only row of a table, or the only one of a ticket in it. */
export function onlyRow(facts: Facts, table: RowTable, name?: string): FactRow {
  const rows = rowsOf(facts, table, name);
  if (rows.length !== 1) throw new Error(`expected one row of ${table}, got ${rows.length}`);
  return rows[0]!;
}
