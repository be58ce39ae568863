import type { EventLog } from "../log/event-log.ts";

/** The events of some tickets of a log, as a log; the log itself where it has no others. */
export function logOfTickets(log: EventLog, tickets: ReadonlySet<string>): EventLog {
  const { ticketFrom } = log;
  const names = log.dictionaries.tickets.values;
  const fewer = new Int32Array(ticketFrom.length);
  let length = 0;
  for (let ticket = 0; ticket + 1 < ticketFrom.length; ticket++) {
    if (tickets.has(names[ticket]!)) length += ticketFrom[ticket + 1]! - ticketFrom[ticket]!;
    fewer[ticket + 1] = length;
  }
  if (length === log.length) return log;
  const picked = <T extends Float64Array | Int32Array | Uint8Array>(column: T, into: T): T => {
    for (let ticket = 0; ticket + 1 < fewer.length; ticket++) {
      const to = fewer[ticket]!;
      const from = ticketFrom[ticket]!;
      if (fewer[ticket + 1]! > to) into.set(column.subarray(from, ticketFrom[ticket + 1]!) as never, to);
    }
    return into;
  };
  return {
    ...log,
    length,
    ticketFrom: fewer,
    at: picked(log.at, new Float64Array(length)),
    type: picked(log.type, new Uint8Array(length)),
    actor: picked(log.actor, new Int32Array(length)),
    code: picked(log.code, new Uint8Array(length)),
    detail: picked(log.detail, new Uint8Array(length)),
    a: picked(log.a, new Int32Array(length)),
    b: picked(log.b, new Int32Array(length)),
    row: picked(log.row, new Int32Array(length)),
  };
}
