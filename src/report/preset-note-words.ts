import type { Language, Words } from "./language.ts";

/** How sure it is that a product counts so. */
const basisWords: Readonly<Record<string, Words>> = {
  code: { en: "as its code does it", zh: "依据其代码" },
  documentation: { en: "as its documentation says; not verified against its code", zh: "依据其文档，未与代码核对" },
  reprint: {
    en: "as third parties reprint its rules; not verified at the source",
    zh: "依据第三方转载的规则，未与原文核对",
  },
  memory: { en: "as it is remembered; verify before relying on it", zh: "凭记忆整理，使用前请核实" },
};

/** What of a product's definition no log shows. */
const blindSpotWords: Readonly<Record<string, Words>> = {
  articleTypes: { en: "public notes are not told from replies", zh: "无法区分公开备注与回复" },
  formerAgents: {
    en: "it may count former agents as customers, which is not reproduced",
    zh: "其可能把离职坐席算作客户，此处未重现",
  },
  otherAccounts: {
    en: "it leaves out comments from other accounts, which no log shows",
    zh: "其不计来自其他账户的评论，日志无从得知",
  },
  phoneTickets: {
    en: "it lets the clock run on where a phone ticket is solved without a comment, which no log shows",
    zh: "电话工单未写评论即解决时其继续计时，日志无从得知",
  },
  publicNotes: {
    en: "public notes are counted as replies where the log calls them public",
    zh: "公开备注按公开消息计为回复",
  },
  thirdPartyBots: {
    en: "it counts bots of third parties as replies; here no bot counts",
    zh: "其把第三方机器人计为回复；此处机器人一律不计",
  },
  ticketSharing: {
    en: "it counts a private note as the reply in shared tickets, which no log shows",
    zh: "共享工单中其把内部备注算作回复，日志无从得知",
  },
};

/** Faults of a product that its figure is reproduced with. */
const faultWords: Readonly<Record<string, Words>> = {
  needsSecondSolve: {
    en: "its fault: a ticket open again counts as never reopened until it is solved once more",
    zh: "其缺陷：重新打开的工单在再次解决之前不算重开",
  },
  swappedRatingChanges: {
    en: "its fault: ratings that became bad are called good, and the other way round",
    zh: "其缺陷：评价由好变差与由差变好互换",
  },
  capHidesReturns: {
    en: "its fault: returns and closings are of different tickets, and what goes beyond 100% is cut off",
    zh: "其缺陷：分子与分母并非同一批工单，超过 100% 的部分被截去",
  },
};

const plainWords: Readonly<Record<string, Words>> = {
  summaryChosen: {
    en: "it leaves to its users what to make of the parts; this is a usual choice",
    zh: "其只给出明细，如何汇总由用户决定；此处取常用方式",
  },
  noBusinessHours: {
    en: "it counts business hours; the policy has no calendar, so this is time on the clock",
    zh: "其按工作时间计；策略中没有工作日历，此处为自然时间",
  },
  noBusinessFigure: {
    en: "it has no such figure in business hours; this is the one that it has",
    zh: "其没有按工作时间计的此项指标；此处为其原有口径",
  },
  manyPerTicket: {
    en: "every closing counts, so this is closings by ticket, not a share, and may be more than 100%",
    zh: "每次关闭都算一次：此为平均每个工单的关闭次数，并非占比，可能超过 100%",
  },
  fewTickets: {
    en: "fewer than 10 tickets: too few for limits of it",
    zh: "不足 10 个工单，无法给出区间",
  },
  differentUnits: { en: "they are of different units and have no difference", zh: "两者单位不同，无法相减" },
};

/** Where nobody names a zone it is UTC, and a desk that is not there must learn of it. */
function zoneWords(zone: string): Words {
  if (zone !== "UTC") return { en: `8 to 23 o'clock are those of ${zone}`, zh: `8 点至 23 点按 ${zone} 时区计` };
  return {
    en: "8 to 23 o'clock are read in UTC, the zone where none is named; to name the desk's own: --time-zone Asia/Shanghai",
    zh: "8 点至 23 点按 UTC 计（未指定时区时的默认值）；指定本地时区：--time-zone Asia/Shanghai",
  };
}

const withArgument: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  basis: basisWords,
  notInLog: blindSpotWords,
  fault: faultWords,
};

/** A note of a product's figure in words; `null` where the code is none of them. */
export function presetNoteWords(note: string, language: Language): string | null {
  const [code = "", argument] = note.split(":");
  if (code === "hoursInZone" && argument !== undefined) return zoneWords(argument)[language];
  const words = argument === undefined ? plainWords[code] : withArgument[code]?.[argument];
  return words?.[language] ?? null;
}
