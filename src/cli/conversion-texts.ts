import type { LogConversion } from "../io/convert/convert-log.ts";
import { NameCounts } from "../io/convert/name-counts.ts";
import { RowSpill } from "../io/convert/row-spill.ts";
import { OcelWriter, ocelObject } from "../sources/ocel-export.ts";
import { TextSet } from "../sources/text-set.ts";
import { XesLog } from "../sources/xes-export.ts";

/** Events as NDJSON, a text a batch. */
export async function* eventTexts(conversion: LogConversion): AsyncGenerator<string> {
  for await (const events of conversion.batches()) {
    if (events.length > 0) yield `${events.map((event) => JSON.stringify(event)).join("\n")}\n`;
  }
}

const batchSize = 1_000;

/**
 * Events as OCEL 2.0, in one document: the events as they come, then their types and objects, which are known only by then. Of an
 * event so much is held as tells whether its id came before, 11 to 21 bytes.
 *
 * @param isWanted asked at the end; an empty log is none
 */
export async function* ocelTexts(conversion: LogConversion, isWanted: () => boolean): AsyncGenerator<string> {
  const objects = new TextSet();
  const names = new NameCounts();
  const log = new OcelWriter(
    {},
    { before: (name) => names.before(name), relate: (objectId) => void objects.add(objectId) },
  );
  let row = 0;
  let before = '{"events":[\n';
  for await (const batch of conversion.batches()) {
    const events = batch.flatMap((each) => log.event(each, ++row) ?? []);
    if (events.length === 0) continue;
    yield before + events.map((event) => JSON.stringify(event)).join(",\n");
    before = ",\n";
  }
  if (!isWanted()) return;
  conversion.sourceNotes = [...conversion.sourceNotes, ...log.notes()];
  const { eventTypes, objectTypes } = log.types();
  // An event whose time is no instant is left out: there may be none although some were read.
  if (before.startsWith("{")) yield before;
  yield `],\n"eventTypes":${JSON.stringify(eventTypes)},\n"objectTypes":${JSON.stringify(objectTypes)},\n"objects":[`;
  for (let from = 0; from < objects.size; from += batchSize) {
    const lines: string[] = [];
    for (let number = from; number < Math.min(from + batchSize, objects.size); number++)
      lines.push(JSON.stringify(ocelObject(objects.text(number))));
    yield `${from === 0 ? "\n" : ",\n"}${lines.join(",\n")}`;
  }
  yield "]}\n";
}

/**
 * Events as XES, a trace a ticket: beyond the first ones they are put aside on disk until all are known, and read back some
 * tickets at a time.
 *
 * @param folder where they are put aside
 * @param isWanted asked when they are known; an empty log is none
 * @param mostHeld how many are held in memory before any is put aside; default 50,000
 */
export async function* xesTexts(
  conversion: LogConversion,
  folder: string,
  isWanted: () => boolean,
  mostHeld = 50_000,
): AsyncGenerator<string> {
  const spill = new RowSpill(folder, mostHeld);
  try {
    let row = 0;
    for await (const batch of conversion.batches()) for (const event of batch) spill.add(event.ticket, ++row, event);
    if (!isWanted()) return;
    const log = new XesLog();
    yield log.head;
    for (const part of spill.parts()) yield* log.traces(part);
    yield log.foot;
    conversion.sourceNotes = [...conversion.sourceNotes, ...log.notes()];
  } finally {
    spill.close();
  }
}
