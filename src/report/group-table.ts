import type { Estimate } from "../schemas/estimate.ts";
import { boundMark } from "./bound-mark.ts";
import { clip, displayWidth, pad, shown, wrap } from "./display-width.ts";
import { formatCount, formatInterval, formatValue, noFigure } from "./format.ts";
import type { Language, Words } from "./language.ts";
import { dimensionName, metricName } from "./metric-words.ts";

/** Figures that a report shows by group where none were asked for, with the head of their column. */
const mainFigures: readonly { metric: string; head: Words; interval: boolean }[] = [
  { metric: "throughput", head: { en: "closings", zh: "关闭" }, interval: false },
  { metric: "reportedResolutionRate", head: { en: "shown solved", zh: "显示已解决" }, interval: false },
  { metric: "trueResolutionRate", head: { en: "truly solved", zh: "真正解决" }, interval: true },
  { metric: "reopenRate", head: { en: "came back", zh: "客户又回来" }, interval: true },
  { metric: "firstResponseTime", head: { en: "first reply", zh: "首次回复" }, interval: false },
  { metric: "csat", head: { en: "score of answers", zh: "评分/份数" }, interval: true },
];

/** Most groups that a terminal is filled with; CSV and JSON have them all. */
const mostGroups = 60;

/** Groups as rows and figures as columns; the group without a name comes last. */
export function groupTable(estimates: readonly Estimate[], by: string, language: Language, width: number): string[] {
  const zh = language === "zh";
  const metrics = [...new Set(estimates.map(({ metric }) => metric))];
  const chosen = mainFigures.filter(({ metric }) => metrics.includes(metric));
  const columns =
    metrics.length <= 4 || chosen.length === 0
      ? metrics.map((metric) => ({ metric, head: metricName(metric, language), interval: true }))
      : chosen.map(({ metric, head, interval }) => ({ metric, head: head[language], interval }));
  const byGroup = new Map<string | null, Map<string, Estimate>>();
  for (const estimate of estimates) {
    const value = estimate.group!.value;
    const row = byGroup.get(value) ?? new Map<string, Estimate>();
    byGroup.set(value, row.set(estimate.metric, estimate));
  }
  const isCounted = (group: string | null) => [...byGroup.get(group)!.values()].some(({ n }) => n > 0);
  const groups = [...byGroup.keys()]
    .filter(isCounted)
    .sort((x, y) => (x === null ? 1 : y === null ? -1 : x < y ? -1 : 1));
  const unnamed = zh ? "（未注明）" : "(not named)";
  const cells = groups
    .slice(0, mostGroups)
    .map((group) => [
      clip(group === null ? unnamed : shown(group), 28),
      ...columns.map(({ metric, interval }) => cell(byGroup.get(group)!.get(metric), interval, language)),
    ]);
  const heads = [`${zh ? "按" : "by "}${shown(dimensionName(by, language))}`, ...columns.map(({ head }) => head)];
  const widths = heads.map((head, column) =>
    Math.max(displayWidth(head), ...cells.map((row) => displayWidth(row[column]!))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => pad(text, widths[column]!, column === 0 ? "left" : "right"))
      .join("  ")
      .trimEnd();
  const lines = [line(heads), ...cells.map(line)];
  if (groups.length > mostGroups) {
    const more = formatCount(groups.length - mostGroups);
    lines.push(zh ? `… 另有 ${more} 组（见 --format csv）` : `… ${more} more groups (--format csv has them all)`);
  }
  const caution = zh
    ? "括号内为区间：区间重叠时，日志看不出哪一组更好。各组的工作难度未作调整。"
    : "In brackets the interval: where two overlap, the log does not show which group is better. Groups are not adjusted for how hard their work is.";
  const remarks = [caution];
  if (cells.some((row) => row.includes(noFigure)))
    remarks.push(zh ? `${noFigure} 表示数据太少或为时尚早。` : `${noFigure} means too little, or too early, to say.`);
  if (by === "agent")
    remarks.push(
      zh
        ? "个人数字不得用于自动计酬、解雇或排名：trueresolve help individuals"
        : "Figures of single people are not for pay, dismissal or ranking: trueresolve help individuals",
    );
  return [...lines, ...wrap(remarks.join(zh ? "" : " "), width)];
}

function cell(estimate: Estimate | undefined, interval: boolean, language: Language): string {
  if (estimate === undefined || estimate.value === null) return noFigure;
  const { value, low, high, metric, unit } = estimate;
  if (metric === "csat") {
    // A mean score says little without the number of those who answered.
    const text = `${value.toFixed(2)} ${language === "zh" ? "/" : "of"} ${formatCount(estimate.n)}`;
    return interval && low !== null && high !== null ? `${text} (${low.toFixed(1)}–${high.toFixed(1)})` : text;
  }
  const text = boundMark(estimate) + formatValue(value, unit, language);
  if (!interval || unit === "count" || (low === null && high === null)) return text;
  if (unit === "rate" && low !== null && high !== null)
    return `${text} (${Math.round(100 * low)}–${Math.round(100 * high)})`;
  return `${text} (${formatInterval(low, high, unit, language)})`;
}
