/** The fields of an event by number: those of the row, then those within `actor` and `scale`. */
export const field = {
  ticket: 0,
  at: 1,
  type: 2,
  id: 3,
  seq: 4,
  requester: 5,
  channel: 6,
  category: 7,
  priority: 8,
  team: 9,
  initiator: 10,
  public: 11,
  origin: 12,
  intent: 13,
  agent: 14,
  phase: 15,
  cause: 16,
  step: 17,
  score: 18,
  saidSolved: 19,
  reason: 20,
  relation: 21,
  other: 22,
  level: 23,
  due: 24,
  kept: 25,
  name: 26,
  value: 27,
  actor: 28,
  scale: 29,
  attributes: 30,
  actorKind: 31,
  actorId: 32,
  actorTeam: 33,
  actorEmployer: 34,
  actorRole: 35,
  scaleMin: 36,
  scaleMax: 37,
} as const;
/** The values of attributes are numbered from here on, in the order in which they stand. */
export const firstAttribute = 38;
/** A row with more attributes is read in the ordinary way. */
export const mostAttributes = 26;
const places = firstAttribute + mostAttributes;

/** Keys of a row, of its actor and of its scale; their position, from `field.ticket`, `actorKind` or `scaleMin` on, is the number. */
export const rowKeys = Object.keys(field).slice(0, field.actorKind);
export const actorKeys = ["kind", "id", "team", "employer", "role"] as const;
export const scaleKeys = ["min", "max"] as const;

/** What stands where a value is. */
export const found = { text: 1, number: 2, yes: 3, no: 4, null: 5, object: 6 } as const;

/** Where the values of one row stand in the bytes, before anything is made of them. */
export class RowFields {
  readonly from = new Int32Array(places);
  readonly to = new Int32Array(places);
  /** What stands there, as in `found`; to be believed only for fields that were seen. */
  readonly kind = new Uint8Array(places);
  /** Where the names of attributes stand. */
  readonly nameFrom = new Int32Array(mostAttributes);
  readonly nameTo = new Int32Array(mostAttributes);
  attributes = 0;
  /** Bit by number of the row's fields. */
  seen = 0;
  /** Bit by number, less that of `actorKind`, of the fields within `actor` and `scale`. */
  seenWithin = 0;

  clear(): void {
    this.seen = 0;
    this.seenWithin = 0;
    this.attributes = 0;
  }

  set(number: number, kind: number, from: number, to: number): void {
    this.kind[number] = kind;
    this.from[number] = from;
    this.to[number] = to;
    if (number < field.actorKind) this.seen |= 1 << number;
    else this.seenWithin |= 1 << (number - field.actorKind);
  }

  has(number: number): boolean {
    return number < field.actorKind
      ? (this.seen & (1 << number)) !== 0
      : (this.seenWithin & (1 << (number - field.actorKind))) !== 0;
  }
}
