import type { EventTableMap } from "../schemas/table-map.ts";
import { compilePatterns } from "../schemas/value-pattern.ts";
import { compileActor, compileTemplate, type EventMaker, type MadeEvent, type ReadActor } from "./event-maker.ts";
import type { MapReader } from "./map-reader.ts";
import type { SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { compileUnmapped, Unmapped } from "./unmapped.ts";

/** What a row means. */
export interface RowMeaning {
  actor: ReadActor | null;
  events: MadeEvent[];
  /** What the map has no meaning for. */
  unmapped: Unmapped | null;
  /** Activities that are none of our events. */
  ignored: string[];
}

interface Activities {
  makers: EventMaker[];
  unmapped: Unmapped | null;
  ignored: string[];
}

/** Reads what the rows of a table of events mean. */
export function compileEvents(
  map: EventTableMap,
  reader: MapReader,
): (row: SourceRow, created: SourceTime) => RowMeaning {
  const { activity, everyRow = [] } = map;
  const readActor = compileActor(map.actor, reader, "actor");
  const always = everyRow.map((template, index) => compileTemplate(template, reader, `everyRow.${index}`));
  const activitiesOf = activity === undefined ? null : compileActivity(activity, reader);
  const refused = (unmapped: Unmapped, ignored: string[]) => ({ actor: null, events: [], unmapped, ignored });
  return (row, created) => {
    const { makers, unmapped, ignored } = activitiesOf?.(row) ?? { makers: [], unmapped: null, ignored: [] };
    if (makers.length === 0 && (unmapped !== null || always.length === 0))
      return { actor: null, events: [], unmapped, ignored };
    const actor = readActor(row);
    if (actor instanceof Unmapped) return refused(actor, ignored);
    const events: MadeEvent[] = [];
    for (const make of [...always, ...makers]) {
      const event = make(row, created, actor);
      if (event instanceof Unmapped) return refused(event, ignored);
      if (event !== null) events.push(event);
    }
    return { actor, events, unmapped, ignored };
  };
}

function compileActivity(
  activity: NonNullable<EventTableMap["activity"]>,
  reader: MapReader,
): (row: SourceRow) => Activities {
  const { values, ignore = [], otherwise = "refuse" } = activity;
  const readTexts = compileTexts(activity, reader);
  const meaning = compilePatterns<EventMaker[] | null>([
    ...Object.entries(values).map(([pattern, meant]) => {
      const templates = [meant].flat();
      const place = (index: number) =>
        Array.isArray(meant) ? `activity.values.${pattern}.${index}` : `activity.values.${pattern}`;
      const makers = templates.map((template, index) => compileTemplate(template, reader, place(index)));
      return [pattern, makers] as const;
    }),
    ...ignore.map((pattern) => [pattern, null] as const),
  ]);
  const unmapped = compileUnmapped("activity", [...Object.keys(values), ...ignore]);
  return (row) => {
    const found: Activities = { makers: [], unmapped: null, ignored: [] };
    for (const text of readTexts(row)) {
      const makers = meaning(text);
      if (makers === undefined && otherwise === "refuse") found.unmapped ??= unmapped(text);
      else if (makers === undefined || makers === null) found.ignored.push(text === "" ? "(none)" : text);
      else found.makers.push(...makers);
    }
    return found;
  };
}

/** Reads the activities of a row: one, or as many as its cell lists. */
function compileTexts(
  { column, columns, separator }: NonNullable<EventTableMap["activity"]>,
  reader: MapReader,
): (row: SourceRow) => string[] {
  const cells = (columns ?? [column ?? []]).map((each, index) =>
    reader.column(each, columns === undefined ? "activity.column" : `activity.columns.${index}`),
  );
  const last = cells.pop()!;
  return (row) => {
    const before = cells.map((read) => `${read(row) ?? ""} | `).join("");
    const text = last(row) ?? "";
    if (separator === undefined) return [before + text];
    const parts = text.split(separator).map((part) => part.trim());
    const said = parts.filter((part) => part !== "");
    return (said.length === 0 ? [""] : said).map((part) => before + part);
  };
}
