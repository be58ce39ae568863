import { readdirSync, readFileSync } from "node:fs";
import { factsNotes } from "../../src/facts/link-facts.ts";
import { metrics } from "../../src/metrics/catalogue.ts";
import { commonExclusions } from "../../src/metrics/kernel/sample.ts";
import { leftOutReasons } from "../../src/reconciliation/answer.ts";
import { presetBases, presetBlindSpots, presetFaults } from "../../src/reconciliation/presets.ts";
import { issueWords } from "../../src/report/issue-words.ts";

/** Text of all TypeScript files of a room. */
function textOf(room: string): string {
  return readdirSync(`src/${room}`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map((path) => readFileSync(`src/${room}/${path}`, "utf8"))
    .join("\n");
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);
const methodPattern = /\bmethod: ([^,\n]+)/g;
const unique = (codes: readonly string[]) => [...new Set(codes)];

/**
 * Every code that the source can put into a result, by the table of DEFINITIONS.md that explains it. Where codes are data
 * they are read as data; notes and methods are words in the source text and are found there.
 */
export function codesOfSource(): Record<string, string[]> {
  const metricText = textOf("metrics");
  const presetText = textOf("reconciliation");
  return {
    Methods: unique(all(metricText + presetText, methodPattern).flatMap((expression) => all(expression, /"(\w+)"/g))),
    "Why rows are left out": unique([
      ...commonExclusions,
      ...metrics.flatMap(({ spec }) => [spec, ...Object.values(spec.beside ?? {})].flatMap((each) => each.exclusions)),
      ...leftOutReasons,
    ]),
    "Notes of an estimate": notesOf(metricText),
    "Notes of a product's figure": [
      ...presetBases.map((basis) => `basis:${basis}`),
      ...presetBlindSpots.map((what) => `notInLog:${what}`),
      ...presetFaults.map((what) => `fault:${what}`),
      ...[
        "hoursInZone:…",
        "manyPerTicket",
        "fewTickets",
        "summaryChosen",
        "noBusinessHours",
        "noBusinessFigure",
        "differentUnits",
      ],
    ],
    "Notes of the facts": [...factsNotes],
    "Why a row is refused": Object.keys(issueWords),
    "Notes on files": unique(all(readFileSync("src/io/rows/read-note.ts", "utf8"), /"(\w+)"(?= \||;)/g)),
  };
}

/**
 * The notes of an estimate: texts pushed onto, or listed as, notes. Parts that are filled in while running are written as
 * DEFINITIONS.md writes them, a reason why a median is missing by each of the reasons that the median can give.
 */
function notesOf(text: string): string[] {
  const lines = text
    .replace(methodPattern, "")
    .split("\n")
    .filter((line) => /\bnotes\b/.test(line));
  const written = lines.flatMap((line) => all(line, /"([a-z]\w*(?::\w+)?)"/g));
  const filled = lines.flatMap((line) => all(line, /`(\w+):\$\{/g));
  const reasons = all(
    readFileSync("src/stats/incidence-quantile.ts", "utf8").match(/readonly reason:[^;]+;/)![0],
    /"(\w+)"/g,
  ).filter((reason) => reason !== "noData"); // only where nothing was counted, and then the note is `nothingToCount`
  const expanded = filled.flatMap((name) =>
    name === "median" ? reasons.map((reason) => `median:${reason}`) : [`${name}:…`],
  );
  return unique([...written, ...expanded]);
}

/** The notes that sources make of an export, with what each counts. */
export function sourceNotes(): Map<string, string> {
  const found = [...textOf("sources").matchAll(/\bcode: "(\w+)",\s*text:\s*"((?:[^"\\]|\\.)*)"/g)];
  const notes = new Map<string, string>();
  for (const [, code, escaped] of found) {
    const text = JSON.parse(`"${escaped}"`) as string;
    const other = notes.get(code!);
    notes.set(code!, other === undefined || other === text ? text : `${other}; ${text}`);
  }
  const codes = all(textOf("sources"), /\bcode: "(\w+)"/g);
  for (const code of codes)
    if (!notes.has(code)) throw new Error(`source note ${code}: expected its text beside its code`);
  return new Map([...notes].sort(([x], [y]) => (x < y ? -1 : 1)));
}
