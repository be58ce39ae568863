import type { EventLog } from "../log/event-log.ts";
import { observables } from "../schemas/policy.ts";
import { bits, row, type Table, TableBuilder } from "./columns.ts";
import { endWithin } from "./log-end.ts";
import { Observation } from "./observation.ts";
import { rosterColumns } from "./tables.ts";

/**
 * What each ticket by itself shows of the log and of its staff: without it nobody could tell what is left to be seen when a
 * ticket goes. One row for each staff member in each team seen in the ticket, and at least one a ticket.
 */
export const sightingColumns = {
  ticket: /* @__PURE__ */ row("tickets"),
  /** What the ticket's events show; in its first row only. */
  shows: /* @__PURE__ */ bits(observables),
  ...rosterColumns,
} as const;

export type Sightings = Table<typeof sightingColumns>;

/** Goes through a log as the fold does, ticket by ticket. `asOf`: events after it do not count, `null` where all do. */
export function sightingsOf(log: EventLog, asOf: number | null): Sightings {
  const sightings = new TableBuilder(sightingColumns);
  const observation = new Observation(log);
  const rowOf = new Int32Array(log.actors.length).fill(-1);
  let ticketRow = 0;
  for (let ticket = 0; ticket + 1 < log.ticketFrom.length; ticket++) {
    const from = log.ticketFrom[ticket]!;
    const to = endWithin(log, ticket, asOf);
    if (from === to) continue;
    observation.see(from, to);
    const first = sightings.length;
    for (let event = from; event < to; event++) {
      const actor = log.actor[event]!;
      if (actor < 0 || !observation.isOnRoster(actor)) continue;
      const at = log.at[event]!;
      if (rowOf[actor]! < first) {
        const row = add(sightings, ticketRow);
        rowOf[actor] = row;
        sightings.columns.agent[row] = log.actors.id[actor]!;
        sightings.columns.team[row] = log.actors.team[actor]!;
        sightings.columns.employer[row] = log.actors.employer[actor]!;
        sightings.columns.firstSeenAt[row] = at;
      }
      sightings.columns.lastSeenAt[rowOf[actor]!] = at;
    }
    if (sightings.length === first) add(sightings, ticketRow);
    sightings.columns.shows[first] = observation.takeShown();
    ticketRow++;
  }
  return sightings.finish();
}

function add(sightings: TableBuilder<typeof sightingColumns>, ticket: number): number {
  const row = sightings.add();
  sightings.columns.ticket[row] = ticket;
  return row;
}
