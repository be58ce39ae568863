import type { LogDictionaries } from "../log/event-log.ts";
import type { Policy } from "../schemas/policy.ts";
import { compare } from "./canonical-order.ts";
import { TableBuilder } from "./columns.ts";
import { type Roster, rosterColumns } from "./tables.ts";

/** One spell for each (agent, team, employer), whatever shards it was seen in; ordered by name. */
export function mergeSpells(roster: Roster, dictionaries: LogDictionaries): Roster {
  const spells = new Map<string, { row: number; firstSeenAt: number; lastSeenAt: number }>();
  for (let row = 0; row < roster.length; row++) {
    const key = `${roster.agent[row]} ${roster.team[row]} ${roster.employer[row]}`;
    const spell = spells.get(key);
    const firstSeenAt = roster.firstSeenAt[row]!;
    const lastSeenAt = roster.lastSeenAt[row]!;
    if (spell === undefined) spells.set(key, { row, firstSeenAt, lastSeenAt });
    else {
      spell.firstSeenAt = Math.min(spell.firstSeenAt, firstSeenAt);
      spell.lastSeenAt = Math.max(spell.lastSeenAt, lastSeenAt);
    }
  }
  const name = (row: number) =>
    [
      dictionaries.agents.decode(roster.agent[row]!),
      dictionaries.teams.decode(roster.team[row]!),
      dictionaries.employers.decode(roster.employer[row]!),
    ].join("\u0000");
  const ordered = [...spells.values()].map((spell) => ({ ...spell, name: name(spell.row) }));
  ordered.sort((x, y) => compare(x.name, y.name));
  const merged = new TableBuilder(rosterColumns);
  for (const spell of ordered) {
    const row = merged.add();
    merged.columns.agent[row] = roster.agent[spell.row]!;
    merged.columns.team[row] = roster.team[spell.row]!;
    merged.columns.employer[row] = roster.employer[spell.row]!;
    merged.columns.firstSeenAt[row] = spell.firstSeenAt;
    merged.columns.lastSeenAt[row] = spell.lastSeenAt;
  }
  return merged.finish();
}

interface Credited {
  readonly agent: Int32Array;
  readonly team: Int32Array;
  readonly employer: Int32Array;
}

/**
 * Fills in the team and employer of credited agents where the rows left them out: from where the agent was seen at that
 * moment, else nearest to it in time, else from the policy's roster. Returns a function that does it for one table, which asks for
 * the moments of its rows only where somebody was seen in several teams.
 */
export function rosterFiller(roster: Roster, policy: Policy, dictionaries: LogDictionaries) {
  const team = memberships(roster, roster.team, dictionaries.agents.size);
  const employer = memberships(roster, roster.employer, dictionaries.agents.size);
  for (const entry of policy.roster) {
    const agent = dictionaries.agents.find(entry.agent);
    team.declare(agent, dictionaries.teams.encodeOptional(entry.team));
    employer.declare(agent, dictionaries.employers.encodeOptional(entry.employer));
  }
  return (table: Credited, at: () => Float64Array): void => {
    team.fill(table.agent, table.team, at);
    employer.fill(table.agent, table.employer, at);
  };
}

const several = -2;

/** Of what each agent was a member, by one column of the roster. */
function memberships(roster: Roster, column: Int32Array, agents: number) {
  /** -1 nothing, `several` where his spells must be asked, whose rows are given. */
  const only = new Int32Array(agents).fill(-1);
  const rows = new Map<number, number[]>();
  for (let row = 0; row < roster.length; row++) {
    if (column[row]! < 0) continue;
    const agent = roster.agent[row]!;
    const spells = rows.get(agent) ?? [];
    rows.set(agent, spells);
    spells.push(row);
    only[agent] = spells.length === 1 ? column[row]! : several;
  }
  const nearest = (agent: number, at: number): number => {
    let best = -1;
    let bestMs = Number.POSITIVE_INFINITY;
    for (const row of rows.get(agent)!) {
      const awayMs = Math.max(0, roster.firstSeenAt[row]! - at, at - roster.lastSeenAt[row]!);
      if (awayMs < bestMs) [best, bestMs] = [row, awayMs];
    }
    return column[best]!;
  };
  return {
    /** What the policy says of an agent, where he was not seen anywhere; -1 nothing. */
    declare(agent: number, of: number): void {
      if (agent >= 0 && !rows.has(agent)) only[agent] = of;
    },
    fill(agents: Int32Array, cells: Int32Array, at: () => Float64Array): void {
      if (only.every((of) => of === -1)) return;
      const instants = only.includes(several) ? at() : new Float64Array(0);
      for (let row = 0; row < cells.length; row++) {
        const agent = agents[row]!;
        if (agent < 0 || cells[row]! >= 0) continue;
        const of = only[agent]!;
        cells[row] = of === several ? nearest(agent, instants[row]!) : of;
      }
    },
  };
}
