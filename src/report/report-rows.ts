import type { AnsweredOnly, Estimate } from "../schemas/estimate.ts";
import type { Policy } from "../schemas/policy.ts";
import { boundMark } from "./bound-mark.ts";
import { counted, type nounWords } from "./counted.ts";
import { type Beside, besideOf, boundsOf, numberOf, tallyOf } from "./details.ts";
import { formatCount, formatDuration, formatInterval, formatRate, formatValue, noFigure } from "./format.ts";
import type { Language, Words } from "./language.ts";
import { metricName, metricWords } from "./metric-words.ts";
import { escalationWords, prematureWords } from "./reason-words.ts";
import { answeredOf } from "./report-csv.ts";

/** One line of the report's table; every cell is text already. */
export type ReportRow =
  | { kind: "title"; text: string }
  /** `plain`: what a dashboard shows. */
  | { kind: "figure"; label: string; value: string; plain: string; interval: string; count: string }
  | { kind: "remark"; text: string };

/** Figures that are a dashboard's own: they stand in its column, not in ours. */
const dashboardsOwn = new Set(["reportedResolutionRate", "botResolutionRate", "throughput"]);

/** Times that dashboards show, over whatever was answered or closed. */
const dashboardTimes = new Set(["firstResponseTime", "nextResponseTime", "timeToHuman", "resolutionTime"]);

/** What a dashboard would have shown, where it shows such a figure. */
function plainOf(estimate: Estimate): number | null {
  return dashboardTimes.has(estimate.metric) ? (answeredOf(estimate)?.median ?? null) : null;
}

/** True where the log cannot answer the question at all, so that its line would be empty. */
export function isBeyondLog(estimate: Estimate): boolean {
  return plainOf(estimate) === null && estimate.notes.some((note) => note.startsWith("notObserved:"));
}

/** An estimate as lines of the table: the figure, and what belongs below it. */
export function rowsOf(estimate: Estimate, policy: Policy, language: Language): ReportRow[] {
  const { metric, value, low, high, unit, n } = estimate;
  const own = dashboardsOwn.has(metric);
  const text = metric === "csat" ? formatScore(value) : formatValue(value, unit, language);
  const shown = boundMark(estimate) + text;
  const plain = plainOf(estimate);
  const noun = metricWords[metric]?.noun;
  const total = noun === undefined ? formatCount(n) : counted(n, noun, language);
  const interval = metric === "csat" ? scoreInterval(low, high) : formatInterval(low, high, unit, language);
  const figure: ReportRow = {
    kind: "figure",
    label: labelOf(estimate, language),
    value: own ? "" : shown,
    plain: own ? shown : plain === null ? "" : formatValue(plain, unit, language),
    interval: unit === "count" ? "" : interval,
    count: metric === "backlog" ? waitingIn(estimate, language) : unit === "count" ? "" : total,
  };
  return [figure, ...(below[metric]?.(estimate, language, policy) ?? []), ...businessRow(estimate, language)];
}

function labelOf(estimate: Estimate, language: Language): string {
  const name = metricName(estimate.metric, language);
  if (estimate.metric === "serviceLevel") {
    const target = numberOf(estimate, "targetMs");
    if (target === null) return name;
    const time = formatDuration(target, language);
    return language === "zh" ? `${time}内首次回复` : `First reply within ${time}`;
  }
  if (estimate.metric === "csat") {
    const scale = boundsOf(estimate, "scale", "min", "max");
    if (scale === null || estimate.n === 0) return name;
    return language === "zh" ? `${name}（${scale[0]}–${scale[1]} 分）` : `${name} (${scale[0]}–${scale[1]})`;
  }
  return name;
}

/** In how many of the open tickets it is the customer who waits. */
function waitingIn(estimate: Estimate, language: Language): string {
  const waiting = formatCount(numberOf(estimate, "customerWaiting") ?? 0);
  return language === "zh" ? `${waiting} 个客户在等` : `${waiting} waiting`;
}

const formatScore = (score: number | null) => (score === null ? noFigure : score.toFixed(2));
const scoreInterval = (low: number | null, high: number | null) =>
  low === null || high === null ? "" : `${formatScore(low)}–${formatScore(high)}`;

type Below = (estimate: Estimate, language: Language, policy: Policy) => ReportRow[];

/** What belongs below a figure, by metric. */
const below: Readonly<Record<string, Below>> = {
  trueResolutionRate: (estimate, language, policy) => {
    const horizon = formatDuration(policy.resolutionHorizon, language);
    const label = language === "zh" ? `  占全部工单，${horizon}内` : `  of all, within ${horizon}`;
    return besideRow(besideOf(estimate, "ofAll"), label, "tickets", language, boundMark(estimate));
  },
  prematureClosureRate: (estimate, language) => tallyRemark(tallyOf(estimate, "reasons"), prematureWords, language),
  escalationRate: (estimate, language) => tallyRemark(tallyOf(estimate, "levels"), escalationWords, language),
  botResolutionRate: (estimate, language) => {
    const count = new Map(tallyOf(estimate, "verdicts"));
    const of = (word: string) => formatCount(count.get(word) ?? 0);
    if (count.size === 0) return [];
    const text =
      language === "zh"
        ? `其中客户确认 ${of("confirmed")}，客户回来或不认可 ${of("refuted")}，此后无音讯 ${of("stood")}，尚难判断 ${of("undecided")}`
        : `of these ${of("confirmed")} confirmed by the customer, ${of("refuted")} refuted, ${of("stood")} heard no more of, ${of("undecided")} too early to say`;
    return [{ kind: "remark", text }];
  },
  csat: (estimate, language) => {
    const satisfied = besideOf(estimate, "topBox");
    const answered = besideOf(estimate, "responseRate");
    const bounds = boundsOf(estimate, "ifSilentWere", "unhappy", "happy");
    const suppressed = numberOf(estimate, "suppressed") ?? 0;
    const parts: string[] = [];
    const zh = language === "zh";
    if (satisfied !== null && satisfied.value !== null)
      parts.push(zh ? `满意占 ${formatRate(satisfied.value)}` : `${formatRate(satisfied.value)} satisfied`);
    if (answered !== null && answered.value !== null)
      parts.push(zh ? `${formatRate(answered.value)} 作答` : `${formatRate(answered.value)} answered`);
    if (suppressed > 0)
      parts.push(zh ? `${formatCount(suppressed)} 次未发出邀评` : `${formatCount(suppressed)} never asked`);
    if (bounds !== null) {
      const range = `${formatScore(bounds[0])}–${formatScore(bounds[1])}`;
      parts.push(zh ? `若沉默者全不满意或全满意则为 ${range}` : `${range} if the silent were unhappy, happy`);
    }
    return parts.length === 0 ? [] : [{ kind: "remark", text: parts.join(zh ? "；" : "; ") }];
  },
};

function besideRow(
  beside: Beside | null,
  label: string,
  noun: keyof typeof nounWords,
  language: Language,
  mark: string,
): ReportRow[] {
  if (beside === null || beside.value === null) return [];
  return [
    {
      kind: "figure",
      label,
      value: mark + formatRate(beside.value),
      plain: "",
      interval: formatInterval(beside.low, beside.high, "rate", language),
      count: beside.n === undefined ? "" : counted(beside.n, noun, language),
    },
  ];
}

function tallyRemark(
  tally: readonly [string, number][],
  words: Readonly<Record<string, Words>>,
  language: Language,
): ReportRow[] {
  if (tally.length === 0) return [];
  const sorted = [...tally].sort(([, x], [, y]) => y - x);
  const parts = sorted.map(([word, count]) => `${words[word]?.[language] ?? word} ${formatCount(count)}`);
  return [{ kind: "remark", text: parts.join(language === "zh" ? "、" : ", ") }];
}

/** The same time in working hours, where the policy has a calendar. */
function businessRow(estimate: Estimate, language: Language): ReportRow[] {
  const business = besideOf(estimate, "business");
  if (business === null || estimate.unit !== "ms") return [];
  const { answered } = estimate.details!["business"] as { answered?: AnsweredOnly };
  const plain = answered?.median ?? null;
  return [
    {
      kind: "figure",
      label: language === "zh" ? "  按工作时间" : "  in working hours",
      value: formatValue(business.value, "ms", language),
      plain: plain === null ? "" : formatValue(plain, "ms", language),
      interval: formatInterval(business.low, business.high, "ms", language),
      count: "",
    },
  ];
}
