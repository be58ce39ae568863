/** The fields of an event by number: those of the row, then those within `actor` and `scale`. `attributes` has none. */
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
  actorKind: 30,
  actorId: 31,
  actorTeam: 32,
  actorEmployer: 33,
  actorRole: 34,
  scaleMin: 35,
  scaleMax: 36,
} as const;

/** Keys of a row, of its actor and of its scale; their position, from `field.ticket`, `actorKind` or `scaleMin` on, is the number. */
export const rowKeys = Object.keys(field).slice(0, field.actorKind);
export const actorKeys = ["kind", "id", "team", "employer", "role"] as const;
export const scaleKeys = ["min", "max"] as const;

/** What stands where a value is. */
export const found = { text: 1, number: 2, yes: 3, no: 4, null: 5, object: 6 } as const;

/** Where the values of one row stand in the bytes, before anything is made of them. */
export class RowFields {
  readonly from = new Int32Array(40);
  readonly to = new Int32Array(40);
  /** What stands there, as in `found`; to be believed only for fields that were seen. */
  readonly kind = new Uint8Array(40);
  /** Bit by number of the row's fields. */
  seen = 0;
  /** Bit by number, less that of `actorKind`, of the fields within `actor` and `scale`. */
  seenWithin = 0;
  /** Row of the actor table where the actor's bytes are known from an earlier row, else -1. */
  knownActor = -1;
  /** The actor's bytes, by which it can be known again; empty where there are none of the sort. */
  actorFrom = 0;
  actorTo = 0;

  clear(): void {
    this.seen = 0;
    this.seenWithin = 0;
    this.knownActor = -1;
    this.actorFrom = 0;
    this.actorTo = 0;
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
