import type { ActorTable, CreatedTable, ScoreTable } from "./event-log.ts";

/** Events as columns, in any order: those of `EventLog`, with the ticket of each event in a column of its own. */
export interface LogColumns {
  /** Position in `dictionaries.tickets`. */
  ticket: Int32Array;
  /** Epoch ms. */
  at: Float64Array;
  /** Position in the list of event types: created, message, assigned, status, solution, handoff, survey, linked, escalated, promised, field. */
  type: Uint8Array;
  /** Row of `actors`, -1 none. */
  actor: Int32Array;
  /** As the table at `EventLog` says; 0, and -1 in `a` and `b`, where a type makes no use of a column. */
  code: Uint8Array;
  detail: Uint8Array;
  a: Int32Array;
  b: Int32Array;
  /** Row of the input; by default the position + 1. */
  row?: Int32Array | undefined;
  /** Order within one instant of one ticket; by default 0. */
  seq?: Float64Array | undefined;
  actors: ActorTable;
  created: CreatedTable;
  scores: ScoreTable;
  /** When promises fall due, epoch ms. */
  dueAt: Float64Array;
}
