import * as z from "zod/mini";
import type {
  ActorKind,
  ActorRole,
  EscalationLevel,
  HandoffStep,
  Initiator,
  LinkRelation,
  MessageIntent,
  MessageOrigin,
  Phase,
  SolutionStep,
  StatusCause,
  SurveyStep,
} from "./vocabulary.ts";
import {
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

/** The longest text that a name, an id or a value may be; anything longer is a fault of the export, not a name. */
export const longestText = 1_000;

/** Whoever acted, as he was at the moment of the event. */
export interface Actor {
  kind: ActorKind;
  /** Stable identifier; without one nobody is credited. */
  id?: string | undefined;
  team?: string | undefined;
  /** Whose payroll: in-house, or the name of the outsourcing company. */
  employer?: string | undefined;
  role?: ActorRole | undefined;
}

/** What every event carries. */
export interface EventEnvelope {
  /** The ticket's identifier. */
  ticket: string;
  /** ISO 8601 with an offset, or epoch milliseconds. Without an offset only where the caller names a zone. */
  at: string | number;
  actor?: Actor | undefined;
  /** The event's own identifier, by which a repeated row is known. */
  id?: string | undefined;
  /** Order within one instant of one ticket; missing means 0. */
  seq?: number | undefined;
}

/** The ticket begins. */
export interface CreatedEvent extends EventEnvelope {
  type: "created";
  requester?: string | undefined;
  channel?: string | undefined;
  category?: string | undefined;
  priority?: string | undefined;
  team?: string | undefined;
  initiator?: Initiator | undefined;
  attributes?: Record<string, string> | undefined;
}

/** Somebody wrote (or spoke). `public`: the customer could see it. */
export interface MessageEvent extends EventEnvelope {
  type: "message";
  public: boolean;
  origin?: MessageOrigin | undefined;
  intent?: MessageIntent | undefined;
}

/** Ownership moves. `null` is nobody; a field left out stays as it was. */
export interface AssignedEvent extends EventEnvelope {
  type: "assigned";
  agent?: string | null | undefined;
  team?: string | null | undefined;
}

/** The phase changes. A reopening is a move from solved or closed to a live phase: derived, never an input. */
export interface StatusEvent extends EventEnvelope {
  type: "status";
  phase: Phase;
  cause?: StatusCause | undefined;
}

/** Where the desk asks the customer whether the solution is one. */
export interface SolutionEvent extends EventEnvelope {
  type: "solution";
  step: SolutionStep;
}

/** The way from the bot to a human. */
export interface HandoffEvent extends EventEnvelope {
  type: "handoff";
  step: HandoffStep;
}

/** Satisfaction, silence, and selective asking. Without `scale` a score is read as 1 to 5. */
export interface SurveyEvent extends EventEnvelope {
  type: "survey";
  step: SurveyStep;
  score?: number | undefined;
  scale?: { min: number; max: number } | undefined;
  saidSolved?: boolean | undefined;
  /** Why it was suppressed: noContact, optedOut, sampledOut and cooldown are accepted reasons. */
  reason?: string | undefined;
}

/** Tickets that belong together. */
export interface LinkedEvent extends EventEnvelope {
  type: "linked";
  relation: LinkRelation;
  other: string;
}

/** The complaint goes outside the queue. */
export interface EscalatedEvent extends EventEnvelope {
  type: "escalated";
  level: EscalationLevel;
}

/** A commitment on progress: "you will hear from us by …". */
export interface PromisedEvent extends EventEnvelope {
  type: "promised";
  due: string | number;
  kept?: boolean | undefined;
}

/** Everything else that a dimension may need: category, priority, channel, or an attribute of the desk's own. */
export interface FieldEvent extends EventEnvelope {
  type: "field";
  name: string;
  value: string;
}

export type TicketEvent =
  | CreatedEvent
  | MessageEvent
  | AssignedEvent
  | StatusEvent
  | SolutionEvent
  | HandoffEvent
  | SurveyEvent
  | LinkedEvent
  | EscalatedEvent
  | PromisedEvent
  | FieldEvent;

const text = z.string().check(z.minLength(1), z.maxLength(longestText));
const longText = z.string().check(z.maxLength(longestText));
const instant = z.union([z.string().check(z.minLength(1), z.maxLength(64)), z.number()]);

const actor = z.strictObject({
  kind: z.enum(actorKinds),
  id: z.optional(text),
  team: z.optional(text),
  employer: z.optional(text),
  role: z.optional(z.enum(actorRoles)),
});

const envelope = {
  ticket: text,
  at: instant,
  actor: z.optional(actor),
  id: z.optional(text),
  seq: z.optional(z.number()),
};

const created = z.strictObject({
  ...envelope,
  type: z.literal("created"),
  requester: z.optional(text),
  channel: z.optional(text),
  category: z.optional(text),
  priority: z.optional(text),
  team: z.optional(text),
  initiator: z.optional(z.enum(["customer", "agent", "system"])),
  attributes: z.optional(z.record(text, longText)),
});

const message = z.strictObject({
  ...envelope,
  type: z.literal("message"),
  public: z.boolean(),
  origin: z.optional(z.enum(["human", "assisted", "bot", "template", "autoReply", "campaign"])),
  intent: z.optional(z.enum(["gratitude", "humanRequest", "other"])),
});

const assigned = z.strictObject({
  ...envelope,
  type: z.literal("assigned"),
  agent: z.optional(z.nullable(text)),
  team: z.optional(z.nullable(text)),
});

const [, ...knownPhases] = phases;

const status = z.strictObject({
  ...envelope,
  type: z.literal("status"),
  phase: z.enum(knownPhases),
  cause: z.optional(z.enum(statusCauses)),
});

const solution = z.strictObject({ ...envelope, type: z.literal("solution"), step: z.enum(solutionSteps) });
const handoff = z.strictObject({ ...envelope, type: z.literal("handoff"), step: z.enum(handoffSteps) });

const scale = z
  .strictObject({ min: z.number(), max: z.number() })
  .check(z.refine(({ min, max }) => min < max, { error: "expected min below max" }));

const survey = z
  .strictObject({
    ...envelope,
    type: z.literal("survey"),
    step: z.enum(surveySteps),
    score: z.optional(z.number()),
    scale: z.optional(scale),
    saidSolved: z.optional(z.boolean()),
    reason: z.optional(text),
  })
  .check(
    z.refine((row) => row.step === "answered" || (row.score === undefined && row.saidSolved === undefined), {
      path: ["score"],
      error: "expected no score and no saidSolved unless step is answered",
    }),
    z.refine((row) => row.step !== "answered" || row.score !== undefined || row.saidSolved !== undefined, {
      path: ["score"],
      error: "expected a score or saidSolved in an answered survey",
    }),
    z.refine(
      (row) => row.score === undefined || (row.score >= (row.scale?.min ?? 1) && row.score <= (row.scale?.max ?? 5)),
      { path: ["score"], error: "expected a score within its scale (1 to 5 where no scale is given)" },
    ),
  );

const linked = z.strictObject({
  ...envelope,
  type: z.literal("linked"),
  relation: z.enum(linkRelations),
  other: text,
});
const escalated = z.strictObject({ ...envelope, type: z.literal("escalated"), level: z.enum(escalationLevels) });
const promised = z.strictObject({
  ...envelope,
  type: z.literal("promised"),
  due: instant,
  kept: z.optional(z.boolean()),
});
const field = z.strictObject({
  ...envelope,
  type: z.literal("field"),
  name: text,
  value: longText,
});

/** The contract of one event row. Refused rows are described by `parseEvents`, which also reads the times. */
export const eventSchema = z.discriminatedUnion("type", [
  created,
  message,
  assigned,
  status,
  solution,
  handoff,
  survey,
  linked,
  escalated,
  promised,
  field,
]) satisfies z.ZodMiniType<TicketEvent>;
