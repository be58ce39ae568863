import type { EventLog } from "../log/event-log.ts";

/** Where the events of a ticket end that count: those up to and with `asOf`, or all. */
export function endWithin(log: EventLog, ticket: number, asOf: number | null): number {
  let to = log.ticketFrom[ticket + 1]!;
  if (asOf !== null) while (to > log.ticketFrom[ticket]! && log.at[to - 1]! > asOf) to--;
  return to;
}
