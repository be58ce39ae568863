import type { FoldedFacts } from "../../facts/facts.ts";
import { type FoldOptions, foldPart } from "../../facts/fold-tickets.ts";
import { arrange, type TicketRange } from "../../log/arrange.ts";
import type { ColumnWriter } from "../../log/column-writer.ts";
import { type LogParts, writerOf } from "../../log/log-parts.ts";
import { type ConflictingRow, conflictingRows } from "../../log/repeats.ts";
import type { Policy } from "../../schemas/policy.ts";

/** Which tickets of a log that was read are to be folded, and how. */
export interface RangeTask {
  log: LogParts;
  /** As `ticketStarts` gives it. */
  starts: Int32Array;
  range: TicketRange;
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

/** Orders and folds some tickets of a log of which there is only what others have told. */
export function foldToldRange({ log, ...task }: RangeTask): FoldedRange {
  return foldRange({ writer: writerOf(log), ...task });
}

/** The writer cannot be used afterwards. */
export function foldRange({
  writer,
  starts,
  range,
  policy,
  fold,
}: Omit<RangeTask, "log"> & { writer: ColumnWriter }): FoldedRange {
  const { order, ticketFrom, repeats, conflicts } = arrange(writer, starts, range);
  const rows = conflictingRows(writer, conflicts);
  const log = writer.toLog(order, ticketFrom);
  const { dictionaries: _, ...folded } = foldPart(log, policy, fold);
  return { folded, accepted: log.length, repeats, conflicts: rows };
}
