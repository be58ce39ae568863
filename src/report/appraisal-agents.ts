import type { AgentScore } from "../appraisal/scorecard.ts";
import type { AppraisalData } from "./appraisal-data.ts";
import { intervalText, pointsText, sharesText, signedPoints } from "./appraisal-format.ts";
import { labelWords, useWords } from "./appraisal-words.ts";
import { clip, shown } from "./display-width.ts";
import { formatCount, formatRate, noFigure } from "./format.ts";
import type { Language } from "./language.ts";
import { textTable } from "./text-table.ts";

/** The agents in the order of their names: the scores, and under them what each rests on. */
export function agentTables(data: AppraisalData, language: Language): string[] {
  const { agents, fleet } = data.scorecard;
  const zh = language === "zh";
  const several = fleet.groups.length > 1;
  const group = (agent: AgentScore) => (several ? [agent.group === null ? noFigure : String(agent.group + 1)] : []);
  const groupHead = several ? [{ head: zh ? "组" : "group" }] : [];
  const heads = (words: readonly string[]) => words.map((head) => ({ head }));
  const first = { head: zh ? "坐席" : "agent", side: "left" } as const;
  const scores = textTable(
    [
      first,
      ...groupHead,
      ...heads(
        zh
          ? ["工单", "评价", "得分", "95% 区间", "可靠度", "用途", "与整体相比", "关闭量"]
          : ["tickets", "answers", "score", "95% interval", "reliability", "use", "against all", "closed"],
      ),
    ],
    agents.map((agent) => [nameOf(agent), ...group(agent), ...scoreCells(agent, language)]),
  );
  const grounds = textTable(
    [
      first,
      ...heads(
        zh
          ? ["真正解决（预期）", "满意度（预期）", "未收缩的偏差", "最低一成", "最高一成", "未计入"]
          : [
              "stayed solved (exp.)",
              "satisfied (exp.)",
              "unshrunk difference",
              "lowest 10%",
              "highest 10%",
              "left out",
            ],
      ),
    ],
    agents.map((agent) => [nameOf(agent), ...groundCells(agent)]),
  );
  return [...scores, "", ...grounds];
}

function nameOf({ agent }: AgentScore): string {
  return clip(shown(agent), 20);
}

function scoreCells(agent: AgentScore, language: Language): string[] {
  const isShown = agent.use !== "notEnoughData";
  return [
    formatCount(agent.n),
    formatCount(agent.answers),
    pointsText(isShown ? agent.score : null),
    intervalText(isShown ? agent.low : null, isShown ? agent.high : null),
    isShown && agent.reliability !== null ? Math.max(0, agent.reliability).toFixed(2) : noFigure,
    useWords[agent.use][language],
    isShown ? labelWords[agent.label][language] : noFigure,
    formatCount(agent.throughput),
  ];
}

function groundCells(agent: AgentScore): string[] {
  const isShown = agent.use !== "notEnoughData";
  const share = (value: number | null) => (isShown && value !== null ? formatRate(value) : noFigure);
  const { direct, directLow, directHigh } = agent;
  const difference =
    isShown && direct !== null && directLow !== null && directHigh !== null
      ? `${signedPoints(direct, 0)} (${signedPoints(directLow, 0)} … ${signedPoints(directHigh, 0)})`
      : noFigure;
  return [
    sharesText(isShown ? agent.outcome : null, formatRate),
    sharesText(isShown ? agent.satisfaction : null, (value) => value.toFixed(2)),
    difference,
    share(agent.probBottom10),
    share(agent.probTop10),
    formatCount(Object.values(agent.excluded).reduce((sum, count) => sum + count, 0)),
  ];
}
