import type { Facts } from "../facts/facts.ts";
import { linkOwned } from "../facts/link-facts.ts";
import { type ReadInput, refuseEmptyInput } from "./input-summary.ts";
import { loadFolded } from "./load-folded.ts";
import { loadSavedFacts } from "./load-saved-facts.ts";
import type { Arguments } from "./parse-arguments.ts";
import type { Progress } from "./progress.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";

/** The facts of whatever a command line names, and what was read for them. */
export interface LoadedFacts extends ReadInput {
  facts: Facts;
  progress: Progress;
}

/** What was decided when the events were folded. */
const forEvents = ["policy", "time-zone", "encoding", "threads", "map", "bots", "automations", "agents", "query"];

/**
 * Reads events and makes their facts, or reads facts that were folded before.
 * @throws {UsageError} where the options contradict each other; {InputError} where a file cannot be read, or holds no row
 */
export async function loadFacts(given: Arguments, streams: Streams): Promise<LoadedFacts> {
  if (given.text("from") === "facts") {
    const misplaced = forEvents.find((option) => given.has(option));
    if (misplaced !== undefined)
      throw new UsageError(`--${misplaced} is for events; give it to trueresolve fold, which made these facts`);
    return loadSavedFacts(given, streams);
  }
  if (given.has("shards")) throw new UsageError("--shards belongs to --from facts");
  const { folded, ...loaded } = await loadFolded(given, streams);
  refuseEmptyInput(loaded);
  loaded.progress.step("computing");
  return { ...loaded, facts: linkOwned(folded) };
}
