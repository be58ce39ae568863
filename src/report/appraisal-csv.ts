import type { AgentScore } from "../appraisal/scorecard.ts";
import { type AppraisalData, clipped, type ExplanationData, shownTeams } from "./appraisal-data.ts";
import { csvText } from "./csv-text.ts";

/**
 * An appraisal as CSV: a row a team, or with individuals a row an agent. Points clipped to 0-100; no figure where there is
 * too little data for one.
 */
export function appraisalCsv(data: AppraisalData): string {
  return data.individuals ? agentRows(data) : teamRows(data);
}

function teamRows(data: AppraisalData): string {
  const header = [
    data.by,
    "group",
    "agents",
    "n",
    "answers",
    "score",
    "low",
    "high",
    "direct",
    "directSd",
    "stayedSolved",
    "stayedSolvedExpected",
    "satisfaction",
    "satisfactionExpected",
    "label",
    "closed",
    "notes",
  ];
  const rows = shownTeams(data).map((team) => {
    const isShown = team.labelPValue !== null;
    const cell = (value: number | null | undefined) => (isShown ? value : null);
    return [
      team.team,
      team.group,
      team.agents,
      team.n,
      team.answers,
      cell(points(team.score)),
      cell(points(team.low)),
      cell(points(team.high)),
      cell(team.direct),
      cell(team.directSd),
      cell(team.outcome?.observed),
      cell(team.outcome?.expected),
      cell(team.satisfaction?.observed),
      cell(team.satisfaction?.expected),
      team.label,
      team.throughput,
      team.notes.map(({ code }) => code).join(" "),
    ];
  });
  return csvText(header, rows);
}

function agentRows(data: AppraisalData): string {
  const header = [
    "agent",
    data.by,
    "group",
    "n",
    "answers",
    "score",
    "low",
    "high",
    "direct",
    "directLow",
    "directHigh",
    "reliability",
    "probBottom10",
    "probTop10",
    "stayedSolved",
    "stayedSolvedExpected",
    "satisfaction",
    "satisfactionExpected",
    "use",
    "label",
    "closed",
    "leftOut",
    "flags",
    "notes",
  ];
  return csvText(
    header,
    data.scorecard.agents.map((agent) => agentRow(agent, data)),
  );
}

function agentRow(agent: AgentScore, data: AppraisalData) {
  const isShown = agent.use !== "notEnoughData";
  const cell = (value: number | null | undefined) => (isShown ? value : null);
  return [
    agent.agent,
    data.members.get(agent.agent) ?? null,
    agent.group,
    agent.n,
    agent.answers,
    cell(points(agent.score)),
    cell(points(agent.low)),
    cell(points(agent.high)),
    cell(agent.direct),
    cell(agent.directLow),
    cell(agent.directHigh),
    cell(agent.reliability),
    cell(agent.probBottom10),
    cell(agent.probTop10),
    cell(agent.outcome?.observed),
    cell(agent.outcome?.expected),
    cell(agent.satisfaction?.observed),
    cell(agent.satisfaction?.expected),
    agent.use,
    agent.label,
    agent.throughput,
    Object.entries(agent.excluded)
      .map(([rule, count]) => `${rule}=${count}`)
      .join(" "),
    agent.flags.map(({ flag, count, of }) => `${flag}=${count}/${of}`).join(" "),
    agent.notes.map(({ code }) => code).join(" "),
  ];
}

/** One agent's tickets as CSV: those that count, then those left out, with the rule. */
export function explanationCsv({ agent, explanation }: ExplanationData): string {
  const header = [
    "ticket",
    "counted",
    "category",
    "channel",
    "received",
    "outcome",
    "outcomeExpected",
    "rating",
    "ratingWeight",
    "ratingExpected",
    "outcomePoints",
    "ratingPoints",
    "points",
    "reasons",
    "reason",
  ];
  const cell = (value: number | null) => (agent.use === "notEnoughData" ? null : value);
  return csvText(header, [
    ...explanation.contributions.map((part) => [
      part.ticket,
      true,
      part.category,
      part.channel,
      part.received,
      part.outcome,
      cell(part.expectedOutcome),
      part.rating,
      part.ratingWeight,
      cell(part.expectedRating),
      cell(part.outcomePoints),
      cell(part.ratingPoints),
      cell(part.points),
      part.reasons.join(" "),
      part.reason,
    ]),
    ...explanation.excluded.map(({ ticket, rule }) => [
      ticket,
      false,
      ...Array.from({ length: 11 }, () => null),
      rule,
      null,
    ]),
  ]);
}

const points = (value: number | null) => (value === null ? null : clipped(value));
