import type { LogDictionaries } from "../log/event-log.ts";
import type { Observable, Policy } from "../schemas/policy.ts";
import type { Sightings } from "./sightings.ts";
import type {
  Assignments,
  Closures,
  Handoffs,
  Holds,
  Links,
  Promises,
  Ratings,
  Replies,
  Roster,
  Tickets,
  Turns,
  Waits,
} from "./tables.ts";

/** What the facts say about the log as a whole. */
export interface FactsNote {
  code: string;
  /** How many tickets or rows it concerns. */
  count: number;
}

interface FactTables {
  readonly tickets: Tickets;
  readonly waits: Waits;
  readonly closures: Closures;
  readonly ratings: Ratings;
  readonly handoffs: Handoffs;
  readonly promises: Promises;
  readonly roster: Roster;
  readonly links: Links;
  readonly holds: Holds;
  readonly replies: Replies;
  readonly turns: Turns;
  readonly assignments: Assignments;
  /** For every attribute the value at intake, by ticket row: position in `dictionaries.values`, -1 none. */
  readonly attributes: ReadonlyMap<string, Int32Array>;
  readonly dictionaries: LogDictionaries;
  /** What the log shows at all. */
  readonly observed: Readonly<Record<Observable, boolean>>;
  readonly policy: Policy;
  readonly notes: readonly FactsNote[];
}

/**
 * Facts of some tickets, each folded by itself: what is still open is open, and nothing is known across tickets.
 * `concatFacts` joins those of several shards; `linkFacts` finishes them.
 */
export interface FoldedFacts extends FactTables {
  readonly stage: "folded";
  /** The instant up to which events counted; `null` where it is to be the newest event. */
  readonly asOf: number | null;
  /** The newest event that counted; NaN in an empty log. */
  readonly newestAt: number;
  /** What each ticket shows by itself, where the facts were folded to be updated; else `null`. */
  readonly sightings: Sightings | null;
}

/** The fact tables of a log, linked across tickets and closed at `asOf`: what every metric reads. Immutable. */
export interface Facts extends FactTables {
  readonly stage: "linked";
  /** Epoch ms; NaN in an empty log. */
  readonly asOf: number;
}
