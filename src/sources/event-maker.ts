import type { ActorMap } from "../schemas/table-map.ts";
import type { ActorTemplate, EventTemplate, FromColumn } from "../schemas/table-map-event.ts";
import { compilePatterns } from "../schemas/value-pattern.ts";
import type { MapReader, RowInstant, RowTime } from "./map-reader.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { compileUnmapped, nameOf, Unmapped } from "./unmapped.ts";

/** An actor as read from a row; fields left out are not said. */
export type ReadActor = Record<string, string>;

/** What a row says of an event, ticket, id and the row's own time aside. */
export interface MadeEvent {
  fields: EventRow;
  /** When, where the template says so itself. */
  time: SourceTime | null;
}

/** Stands for the kind of an actor that depends on who began the ticket, until that is known. */
export const byStarter = "(by starter)";

/** `null` where the template is not for this row. */
export type EventMaker = (row: SourceRow, created: SourceTime, actor: ReadActor | null) => MadeEvent | Unmapped | null;

type FieldReader = (row: SourceRow) => unknown;

const booleanFields = new Set(["public", "saidSolved", "kept"]);
const numberFields = new Set(["score"]);

/** Makes an event template ready. */
export function compileTemplate(template: EventTemplate, reader: MapReader, place: string): EventMaker {
  const { type, at, when, actor, ...payload } = template;
  const applies = reader.conditions(when, `${place}.when`);
  const time: RowInstant | null = at === undefined ? null : reader.instant(at, `${place}.at`);
  const due: RowTime | null = template.type === "promised" ? reader.time(template.due, `${place}.due`) : null;
  const readActor = actor === undefined ? null : compileActorTemplate(actor, reader, `${place}.actor`);
  const fields: [string, FieldReader][] = Object.entries(payload)
    .filter(([name, value]) => value !== undefined && !(name === "due" && due !== null))
    .map(([name, value]) => [name, compileField(name, value, reader, `${place}.${name}`)]);
  return (row, created, rowActor) => {
    if (!applies(row)) return null;
    const event: EventRow = { type };
    for (const [name, read] of fields) {
      const value = read(row);
      if (value instanceof Unmapped) return value;
      if (value !== undefined) event[name] = value;
    }
    if (due !== null) {
      const dueAt = due(row).at;
      if (dueAt !== undefined) event["due"] = dueAt;
    }
    const who = readActor === null ? rowActor : readActor(row, rowActor);
    if (who instanceof Unmapped) return who;
    if (who !== null) event["actor"] = who;
    return { fields: event, time: time === null ? null : time(row, created) };
  };
}

/** Reads who acted: `null` where the row does not say. */
export function compileActor(
  map: ActorMap | undefined,
  reader: MapReader,
  place: string,
): (row: SourceRow) => ReadActor | Unmapped | null {
  if (map === undefined) return () => null;
  const kind = compileKind(map.kind, reader, `${place}.kind`);
  const parts = (["id", "team", "employer"] as const).flatMap((name) => {
    const column = map[name];
    return column === undefined ? [] : [[name, reader.column(column, `${place}.${name}`)] as const];
  });
  return (row) => {
    const readKind = kind(row);
    if (readKind instanceof Unmapped) return readKind;
    const actor: ReadActor = { kind: readKind };
    for (const [name, read] of parts) {
      const text = read(row);
      if (text !== undefined) actor[name] = text;
    }
    if (map.role !== undefined) actor["role"] = map.role;
    return readKind === "unknown" && Object.keys(actor).length === 1 ? null : actor;
  };
}

function compileKind(kind: ActorMap["kind"], reader: MapReader, place: string): (row: SourceRow) => string | Unmapped {
  if (kind === undefined) return () => "unknown";
  if (typeof kind === "string") return () => kind;
  if ("starter" in kind) return () => byStarter;
  const read = reader.joined(kind, place);
  const meaning = compilePatterns(Object.entries(kind.values));
  const otherwise = kind.otherwise ?? "refuse";
  const unmapped = compileUnmapped(nameOf(...(kind.columns ?? [kind.column])), Object.keys(kind.values));
  return (row) => {
    const text = read(row);
    const found = meaning(text ?? "");
    if (found !== undefined) return found;
    if (typeof otherwise === "object") return byStarter;
    if (text === undefined) return "unknown";
    return otherwise === "refuse" ? unmapped(text) : otherwise;
  };
}

function compileActorTemplate(template: ActorTemplate, reader: MapReader, place: string) {
  const fields = Object.entries(template)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, compileField(name, value, reader, `${place}.${name}`)] as const);
  return (row: SourceRow, rowActor: ReadActor | null): ReadActor | Unmapped => {
    const actor: ReadActor = { kind: "unknown", ...rowActor };
    for (const [name, read] of fields) {
      const value = read(row);
      if (value instanceof Unmapped) return value;
      if (value === null) delete actor[name];
      else if (value !== undefined) actor[name] = String(value);
    }
    return actor;
  };
}

/** Reads a field of an event; `undefined` leaves it out. */
export function compileField(name: string, value: unknown, reader: MapReader, place: string): FieldReader {
  if (!isFromColumn(value)) return () => value;
  const { values, otherwise, missing } = value;
  const read = reader.joined(value, place);
  const meaning = values === undefined ? null : compilePatterns(Object.entries(values));
  const unmapped = compileUnmapped(nameOf(...(value.columns ?? [value.column])), Object.keys(values ?? {}));
  return (row) => {
    const text = read(row);
    if (meaning !== null) {
      const found = meaning(text ?? "");
      if (found !== undefined) return found;
      if (text === undefined) return missing;
      return otherwise === undefined ? unmapped(text) : otherwise;
    }
    if (text === undefined) return missing;
    return converted(name, text);
  };
}

function isFromColumn(value: unknown): value is FromColumn {
  return typeof value === "object" && value !== null && ("column" in value || "columns" in value);
}

/** Text that is no number or no truth value stays text, and is refused as such. */
function converted(name: string, text: string): string | number | boolean {
  if (booleanFields.has(name)) {
    if (/^(true|t|yes|y|1)$/i.test(text)) return true;
    if (/^(false|f|no|n|0)$/i.test(text)) return false;
  }
  return numberFields.has(name) ? numberOf(text) : text;
}

/** A number where the text is one, otherwise the text. */
export function numberOf(text: string): number | string {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}
