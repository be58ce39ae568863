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
import { decodeText } from "../text-codec.ts";
import { allowedFields, neededFields, nullableFields, textFields } from "./field-rules.ts";
import { InstantBytes } from "./instant-bytes.ts";
import { readNumber } from "./number-bytes.ts";
import { field, found, type RowFields } from "./row-fields.ts";
import { Words } from "./words.ts";

const answered = surveySteps.indexOf("answered");
const assigned = eventTypes.indexOf("assigned");

/**
 * Says of a row whose fields were found whether it is surely a valid event, and keeps what it read on the way. It knows what the
 * schema of an event says; whatever it is not sure of, it leaves to the schema.
 */
export class EventCheck {
  /** Position in `eventTypes`. */
  type = 0;
  at = 0;
  seq = 0;
  /** Columns `code` and `detail` of the event. */
  code = 0;
  detail = 0;
  /** The intent of a message, the score of a survey, when a promise falls due. */
  number = 0;
  scaleMin = 0;
  scaleMax = 0;
  /** Position in `actorKinds`; to be believed where the row has an actor that is not known yet. */
  actorKind = 0;
  readonly #fields: RowFields;
  readonly #instants: InstantReader;
  readonly #instantBytes = new InstantBytes();
  #bytes: Uint8Array = new Uint8Array(0);
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
    this.#instants = instants;
  }

  /** Whether the row whose fields were found in `bytes` is surely valid. */
  isValid(bytes: Uint8Array): boolean {
    this.#bytes = bytes;
    const fields = this.#fields;
    if (!this.#isText(field.type)) return false;
    const type = this.#word(this.#types, field.type);
    if (type < 0) return false;
    this.type = type;
    const { seen } = fields;
    if ((seen & ~allowedFields[type]!) !== 0 || (seen & neededFields[type]!) !== neededFields[type]!) return false;
    if (!this.#textsAreSound(type)) return false;
    this.at = this.#instant(field.at);
    this.seq = fields.has(field.seq) ? this.#numberOf(field.seq) : 0;
    if (Number.isNaN(this.at) || Number.isNaN(this.seq)) return false;
    if (fields.has(field.actor) && fields.knownActor < 0 && !this.#checkActor()) return false;
    return this.#check(type);
  }

  #textsAreSound(type: number): boolean {
    const fields = this.#fields;
    for (let rest = fields.seen & textFields; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      const number = 31 - Math.clz32(bit);
      if (this.#isText(number)) continue;
      if (type !== assigned || (bit & nullableFields) === 0 || fields.kind[number] !== found.null) return false;
    }
    return true;
  }

  /** A text of 1 to `longestText` bytes, and so of no more characters. */
  #isText(number: number): boolean {
    const { kind, from, to } = this.#fields;
    const length = to[number]! - from[number]!;
    return this.#fields.has(number) && kind[number] === found.text && length > 0 && length <= longestText;
  }

  #checkActor(): boolean {
    const fields = this.#fields;
    if (fields.kind[field.actor] !== found.object) return false;
    if (!this.#isText(field.actorKind)) return false;
    this.actorKind = this.#word(this.#kinds, field.actorKind);
    for (let number = field.actorId; number <= field.actorRole; number++) {
      if (fields.has(number) && !this.#isText(number)) return false;
    }
    return this.actorKind >= 0 && (!fields.has(field.actorRole) || this.#word(this.#roles, field.actorRole) === 0);
  }

  /** Whether the fields of the type hold what they may; leaves `code`, `detail` and numbers for the encoding. */
  #check(type: number): boolean {
    const words = this.#words;
    this.code = 0;
    this.detail = 0;
    switch (eventTypes[type]) {
      case "created":
        // Place 0 of some lists stands for what is not said, and is no word of the log.
        this.code = this.#wordOr0(words.initiator, field.initiator, 1);
        return this.code >= 0;
      case "message":
        this.code = this.#truth(field.public) - 1;
        this.detail = this.#wordOr0(words.origin, field.origin, 1);
        this.number = this.#wordOr0(words.intent, field.intent, 1);
        return this.code >= 0 && this.detail >= 0 && this.number >= 0;
      case "status":
        this.code = this.#wordOr0(words.phase, field.phase, 1);
        this.detail = this.#wordOr0(words.cause, field.cause, 0);
        return this.code >= 0 && this.detail >= 0;
      case "solution":
        this.code = this.#wordOr0(words.solution, field.step, 0);
        return this.code >= 0;
      case "handoff":
        this.code = this.#wordOr0(words.handoff, field.step, 0);
        return this.code >= 0;
      case "survey":
        return this.#checkSurvey();
      case "linked":
        this.code = this.#wordOr0(words.relation, field.relation, 0);
        return this.code >= 0;
      case "escalated":
        this.code = this.#wordOr0(words.level, field.level, 0);
        return this.code >= 0;
      case "promised":
        this.number = this.#instant(field.due);
        this.code = this.#fields.has(field.kept) ? this.#truth(field.kept) : 0;
        return !Number.isNaN(this.number) && (this.code > 0 || !this.#fields.has(field.kept));
      case "field": {
        const { kind, from, to } = this.#fields;
        return kind[field.value] === found.text && to[field.value]! - from[field.value]! <= longestText;
      }
      default:
        return true;
    }
  }

  #checkSurvey(): boolean {
    const fields = this.#fields;
    this.code = this.#wordOr0(this.#words.survey, field.step, 0);
    this.detail = fields.has(field.saidSolved) ? this.#truth(field.saidSolved) : 0;
    if (this.code < 0 || (fields.has(field.saidSolved) && this.detail === 0)) return false;
    this.scaleMin = 1;
    this.scaleMax = 5;
    if (fields.has(field.scale)) {
      if (fields.kind[field.scale] !== found.object) return false;
      this.scaleMin = this.#numberOf(field.scaleMin);
      this.scaleMax = this.#numberOf(field.scaleMax);
      if (!(this.scaleMin < this.scaleMax)) return false;
    }
    const hasScore = fields.has(field.score);
    if ((this.code === answered) !== (hasScore || fields.has(field.saidSolved))) return false;
    if (!hasScore) return true;
    this.number = this.#numberOf(field.score);
    return this.number >= this.scaleMin && this.number <= this.scaleMax;
  }

  #word(words: Words, number: number): number {
    return words.find(this.#bytes, this.#fields.from[number]!, this.#fields.to[number]!);
  }

  /** The place of a word, at least `first`; 0 where the field is missing; -1 where it holds anything else. */
  #wordOr0(words: Words, number: number, first: number): number {
    if (!this.#fields.has(number)) return 0;
    const word = this.#fields.kind[number] === found.text ? this.#word(words, number) : -1;
    return word >= first ? word : -1;
  }

  /** 1 no, 2 yes, 0 anything else. */
  #truth(number: number): number {
    const kind = this.#fields.kind[number];
    return kind === found.yes ? 2 : kind === found.no ? 1 : 0;
  }

  #numberOf(number: number): number {
    const { kind, from, to } = this.#fields;
    if (!this.#fields.has(number) || kind[number] !== found.number) return Number.NaN;
    return readNumber(this.#bytes, from[number]!, to[number]!);
  }

  /** Epoch ms, or NaN where it is none or not one that the log takes. */
  #instant(number: number): number {
    const { kind, from, to } = this.#fields;
    if (kind[number] === found.number) return this.#instantOf(this.#numberOf(number));
    if (kind[number] !== found.text) return Number.NaN;
    const at = this.#instantBytes.read(this.#bytes, from[number]!, to[number]!);
    if (!Number.isNaN(at)) return at;
    const length = to[number]! - from[number]!;
    if (length === 0 || length > 64) return Number.NaN;
    return this.#instantOf(decodeText(this.#bytes, from[number]!, to[number]!));
  }

  #instantOf(input: string | number): number {
    const at = this.#instants.read(input);
    return typeof at === "number" ? at : Number.NaN;
  }
}
