import type { Dictionary } from "./dictionary.ts";

/** The distinct (kind, id, team, employer, role) under which somebody acted; events point at them. */
export interface ActorTable {
  readonly length: number;
  /** Position in `actorKinds`. */
  readonly kind: Uint8Array;
  /** Person, in the `agents` dictionary for staff and bots, in `requesters` for customers; -1 none. */
  readonly id: Int32Array;
  readonly team: Int32Array;
  readonly employer: Int32Array;
  /** 1 for a supervisor. */
  readonly supervisor: Uint8Array;
}

/** What `created` rows carry beyond the envelope. */
export interface CreatedTable {
  readonly length: number;
  readonly requester: Int32Array;
  readonly channel: Int32Array;
  readonly category: Int32Array;
  readonly priority: Int32Array;
  readonly team: Int32Array;
  /** Attributes of row i: pairs from `attributesFrom[i]` to `attributesFrom[i + 1]`. */
  readonly attributesFrom: Int32Array;
  readonly attributeName: Int32Array;
  readonly attributeValue: Int32Array;
}

/** What answered `survey` rows carry: the score as given and its scale. */
export interface ScoreTable {
  readonly length: number;
  readonly score: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** The dictionaries of a log. One dictionary a kind of thing, so that a dimension never mixes two. */
export interface LogDictionaries {
  readonly tickets: Dictionary;
  readonly requesters: Dictionary;
  readonly agents: Dictionary;
  readonly teams: Dictionary;
  readonly employers: Dictionary;
  readonly channels: Dictionary;
  readonly categories: Dictionary;
  readonly priorities: Dictionary;
  /** Names of attributes and free fields. */
  readonly names: Dictionary;
  /** Values of attributes and free fields, reasons, and tickets that `linked` rows name. */
  readonly values: Dictionary;
}

/**
 * Validated events as columns. Events of a ticket stand together, in their order; ticket t has the events from
 * `ticketFrom[t]` to `ticketFrom[t + 1]`. Immutable.
 *
 * `code`, `detail`, `a` and `b` depend on the type:
 *
 * | type | code | detail | a | b |
 * |---|---|---|---|---|
 * | created | initiator | | row of `created` | |
 * | message | 1 public, 0 internal | origin | intent | |
 * | assigned | | | agent (-1 nobody, -2 unsaid) | team (-1 nobody, -2 unsaid) |
 * | status | phase | cause | | |
 * | solution, handoff | step | | | |
 * | survey | step | said solved: 0 unsaid, 1 no, 2 yes | row of `scores` or -1 | reason in `values` or -1 |
 * | linked | relation | | other ticket in `values`, -1 the ticket itself | |
 * | escalated | level | | | |
 * | promised | kept: 0 unsaid, 1 no, 2 yes | | row of `dueAt` | |
 * | field | | | name | value |
 */
export interface EventLog {
  readonly length: number;
  readonly ticketFrom: Int32Array;
  readonly at: Float64Array;
  readonly type: Uint8Array;
  /** Row of `actors`, or -1 where the event names none. */
  readonly actor: Int32Array;
  readonly code: Uint8Array;
  readonly detail: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** 1-based row of the input that the event came from. */
  readonly row: Int32Array;
  readonly actors: ActorTable;
  readonly created: CreatedTable;
  readonly scores: ScoreTable;
  /** When each promise falls due, epoch ms. */
  readonly dueAt: Float64Array;
  readonly dictionaries: LogDictionaries;
}
