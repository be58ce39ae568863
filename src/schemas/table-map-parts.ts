import * as z from "zod/mini";
import { longestText } from "./event.ts";
import { compileTimeFormat } from "./time-format.ts";
import { isTimeZone } from "./time-zone.ts";
import { readPattern } from "./value-pattern.ts";

/** A column by its name in the header. Of several names the first counts whose cell is not empty, row by row. */
export type ColumnName = string | string[];

/** A column by its name, or more exactly. */
export type Column = ColumnName | ColumnOptions;

export interface ColumnOptions {
  column: ColumnName;
  /** The file may come without it; without this a column that is not there is a fault of the map. */
  optional?: boolean | undefined;
  /** `integer`: "3.0", as spreadsheets and data frames write numbers, is the id "3". Default `text`. */
  as?: "text" | "integer" | undefined;
  /** A regular expression between slashes: the cell is what its first group fits, or all that it fits; empty where it fits nothing. */
  extract?: string | undefined;
}

/** A column, or the same text for every row. */
export type Dimension = Column | { value: string };

/** When: a column of times, or several that are read as one text with a blank between them. A plain name is ISO 8601. */
export type TimeColumn = ColumnName | TimeColumnOptions;

interface TimeColumnOptions {
  column?: ColumnName | undefined;
  /** Date and time apart: their texts are joined by a blank, then read by `format`. */
  columns?: ColumnName[] | undefined;
  /** `iso` (default), `epochSeconds`, `epochMilliseconds`, or tokens: "dd/MM/yyyy HH:mm". Of several the first that fits. */
  format?: string | string[] | undefined;
  /** IANA zone of times without an offset in this column, whatever the caller says. */
  zone?: string | undefined;
  optional?: boolean | undefined;
  /** As that of a column, after columns were joined. */
  extract?: string | undefined;
}

/** `clock` is hours:minutes:seconds, as in 00:04:43. */
export type DurationUnit = "milliseconds" | "seconds" | "minutes" | "hours" | "days" | "clock";

export interface DurationColumn {
  column: ColumnName;
  unit: DurationUnit;
}

/** A time, or so long after the creation; several durations add up. */
export type Instant = TimeColumn | { after: DurationColumn | DurationColumn[] };

/** From value pattern ("Closed", "Completed*", "/^bot/i") to meaning. */
export type ValueTable<T> = Record<string, T>;

/** Whether a row is concerned: by the value of a column, as patterns. The empty text stands for a missing value. */
export type Condition =
  | { column: ColumnName; optional?: boolean | undefined; in: string[]; notIn?: undefined }
  | { column: ColumnName; optional?: boolean | undefined; notIn: string[]; in?: undefined };

export const text = z.string().check(z.minLength(1), z.maxLength(longestText));
const severalNames = z.array(text).check(z.minLength(1));
export const columnName = z.union([text, severalNames]) satisfies z.ZodMiniType<ColumnName>;

/** Checks a text that is read by something that throws where it cannot be. */
function readableBy(read: (text: string) => void, fault: (error: Error) => string) {
  return z.superRefine((written: string, context) => {
    try {
      read(written);
    } catch (error) {
      if (!(error instanceof SyntaxError) && !(error instanceof RangeError)) throw error;
      context.addIssue({ code: "custom", message: fault(error) });
    }
  });
}

/** A pattern may be the empty text, which stands for a missing value. */
export const patternSchema = z.string().check(
  z.maxLength(longestText),
  readableBy(readPattern, ({ message }) => `expected a regular expression between slashes: ${message}`),
);

/** A regular expression between slashes, flags behind. */
const expression = patternSchema.check(
  z.refine((written) => !isReadable(written) || readPattern(written).kind === "expression", {
    error: "expected a regular expression between slashes, like /([0-9]+)/",
  }),
);

function isReadable(pattern: string): boolean {
  try {
    readPattern(pattern);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const flag = z.optional(z.boolean());

/** How a cell is read, besides the name of its column. */
export const cellOptions = {
  optional: flag,
  as: z.optional(z.enum(["text", "integer"])),
  extract: z.optional(expression),
};

const columnOptions = z.strictObject({ column: columnName, ...cellOptions });
/** What a column can be written as, to be made part of further unions. */
export const columnForms = [text, severalNames, columnOptions] as const;
export const columnSchema = z.union(columnForms) satisfies z.ZodMiniType<Column>;

export const dimensionSchema = z.union([
  ...columnForms,
  z.strictObject({ value: text }),
]) satisfies z.ZodMiniType<Dimension>;

export const zoneSchema = text.check(z.refine(isTimeZone, { error: "expected an IANA time zone, like Asia/Shanghai" }));

const timeFormat = text.check(readableBy(compileTimeFormat, ({ message }) => message));

const timeColumnOptions = z
  .strictObject({
    column: z.optional(columnName),
    columns: z.optional(z.array(columnName).check(z.minLength(1))),
    format: z.optional(z.union([timeFormat, z.array(timeFormat).check(z.minLength(1))])),
    zone: z.optional(zoneSchema),
    optional: flag,
    extract: z.optional(expression),
  })
  .check(
    z.refine((time) => (time.column === undefined) !== (time.columns === undefined), {
      error: "expected either column or columns",
      // An object that is no time at all may still be a duration: without this the union below would not look further.
      abort: true,
    }),
  );

const timeForms = [text, severalNames, timeColumnOptions] as const;
export const timeColumnSchema = z.union(timeForms) satisfies z.ZodMiniType<TimeColumn>;

const durationColumn = z.strictObject({
  column: columnName,
  unit: z.enum(["milliseconds", "seconds", "minutes", "hours", "days", "clock"]),
});

export const instantSchema = z.union([
  ...timeForms,
  z.strictObject({ after: z.union([durationColumn, z.array(durationColumn).check(z.minLength(1))]) }),
]) satisfies z.ZodMiniType<Instant>;

export const valueTableSchema = <T extends z.ZodMiniType>(meaning: T) => z.record(patternSchema, meaning);

const patterns = z.array(patternSchema).check(z.minLength(1));
export const conditionSchema = z.union([
  z.strictObject({ column: columnName, optional: flag, in: patterns }),
  z.strictObject({ column: columnName, optional: flag, notIn: patterns }),
]) satisfies z.ZodMiniType<Condition>;
