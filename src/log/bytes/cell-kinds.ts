import { field, found } from "./row-fields.ts";
import { asciiBytes, standsAt } from "./words.ts";

const point = 0x2e;
/** A time that consists of at least so many digits is epoch ms. */
const fewestEpochDigits = 9;

/** How the cells of a column are read. */
export type CellKind = "text" | "instant" | "number" | "truth" | "holder";
const kinds: Record<string, CellKind> = {
  at: "instant",
  due: "instant",
  seq: "number",
  score: "number",
  "scale.min": "number",
  "scale.max": "number",
  public: "truth",
  saidSolved: "truth",
  kept: "truth",
  agent: "holder",
  team: "holder",
};
const dottedFields: Record<string, number> = {
  "actor.kind": field.actorKind,
  "actor.id": field.actorId,
  "actor.team": field.actorTeam,
  "actor.employer": field.actorEmployer,
  "actor.role": field.actorRole,
  "scale.min": field.scaleMin,
  "scale.max": field.scaleMax,
};
/** Cells that hold JSON, if anything, and what is no field of an event: only empty ones are plain. */
export const otherColumn = -1;

/** How the cells of a column with this name, as `actor.kind`, are read. */
export function cellKindOf(column: string): CellKind {
  return Object.hasOwn(kinds, column) ? kinds[column]! : "text";
}

/** The field that a column with this name holds, or `otherColumn`. */
export function fieldOf(column: string): number {
  if (Object.hasOwn(dottedFields, column)) return dottedFields[column]!;
  const isPlain = Object.hasOwn(field, column) && field[column as keyof typeof field] < field.actor;
  return isPlain ? field[column as keyof typeof field] : otherColumn;
}

/** Whether an instant is written as a text or as a number: as in `found`, or -1 where it is not plain. */
export function instantKind(bytes: Uint8Array, from: number, to: number): number {
  let others = 0;
  let points = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === point) points++;
    else if (byte < 0x30 || byte > 0x39) {
      if (byte <= 0x20 && (at === from || at === to - 1)) return -1;
      if (byte >= 0x80) return -1;
      others++;
    }
  }
  if (others > 0) return found.text;
  if (points > 0) return -1;
  return to - from >= fewestEpochDigits ? found.number : found.text;
}

const nobody = asciiBytes("null");
const yes = ["true", "1", "yes"].map(asciiBytes);
const no = ["false", "0", "no"].map(asciiBytes);

/** As in `found`, or -1 where it is not plain. */
export function truthKind(bytes: Uint8Array, from: number, to: number): number {
  if (yes.some((word) => standsAt(word, bytes, from, to))) return found.yes;
  return no.some((word) => standsAt(word, bytes, from, to)) ? found.no : -1;
}

/** Whether a name or nobody is meant: as in `found`, or -1 where it is not plain. */
export function holderKind(bytes: Uint8Array, from: number, to: number): number {
  if (standsAt(nobody, bytes, from, to)) return found.null;
  return mayHoldNull(bytes, from, to) ? -1 : found.text;
}

/** "null" among blanks, of which Unicode has many, says nobody as well. */
function mayHoldNull(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from]!;
  const last = bytes[to - 1]!;
  if (first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80) return false;
  for (let at = from; at + 4 <= to; at++) {
    if (bytes[at] === 0x6e && bytes[at + 1] === 0x75 && bytes[at + 2] === 0x6c && bytes[at + 3] === 0x6c) return true;
  }
  return false;
}
