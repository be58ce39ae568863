import type { FoldedFacts } from "../../facts/facts.ts";
import { type FoldOptions, foldPart } from "../../facts/fold-tickets.ts";
import { LogInGroups } from "../../log/arranged-log.ts";
import { type LogParts, writerOf } from "../../log/log-parts.ts";
import type { ConflictingRow } from "../../log/repeats.ts";
import type { Policy } from "../../schemas/policy.ts";

/** Some tickets of a log that was read, and how they are to be folded. */
export interface RangeTask {
  log: LogParts;
  policy: Policy;
  fold: FoldOptions;
}

export interface FoldedRange {
  /** By the texts of the whole log, which are not among them. */
  folded: Omit<FoldedFacts, "dictionaries">;
  accepted: number;
  repeats: number;
  conflicts: ConflictingRow[];
}

/** Orders and folds tickets of which there is only what others have told. */
export function foldToldRange({ log, policy, fold }: RangeTask): FoldedRange {
  return foldRange(new LogInGroups(writerOf(log), log.firstGroup), policy, fold);
}

export function foldRange(tickets: LogInGroups, policy: Policy, fold: FoldOptions): FoldedRange {
  const { dictionaries: _, ...folded } = foldPart(tickets, policy, fold);
  const { accepted, repeats, conflicts } = tickets;
  return { folded, accepted, repeats, conflicts };
}
