import { isSoundText } from "../text-codec.ts";
import type { EventCheck } from "./event-check.ts";
import { field, firstAttribute, found, type RowFields } from "./row-fields.ts";
import { type Hole, ShapeTree } from "./shape-tree.ts";

/** What all rows of one shape have in common, as it was found in the first of them. */
export interface RowShape {
  seen: number;
  seenWithin: number;
  /** Position in `eventTypes`, columns `code` and `detail` of the event, the intent of a message. */
  type: number;
  code: number;
  detail: number;
  intent: number;
  /** Position in `actorKinds`. */
  actorKind: number;
  /** Fields that hold a text which may not be empty. */
  texts: readonly number[];
  /** Fields that hold a text, a number or nothing, and which of them. */
  mixed: readonly number[];
  kinds: readonly number[];
  /** How many attributes there are; which of them comes first by name, and the names' numbers in that order. */
  attributes: number;
  attributeOrder: readonly number[];
  attributeNames: readonly number[];
}

/** Fields whose values are texts, instants or numbers of any sort; all others hold one of a few words. */
const freeFields = [
  ...(["ticket", "at", "id", "seq", "requester", "channel", "category", "priority", "team", "agent", "score"] as const),
  ...(["reason", "other", "due", "name", "value", "actorId", "actorTeam", "actorEmployer"] as const),
  ...(["scaleMin", "scaleMax"] as const),
];
const mixedFields = ["at", "due", "agent", "team", "seq", "score", "scale", "scaleMin", "scaleMax"] as const;
/** A row that is longer has too much to be compared. */
const longestLiterals = 4_096;

/** The shape of a row that was checked and written. */
export function shapeOf(
  fields: RowFields,
  { type, code, detail, number, actorKind }: Pick<EventCheck, "type" | "code" | "detail" | "number" | "actorKind">,
  attributes: { order: readonly number[]; names: readonly number[] },
): RowShape {
  const mixed: number[] = mixedFields.map((name) => field[name]).filter((each) => fields.has(each));
  const isText = (each: number) => fields.has(each) && fields.kind[each] === found.text && !mixed.includes(each);
  return {
    ...{ seen: fields.seen, seenWithin: fields.seenWithin, type, code, detail, intent: number, actorKind },
    texts: freeFields.map((name) => field[name]).filter((each) => isText(each) && each !== field.value),
    mixed,
    kinds: mixed.map((each) => fields.kind[each]!),
    ...{ attributes: fields.attributes, attributeOrder: attributes.order, attributeNames: attributes.names },
  };
}

/** What ends a value: a bit for each sort of value, and 0x80 for bytes that are not ASCII. */
export interface ShapeSyntax {
  stops: Uint8Array;
  /** The bit of the value of a field, or 0 where it is one of a few words. */
  stopsOf(bytes: Uint8Array, from: number, kind: number): number;
}

/** The shapes of rows that were read, and the row that was matched last. */
export class RowShapes {
  readonly #fields: RowFields;
  readonly #syntax: ShapeSyntax;
  readonly #tree: ShapeTree;
  readonly #shapes: RowShape[] = [];

  /** `fields` is filled by `match` and has what was found in a row for `learn`. */
  constructor(fields: RowFields, syntax: ShapeSyntax) {
    this.#fields = fields;
    this.#syntax = syntax;
    this.#tree = new ShapeTree(fields, syntax.stops);
  }

  /** Where the row that was matched last has its line feed. */
  get end(): number {
    return this.#tree.end;
  }

  /** The shape of the row at `from`, with the places of its values in the fields, or `null`. A line feed must follow. */
  match(bytes: Uint8Array, view: DataView, from: number): RowShape | null {
    const tree = this.#tree;
    const number = tree.match(bytes, view, from);
    if (number < 0) return null;
    if (tree.hasOtherBytes && !isSoundText(bytes, from, tree.end)) return null;
    const fields = this.#fields;
    const shape = this.#shapes[number]!;
    fields.seen = shape.seen;
    fields.seenWithin = shape.seenWithin;
    fields.attributes = shape.attributes;
    for (let i = 0; i < shape.mixed.length; i++) fields.kind[shape.mixed[i]!] = shape.kinds[i]!;
    return shape;
  }

  /** Learns the row from `from` up to its line feed at `end`, which was found to be an event. */
  learn(bytes: Uint8Array, from: number, end: number, shape: RowShape): void {
    const holes = this.#holes(bytes);
    const literals = end + 1 - from - holes.reduce((total, hole) => total + hole.to - hole.from, 0);
    if (literals > longestLiterals) return;
    const number = this.#tree.learn(bytes, from, end + 1, holes, this.#shapes.length);
    if (number === this.#shapes.length) this.#shapes.push(shape);
  }

  #holes(bytes: Uint8Array): Hole[] {
    const fields = this.#fields;
    const holes: Hole[] = [];
    const add = (number: number, kind: number) => {
      const from = fields.from[number]!;
      const stops = this.#syntax.stopsOf(bytes, from, kind);
      if (stops !== 0) holes.push({ from, to: fields.to[number]!, field: number, stops });
    };
    for (const name of freeFields) if (fields.has(field[name])) add(field[name], fields.kind[field[name]]!);
    for (let number = 0; number < fields.attributes; number++) add(firstAttribute + number, found.text);
    return holes.sort((x, y) => x.from - y.from);
  }
}
