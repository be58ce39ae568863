/**
 * The words of an event log, each spelled once. Their position is their code in the columns of `EventLog` and of the
 * fact tables, so a word is only ever added at the end of its list.
 */
export const eventTypes = [
  "created",
  "message",
  "assigned",
  "status",
  "solution",
  "handoff",
  "survey",
  "linked",
  "escalated",
  "promised",
  "field",
] as const;
export type EventType = (typeof eventTypes)[number];

/** Who acted, as what they were at that moment. `unknown` where the log cannot tell: never a guess from a present role. */
export const actorKinds = ["unknown", "customer", "agent", "bot", "system"] as const;
export type ActorKind = (typeof actorKinds)[number];

export const actorRoles = ["supervisor"] as const;
export type ActorRole = (typeof actorRoles)[number];

export const initiators = ["unknown", "customer", "agent", "system"] as const;
export type Initiator = Exclude<(typeof initiators)[number], "unknown">;

/** How a message came about. A human who sends a canned text is `template`; a text proposed by a machine, `assisted`. */
export const messageOrigins = ["unstated", "human", "assisted", "bot", "template", "autoReply", "campaign"] as const;
export type MessageOrigin = Exclude<(typeof messageOrigins)[number], "unstated">;

export const messageIntents = ["unstated", "gratitude", "humanRequest", "other"] as const;
export type MessageIntent = Exclude<(typeof messageIntents)[number], "unstated">;

export const phases = [
  "unknown",
  "open",
  "waitingOnCustomer",
  "onHold",
  "solved",
  "closed",
  "spam",
  "deleted",
] as const;
export type Phase = Exclude<(typeof phases)[number], "unknown">;

export const statusCauses = ["unknown", "agent", "customer", "bot", "inactivity", "rule", "merge", "bulk"] as const;
export type StatusCause = (typeof statusCauses)[number];

export const solutionSteps = ["proposed", "accepted", "rejected"] as const;
export type SolutionStep = (typeof solutionSteps)[number];

export const handoffSteps = ["requested", "queued", "completed", "abandoned"] as const;
export type HandoffStep = (typeof handoffSteps)[number];

export const surveySteps = ["offered", "answered", "suppressed"] as const;
export type SurveyStep = (typeof surveySteps)[number];

/** Reasons for which a survey may rightly stay unsent; any other reason, or none, counts as blocked. */
export const acceptedSuppressions = ["noContact", "optedOut", "sampledOut", "cooldown"] as const;

export const linkRelations = ["mergedInto", "followUpOf", "duplicateOf", "splitFrom"] as const;
export type LinkRelation = (typeof linkRelations)[number];

export const escalationLevels = ["supervisor", "platform", "regulator", "public"] as const;
export type EscalationLevel = (typeof escalationLevels)[number];
