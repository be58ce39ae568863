import type { LogConversion } from "../io/convert-log.ts";
import type { TicketEvent } from "../schemas/event.ts";
import { toOcel } from "../sources/ocel-export.ts";
import { toXes } from "../sources/xes-export.ts";

/** Events as NDJSON, a text a batch. */
export async function* eventTexts(conversion: LogConversion): AsyncGenerator<string> {
  for await (const events of conversion.batches()) {
    if (events.length > 0) yield `${events.map((event) => JSON.stringify(event)).join("\n")}\n`;
  }
}

const batchSize = 1_000;

/**
 * Events as OCEL 2.0, in one document, which names its types and objects only when all events are known: they are held until
 * then.
 *
 * @param isWanted asked when they are; an empty log is none
 */
export async function* ocelTexts(conversion: LogConversion, isWanted: () => boolean): AsyncGenerator<string> {
  const events: TicketEvent[] = [];
  for await (const batch of conversion.batches()) events.push(...batch);
  if (!isWanted()) return;
  const { ocel, notes } = toOcel(events);
  conversion.sourceNotes = [...conversion.sourceNotes, ...notes];
  yield `{"eventTypes":${JSON.stringify(ocel.eventTypes)},\n"objectTypes":${JSON.stringify(ocel.objectTypes)},\n"events":[`;
  yield* listed(ocel.events);
  yield '],\n"objects":[';
  yield* listed(ocel.objects);
  yield "]}\n";
}

/**
 * Events as XES, a trace a ticket: they are held until all are known.
 *
 * @param isWanted asked when they are; an empty log is none
 */
export async function* xesTexts(conversion: LogConversion, isWanted: () => boolean): AsyncGenerator<string> {
  const events: TicketEvent[] = [];
  for await (const batch of conversion.batches()) events.push(...batch);
  if (!isWanted()) return;
  const { xes, notes } = toXes(events);
  conversion.sourceNotes = [...conversion.sourceNotes, ...notes];
  yield* xes;
}

/** The elements of a list, which as one text might be longer than a text can be. */
function* listed(elements: readonly unknown[]): Generator<string> {
  for (let from = 0; from < elements.length; from += batchSize) {
    const lines = elements.slice(from, from + batchSize).map((element) => JSON.stringify(element));
    yield `${from === 0 ? "\n" : ",\n"}${lines.join(",\n")}`;
  }
}
