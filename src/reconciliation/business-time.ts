import type { ResolutionTimeRules } from "./rules.ts";
import type { TicketIndex } from "./ticket-index.ts";

/** Which time counts, and by whose opening hours. */
interface TimeRules {
  readonly hours: "calendar" | "business" | "from8To23";
  readonly schedule: ResolutionTimeRules["schedule"];
}

/** Whoever opening hours are looked up for. */
interface Holder {
  readonly team: number;
  readonly employer: number;
}

/**
 * Time between two instants for a ticket, in ms: on the calendar, or in business time where the policy has calendars; NaN where
 * no calendar rule fits whoever is asked for. `wait` is the row whose holder is credited; without one the ticket's is.
 */
export function elapsed(
  index: TicketIndex,
  ticket: number,
  fromMs: number,
  toMs: number,
  { hours, schedule }: TimeRules,
  wait = -1,
): number {
  if (hours !== "business" || !index.clocks.any || toMs < fromMs) return toMs - fromMs;
  switch (schedule) {
    case "credited":
      return between(index, ticket, fromMs, toMs, creditedOf(index, ticket, wait));
    case "lastApplied":
      return between(index, ticket, fromMs, toMs, holderAt(index, ticket, toMs));
    case "eachInTurn":
      return inTurn(index, ticket, fromMs, toMs);
  }
}

function between(
  { facts, clocks }: TicketIndex,
  ticket: number,
  fromMs: number,
  toMs: number,
  { team, employer }: Holder,
): number {
  const { channel, priority } = facts.tickets;
  return clocks.between(fromMs, toMs, { team, employer, channel: channel[ticket]!, priority: priority[ticket]! });
}

function creditedOf({ facts }: TicketIndex, ticket: number, wait: number): Holder {
  const [table, row] = wait < 0 ? [facts.tickets, ticket] : [facts.waits, wait];
  return { team: table.team[row]!, employer: table.employer[row]! };
}

/** Who held it at an instant. Of a ticket that was never assigned, whoever it stands with. */
function holderAt({ facts, assignmentsFrom }: TicketIndex, ticket: number, at: number): Holder {
  const { assignments, tickets } = facts;
  const [from, to] = [assignmentsFrom[ticket]!, assignmentsFrom[ticket + 1]!];
  if (from === to) return { team: tickets.holderTeam[ticket]!, employer: tickets.holderEmployer[ticket]! };
  let last = -1;
  for (let row = from; row < to && assignments.at[row]! <= at; row++) last = row;
  return last < 0 ? { team: -1, employer: -1 } : rowsHolder(assignments, last);
}

/** Each holder's business time for as long as he held it. */
function inTurn(index: TicketIndex, ticket: number, fromMs: number, toMs: number): number {
  const { assignments } = index.facts;
  let total = 0;
  let sinceMs = fromMs;
  let holder = holderAt(index, ticket, fromMs);
  for (let row = index.assignmentsFrom[ticket]!; row < index.assignmentsFrom[ticket + 1]!; row++) {
    const at = assignments.at[row]!;
    if (!(at > fromMs && at < toMs)) continue;
    if (at > sinceMs) total += between(index, ticket, sinceMs, at, holder);
    [sinceMs, holder] = [at, rowsHolder(assignments, row)];
  }
  return total + between(index, ticket, sinceMs, toMs, holder);
}

function rowsHolder(assignments: TicketIndex["facts"]["assignments"], row: number): Holder {
  return { team: assignments.team[row]!, employer: assignments.employer[row]! };
}
