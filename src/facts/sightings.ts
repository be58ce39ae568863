import type { EventLog } from "../log/event-log.ts";
import { observables } from "../schemas/policy.ts";
import { bits, row, type Table, TableBuilder } from "./columns.ts";
import type { Observation } from "./observation.ts";
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

/** Takes note of one ticket after another, as the fold goes through a log. */
export class TicketSightings {
  readonly #log: EventLog;
  readonly #rows = new TableBuilder(sightingColumns);
  readonly #observation: Observation;
  /** By actor, the row in which he was seen last. */
  readonly #rowOf: Int32Array;

  /** `observation`: what sees the tickets' events. */
  constructor(log: EventLog, observation: Observation) {
    this.#log = log;
    this.#observation = observation;
    this.#rowOf = new Int32Array(log.actors.length).fill(-1);
  }

  /** Takes note of what has just been seen: the events from `from` up to before `to`, those of the ticket with this row. */
  add(ticketRow: number, from: number, to: number): void {
    const log = this.#log;
    const sightings = this.#rows;
    const rowOf = this.#rowOf;
    const first = sightings.length;
    for (let event = from; event < to; event++) {
      const actor = log.actor[event]!;
      if (actor < 0 || !this.#observation.isOnRoster(actor)) continue;
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
    sightings.columns.shows[first] = this.#observation.takeShown();
  }

  finish(): Sightings {
    return this.#rows.finish();
  }
}

function add(sightings: TableBuilder<typeof sightingColumns>, ticket: number): number {
  const row = sightings.add();
  sightings.columns.ticket[row] = ticket;
  return row;
}
