import type { RowIssue } from "../schemas/issue.ts";
import type { ReportData } from "./report-data.ts";

/** How many refused rows a JSON report lists; all of them are counted. */
const listedIssues = 1_000;

/** A report as one JSON object, numbers at full precision, instants as ISO 8601. */
export function reportJson(data: ReportData): string {
  const { issues, ...rest } = data;
  const { asOf, since, period } = spanJson(data);
  return jsonText({
    trueresolve: rest.trueresolve,
    asOf,
    since,
    period,
    by: rest.by,
    policy: rest.policy,
    input: rest.input,
    counts: rest.counts,
    notes: rest.notes,
    estimates: rest.estimates,
    ...(rest.preset === undefined ? {} : { preset: rest.preset }),
    ...listed(issues, rest.input.refused),
  });
}

/** The stretch of time that figures are of, in ISO 8601. */
export function spanJson({ asOf, since, period }: Pick<ReportData, "asOf" | "since" | "period">) {
  const instant = (at: number | null) => (at === null ? null : new Date(Math.floor(at)).toISOString());
  return {
    asOf: instant(asOf),
    since: instant(since),
    period: period === null ? null : { start: instant(period.start), end: instant(period.end) },
  };
}

/** Refused rows, the first of them, and how many more there are. */
function listed(issues: readonly RowIssue[], refused: number): { issues: RowIssue[]; issuesOmitted: number } {
  const shown = issues.slice(0, listedIssues);
  return { issues: shown, issuesOmitted: refused - shown.length };
}

/** JSON as the program prints it. What is no number (NaN, Infinity) is `null`, as JSON has it. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
