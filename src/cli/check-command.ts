import { version } from "../../package.json";
import { type CheckData, checkCsv, checkText } from "../report/check-report.ts";
import { chosenLanguage } from "./chosen-language.ts";
import { inputNotes, inputSummary, isIncomplete, isUnreadable, refuseEmptyInput } from "./input-summary.ts";
import { loadLog } from "./load-log.ts";
import type { Arguments } from "./parse-arguments.ts";
import type { Streams } from "./streams.ts";
import { writeOutput } from "./write-output.ts";

/** `trueresolve check`: what would be refused, and why. Exit code 1 where anything would be, or no event came of any row. */
export async function checkCommand(given: Arguments, streams: Streams): Promise<number> {
  const loaded = await loadLog(given, streams);
  refuseEmptyInput(loaded);
  const data: CheckData = {
    trueresolve: version,
    input: inputSummary(loaded),
    issues: loaded.issues,
    notes: inputNotes(loaded),
  };
  await writeOutput(checkOutput(data, given, streams), given, streams);
  return isIncomplete(loaded) || isUnreadable(loaded) ? 1 : 0;
}

function checkOutput(data: CheckData, given: Arguments, { stdout }: Streams): string {
  switch (given.text("format")) {
    case "json":
      return `${JSON.stringify(data, null, 2)}\n`;
    case "csv":
      return checkCsv(data);
    default:
      return checkText(data, chosenLanguage(given), Math.min(stdout.columns ?? 100, 120));
  }
}
