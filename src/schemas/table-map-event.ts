import * as z from "zod/mini";
import type {
  AssignedEvent,
  CreatedEvent,
  EscalatedEvent,
  EventEnvelope,
  FieldEvent,
  HandoffEvent,
  LinkedEvent,
  MessageEvent,
  PromisedEvent,
  SolutionEvent,
  StatusEvent,
  SurveyEvent,
} from "./event.ts";
import {
  type Column,
  type ColumnName,
  type Condition,
  cellOptions,
  columnName,
  columnSchema,
  conditionSchema,
  type Instant,
  instantSchema,
  type TimeColumn,
  text,
  timeColumnSchema,
  type ValueTable,
  valueTableSchema,
} from "./table-map-parts.ts";
import {
  type ActorKind,
  type ActorRole,
  actorKinds,
  actorRoles,
  escalationLevels,
  handoffSteps,
  linkRelations,
  phases,
  solutionSteps,
  statusCauses,
  surveySteps,
} from "./vocabulary.ts";

type Literal = string | number | boolean | null;

/** A hole in an event template: filled from a column of the row. An empty cell leaves the field out. */
export type FromColumn = FromColumnOptions &
  (
    | { column: ColumnName; columns?: undefined }
    /** Several columns: their texts are joined by " | ". */
    | { column?: undefined; columns: Column[] }
  );

interface FromColumnOptions {
  /** What the column's values stand for; a value that no pattern fits refuses the event, unless `otherwise` says more. */
  values?: ValueTable<Literal> | undefined;
  /** What a value stands for that no pattern fits. */
  otherwise?: Literal | undefined;
  /** What stands there where the cell is empty, instead of nothing: `null` for nobody. */
  missing?: Literal | undefined;
  optional?: boolean | undefined;
  as?: "text" | "integer" | undefined;
  extract?: string | undefined;
}

export type Filled<T> = T | FromColumn;

/** Who acted, in a template; what it says takes the place of what the map's `actor` says, field by field. */
export interface ActorTemplate {
  kind?: Filled<ActorKind> | undefined;
  /** `null`: nobody in particular. */
  id?: Filled<string> | null | undefined;
  team?: Filled<string> | null | undefined;
  employer?: Filled<string> | null | undefined;
  role?: ActorRole | undefined;
}

interface TemplateEnvelope {
  /** Where it is not the row's time (in a map of tickets: not the creation). */
  at?: Instant | undefined;
  /** Only for rows that fit; all of several. */
  when?: Condition | Condition[] | undefined;
  actor?: ActorTemplate | undefined;
}

type Payload<E extends EventEnvelope, Kept extends string = never> = Omit<E, keyof EventEnvelope | "type" | Kept>;
type Template<E extends EventEnvelope & { type: string }, Kept extends string = never> = TemplateEnvelope & {
  type: E["type"];
} & { [K in keyof Payload<E, Kept>]: Payload<E, Kept>[K] | FromColumn };

/**
 * An event with holes, of the shape of `TicketEvent`: words stand for themselves, `{ "column": … }` is filled from the row.
 * Ticket, time, id and actor come from the map unless the template says otherwise.
 */
export type EventTemplate =
  | Template<CreatedEvent, "attributes">
  | Template<MessageEvent>
  | Template<AssignedEvent>
  | Template<StatusEvent>
  | Template<SolutionEvent>
  | Template<HandoffEvent>
  | (Template<SurveyEvent, "scale"> & { scale?: { min: number; max: number } | undefined })
  | Template<LinkedEvent>
  | Template<EscalatedEvent>
  | (Template<PromisedEvent, "due"> & { due: TimeColumn })
  | Template<FieldEvent>;

const literal = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const fromOptions = {
  values: z.optional(valueTableSchema(literal)),
  otherwise: z.optional(literal),
  missing: z.optional(literal),
  ...cellOptions,
};
export const fromColumn = z.strictObject({ column: columnName, ...fromOptions });
export const fromColumns = z.strictObject({ columns: z.array(columnSchema).check(z.minLength(1)), ...fromOptions });
const filled = <T extends z.ZodMiniType>(schema: T) => z.union([schema, fromColumn, fromColumns]);
/** A field that may be left out, be a word or be filled from columns. */
export const optionallyFilled = <T extends z.ZodMiniType>(schema: T) => z.optional(filled(schema));
const filledText = optionallyFilled(text);
const nobody = optionallyFilled(z.nullable(text));
const scale = z.optional(z.strictObject({ min: z.number(), max: z.number() }));

const envelope = {
  at: z.optional(instantSchema),
  when: z.optional(z.union([conditionSchema, z.array(conditionSchema).check(z.minLength(1))])),
  actor: z.optional(
    z.strictObject({
      kind: optionallyFilled(z.enum(actorKinds)),
      id: nobody,
      team: nobody,
      employer: nobody,
      role: z.optional(z.enum(actorRoles)),
    }),
  ),
};

/** Phases that an event may name: all but the one that stands for none. */
export const [, ...knownPhases] = phases;
export const phaseSchema = z.enum(knownPhases);

export const eventTemplateSchema = z.discriminatedUnion("type", [
  z.strictObject({
    ...envelope,
    type: z.literal("created"),
    requester: filledText,
    channel: filledText,
    category: filledText,
    priority: filledText,
    team: filledText,
    initiator: optionallyFilled(z.enum(["customer", "agent", "system"])),
  }),
  z.strictObject({
    ...envelope,
    type: z.literal("message"),
    public: filled(z.boolean()),
    origin: optionallyFilled(z.enum(["human", "assisted", "bot", "template", "autoReply", "campaign"])),
    intent: optionallyFilled(z.enum(["gratitude", "humanRequest", "other"])),
  }),
  z.strictObject({ ...envelope, type: z.literal("assigned"), agent: nobody, team: nobody }),
  z.strictObject({
    ...envelope,
    type: z.literal("status"),
    phase: filled(phaseSchema),
    cause: optionallyFilled(z.enum(statusCauses)),
  }),
  z.strictObject({ ...envelope, type: z.literal("solution"), step: filled(z.enum(solutionSteps)) }),
  z.strictObject({ ...envelope, type: z.literal("handoff"), step: filled(z.enum(handoffSteps)) }),
  z.strictObject({
    ...envelope,
    type: z.literal("survey"),
    step: filled(z.enum(surveySteps)),
    score: optionallyFilled(z.number()),
    scale,
    saidSolved: optionallyFilled(z.boolean()),
    reason: filledText,
  }),
  z.strictObject({
    ...envelope,
    type: z.literal("linked"),
    relation: filled(z.enum(linkRelations)),
    other: filled(text),
  }),
  z.strictObject({ ...envelope, type: z.literal("escalated"), level: filled(z.enum(escalationLevels)) }),
  z.strictObject({
    ...envelope,
    type: z.literal("promised"),
    due: timeColumnSchema,
    kept: optionallyFilled(z.boolean()),
  }),
  z.strictObject({ ...envelope, type: z.literal("field"), name: filled(text), value: filled(z.string()) }),
]) satisfies z.ZodMiniType<EventTemplate>;
