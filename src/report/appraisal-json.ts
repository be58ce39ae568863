import type { AppraisalPeriod } from "../appraisal/appraisal-period.ts";
import { type AppraisalData, type ExplanationData, shownTeams } from "./appraisal-data.ts";
import { jsonText } from "./report-json.ts";

/** An appraisal as one JSON object: full precision, numbers for everyone beside `use`, instants as ISO 8601. */
export function appraisalJson(data: AppraisalData): string {
  const { scorecard, individuals } = data;
  return jsonText({
    ...frame(data),
    by: data.by,
    fleet: scorecard.fleet,
    teams: shownTeams(data),
    ...(individuals ? { agents: scorecard.agents, throughput: data.throughput } : {}),
    notes: scorecard.notes,
    inputNotes: data.notes,
  });
}

/** One agent's score with every ticket behind it. */
export function explanationJson({ data, agent, explanation }: ExplanationData): string {
  const { agent: name, ...rest } = explanation;
  return jsonText({ ...frame(data), agent: name, use: agent.use, ...rest });
}

function frame({ trueresolve, scorecard, individuals }: AppraisalData) {
  return {
    trueresolve,
    period: periodOf(scorecard.period),
    asOf: instant(scorecard.asOf),
    individuals,
  };
}

function periodOf({ start, end }: AppraisalPeriod) {
  return { start: instant(start), end: instant(end) };
}

const instant = (at: number) => (Number.isFinite(at) ? new Date(Math.floor(at)).toISOString() : null);
