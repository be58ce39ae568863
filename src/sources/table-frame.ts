import type { TableMap } from "../schemas/table-map.ts";
import type { Filled } from "../schemas/table-map-event.ts";
import type { Dimension, TimeColumn } from "../schemas/table-map-parts.ts";
import type { Initiator } from "../schemas/vocabulary.ts";
import { Cells } from "./cells.ts";
import { compileField } from "./event-maker.ts";
import { compileFingerprint } from "./fingerprint.ts";
import { MapReader } from "./map-reader.ts";
import { NoteBook, type NoteKind } from "./note-book.ts";
import { commonNotes, RowOutput } from "./row-output.ts";
import type { EventRow, SourceResult, SourceRow } from "./source.ts";
import { type SourceTime, TimeReaders } from "./source-time.ts";
import { Unmapped } from "./unmapped.ts";
import { isObject } from "./vendor-values.ts";

const skippedRow: NoteKind = {
  code: "skippedRows",
  text: "rows that the map leaves out (rows.only, rows.skip)",
};

/** What reading a table needs whatever its kind: cells, times, the filter of rows, notes, output. */
export class TableFrame {
  readonly reader: MapReader;
  readonly notes = new NoteBook();
  readonly output = new RowOutput();
  /** Names a row by its content, to know it again. */
  readonly fingerprint: (row: SourceRow) => string;
  readonly #times = new TimeReaders();
  readonly #map: TableMap;
  readonly #timeZone: string | undefined;
  readonly #reads: (row: SourceRow) => boolean;

  constructor(map: TableMap, timeZone: string | undefined) {
    this.#map = map;
    this.#timeZone = timeZone ?? map.timeZone;
    this.reader = new MapReader(new Cells(map.missing), this.#times, this.#timeZone);
    this.fingerprint = compileFingerprint(map.ignoreColumns?.flat());
    map.ignoreColumns?.forEach((column, index) => void this.reader.cells.reader(column, `ignoreColumns.${index}`));
    const only = this.reader.conditions(map.rows?.only, "rows.only");
    const skip = (map.rows?.skip ?? []).map((condition, index) =>
      this.reader.condition(condition, `rows.skip.${index}`),
    );
    this.#reads = (row) => only(row) && !skip.some((holds) => holds(row));
  }

  see(row: unknown): row is SourceRow {
    if (!isObject(row)) return false;
    this.reader.cells.see(row);
    return true;
  }

  /** Whether the map leaves a row in. */
  reads(row: SourceRow): boolean {
    return this.#reads(row);
  }

  /** A reader of times that are looked at before they are read, and counted nowhere. */
  peekTime(column: TimeColumn, place: string): (row: SourceRow) => SourceTime {
    return new MapReader(this.reader.cells, new TimeReaders(), this.#timeZone).time(column, place);
  }

  /** Whether a row is to be read. What is no row at all goes straight to the output, to be refused. */
  isRead(row: unknown, number: number): row is SourceRow {
    if (!isObject(row)) {
      this.output.add(number, [row as EventRow]);
      return false;
    }
    const isRead = this.#reads(row);
    if (!isRead) this.notes.add(skippedRow);
    return isRead;
  }

  /** @throws {TypeError} where the map names a column that the file does not have */
  checkColumns(): void {
    const fault = this.reader.cells.fault();
    if (fault !== null) throw new TypeError(`fromTable: ${fault}`);
  }

  finish(): Pick<SourceResult, "notes" | "observes"> {
    this.notes.place = [Number.POSITIVE_INFINITY];
    this.notes.addMany(commonNotes.withoutZone, this.#times.withoutZone);
    const { observes } = this.#map;
    return { notes: this.notes.notes(), ...(observes === undefined ? {} : { observes }) };
  }
}

/** What a `created` event says of its ticket. */
export interface CreationSections {
  requester?: Dimension | undefined;
  channel?: Dimension | undefined;
  category?: Dimension | undefined;
  priority?: Dimension | undefined;
  team?: Dimension | undefined;
  initiator?: Filled<Initiator> | undefined;
  attributes?: Record<string, Dimension> | undefined;
}

/** Reads the fields of a `created` event. */
export function compileCreation(
  creation: CreationSections | undefined,
  reader: MapReader,
): (row: SourceRow) => EventRow {
  const names = ["requester", "channel", "category", "priority", "team"] as const;
  const parts = names.flatMap((name) => {
    const dimension = creation?.[name];
    return dimension === undefined ? [] : [[name, reader.dimension(dimension, `creation.${name}`)] as const];
  });
  const attributes = Object.entries(creation?.attributes ?? {}).map(
    ([name, dimension]) => [name, reader.dimension(dimension, `creation.attributes.${name}`)] as const,
  );
  const initiator =
    creation?.initiator === undefined
      ? () => undefined
      : compileField("initiator", creation.initiator, reader, "creation.initiator");
  return (row) => {
    const fields: EventRow = { type: "created" };
    for (const [name, read] of parts) {
      const text = read(row);
      if (text !== undefined) fields[name] = text;
    }
    const begunBy = initiator(row);
    if (begunBy instanceof Unmapped) return { type: begunBy.text };
    if (begunBy !== undefined) fields["initiator"] = begunBy;
    const found = attributes.flatMap(([name, read]) => {
      const text = read(row);
      return text === undefined ? [] : [[name, text] as const];
    });
    if (found.length > 0) fields["attributes"] = Object.fromEntries(found);
    return fields;
  };
}
