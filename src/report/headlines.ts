import type { Estimate } from "../schemas/estimate.ts";
import { boundMark } from "./bound-mark.ts";
import { tallyOf } from "./details.ts";
import { formatCount, formatDuration, formatRate } from "./format.ts";
import type { Language, Words } from "./language.ts";
import { answeredOf } from "./report-csv.ts";

/** Why a ticket shown as solved was not. */
export const failureWords: Readonly<Record<string, Words>> = {
  openAgain: { en: "open again", zh: "个又处于未了结" },
  refuted: { en: "refuted later", zh: "个客户又回来或不认可" },
  premature: { en: "closed too early", zh: "个过早关闭" },
  saidUnsolved: { en: "rated unsolved", zh: "个被客户评为未解决" },
};

/**
 * The harm in a few sentences, before any table: how far the figures that a dashboard shows are from what customers met. Only
 * what the log can show is said, and nothing where there is none.
 */
export function headlines(estimates: readonly Estimate[], language: Language): string[] {
  const overall = new Map(estimates.filter(({ group }) => group === undefined).map((each) => [each.metric, each]));
  const say = (metric: string, sentence: (estimate: Estimate, language: Language) => string | null) => {
    const estimate = overall.get(metric);
    return estimate === undefined || estimate.n === 0 ? null : sentence(estimate, language);
  };
  return [
    say("trueResolutionRate", solved),
    say("firstResponseTime", firstReply),
    say("botTrapRate", leftAlone),
    say("humanReachRate", unreached),
  ].filter((sentence) => sentence !== null);
}

function solved(estimate: Estimate, language: Language): string | null {
  if (estimate.value === null || estimate.value === 1) return null;
  const failed = formatRate(1 - estimate.value);
  const reasons = tallyOf(estimate, "failures").sort(([, x], [, y]) => y - x);
  const list = reasons.map(([word, count]) => `${formatCount(count)} ${failureWords[word]?.[language] ?? word}`);
  const atLeast = boundMark(estimate) === "≤";
  if (language === "zh") {
    const why = list.length === 0 ? "" : `：${list.join("，")}`;
    return `曾显示为已解决的工单中，${atLeast ? "至少 " : ""}${failed} 其实没有解决${why}。`;
  }
  const why = list.length === 0 ? "" : `: ${list.join(", ")}`;
  return `${atLeast ? "At least " : ""}${failed} of tickets once shown as solved were not${why}.`;
}

function firstReply(estimate: Estimate, language: Language): string | null {
  const plain = answeredOf(estimate)?.median ?? null;
  const never = estimate.notes.includes("median:neverReached");
  if (plain === null || (estimate.value === null && !never)) return null;
  const none = tallyOf(estimate, "outcomes").reduce(
    (sum, [word, count]) => sum + (word === "closedUnanswered" || word === "abandoned" ? count : 0),
    0,
  );
  const shown = formatDuration(plain, language);
  const really = estimate.value === null ? "" : formatDuration(estimate.value, language);
  if (none === 0 && really === shown) return null;
  const [some, all] = [formatCount(none), formatCount(estimate.n)];
  if (language === "zh") {
    const half = never ? "等到答复的客户不足一半" : `一半客户要等 ${really}以上`;
    const ended = none === 0 ? "" : `，${all} 次等待中有 ${some} 次到结束也没有人答复`;
    return `首次回复：看板显示 ${shown}；实际${half}${ended}。`;
  }
  const half = never ? "fewer than half ever got one" : `half waited ${really} or more`;
  const ended = none === 0 ? "" : `, ${some} of ${all} ended without one`;
  return `First reply: dashboards show ${shown}; ${half}${ended}.`;
}

function leftAlone(estimate: Estimate, language: Language): string | null {
  if (estimate.value === null || estimate.value === 0) return null;
  const share = formatRate(estimate.value);
  return language === "zh"
    ? `遇到机器人且已关闭的工单中，${share} 的客户继续追问或要求人工，却始终没有人理会。`
    : `${share} of the closed tickets that met the bot left the customer asking, unheard by any person.`;
}

function unreached(estimate: Estimate, language: Language): string | null {
  if (estimate.value === null || estimate.value === 1) return null;
  const share = formatRate(1 - estimate.value);
  return language === "zh"
    ? `要求人工的请求中，${share} 始终没有接通。`
    : `${share} of the requests for a person never reached one.`;
}
