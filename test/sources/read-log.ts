import type { EventLog } from "../../src/log/event-log.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { actorKinds, eventTypes, phases } from "../../src/schemas/vocabulary.ts";
import type { EventRow, SourceResult } from "../../src/sources/source.ts";

const status = eventTypes.indexOf("status");
const closedPhases = [phases.indexOf("solved"), phases.indexOf("closed")];

/** Moves from solved or closed to a live phase, by ticket, in the order that the log gives the events. */
export function reopeningsOf(log: EventLog): Map<string, number> {
  const found = new Map<string, number>();
  for (let ticket = 0; ticket + 1 < log.ticketFrom.length; ticket++) {
    let closed = false;
    for (let event = log.ticketFrom[ticket]!; event < log.ticketFrom[ticket + 1]!; event++) {
      if (log.type[event] !== status) continue;
      const closes = closedPhases.includes(log.code[event]!);
      if (closed && !closes) {
        const name = log.dictionaries.tickets.decode(ticket)!;
        found.set(name, (found.get(name) ?? 0) + 1);
      }
      closed = closes;
    }
  }
  return found;
}

/** Reads a source's rows, none of which may be refused. */
export function logOf(source: SourceResult): EventLog {
  const { log, issues } = parseEvents(source.rows);
  if (issues.length > 0) throw new Error(`expected no refused row, got ${JSON.stringify(issues[0])}`);
  return log;
}

/** Event rows without what only tells rows apart. */
export function contentOf(source: SourceResult): EventRow[] {
  return source.rows.map(({ id: _id, seq: _seq, ...content }) => content);
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** What a log says, event by event, without where in its tables it stands. */
export function eventsOf(log: EventLog): unknown[] {
  const { dictionaries, actors, created, scores } = log;
  const events: unknown[] = [];
  for (let ticket = 0; ticket + 1 < log.ticketFrom.length; ticket++) {
    for (let event = log.ticketFrom[ticket]!; event < log.ticketFrom[ticket + 1]!; event++) {
      const type = eventTypes[log.type[event]!]!;
      const actor = log.actor[event]!;
      const a = log.a[event]!;
      events.push({
        ticket: dictionaries.tickets.decode(ticket),
        at: log.at[event],
        type,
        code: log.code[event],
        detail: log.detail[event],
        actor: actor < 0 ? null : [actors.kind[actor], personOf(log, actor)],
        a:
          type === "created"
            ? [created.requester[a], created.channel[a], created.category[a], created.priority[a], created.team[a]]
            : type === "survey"
              ? [scores.score[a], scores.min[a], scores.max[a]]
              : a,
        b: log.b[event],
      });
    }
  }
  return events;
}

/** Who an actor is: customers are numbered among those who ask. */
function personOf({ actors, dictionaries }: EventLog, actor: number): string | null {
  const isCustomer = actorKinds[actors.kind[actor]!] === "customer";
  return (isCustomer ? dictionaries.requesters : dictionaries.agents).decode(actors.id[actor]!);
}
