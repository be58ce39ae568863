import { version } from "../../package.json";
import { evidence } from "../metrics/evidence.ts";
import { grouped } from "../metrics/grouped.ts";
import { type By, groupingOf, parseBy } from "../metrics/kernel/by.ts";
import { type EvidenceData, evidenceCsv, evidenceJson, evidenceText } from "../report/evidence-report.ts";
import { nearestWord } from "../schemas/nearest-word.ts";
import { chosenBy, chosenLevel, metricCalled } from "./choose-metrics.ts";
import { chosenLanguage } from "./chosen-language.ts";
import { inputNotes } from "./input-summary.ts";
import { loadFacts } from "./load-facts.ts";
import type { Arguments } from "./parse-arguments.ts";
import { figuresOf } from "./report-command.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";
import { warnOfRefusals } from "./warn-of-refusals.ts";
import { writeOutput } from "./write-output.ts";

/** `trueresolve evidence`: the rows behind one figure. */
export async function evidenceCommand(given: Arguments, streams: Streams): Promise<number> {
  const name = given.text("metric");
  if (name === undefined) throw new UsageError("expected --metric NAME, the figure to be explained");
  const metric = metricCalled(name);
  const wanted = wantedGroup(given);
  const level = chosenLevel(given);
  const loaded = await loadFacts(given, streams);
  const { facts, options } = figuresOf(loaded, given, level);
  const group = wanted === null ? undefined : knownGroup(wanted, groupingOf(metric.spec, facts, wanted.by).labels);
  const estimate =
    group === undefined
      ? metric(facts, options)
      : grouped(metric, facts, group.by, options).find((each) => each.group!.value === group.value)!;
  const { counted, excluded } = evidence(facts, metric, group, options);
  const data: EvidenceData = {
    trueresolve: version,
    asOf: Number.isNaN(facts.asOf) ? null : facts.asOf,
    timeZone: facts.policy.timeZone,
    estimate,
    counted,
    excluded,
    meanings: metric.spec.outcomes,
    notes: inputNotes(loaded),
  };
  loaded.progress.done();
  // Who is behind a row is said only where single people may be named.
  await writeOutput(evidenceOutput(data, given, streams), given, streams);
  return warnOfRefusals(loaded, given, streams, false, [estimate]);
}

interface WantedGroup {
  by: By;
  value: string | null;
}

/**
 * Reads `--group team=orders`, or `--by team --group orders`; by itself a group is a team. `team=` is the group without a name.
 * @throws {UsageError}
 */
function wantedGroup(given: Arguments): WantedGroup | null {
  const group = given.text("group");
  const byText = given.text("by");
  if (group === undefined) {
    if (byText !== undefined) throw new UsageError("--by needs --group here: which group is to be explained?");
    return null;
  }
  const equals = group.indexOf("=");
  const dimension = equals < 0 ? null : parseBy(group.slice(0, equals));
  if (byText === undefined && dimension !== null) {
    const value = group.slice(equals + 1);
    return { by: chosenBy(dimension, given), value: value === "" ? null : value };
  }
  return { by: chosenBy(byText ?? "team", given), value: group };
}

function knownGroup({ by, value }: WantedGroup, labels: readonly (string | null)[]): WantedGroup {
  if (labels.includes(value)) return { by, value };
  const names = labels.filter((label) => label !== null);
  const list = names.length <= 12 ? `; there are: ${names.join(", ") || "none"}` : "";
  if (value === null) throw new UsageError(`--group: every row of this figure has a ${by}${list}`);
  const near = nearestWord(value, names);
  throw new UsageError(`--group: no ${by} called ${value}${near === null ? list : `; did you mean ${near}?`}`);
}

function evidenceOutput(data: EvidenceData, given: Arguments, { stdout }: Streams): string {
  const individuals = given.has("individuals");
  switch (given.text("format")) {
    case "json":
      return evidenceJson(data, individuals);
    case "csv":
      return evidenceCsv(data, individuals);
    default:
      return evidenceText(data, chosenLanguage(given), {
        individuals,
        width: Math.min(stdout.columns ?? 100, 120),
      });
  }
}
