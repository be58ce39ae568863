import { version } from "../../package.json";
import { agentScores } from "../appraisal/agent-scores.ts";
import { compareWithThroughput } from "../appraisal/compare-with-throughput.ts";
import { explainScore } from "../appraisal/explain-score.ts";
import { teamScores } from "../appraisal/team-scores.ts";
import { type TeamDimension, teamsOfAgents } from "../appraisal/teams-of-agents.ts";
import type { Facts } from "../facts/facts.ts";
import { appraisalCsv, explanationCsv } from "../report/appraisal-csv.ts";
import type { AppraisalData, ExplanationData } from "../report/appraisal-data.ts";
import { explanationText } from "../report/appraisal-explanation.ts";
import { appraisalJson, explanationJson } from "../report/appraisal-json.ts";
import { appraisalText } from "../report/appraisal-text.ts";
import { formatCount } from "../report/format.ts";
import { factNoteWords } from "../report/note-words.ts";
import { nearestWord } from "../schemas/nearest-word.ts";
import { chosenLanguage } from "./chosen-language.ts";
import { inputNotes, inputSummary } from "./input-summary.ts";
import { type LoadedFacts, loadFacts } from "./load-facts.ts";
import type { Arguments } from "./parse-arguments.ts";
import type { Period } from "./period.ts";
import { figuresOf } from "./report-command.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";
import { warnOfRefusals } from "./warn-of-refusals.ts";
import { writeOutput } from "./write-output.ts";

/** `trueresolve appraise`: how lastingly and how well teams, or single agents, served customers. */
export async function appraiseCommand(given: Arguments, streams: Streams): Promise<number> {
  const name = given.text("explain");
  if (name !== undefined && !given.has("individuals"))
    throw new UsageError(
      "--explain names a single person: it needs --individuals; read first what such figures must not be used for: trueresolve help individuals",
    );
  const loaded = await loadFacts(given, streams);
  const { facts, period } = figuresOf(loaded, given, undefined);
  const data = appraisalOf(loaded, facts, period, given);
  const explained = name === undefined ? null : explanationOf(name, data, facts, period);
  loaded.progress.done();
  await writeOutput(outputOf(data, explained, given, streams), given, streams);
  const failed = warnOfRefusals(loaded, given, streams, false);
  return data.scorecard.fleet.n === 0 ? 1 : failed;
}

function appraisalOf(loaded: LoadedFacts, facts: Facts, period: Period | null, given: Arguments): AppraisalData {
  const options = period === null ? {} : { period };
  const by: TeamDimension = given.text("by") === "employer" ? "employer" : "team";
  const scorecard = agentScores(facts, options);
  return {
    trueresolve: version,
    timeZone: facts.policy.timeZone,
    reopenWindow: facts.policy.reopenWindow,
    scorecard,
    by,
    teams: teamScores(facts, { ...options, by }),
    members: teamsOfAgents(facts, by, scorecard.period),
    individuals: given.has("individuals"),
    throughput: compareWithThroughput(scorecard),
    input: inputSummary(loaded),
    notes: [
      ...inputNotes(loaded),
      ...facts.notes.map(({ code, count }) => ({
        code,
        count,
        message: factNoteWords(code, count, "en") ?? `${code}: ${formatCount(count)}`,
      })),
    ],
  };
}

function explanationOf(name: string, data: AppraisalData, facts: Facts, period: Period | null): ExplanationData {
  const { agents } = data.scorecard;
  const agent = agents.find((each) => each.agent === name);
  if (agent === undefined) {
    const near = nearestWord(
      name,
      agents.map((each) => each.agent),
    );
    throw new UsageError(
      `--explain: no agent called ${name} in the period${near === null ? "" : `; did you mean ${near}?`}`,
    );
  }
  const explanation = explainScore(facts, name, period === null ? {} : { period });
  return { data, agent, explanation };
}

function outputOf(
  data: AppraisalData,
  explained: ExplanationData | null,
  given: Arguments,
  { stdout }: Streams,
): string {
  const language = chosenLanguage(given);
  const width = Math.min(stdout.columns ?? 100, 120);
  switch (given.text("format")) {
    case "json":
      return explained === null ? appraisalJson(data) : explanationJson(explained);
    case "csv":
      return explained === null ? appraisalCsv(data) : explanationCsv(explained);
    default:
      return explained === null ? appraisalText(data, language, width) : explanationText(explained, language, width);
  }
}
