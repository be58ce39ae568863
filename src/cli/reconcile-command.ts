import type { DefinitionName } from "../reconciliation/preset-figures.ts";
import { presets } from "../reconciliation/presets.ts";
import { reconcile } from "../reconciliation/reconcile.ts";
import { type ReconciledMetric, reconciledMetrics } from "../reconciliation/rules.ts";
import { type ReconcileData, reconcileCsv, reconcileJson, reconcileText } from "../report/reconcile-report.ts";
import { chosenLevel } from "./choose-metrics.ts";
import { chosenLanguage } from "./chosen-language.ts";
import { inputNotes } from "./input-summary.ts";
import { loadFacts } from "./load-facts.ts";
import { type Arguments, oneOf } from "./parse-arguments.ts";
import { figuresOf, readData } from "./report-command.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";
import { warnOfRefusals } from "./warn-of-refusals.ts";
import { writeOutput } from "./write-output.ts";

/** `trueresolve reconcile`: why a product shows another figure, rule by rule and ticket by ticket. */
export async function reconcileCommand(given: Arguments, streams: Streams): Promise<number> {
  const name = given.text("metric");
  if (name === undefined) throw new UsageError(`expected --metric NAME: ${reconciledMetrics.join(", ")}`);
  const metric = reconciledMetrics.find((each) => each === name);
  if (metric === undefined) throw new UsageError(oneOf("metric", name, reconciledMetrics));
  const level = chosenLevel(given);
  const asked = given.text("preset") as DefinitionName | undefined;
  const other = (given.text("with") ?? "trueresolve") as DefinitionName;
  for (const definition of [asked ?? other, other]) requireFigure(definition, metric);
  const loaded = await loadFacts(given, streams);
  const preset = asked ?? loaded.facts.policy.preset ?? undefined;
  if (preset === undefined) throw new UsageError("expected --preset NAME, the product whose figure is to be explained");
  requireFigure(preset, metric);
  const { facts, options, period } = figuresOf(loaded, given, level);
  const clock = given.text("clock") === "business" ? "business" : "calendar";
  if (clock === "business" && facts.policy.calendars.length === 0) {
    throw new UsageError('--clock business needs working hours: a policy with a "calendar"');
  }
  const data: ReconcileData = {
    ...readData(loaded, facts, period),
    reconciliation: reconcile(facts, preset, other, metric, { ...options, clock }),
    notes: inputNotes(loaded),
  };
  loaded.progress.done();
  await writeOutput(reconcileOutput(data, given, streams), given, streams);
  const { a, b } = data.reconciliation;
  return warnOfRefusals(loaded, given, streams, false, [a.estimate, b.estimate]);
}

/** @throws {UsageError} where a product has no figure of the kind */
function requireFigure(definition: DefinitionName, metric: ReconciledMetric): void {
  if (presets[definition][metric] !== undefined) return;
  const having = Object.keys(presets[definition]).join(", ");
  throw new UsageError(`${definition} has no ${metric}; it has ${having}`);
}

function reconcileOutput(data: ReconcileData, given: Arguments, { stdout }: Streams): string {
  switch (given.text("format")) {
    case "json":
      return reconcileJson(data);
    case "csv":
      return reconcileCsv(data);
    default: {
      const width = Math.min(stdout.columns ?? 100, 120);
      return reconcileText(data, chosenLanguage(given), width);
    }
  }
}
