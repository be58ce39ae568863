import type { FoldedFacts } from "../../facts/facts.ts";
import { type FoldOptions, foldTickets } from "../../facts/fold-tickets.ts";
import { TicketShard, type TicketShare } from "../../log/ticket-shard.ts";
import type { PolicyInput } from "../../schemas/policy.ts";
import { type ReadLogOptions, type ReadShard, readShard } from "../read-log.ts";

/** Which tickets of which files are to be folded, and how: plain data, so that threads can be told. */
export interface ShardTask {
  paths: readonly string[];
  share: TicketShare;
  read: Pick<ReadLogOptions, "encoding" | "longestRowBytes" | "timeZone" | "maxIssues">;
  policy: PolicyInput;
  fold: FoldOptions;
}

export interface FoldedShard {
  folded: FoldedFacts;
  /** Everything but the log itself; files, rows of files and notes are those of the whole log. */
  read: Omit<ReadShard, "log">;
  /** Whether the shards cannot be told apart by how rows begin, and the log has to be read as a whole. */
  isDoubtful: boolean;
}

/** Folds one of several shards of a log. */
export async function foldShard(
  { paths, share, read, policy, fold }: ShardTask,
  onProgress?: ReadLogOptions["onProgress"],
): Promise<FoldedShard> {
  const shard = new TicketShard(share);
  const { log, ...rest } = await readShard(paths, { ...read, onProgress }, shard);
  return { folded: foldTickets(log, policy, fold), read: rest, isDoubtful: shard.isDoubtful };
}
