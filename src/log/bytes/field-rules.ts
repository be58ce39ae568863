import { type EventType, eventTypes } from "../../schemas/vocabulary.ts";
import { field } from "./row-fields.ts";

type RowFieldName = Exclude<keyof typeof field, "actorKind" | "actorId" | "actorTeam" | "actorEmployer" | "actorRole">;

const envelope: RowFieldName[] = ["ticket", "at", "type", "id", "seq", "actor"];

/** The fields of each event type beside the envelope: those that it must have, and those that it may have. */
const fieldsOf: Record<EventType, { must: RowFieldName[]; may: RowFieldName[] }> = {
  created: { must: [], may: ["requester", "channel", "category", "priority", "team", "initiator", "attributes"] },
  message: { must: ["public"], may: ["origin", "intent"] },
  assigned: { must: [], may: ["agent", "team"] },
  status: { must: ["phase"], may: ["cause"] },
  solution: { must: ["step"], may: [] },
  handoff: { must: ["step"], may: [] },
  survey: { must: ["step"], may: ["score", "scale", "saidSolved", "reason"] },
  linked: { must: ["relation", "other"], may: [] },
  escalated: { must: ["level"], may: [] },
  promised: { must: ["due"], may: ["kept"] },
  field: { must: ["name", "value"], may: [] },
};

const bits = (names: readonly RowFieldName[]) => names.reduce((mask, name) => mask | (1 << field[name]), 0);

/** By event type, as bits: the fields that a row must have. */
export const neededFields = eventTypes.map((type) => bits(["ticket", "at", "type", ...fieldsOf[type].must]));
/** By event type, as bits: the fields that a row may have. */
export const allowedFields = eventTypes.map((type) =>
  bits([...envelope, ...fieldsOf[type].must, ...fieldsOf[type].may]),
);
/** The fields that hold text of one character or more. */
export const textFields = bits([
  ...(["ticket", "id", "requester", "channel", "category", "priority", "team", "agent"] as const),
  ...(["reason", "other", "name"] as const),
]);
/** The fields of an assignment that may be `null`: nobody. */
export const nullableFields = bits(["agent", "team"]);
