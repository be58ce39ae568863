import { version } from "../../package.json";
import { countsOf } from "../facts/counts.ts";
import type { Facts } from "../facts/facts.ts";
import { writeFacts } from "../io/facts/write-facts.ts";
import { metrics } from "../metrics/catalogue.ts";
import { grouped } from "../metrics/grouped.ts";
import type { By } from "../metrics/kernel/by.ts";
import type { Metric, MetricOptions } from "../metrics/kernel/metric.ts";
import { type PresetFigures, presetFigures } from "../reconciliation/preset-figures.ts";
import type { ReadData } from "../report/input-lines.ts";
import { factNoteWords } from "../report/note-words.ts";
import { reportCsv } from "../report/report-csv.ts";
import type { ReportData, ReportNote } from "../report/report-data.ts";
import { reportJson } from "../report/report-json.ts";
import { reportText } from "../report/report-text.ts";
import type { PresetName } from "../schemas/policy.ts";
import { chosenBy, chosenLevel, metricCalled } from "./choose-metrics.ts";
import { chosenLanguage } from "./chosen-language.ts";
import { inputNotes, inputSummary, isUnreadable, type ReadInput } from "./input-summary.ts";
import { type LoadedFacts, loadFacts } from "./load-facts.ts";
import type { Arguments } from "./parse-arguments.ts";
import { type Period, parsePeriod } from "./period.ts";
import type { Progress } from "./progress.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";
import { warnOfRefusals } from "./warn-of-refusals.ts";
import { writeOutput } from "./write-output.ts";

/** Facts, and the options that every figure of a command shares. */
export interface Figures {
  facts: Facts;
  options: MetricOptions;
  period: Period | null;
}

/** `trueresolve report`: every figure, overall and by group. */
export async function reportCommand(given: Arguments, streams: Streams): Promise<number> {
  const asked = askedOf(given);
  const loaded = await loadFacts(given, streams);
  return writeReport(loaded, figuresOf(loaded, given, asked.level), asked, given, streams);
}

/** What of the facts a report is to show. */
export interface Asked {
  chosen: readonly Metric[];
  by: By | null;
  level: number | undefined;
  /** Where the fact tables go, if anywhere. */
  folder: string | undefined;
}

/**
 * Reads the options that need no log, before one is read.
 * @throws {UsageError}
 */
export function askedOf(given: Arguments): Asked {
  const chosen = given.texts("metric").length === 0 ? metrics : given.texts("metric").map(metricCalled);
  const byText = given.text("by");
  const by = byText === undefined ? null : chosenBy(byText, given);
  const level = chosenLevel(given);
  const folder = given.text("facts");
  if (folder !== undefined && !given.has("individuals"))
    throw new UsageError("--facts writes rows that name single people, and needs --individuals");
  return { chosen, by, level, folder };
}

/** Writes the report of facts, wherever they come from. Returns the exit code. */
export async function writeReport(
  input: ReadInput & { progress: Progress },
  { facts, options, period }: Figures,
  { chosen, by, folder }: Asked,
  given: Arguments,
  streams: Streams,
): Promise<number> {
  if (folder !== undefined) await writeFacts(facts, folder);
  const estimates = chosen.map((metric) => metric(facts, options));
  if (by !== null)
    for (const metric of chosen) for (const estimate of grouped(metric, facts, by, options)) estimates.push(estimate);
  const preset = (given.text("preset") as PresetName | undefined) ?? facts.policy.preset;
  const data: ReportData = {
    ...readData(input, facts, period),
    by,
    counts: countsOf(facts),
    estimates,
    ...(preset === null ? {} : { preset: presetOf(facts, preset, chosen, options) }),
    issues: input.issues,
    notes: [...inputNotes(input), ...factNotes(facts)],
  };
  input.progress.done();
  const isText = (given.text("format") ?? "text") === "text";
  // A table of dashes says nothing; other programs get their object all the same.
  if (!isUnreadable(input) || !isText) await writeOutput(reportOutput(data, given, streams), given, streams);
  const figures = [...estimates, ...(data.preset?.estimates ?? [])];
  return warnOfRefusals(input, given, streams, isText, figures);
}

/**
 * Reads the options that need the policy of the facts.
 * @throws {UsageError}
 */
export function figuresOf({ facts }: Pick<LoadedFacts, "facts">, given: Arguments, level: number | undefined): Figures {
  const periodText = given.text("period");
  const period = periodText === undefined ? null : parsePeriod(periodText, facts.policy.timeZone);
  return { facts, options: { level, ...(period === null ? {} : { period }) }, period };
}

/** What was read, and of what stretch of time. */
export function readData(input: ReadInput, facts: Facts, period: Period | null): ReadData {
  return {
    trueresolve: version,
    asOf: Number.isNaN(facts.asOf) ? null : facts.asOf,
    since: oldest(facts),
    policy: facts.policy,
    period,
    input: inputSummary(input),
  };
}

/** What a product would show, of the figures that were asked for. */
function presetOf(facts: Facts, preset: PresetName, chosen: readonly Metric[], options: MetricOptions): PresetFigures {
  const { estimates, missing } = presetFigures(facts, { ...options, preset });
  const asked = new Set(chosen.map(({ metricName }) => metricName));
  return {
    preset,
    estimates: estimates.filter(({ metric }) => asked.has(metric)),
    missing: missing.filter((metric) => asked.has(metric)),
  };
}

/** The first event of any ticket. */
function oldest({ tickets }: Facts): number | null {
  let at = Number.POSITIVE_INFINITY;
  for (const first of tickets.firstEventAt) if (first < at) at = first;
  return at === Number.POSITIVE_INFINITY ? null : at;
}

function factNotes(facts: Facts): ReportNote[] {
  return facts.notes.map(({ code, count }) => ({
    code,
    count,
    message: factNoteWords(code, count, "en") ?? code,
  }));
}

function reportOutput(data: ReportData, given: Arguments, { stdout }: Streams): string {
  switch (given.text("format")) {
    case "json":
      return reportJson(data);
    case "csv":
      return reportCsv(data.estimates, data.preset);
    default:
      return reportText(data, chosenLanguage(given), Math.min(stdout.columns ?? 100, 120));
  }
}
