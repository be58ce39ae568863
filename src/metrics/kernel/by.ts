import { compileZone } from "../../clock/zone.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Dictionary } from "../../log/dictionary.ts";
import { instantsOf, ticketOf } from "./instants.ts";
import type { MetricSpec } from "./metric.ts";

export const dimensions = [
  "agent",
  "team",
  "employer",
  "channel",
  "category",
  "priority",
  "day",
  "week",
  "month",
  "peak",
] as const;
/** What figures can be grouped by: a dimension, or `attribute:NAME` for one of the desk's own. */
export type By = (typeof dimensions)[number] | `attribute:${string}`;

/** The group of each row: a position in `labels`, of which `null` stands for "the log names none". */
export interface Grouping {
  readonly by: By;
  readonly labels: readonly (string | null)[];
  of(row: number): number;
}

/**
 * Reads a dimension's name.
 * @returns `null` where it is none; the names of attributes are taken as they are
 */
export function parseBy(text: string): By | null {
  if (text.startsWith("attribute:") && text.length > "attribute:".length) return text as By;
  return (dimensions as readonly string[]).includes(text) ? (text as By) : null;
}

/**
 * Groups the rows of a metric's table. Labels are in order of their text, `null` last.
 * @throws {RangeError} where `by` is no dimension
 */
export function groupingOf(spec: MetricSpec, facts: Facts, by: By): Grouping {
  if (parseBy(String(by)) === null) throw new RangeError(`grouped: expected a dimension or attribute:NAME, got ${by}`);
  const { dictionaries } = facts;
  const { table } = spec;
  const ticket = ticketOf(facts, table);
  if (by.startsWith("attribute:")) {
    const column = facts.attributes.get(by.slice("attribute:".length));
    if (column === undefined) return { by, labels: [null], of: () => 0 };
    return byCode(by, dictionaries.values, (row) => column[ticket(row)]!, facts[table].length);
  }
  switch (by) {
    case "agent": {
      const column = spec.credit === "holder" ? facts.tickets.holder : facts[table].agent;
      return byCode(by, dictionaries.agents, (row) => column[row]!, facts[table].length);
    }
    case "team": {
      const column = spec.credit === "holder" ? facts.tickets.holderTeam : facts[table].team;
      return byCode(by, dictionaries.teams, (row) => column[row]!, facts[table].length);
    }
    case "employer": {
      const column = spec.credit === "holder" ? facts.tickets.holderEmployer : facts[table].employer;
      return byCode(by, dictionaries.employers, (row) => column[row]!, facts[table].length);
    }
    case "channel":
      return byCode(by, dictionaries.channels, (row) => facts.tickets.channel[ticket(row)]!, facts[table].length);
    case "category":
      return byCode(by, dictionaries.categories, (row) => facts.tickets.category[ticket(row)]!, facts[table].length);
    case "priority":
      return byCode(by, dictionaries.priorities, (row) => facts.tickets.priority[ticket(row)]!, facts[table].length);
    default:
      return byDay(spec, facts, by);
  }
}

/** The rows of each group, in table order. */
export function rowsByGroup({ labels, of }: Grouping, length: number): Int32Array[] {
  const from = new Int32Array(labels.length + 1);
  for (let row = 0; row < length; row++) from[of(row) + 1]!++;
  for (let group = 0; group < labels.length; group++) from[group + 1]! += from[group]!;
  const rows = new Int32Array(length);
  const next = from.slice();
  for (let row = 0; row < length; row++) rows[next[of(row)]!++] = row;
  return labels.map((_, group) => rows.subarray(from[group], from[group + 1]));
}

/** Only values that occur get a group: a dictionary may hold far more than this table uses. */
function byCode(by: By, dictionary: Dictionary, code: (row: number) => number, rows: number): Grouping {
  const used = new Uint8Array(dictionary.size + 1);
  for (let row = 0; row < rows; row++) used[code(row) + 1] = 1;
  const codes: number[] = [];
  for (let i = 1; i < used.length; i++) if (used[i] === 1) codes.push(i - 1);
  const values = dictionary.values;
  codes.sort((x, y) => (values[x]! < values[y]! ? -1 : 1));
  const labels: (string | null)[] = codes.map((each) => values[each]!);
  const position = new Int32Array(dictionary.size + 1);
  codes.forEach((each, index) => {
    position[each + 1] = index;
  });
  if (used[0] === 1) {
    position[0] = labels.length;
    labels.push(null);
  }
  return { by, labels, of: (row) => position[code(row) + 1]! };
}

const dayMs = 86_400_000;

/** Days, weeks and months of the policy's zone, and the peaks made of days. */
function byDay(spec: MetricSpec, facts: Facts, by: By): Grouping {
  const { policy } = facts;
  const zone = compileZone(policy.timeZone);
  const instants = instantsOf(facts, spec.table);
  const rows = facts[spec.table].length;
  const dayOf = new Int32Array(rows); // days since 1970 on the zone's calendar; -1 unknown
  const labelOfDay = new Map<number, string | null>([[-1, null]]);
  for (let row = 0; row < rows; row++) {
    const at = instants[row]!;
    const day = Number.isNaN(at) ? -1 : Math.floor(zone.toWall(at) / dayMs);
    dayOf[row] = day;
    if (!labelOfDay.has(day)) labelOfDay.set(day, dayLabel(day, by, policy));
  }
  const distinct = [...new Set(labelOfDay.values())].filter((label) => label !== null).sort();
  const used = dayOf.includes(-1);
  const labels: (string | null)[] = used ? [...distinct, null] : distinct;
  const position = new Map([...labelOfDay].map(([day, label]) => [day, labels.indexOf(label)]));
  return { by, labels, of: (row) => position.get(dayOf[row]!)! };
}

function dayLabel(day: number, by: By, policy: Facts["policy"]): string {
  const date = (days: number) => new Date(days * dayMs).toISOString().slice(0, 10);
  const today = date(day);
  if (by === "day") return today;
  if (by === "month") return today.slice(0, 7);
  if (by === "week") {
    const weekday = ((day + 3) % 7) + 1; // 1970-01-01 was a Thursday: 4
    return date(day - ((weekday - policy.weekStartsOn + 7) % 7));
  }
  const peak = policy.peaks.find((each) => each.from <= today && today <= each.to);
  return peak === undefined ? "ordinary" : peak.name;
}
