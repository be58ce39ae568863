import * as z from "zod";
import { type Observable, observables } from "./policy.ts";
import { type EventTemplate, eventTemplateSchema, type Filled, filled } from "./table-map-event.ts";
import { type MapIssue, mapIssuesOf } from "./table-map-issues.ts";
import {
  type Column,
  type ColumnName,
  type Condition,
  columnName,
  columnSchema,
  conditionSchema,
  type Dimension,
  dimensionSchema,
  type Instant,
  instantSchema,
  patternSchema,
  type TimeColumn,
  text,
  timeColumnSchema,
  type ValueTable,
  valueTableSchema,
  zoneSchema,
} from "./table-map-parts.ts";
import { type Thread, threadSchema } from "./table-map-thread.ts";
import { isThreaded } from "./threaded-ticket.ts";
import {
  type ActorKind,
  type ActorRole,
  actorKinds,
  actorRoles,
  type Initiator,
  type Phase,
  phases,
  type StatusCause,
  statusCauses,
} from "./vocabulary.ts";

/** What both kinds of map say. */
interface CommonMap {
  $schema?: string | undefined;
  /** What this map is for; for readers only. */
  about?: string | undefined;
  /** Zone of times without an offset, where neither the column nor the caller names one. */
  timeZone?: string | undefined;
  /** Cells that hold nothing. Default: only empty ones. */
  missing?: string[] | undefined;
  /** Columns that do not make a row another row, such as the time of the export; the rest tells repeated rows. */
  ignoreColumns?: ColumnName[] | undefined;
  /** Which rows are read at all: those that fit every condition of `only` and none of `skip`. The others are counted. */
  rows?: { only?: Condition[] | undefined; skip?: Condition[] | undefined } | undefined;
  /** What the export cannot show completely, so that its absence proves nothing. */
  observes?: Partial<Record<Observable, boolean>> | undefined;
}

/** What a `created` event carries besides ticket and time. */
interface CreationDimensions {
  requester?: Dimension | undefined;
  channel?: Dimension | undefined;
  category?: Dimension | undefined;
  priority?: Dimension | undefined;
  team?: Dimension | undefined;
  /** Who begins the tickets of this table. */
  initiator?: Filled<Initiator> | undefined;
  /** From the attribute's name to its column. */
  attributes?: Record<string, Dimension> | undefined;
}

/**
 * Whoever wrote a ticket's first row (a thread's first message) is this, everybody else in it `others` (default `unknown`). Where
 * the first message is not in the file nobody is known.
 */
export interface KindByStarter {
  starter: ActorKind;
  others?: ActorKind | undefined;
}

/** What somebody is, by what stands in a column, or in several, joined by " | ". */
export type KindByColumn = {
  optional?: boolean | undefined;
  values: ValueTable<ActorKind>;
  /** For values that no pattern fits. Default `refuse`. */
  otherwise?: ActorKind | "refuse" | KindByStarter | undefined;
} & ({ column: ColumnName; columns?: undefined } | { column?: undefined; columns: Column[] });

/** Who acted. */
export interface ActorMap {
  /** The same for every row, by a column, or by who began the ticket. */
  kind?: ActorKind | KindByColumn | KindByStarter | undefined;
  id?: Column | undefined;
  team?: Column | undefined;
  employer?: Column | undefined;
  role?: ActorRole | undefined;
}

/** A table with a row for every event. */
export interface EventTableMap extends CommonMap {
  kind: "events";
  /** The ticket's identifier; or the columns by which messages hang together, and then the whole file is read before any row. */
  ticket: Column | { thread: Thread };
  /** The row's own identifier. Without one a row is known again by its content. */
  id?: Column | undefined;
  /** A number that orders rows of the same time. */
  seq?: Column | undefined;
  time: TimeColumn;
  /** What tells the order of a ticket's rows: their times (default), or their place in the file (newest row last, or first). */
  order?: "time" | "file" | "fileReversed" | undefined;
  actor?: ActorMap | undefined;
  creation?:
    | (CreationDimensions & {
        /**
         * `activity` (default): where an activity means `created`. `firstRow`: every ticket begins with its first row; so do
         * threads (default) whose first message is in the file.
         */
        from?: "activity" | "firstRow" | undefined;
        /** The column that says when, where that is not the row's own time. */
        at?: TimeColumn | undefined;
      })
    | undefined;
  activity?:
    | {
        column?: ColumnName | undefined;
        /** Several columns make the activity: their texts are joined by " | ". */
        columns?: Column[] | undefined;
        /** Between several activities in one cell; of several columns, the last one. */
        separator?: string | undefined;
        values: ValueTable<EventTemplate | EventTemplate[]>;
        /** Activities that are none of our events; counted. */
        ignore?: string[] | undefined;
        /** What to do with any other activity: `refuse` it (default), or `ignore` and count it. */
        otherwise?: "refuse" | "ignore" | undefined;
      }
    | undefined;
  /** Events that every row means, whatever its activity. */
  everyRow?: EventTemplate[] | undefined;
}

/** A closing in a table of tickets. */
export interface ClosingMap {
  at: Instant;
  /** Only for rows that fit. */
  when?: Condition | undefined;
  /** Who did it, where that is not the row's agent. */
  by?: Column | undefined;
  /** Why; where that is a rule, inactivity, a bot or the customer, the closing is nobody's of the desk. */
  cause?: StatusCause | undefined;
}

/** A flat table: a row for every ticket. */
export interface TicketTableMap extends CommonMap {
  kind: "tickets";
  /** The ticket's identifier. */
  ticket: Column;
  creation: CreationDimensions & { at: TimeColumn };
  /** The one agent whom the table names, taken to have held the ticket from its creation and to have done what was done. */
  agent?: { id: Column; team?: Column | undefined; employer?: Column | undefined } | undefined;
  /** Calls and chats that nobody took: the customer gave up waiting. */
  answered?:
    | {
        column: ColumnName;
        yes: string[];
        no: string[];
        /** When the customer gave up; the creation where the table does not say. */
        abandoned?: Instant | undefined;
      }
    | undefined;
  firstResponse?: { at: Instant; when?: Condition | undefined; by?: Column | undefined } | undefined;
  resolved?: ClosingMap | undefined;
  closed?: ClosingMap | undefined;
  /** How each ticket stands. A ticket that stands live has no closing, whatever the time columns say. */
  status?: { column: ColumnName; values: ValueTable<Phase>; otherwise?: Phase | "refuse" | undefined } | undefined;
  survey?:
    | {
        score?: Column | undefined;
        /** Default 1 to 5. */
        scale?: { min: number; max: number } | undefined;
        saidSolved?: { column: ColumnName; yes: string[]; no: string[] } | undefined;
        /** Default: at the last closing, else at the first response, else at the creation. */
        at?: Instant | undefined;
        /** Rows whose customer was asked, answered or not. */
        offered?: Condition | undefined;
      }
    | undefined;
  /** Whatever else a row means. */
  events?: EventTemplate[] | undefined;
}

/** How the rows of somebody's export become events: the content of a mapping file. */
export type TableMap = EventTableMap | TicketTableMap;

const common = {
  $schema: z.string().optional(),
  about: z.string().optional(),
  timeZone: zoneSchema.optional(),
  missing: z.array(z.string()).optional(),
  ignoreColumns: z.array(columnName).optional(),
  rows: z
    .strictObject({
      only: z.array(conditionSchema).optional(),
      skip: z.array(conditionSchema).optional(),
    })
    .optional(),
  observes: z.partialRecord(z.enum(observables), z.boolean()).optional(),
};

const creation = {
  requester: dimensionSchema.optional(),
  channel: dimensionSchema.optional(),
  category: dimensionSchema.optional(),
  priority: dimensionSchema.optional(),
  team: dimensionSchema.optional(),
  initiator: filled(z.enum(["customer", "agent", "system"])).optional(),
  attributes: z.record(text, dimensionSchema).optional(),
};

const phase = z.enum(phases).exclude(["unknown"]);
const templates = z.array(eventTemplateSchema).min(1);
const yesAndNo = { column: columnName, yes: z.array(patternSchema).min(1), no: z.array(patternSchema).min(1) };

const kindByStarter = z.strictObject({ starter: z.enum(actorKinds), others: z.enum(actorKinds).optional() });
const kindByColumn = {
  optional: z.boolean().optional(),
  values: valueTableSchema(z.enum(actorKinds)),
  otherwise: z.union([z.enum([...actorKinds, "refuse"]), kindByStarter]).optional(),
};

const eventTable = z
  .strictObject({
    ...common,
    kind: z.literal("events"),
    ticket: z.union([...columnSchema.options, z.strictObject({ thread: threadSchema })]),
    id: columnSchema.optional(),
    seq: columnSchema.optional(),
    time: timeColumnSchema,
    order: z.enum(["time", "file", "fileReversed"]).optional(),
    actor: z
      .strictObject({
        kind: z
          .union([
            z.enum(actorKinds),
            z.strictObject({ column: columnName, ...kindByColumn }),
            z.strictObject({ columns: z.array(columnSchema).min(1), ...kindByColumn }),
            kindByStarter,
          ])
          .optional(),
        id: columnSchema.optional(),
        team: columnSchema.optional(),
        employer: columnSchema.optional(),
        role: z.enum(actorRoles).optional(),
      })
      .optional(),
    creation: z
      .strictObject({
        ...creation,
        from: z.enum(["activity", "firstRow"]).optional(),
        at: timeColumnSchema.optional(),
      })
      .optional(),
    activity: z
      .strictObject({
        column: columnName.optional(),
        columns: z.array(columnSchema).min(1).optional(),
        separator: text.optional(),
        values: valueTableSchema(z.union([eventTemplateSchema, templates])),
        ignore: z.array(patternSchema).optional(),
        otherwise: z.enum(["refuse", "ignore"]).optional(),
      })
      .refine((activity) => (activity.column === undefined) !== (activity.columns === undefined), {
        error: "expected either column or columns",
      })
      .optional(),
    everyRow: templates.optional(),
  })
  .refine((map) => !isThreaded(map.ticket) || (map.order ?? "time") === "time", {
    path: ["order"],
    error: "expected the order of the times, since a thread is told by what answers what and not by the file",
  })
  .refine((map) => map.seq === undefined || (map.order ?? "time") === "time", {
    path: ["seq"],
    error: "expected no seq where the order is that of the file",
  })
  .refine((map) => map.activity !== undefined || map.everyRow !== undefined, {
    path: ["activity"],
    error: "expected activity or everyRow, so that rows mean something",
  });

const closing = {
  at: instantSchema,
  when: conditionSchema.optional(),
  by: columnSchema.optional(),
};

const ticketTable = z.strictObject({
  ...common,
  kind: z.literal("tickets"),
  ticket: columnSchema,
  creation: z.strictObject({ ...creation, at: timeColumnSchema }),
  agent: z
    .strictObject({ id: columnSchema, team: columnSchema.optional(), employer: columnSchema.optional() })
    .optional(),
  answered: z.strictObject({ ...yesAndNo, abandoned: instantSchema.optional() }).optional(),
  firstResponse: z.strictObject(closing).optional(),
  resolved: z.strictObject({ ...closing, cause: z.enum(statusCauses).optional() }).optional(),
  closed: z.strictObject({ ...closing, cause: z.enum(statusCauses).optional() }).optional(),
  status: z
    .strictObject({
      column: columnName,
      values: valueTableSchema(phase),
      otherwise: z.enum([...phase.options, "refuse"]).optional(),
    })
    .optional(),
  survey: z
    .strictObject({
      score: columnSchema.optional(),
      scale: z
        .strictObject({ min: z.number(), max: z.number() })
        .refine((scale) => scale.min < scale.max, { error: "expected min below max" })
        .optional(),
      saidSolved: z.strictObject(yesAndNo).optional(),
      at: instantSchema.optional(),
      offered: conditionSchema.optional(),
    })
    .refine((survey) => survey.score !== undefined || survey.saidSolved !== undefined, {
      error: "expected score or saidSolved",
    })
    .optional(),
  events: templates.optional(),
});

/** The contract of a mapping file. */
export const tableMapSchema = z.discriminatedUnion("kind", [eventTable, ticketTable]) satisfies z.ZodType<TableMap>;

/** Every field name that a mapping file knows. */
function fieldNames(): string[] {
  return [
    ...Object.keys(eventTable.shape),
    ...Object.keys(ticketTable.shape),
    ...Object.keys(creation),
    ...["thread", "id", "parent", "references", "responses", "none", "separator", "extract", "starter", "others"],
    ...eventTemplateSchema.options.flatMap((option) => Object.keys(option.shape)),
    ...["only", "skip", "from", "column", "columns", "format", "zone", "optional", "as", "after", "unit", "values"],
    ...["ignore", "otherwise", "missing", "in", "notIn", "yes", "no", "abandoned", "by", "employer", "offered", "role"],
    ...observables,
  ];
}

/**
 * Reads the content of a mapping file (parsed JSON).
 *
 * @returns the map, or everything that is wrong with it: where, what was expected, what to do
 */
export function parseTableMap(
  json: unknown,
): { map: TableMap; issues?: undefined } | { map?: undefined; issues: MapIssue[] } {
  const parsed = tableMapSchema.safeParse(json);
  if (parsed.success) return { map: parsed.data };
  return { issues: mapIssuesOf(parsed.error, json, fieldNames()) };
}
