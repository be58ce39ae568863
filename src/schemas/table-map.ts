import * as z from "zod/mini";
import { inEnglish } from "./in-english.ts";
import { type Observable, observables } from "./policy.ts";
import {
  type EventTemplate,
  eventTemplateSchema,
  type Filled,
  knownPhases,
  optionallyFilled,
  phaseSchema,
} from "./table-map-event.ts";
import { type MapIssue, mapIssuesOf } from "./table-map-issues.ts";
import {
  type Column,
  type ColumnName,
  type Condition,
  columnForms,
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

const list = <T extends z.ZodMiniType>(item: T) => z.array(item).check(z.minLength(1));
const column = z.optional(columnSchema);
const dimension = z.optional(dimensionSchema);

const common = {
  $schema: z.optional(z.string()),
  about: z.optional(z.string()),
  timeZone: z.optional(zoneSchema),
  missing: z.optional(z.array(z.string())),
  ignoreColumns: z.optional(z.array(columnName)),
  rows: z.optional(
    z.strictObject({
      only: z.optional(z.array(conditionSchema)),
      skip: z.optional(z.array(conditionSchema)),
    }),
  ),
  observes: z.optional(z.partialRecord(z.enum(observables), z.boolean())),
};

const creation = {
  requester: dimension,
  channel: dimension,
  category: dimension,
  priority: dimension,
  team: dimension,
  initiator: optionallyFilled(z.enum(["customer", "agent", "system"])),
  attributes: z.optional(z.record(text, dimensionSchema)),
};

const templates = list(eventTemplateSchema);
const yesAndNo = { column: columnName, yes: list(patternSchema), no: list(patternSchema) };

const kindByStarter = z.strictObject({ starter: z.enum(actorKinds), others: z.optional(z.enum(actorKinds)) });
const kindByColumn = {
  optional: z.optional(z.boolean()),
  values: valueTableSchema(z.enum(actorKinds)),
  otherwise: z.optional(z.union([z.enum([...actorKinds, "refuse"]), kindByStarter])),
};

const eventTable = z
  .strictObject({
    ...common,
    kind: z.literal("events"),
    ticket: z.union([...columnForms, z.strictObject({ thread: threadSchema })]),
    id: column,
    seq: column,
    time: timeColumnSchema,
    order: z.optional(z.enum(["time", "file", "fileReversed"])),
    actor: z.optional(
      z.strictObject({
        kind: z.optional(
          z.union([
            z.enum(actorKinds),
            z.strictObject({ column: columnName, ...kindByColumn }),
            z.strictObject({ columns: list(columnSchema), ...kindByColumn }),
            kindByStarter,
          ]),
        ),
        id: column,
        team: column,
        employer: column,
        role: z.optional(z.enum(actorRoles)),
      }),
    ),
    creation: z.optional(
      z.strictObject({
        ...creation,
        from: z.optional(z.enum(["activity", "firstRow"])),
        at: z.optional(timeColumnSchema),
      }),
    ),
    activity: z.optional(
      z
        .strictObject({
          column: z.optional(columnName),
          columns: z.optional(list(columnSchema)),
          separator: z.optional(text),
          values: valueTableSchema(z.union([eventTemplateSchema, templates])),
          ignore: z.optional(z.array(patternSchema)),
          otherwise: z.optional(z.enum(["refuse", "ignore"])),
        })
        .check(
          z.refine((activity) => (activity.column === undefined) !== (activity.columns === undefined), {
            error: "expected either column or columns",
          }),
        ),
    ),
    everyRow: z.optional(templates),
  })
  .check(
    z.refine((map) => !isThreaded(map.ticket) || (map.order ?? "time") === "time", {
      path: ["order"],
      error: "expected the order of the times, since a thread is told by what answers what and not by the file",
    }),
    z.refine((map) => map.seq === undefined || (map.order ?? "time") === "time", {
      path: ["seq"],
      error: "expected no seq where the order is that of the file",
    }),
    z.refine((map) => map.activity !== undefined || map.everyRow !== undefined, {
      path: ["activity"],
      error: "expected activity or everyRow, so that rows mean something",
    }),
  );

const closing = {
  at: instantSchema,
  when: z.optional(conditionSchema),
  by: column,
};
const closingWithCause = z.optional(z.strictObject({ ...closing, cause: z.optional(z.enum(statusCauses)) }));

const ticketTable = z.strictObject({
  ...common,
  kind: z.literal("tickets"),
  ticket: columnSchema,
  creation: z.strictObject({ ...creation, at: timeColumnSchema }),
  agent: z.optional(z.strictObject({ id: columnSchema, team: column, employer: column })),
  answered: z.optional(z.strictObject({ ...yesAndNo, abandoned: z.optional(instantSchema) })),
  firstResponse: z.optional(z.strictObject(closing)),
  resolved: closingWithCause,
  closed: closingWithCause,
  status: z.optional(
    z.strictObject({
      column: columnName,
      values: valueTableSchema(phaseSchema),
      otherwise: z.optional(z.enum([...knownPhases, "refuse"])),
    }),
  ),
  survey: z.optional(
    z
      .strictObject({
        score: column,
        scale: z.optional(
          z
            .strictObject({ min: z.number(), max: z.number() })
            .check(z.refine((scale) => scale.min < scale.max, { error: "expected min below max" })),
        ),
        saidSolved: z.optional(z.strictObject(yesAndNo)),
        at: z.optional(instantSchema),
        offered: z.optional(conditionSchema),
      })
      .check(
        z.refine((survey) => survey.score !== undefined || survey.saidSolved !== undefined, {
          error: "expected score or saidSolved",
        }),
      ),
  ),
  events: z.optional(templates),
});

/** The contract of a mapping file. */
export const tableMapSchema = z.discriminatedUnion("kind", [eventTable, ticketTable]) satisfies z.ZodMiniType<TableMap>;

/** Every field name that a mapping file knows. */
function fieldNames(): string[] {
  return [
    ...Object.keys(eventTable.shape),
    ...Object.keys(ticketTable.shape),
    ...Object.keys(creation),
    ...["thread", "id", "parent", "references", "responses", "none", "separator", "extract", "starter", "others"],
    ...eventTemplateSchema.def.options.flatMap((option) => Object.keys(option.shape)),
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
  const parsed = tableMapSchema.safeParse(json, inEnglish());
  if (parsed.success) return { map: parsed.data };
  return { issues: mapIssuesOf(parsed.error, json, fieldNames()) };
}
