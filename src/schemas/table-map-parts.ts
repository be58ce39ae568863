import * as z from "zod";
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

export interface TimeColumnOptions {
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

export const text = z.string().min(1).max(longestText);
export const columnName = z.union([text, z.array(text).min(1)]) satisfies z.ZodType<ColumnName>;

/** A regular expression between slashes, flags behind. */
const expression = z
  .string()
  .max(longestText)
  .superRefine((written, context) => {
    try {
      if (readPattern(written).kind === "expression") return;
      context.addIssue({ code: "custom", message: "expected a regular expression between slashes, like /([0-9]+)/" });
    } catch (fault) {
      if (!(fault instanceof SyntaxError)) throw fault;
      context.addIssue({ code: "custom", message: `expected a regular expression between slashes: ${fault.message}` });
    }
  });

/** How a cell is read, besides the name of its column. */
export const cellOptions = {
  optional: z.boolean().optional(),
  as: z.enum(["text", "integer"]).optional(),
  extract: expression.optional(),
};

export const columnSchema = z.union([
  ...columnName.options,
  z.strictObject({ column: columnName, ...cellOptions }),
]) satisfies z.ZodType<Column>;

export const dimensionSchema = z.union([
  ...columnSchema.options,
  z.strictObject({ value: text }),
]) satisfies z.ZodType<Dimension>;

export const zoneSchema = text.refine(isTimeZone, { error: "expected an IANA time zone, like Asia/Shanghai" });

const timeFormat = text.superRefine((format, context) => {
  try {
    compileTimeFormat(format);
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    context.addIssue({ code: "custom", message: fault.message });
  }
});

const timeColumnOptions = z
  .strictObject({
    column: columnName.optional(),
    columns: z.array(columnName).min(1).optional(),
    format: z.union([timeFormat, z.array(timeFormat).min(1)]).optional(),
    zone: zoneSchema.optional(),
    optional: z.boolean().optional(),
    extract: expression.optional(),
  })
  .refine((time) => (time.column === undefined) !== (time.columns === undefined), {
    error: "expected either column or columns",
    // An object that is no time at all may still be a duration: without this the union below would not look further.
    abort: true,
  });

export const timeColumnSchema = z.union([...columnName.options, timeColumnOptions]) satisfies z.ZodType<TimeColumn>;

const durationColumn = z.strictObject({
  column: columnName,
  unit: z.enum(["milliseconds", "seconds", "minutes", "hours", "days", "clock"]),
});

export const instantSchema = z.union([
  ...columnName.options,
  timeColumnOptions,
  z.strictObject({ after: z.union([durationColumn, z.array(durationColumn).min(1)]) }),
]) satisfies z.ZodType<Instant>;

/** A pattern may be the empty text, which stands for a missing value. */
export const patternSchema = z
  .string()
  .max(longestText)
  .superRefine((pattern, context) => {
    try {
      readPattern(pattern);
    } catch (fault) {
      if (!(fault instanceof SyntaxError)) throw fault;
      context.addIssue({ code: "custom", message: `expected a regular expression between slashes: ${fault.message}` });
    }
  });

export const valueTableSchema = <T extends z.ZodType>(meaning: T) => z.record(patternSchema, meaning);

const patterns = z.array(patternSchema).min(1);
export const conditionSchema = z.union([
  z.strictObject({ column: columnName, optional: z.boolean().optional(), in: patterns }),
  z.strictObject({ column: columnName, optional: z.boolean().optional(), notIn: patterns }),
]) satisfies z.ZodType<Condition>;
