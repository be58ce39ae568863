import type { FoldedFacts } from "../facts/facts.ts";
import { type FoldOptions, foldPart } from "../facts/fold-tickets.ts";
import { withoutUnusedTexts } from "../facts/without-unused-texts.ts";
import { LogInGroups } from "../log/arranged-log.ts";
import type { Policy } from "../schemas/policy.ts";
import type { ReadLog, RowsRead } from "./read-log.ts";

/** Facts of files, with everything there is to say about the reading. */
export interface FoldedFiles extends Omit<ReadLog, "log"> {
  folded: FoldedFacts;
}

/** Folds rows that were read, some tickets after others, so that the log as a whole is never made. */
export function foldRows({ builder, inFiles, said }: RowsRead, policy: Policy, options: FoldOptions): FoldedFiles {
  const tickets = new LogInGroups(builder.writer);
  const folded = foldPart(tickets, policy, options);
  const told = inFiles(builder.told(tickets.accepted, tickets));
  return { ...said, ...told, folded: folded.sightings === null ? folded : withoutUnusedTexts(folded) };
}
