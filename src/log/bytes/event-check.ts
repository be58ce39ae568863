import { longestText } from "../../schemas/event.ts";
import {
  actorKinds,
  actorRoles,
  escalationLevels,
  eventTypes,
  handoffSteps,
  initiators,
  linkRelations,
  messageIntents,
  messageOrigins,
  phases,
  solutionSteps,
  statusCauses,
  surveySteps,
} from "../../schemas/vocabulary.ts";
import type { InstantReader } from "../instant.ts";
import { allowedFields, neededFields, nullableFields, textFields } from "./field-rules.ts";
import { field, firstAttribute, found, type RowFields } from "./row-fields.ts";
import type { RowShape } from "./row-shapes.ts";
import { RowValues } from "./row-values.ts";
import { Words } from "./words.ts";

const answered = surveySteps.indexOf("answered");
const assigned = eventTypes.indexOf("assigned");
const created = eventTypes.indexOf("created");
const fieldType = eventTypes.indexOf("field");
const message = eventTypes.indexOf("message");
const survey = eventTypes.indexOf("survey");
const promised = eventTypes.indexOf("promised");

/** Where `EventCheck.times` has what. */
export const timeOf = { at: 0, seq: 1, due: 2 } as const;

/**
 * Says of a row whose fields were found whether it is surely a valid event, and keeps what it read on the way. It knows what the
 * schema of an event says; whatever it is not sure of, it leaves to the schema.
 */
export class EventCheck {
  /** Position in `eventTypes`. */
  type = 0;
  /** The instant of the event, its `seq`, and when a promise falls due. */
  readonly times = new Float64Array(3);
  /** Columns `code` and `detail` of the event. */
  code = 0;
  detail = 0;
  /** The intent of a message, the score of a survey. */
  number = 0;
  scaleMin = 0;
  scaleMax = 0;
  /** Position in `actorKinds`; to be believed where the row has an actor. */
  actorKind = 0;
  readonly #fields: RowFields;
  readonly #values: RowValues;
  readonly #types = new Words(eventTypes);
  readonly #kinds = new Words(actorKinds);
  readonly #roles = new Words(actorRoles);
  readonly #words = {
    initiator: new Words(initiators),
    origin: new Words(messageOrigins),
    intent: new Words(messageIntents),
    phase: new Words(phases),
    cause: new Words(statusCauses),
    solution: new Words(solutionSteps),
    handoff: new Words(handoffSteps),
    survey: new Words(surveySteps),
    relation: new Words(linkRelations),
    level: new Words(escalationLevels),
  };

  constructor(fields: RowFields, instants: InstantReader) {
    this.#fields = fields;
    this.#values = new RowValues(fields, instants);
  }

  /** Whether the row whose fields were found in `bytes`, which `view` shows, is surely valid. */
  isValid(bytes: Uint8Array, view: DataView): boolean {
    this.#values.begin(bytes, view);
    const fields = this.#fields;
    if (!this.#values.isText(field.type)) return false;
    const type = this.#values.word(this.#types, field.type);
    if (type < 0) return false;
    this.type = type;
    const { seen } = fields;
    if ((seen & ~allowedFields[type]!) !== 0 || (seen & neededFields[type]!) !== neededFields[type]!) return false;
    if (!this.#textsAreSound(type) || !this.#readPlace()) return false;
    if (fields.has(field.actor) && !this.#checkActor()) return false;
    return this.#attributesAreSound() && this.#check(type);
  }

  /** Whether a row of a shape, whose values were found in `bytes`, is surely valid: only its values are still to be looked at. */
  isValidShaped(bytes: Uint8Array, view: DataView, shape: RowShape): boolean {
    this.#values.begin(bytes, view);
    const { from, to } = this.#fields;
    const { texts, type } = shape;
    for (let i = 0; i < texts.length; i++) {
      const number = texts[i]!;
      const length = to[number]! - from[number]!;
      if (length <= 0 || length > longestText) return false;
    }
    this.type = type;
    this.code = shape.code;
    this.detail = shape.detail;
    this.actorKind = shape.actorKind;
    if (!this.#readPlace() || !this.#attributesAreSound()) return false;
    switch (type) {
      case message:
        this.number = shape.intent;
        return true;
      case assigned:
        return this.#isHolder(field.agent) && this.#isHolder(field.team);
      case survey:
        return this.#checkScore();
      case promised:
        return this.#values.readInstant(field.due, this.times, timeOf.due);
      case created:
        return !this.#fields.has(field.team) || this.#values.isText(field.team);
      case fieldType:
        return this.#isValue();
      default:
        return true;
    }
  }

  /** Reads where the row stands among the others: its instant and its `seq`. */
  #readPlace(): boolean {
    const { times } = this;
    times[timeOf.seq] = this.#fields.has(field.seq) ? this.#values.numberOf(field.seq) : 0;
    return this.#values.readInstant(field.at, times, timeOf.at) && !Number.isNaN(times[timeOf.seq]);
  }

  #isHolder(number: number): boolean {
    return !this.#fields.has(number) || this.#fields.kind[number] === found.null || this.#values.isText(number);
  }

  #attributesAreSound(): boolean {
    const { attributes, nameFrom, nameTo, from, to } = this.#fields;
    for (let i = 0; i < attributes; i++) {
      const length = nameTo[i]! - nameFrom[i]!;
      if (length === 0 || length > longestText) return false;
      if (to[firstAttribute + i]! - from[firstAttribute + i]! > longestText) return false;
    }
    return true;
  }

  #textsAreSound(type: number): boolean {
    const fields = this.#fields;
    for (let rest = fields.seen & textFields; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      const number = 31 - Math.clz32(bit);
      if (this.#values.isText(number)) continue;
      if (type !== assigned || (bit & nullableFields) === 0 || fields.kind[number] !== found.null) return false;
    }
    return true;
  }

  #checkActor(): boolean {
    const fields = this.#fields;
    if (fields.kind[field.actor] !== found.object) return false;
    if (!this.#values.isText(field.actorKind)) return false;
    this.actorKind = this.#values.word(this.#kinds, field.actorKind);
    for (let number = field.actorId; number <= field.actorRole; number++) {
      if (fields.has(number) && !this.#values.isText(number)) return false;
    }
    return (
      this.actorKind >= 0 && (!fields.has(field.actorRole) || this.#values.word(this.#roles, field.actorRole) === 0)
    );
  }

  /** Whether the fields of the type hold what they may; leaves `code`, `detail` and numbers for the encoding. */
  #check(type: number): boolean {
    const words = this.#words;
    this.code = 0;
    this.detail = 0;
    switch (eventTypes[type]) {
      case "created":
        // Place 0 of some lists stands for what is not said, and is no word of the log.
        this.code = this.#values.wordOr0(words.initiator, field.initiator, 1);
        return this.code >= 0;
      case "message":
        this.code = this.#values.truth(field.public) - 1;
        this.detail = this.#values.wordOr0(words.origin, field.origin, 1);
        this.number = this.#values.wordOr0(words.intent, field.intent, 1);
        return this.code >= 0 && this.detail >= 0 && this.number >= 0;
      case "status":
        this.code = this.#values.wordOr0(words.phase, field.phase, 1);
        this.detail = this.#values.wordOr0(words.cause, field.cause, 0);
        return this.code >= 0 && this.detail >= 0;
      case "solution":
        this.code = this.#values.wordOr0(words.solution, field.step, 0);
        return this.code >= 0;
      case "handoff":
        this.code = this.#values.wordOr0(words.handoff, field.step, 0);
        return this.code >= 0;
      case "survey":
        return this.#checkSurvey();
      case "linked":
        this.code = this.#values.wordOr0(words.relation, field.relation, 0);
        return this.code >= 0;
      case "escalated":
        this.code = this.#values.wordOr0(words.level, field.level, 0);
        return this.code >= 0;
      case "promised":
        this.code = this.#fields.has(field.kept) ? this.#values.truth(field.kept) : 0;
        if (this.code === 0 && this.#fields.has(field.kept)) return false;
        return this.#values.readInstant(field.due, this.times, timeOf.due);
      case "field":
        return this.#fields.kind[field.value] === found.text && this.#isValue();
      default:
        return true;
    }
  }

  #isValue(): boolean {
    const { from, to } = this.#fields;
    return to[field.value]! - from[field.value]! <= longestText;
  }

  #checkSurvey(): boolean {
    const fields = this.#fields;
    this.code = this.#values.wordOr0(this.#words.survey, field.step, 0);
    this.detail = fields.has(field.saidSolved) ? this.#values.truth(field.saidSolved) : 0;
    if (this.code < 0 || (fields.has(field.saidSolved) && this.detail === 0)) return false;
    return this.#checkScore();
  }

  #checkScore(): boolean {
    const fields = this.#fields;
    this.scaleMin = 1;
    this.scaleMax = 5;
    if (fields.has(field.scale)) {
      if (fields.kind[field.scale] !== found.object) return false;
      this.scaleMin = this.#values.numberOf(field.scaleMin);
      this.scaleMax = this.#values.numberOf(field.scaleMax);
      if (!(this.scaleMin < this.scaleMax)) return false;
    }
    const hasScore = fields.has(field.score);
    if ((this.code === answered) !== (hasScore || fields.has(field.saidSolved))) return false;
    if (!hasScore) return true;
    this.number = this.#values.numberOf(field.score);
    return this.number >= this.scaleMin && this.number <= this.scaleMax;
  }
}
