import type { PresetFigures } from "../reconciliation/preset-figures.ts";
import type { Estimate } from "../schemas/estimate.ts";
import { hanging } from "./appraisal-format.ts";
import { besideOf } from "./details.ts";
import { wrap } from "./display-width.ts";
import { formatCount, formatInterval, formatValue, noFigure } from "./format.ts";
import type { Language } from "./language.ts";
import { metricName } from "./metric-words.ts";
import { noteWords } from "./note-words.ts";
import { definitionName } from "./reconcile-report.ts";
import { textTable } from "./text-table.ts";

/** What a product would show of the same events, beside our figures, as a block of its own; or that it has no such figures. */
export function presetBlock(
  { preset, estimates, missing }: PresetFigures,
  ours: readonly Estimate[],
  language: Language,
  width: number,
): string[] {
  const zh = language === "zh";
  const name = definitionName(preset, language);
  if (estimates.length === 0) {
    const asked = [...new Set(ours.map(({ metric }) => metricName(metric, language)))].join(zh ? "、" : "; ");
    return wrap(zh ? `${name} 没有这样的指标：${asked}` : `${name} shows no such figure: ${asked}`, width);
  }
  const columns = [
    { head: zh ? `${name} 会显示` : `What ${name} would show`, side: "left" },
    { head: name },
    { head: zh ? "区间" : "interval" },
    { head: "n" },
    { head: zh ? "实际" : "really" },
  ] as const;
  const rows = estimates.flatMap((estimate) => {
    const { metric, low, high, unit, n } = estimate;
    const own = ours.find((each) => each.metric === metric);
    const row = [
      `  ${metricName(metric, language)}`,
      valueText(estimate, language),
      formatInterval(low, high, unit, language),
      formatCount(n),
      own === undefined ? noFigure : valueText(own, language),
    ];
    return [row, ...businessRows(estimate, own, language)];
  });
  // Each note once, with the figures that it speaks of where it is not all of them.
  const notes = [...new Set(estimates.flatMap((estimate) => estimate.notes))].flatMap((note) => {
    const about = estimates.filter((estimate) => estimate.notes.includes(note));
    const names = about.map(({ metric }) => metricName(metric, language)).join(zh ? "、" : ", ");
    const of = about.length === estimates.length ? "" : `${names}${zh ? "：" : ": "}`;
    return hanging("  - ", of + noteWords(note, language), width);
  });
  const shown = (estimates.find(({ value }) => value !== null) ?? estimates[0])?.metric ?? "";
  const none = missing.map((metric) => metricName(metric, language)).join(zh ? "、" : "; ");
  const without =
    none === "" ? [] : hanging("  - ", (zh ? "未知其有这样的指标：" : "no such figure of it is known: ") + none, width);
  const why = `${zh ? "为何不同：" : "Why they differ: "}trueresolve reconcile … --preset ${preset} --metric ${shown}`;
  return [...textTable(columns, rows), ...notes, ...without, ...hanging("  ", why, width)];
}

/** The same in working hours, where the product shows that too and the policy has a calendar. */
function businessRows(estimate: Estimate, own: Estimate | undefined, language: Language): string[][] {
  const business = besideOf(estimate, "business");
  if (business === null) return [];
  const { unit } = estimate;
  const ownBusiness = own === undefined ? null : besideOf(own, "business");
  return [
    [
      language === "zh" ? "    按工作时间" : "    in working hours",
      formatValue(business.value, unit, language),
      formatInterval(business.low, business.high, unit, language),
      business.n === undefined ? "" : formatCount(business.n),
      ownBusiness === null ? noFigure : formatValue(ownBusiness.value, unit, language),
    ],
  ];
}

/** Scores as the table of our figures has them, to two digits. */
function valueText({ value, unit }: Estimate, language: Language): string {
  return unit === "score" && value !== null ? value.toFixed(2) : formatValue(value, unit, language);
}
