import type { TicketStanding } from "../reconciliation/changed-tickets.ts";
import { formatCount, formatDuration } from "./format.ts";
import type { Language, Words } from "./language.ts";
import { exclusionName } from "./note-words.ts";

/** What became of what a figure counts: that for which it asks, and the opposite. */
const becameWords: Readonly<Record<string, { yes: Words; no: Words; noun: Words }>> = {
  firstResponseTime: {
    yes: { en: "replied to", zh: "已回复" },
    no: { en: "no reply", zh: "未回复" },
    noun: { en: "rounds", zh: "轮" },
  },
  resolutionTime: {
    yes: { en: "closed", zh: "已关闭" },
    no: { en: "not closed", zh: "未关闭" },
    noun: { en: "closings", zh: "次关闭" },
  },
  reportedResolutionRate: {
    yes: { en: "resolved", zh: "已解决" },
    no: { en: "not resolved", zh: "未解决" },
    noun: { en: "tickets", zh: "个工单" },
  },
  reopenRate: {
    yes: { en: "came back", zh: "又回来" },
    no: { en: "did not come back", zh: "没有回来" },
    noun: { en: "closings", zh: "次关闭" },
  },
  csat: {
    yes: { en: "satisfied", zh: "满意" },
    no: { en: "not satisfied", zh: "不满意" },
    noun: { en: "answers", zh: "份评价" },
  },
};

/** How a definition counts a ticket, in words: "20 min", "left out: never replied to", "3 rounds, 2 replied to, 4 min". */
export function standingWords(metric: string, standing: TicketStanding, language: Language, exact = false): string {
  const { counted, happened, value, leftOut } = standing;
  const zh = language === "zh";
  const words = becameWords[metric]!;
  const reasons = leftOut.map((reason) => exclusionName(reason, language)).join(zh ? "、" : ", ");
  const out =
    reasons === "" ? (zh ? "没有这类事件" : "nothing of the kind") : `${zh ? "不计：" : "left out: "}${reasons}`;
  if (counted === 0) return out;
  const parts: string[] = [];
  if (counted > 1) {
    parts.push(`${formatCount(counted)}${zh ? "" : " "}${words.noun[language]}`);
    if (happened < counted || value === null) parts.push(`${formatCount(happened)} ${words.yes[language]}`);
  } else if (value === null || metric === "csat") {
    parts.push((happened > 0 ? words.yes : words.no)[language]);
    if (happened > 1) parts.push(zh ? `${formatCount(happened)} 次` : `${formatCount(happened)} times`);
  }
  if (value !== null) {
    parts.push(
      metric === "csat" ? String(Number(value.toFixed(2))) : (exact ? exactDuration : formatDuration)(value, language),
    );
  }
  if (reasons !== "") parts.push(out);
  return parts.join(zh ? "，" : ", ");
}

/** A duration to the second. */
function exactDuration(ms: number, language: Language): string {
  const seconds = Math.round(ms / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const units = language === "zh" ? [" 小时", " 分钟", " 秒"] : [" h", " min", " s"];
  const parts = clock.map((count, place) => `${count}${units[place]}`).filter((_, place) => clock[place] !== 0);
  return parts.join(" ") || formatDuration(ms, language);
}
