import type { TablesRoom } from "../../facts/columns.ts";
import type { FoldedFacts } from "../../facts/facts.ts";
import { type FoldOptions, foldPart } from "../../facts/fold-tickets.ts";
import { LogInGroups } from "../../log/arranged-log.ts";
import { type LogParts, writerOf } from "../../log/log-parts.ts";
import type { ConflictingRow } from "../../log/repeats.ts";
import type { Policy } from "../../schemas/policy.ts";
import { returnedRoom } from "../returned-room.ts";
import { type ToldTable, ToldTables } from "./shared-tables.ts";

/** Some tickets of a log that was read, and how they are to be folded. */
export interface RangeTask {
  log: LogParts;
  policy: Policy;
  fold: FoldOptions;
  told: ToldTable[];
}

export interface FoldedRange {
  /** By the texts of the whole log, which are not among them. */
  folded: Omit<FoldedFacts, "dictionaries">;
  accepted: number;
  repeats: number;
  conflicts: ConflictingRow[];
}

/** Orders and folds tickets of which there is only what others have told, and tell: what `hear` gives. */
export function foldToldRange({ log, policy, fold, told }: RangeTask, hear: () => ToldTable | null): FoldedRange {
  return foldRange(
    new LogInGroups(writerOf(log, returnedRoom()), log.firstGroup),
    policy,
    fold,
    new ToldTables(told, hear),
  );
}

export function foldRange(tickets: LogInGroups, policy: Policy, fold: FoldOptions, room: TablesRoom): FoldedRange {
  const { dictionaries: _, ...folded } = foldPart(tickets, policy, fold, room);
  const { accepted, repeats, conflicts } = tickets;
  return { folded, accepted, repeats, conflicts };
}
