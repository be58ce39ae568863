import type { AppraisalCells } from "./stats-table.ts";

/** Which facts of a unit make it harder or easier: the columns of the queue regression. */
export interface Design {
  /** Names of the columns: `category=...`, `channel=...`, `received`, `failed`. */
  readonly columns: readonly string[];
  /** Column of each category and channel, -1 for the one that the others are held against. */
  readonly category: Int32Array;
  readonly channel: Int32Array;
  readonly received: number;
  /** Column for units whose outcome is 0, -1 where the outcome itself is explained. */
  readonly failed: number;
}

/**
 * The columns for a fleet. The most frequent category and channel are the reference, and frequent ones come first:
 * where the data cannot tell two columns apart the rarer one is dropped.
 */
export function queueDesign(
  fleet: readonly AppraisalCells[],
  categories: readonly string[],
  channels: readonly string[],
  withFailed: boolean,
): Design {
  const columns: string[] = [];
  const code = (kind: "category" | "channel", words: readonly string[]): Int32Array => {
    const counts = new Float64Array(words.length);
    for (const cells of fleet) {
      for (let i = 0; i < cells.length; i++) counts[cells[kind][i]!]! += cells.count[i]!;
    }
    const used = words.map((_, word) => word).filter((word) => counts[word]! > 0);
    used.sort((a, b) => counts[b]! - counts[a]! || a - b);
    const column = new Int32Array(words.length).fill(-1);
    for (const word of used.slice(1)) column[word] = columns.push(`${kind}=${words[word]!}`) - 1;
    return column;
  };
  const category = code("category", categories);
  const channel = code("channel", channels);
  const received = columns.push("received") - 1;
  const failed = withFailed ? columns.push("failed") - 1 : -1;
  return { columns, category, channel, received, failed };
}

/** The columns that are 1 in a cell (all others are 0), written to `into`; gives their number (at most 4). */
export function columnsOf(design: Design, cells: AppraisalCells, i: number, into: Int32Array): number {
  let used = 0;
  const category = design.category[cells.category[i]!]!;
  if (category >= 0) into[used++] = category;
  const channel = design.channel[cells.channel[i]!]!;
  if (channel >= 0) into[used++] = channel;
  if (cells.received[i]) into[used++] = design.received;
  if (design.failed >= 0 && !cells.outcome[i]) into[used++] = design.failed;
  return used;
}
