import { loadSavedFacts } from "./load-saved-facts.ts";
import type { Arguments } from "./parse-arguments.ts";
import { askedOf, figuresOf, writeReport } from "./report-command.ts";
import type { Streams } from "./streams.ts";

/** `trueresolve merge`: the report of facts that were folded apart, the same as that of the whole log. */
export async function mergeCommand(given: Arguments, streams: Streams): Promise<number> {
  const asked = askedOf(given);
  const loaded = await loadSavedFacts(given, streams);
  return writeReport(loaded, figuresOf(loaded, given, asked.level), asked, given, streams);
}
