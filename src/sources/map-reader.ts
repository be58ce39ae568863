import type {
  Column,
  ColumnName,
  Condition,
  Dimension,
  DurationColumn,
  DurationUnit,
  Instant,
  TimeColumn,
} from "../schemas/table-map-parts.ts";
import { compilePatterns } from "../schemas/value-pattern.ts";
import { type CellOptions, type CellReader, type Cells, extractor } from "./cells.ts";
import type { SourceRow } from "./source.ts";
import { type SourceTime, type TimeReaders, unreadable } from "./source-time.ts";

/** Reads a time of a row. */
export type RowTime = (row: SourceRow) => SourceTime;
/** Reads a time of a row whose ticket was created at `created`. */
export type RowInstant = (row: SourceRow, created: SourceTime) => SourceTime;

const unitMs: Record<Exclude<DurationUnit, "clock">, number> = {
  milliseconds: 1,
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

/** Turns the parts of a mapping file that name columns into readers of rows. */
export class MapReader {
  readonly cells: Cells;
  readonly #times: TimeReaders;
  readonly #timeZone: string | undefined;

  /** @param timeZone zone of times without an offset whose column names none */
  constructor(cells: Cells, times: TimeReaders, timeZone: string | undefined) {
    this.cells = cells;
    this.#times = times;
    this.#timeZone = timeZone;
  }

  column(column: Column, place: string): CellReader {
    if (isName(column)) return this.cells.reader(column, place);
    return this.cells.reader(column.column, `${place}.column`, column);
  }

  /** Reads what stands in one column, or in several, joined by " | "; `undefined` where all are empty. */
  joined(
    from: { column?: ColumnName | undefined; columns?: readonly Column[] | undefined } & CellOptions,
    place: string,
  ): CellReader {
    if (from.columns === undefined) return this.cells.reader(from.column ?? [], `${place}.column`, from);
    const parts = from.columns.map((column, index) =>
      this.column(from.optional ? asOptional(column) : column, `${place}.columns.${index}`),
    );
    const extract = from.extract === undefined ? null : extractor(from.extract);
    return (row) => {
      const texts = parts.map((read) => read(row));
      if (texts.every((text) => text === undefined)) return undefined;
      const text = texts.map((each) => each ?? "").join(" | ");
      return extract === null ? text : extract(text);
    };
  }

  dimension(dimension: Dimension, place: string): CellReader {
    if (isName(dimension) || "column" in dimension) return this.column(dimension, place);
    return () => dimension.value;
  }

  condition(condition: Condition, place: string): (row: SourceRow) => boolean {
    const read = this.cells.reader(condition.column, `${place}.column`, condition);
    const listed = condition.in ?? condition.notIn ?? [];
    const fits = compilePatterns(listed.map((pattern) => [pattern, true]));
    const wanted = condition.in !== undefined;
    return (row) => (fits(read(row) ?? "") ?? false) === wanted;
  }

  /** True where every one of the conditions holds; always where there is none. */
  conditions(when: Condition | readonly Condition[] | undefined, place: string): (row: SourceRow) => boolean {
    const list = when === undefined ? [] : Array.isArray(when) ? when : [when];
    const holds = list.map((condition, index) =>
      this.condition(condition, list === when ? `${place}.${index}` : place),
    );
    return (row) => holds.every((one) => one(row));
  }

  time(time: TimeColumn, place: string): RowTime {
    const options = isName(time) ? { column: time } : time;
    const formats = options.format === undefined ? ["iso"] : [options.format].flat();
    const read = this.#times.reader(formats, options.zone ?? this.#timeZone);
    if (options.column !== undefined) {
      const cell = this.cells.reader(options.column, isName(time) ? place : `${place}.column`, options);
      return (row) => read(cell(row));
    }
    const { extract: expression, optional } = options;
    const extract = expression === undefined ? null : extractor(expression);
    const parts = (options.columns ?? []).map((column, index) =>
      this.cells.reader(column, `${place}.columns.${index}`, { optional }),
    );
    return (row) => {
      const texts = parts.map((part) => part(row));
      // A date without its time is not midnight.
      const text = texts.includes(undefined) ? undefined : texts.join(" ");
      return read(extract === null ? text : extract(text));
    };
  }

  instant(instant: Instant, place: string): RowInstant {
    if (isName(instant) || !("after" in instant)) return this.time(instant, place);
    const durations = [instant.after].flat();
    const readers = durations.map((duration, index) => this.#duration(duration, `${place}.after.${index}`));
    return (row, created) => {
      let totalMs = 0;
      const texts: string[] = [];
      for (const read of readers) {
        const { text, ms } = read(row);
        if (text === undefined) return { atMs: null, at: undefined, text: undefined };
        texts.push(text);
        totalMs += ms ?? Number.NaN;
      }
      const text = texts.join(" + ");
      if (Number.isNaN(totalMs)) return { atMs: null, at: unreadable(text, unitsOf(durations)), text };
      if (created.atMs === null) {
        const after = created.text === undefined ? undefined : unreadable(text, "placed: no creation time");
        return { atMs: null, at: after, text };
      }
      const atMs = created.atMs + totalMs;
      return { atMs, at: atMs, text };
    };
  }

  #duration({ column, unit }: DurationColumn, place: string) {
    const read = this.cells.reader(column, `${place}.column`);
    return (row: SourceRow) => {
      const text = read(row);
      return { text, ms: text === undefined ? null : durationMs(text, unit) };
    };
  }
}

/** Whether a column is given by its name alone, or by several. */
export function isName(column: unknown): column is ColumnName {
  return typeof column === "string" || Array.isArray(column);
}

function asOptional(column: Column): Column {
  return isName(column) ? { column, optional: true } : { ...column, optional: true };
}

/** @returns milliseconds, or `null` where the text is no such duration; a negative one is none */
function durationMs(text: string, unit: DurationUnit): number | null {
  if (unit === "clock") {
    const match = /^(?:(\d+) days?,? )?(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)$/.exec(text);
    if (match === null) return null;
    return (
      ((Number(match[1] ?? 0) * 24 + Number(match[2])) * 60 + Number(match[3])) * 60_000 + Number(match[4]) * 1_000
    );
  }
  return /^\d+(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) * unitMs[unit] : null;
}

function unitsOf(durations: readonly DurationColumn[]): string {
  return durations.map(({ unit }) => (unit === "clock" ? "h:mm:ss" : unit)).join(" + ");
}
