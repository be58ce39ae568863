import type { Words } from "./language.ts";

/** Why a row was left out of a figure. */
export const exclusionWords: Readonly<Record<string, Words>> = {
  merged: { en: "merged into another ticket", zh: "并入其他工单" },
  duplicate: { en: "duplicate of another ticket", zh: "与其他工单重复" },
  spam: { en: "spam", zh: "垃圾信息" },
  deleted: { en: "deleted", zh: "已删除" },
  outsidePeriod: { en: "outside the period", zh: "不在统计期内" },
  noCreation: { en: "the log does not show when it began", zh: "日志未显示何时开始" },
  beganBeforeLog: { en: "began before the log does", zh: "早于日志开始" },
  tooYoung: { en: "too young to be judged", zh: "创建不久，尚难判断" },
  noTime: { en: "no time can be measured", zh: "无法计时" },
  unseen: { en: "the log does not show replies", zh: "日志不含回复" },
  churn: { en: "undone by whoever closed it, without the customer", zh: "关闭人自行撤销，客户未参与" },
  closingNotSeen: { en: "closed before the log begins", zh: "日志开始前已关闭" },
  neverReportedResolved: { en: "never shown as solved", zh: "从未显示为已解决" },
  requesterUnknown: { en: "nobody knows who asked", zh: "不知是谁提问" },
  stillOpen: { en: "still open", zh: "尚未关闭" },
  notYetDue: { en: "not yet due", zh: "尚未到期" },
  closedByCustomer: { en: "closed by the customer before it was due", zh: "到期前客户已关闭" },
  notAnswered: { en: "asked and not answered", zh: "已邀评未作答" },
  suppressed: { en: "never asked", zh: "未发出邀评" },
  noScore: { en: "answered without a score", zh: "作答但无评分" },
  otherAnswer: { en: "another answer of the same customer counts", zh: "同一客户以另一次作答为准" },
  // By definitions of other products only.
  notAssigned: { en: "assigned to nobody", zh: "未分配" },
  botAlone: { en: "served by a bot alone", zh: "仅由机器人接待" },
  agentBegun: { en: "begun by the desk", zh: "由我方发起" },
  customerNeverWrote: { en: "the customer never wrote", zh: "客户从未来信" },
  neverReplied: { en: "never replied to", zh: "从未回复" },
  notEnded: { en: "without an end to be averaged", zh: "没有结果，无法平均" },
  outsideHours: { en: "started outside 8 to 23 o'clock", zh: "不在 8 点至 23 点开始" },
  liveAgain: { en: "open again", zh: "又处于打开状态" },
  outsideLastSevenDays: { en: "nothing in the last 7 days", zh: "最近 7 天内没有发生" },
};

/** What a counted row answered. */
export const outcomeWords: Readonly<Record<string, Words>> = {
  open: { en: "still waiting", zh: "仍在等待" },
  answered: { en: "answered", zh: "已答复" },
  closedUnanswered: { en: "closed without an answer", zh: "未答复即关闭" },
  abandoned: { en: "given up by the customer", zh: "客户放弃" },
  merged: { en: "merged while waiting", zh: "等待中被合并" },
  reached: { en: "reached a person", zh: "接通人工" },
  closedUnreached: { en: "closed before a person was reached", zh: "未接通即关闭" },
  trapped: { en: "left alone with the bot", zh: "被机器人困住" },
  reachedHuman: { en: "a person answered", zh: "有人工答复" },
  saidSolved: { en: "the customer said solved", zh: "客户称已解决" },
  contentOrGone: { en: "said nothing more", zh: "没有再说话" },
  closedByBotAlone: { en: "closed by the bot alone", zh: "仅由机器人关闭" },
  notClosed: { en: "not closed", zh: "未关闭" },
  humanReplied: { en: "a person replied", zh: "人工有回复" },
  shownAsResolved: { en: "shown as solved", zh: "显示为已解决" },
  live: { en: "still open", zh: "未了结" },
  stillOpen: { en: "still open", zh: "未了结" },
  closedByAgent: { en: "closed by a person without a word", zh: "人工未回复即关闭" },
  closed: { en: "closed", zh: "已关闭" },
  failed: { en: "was not solved", zh: "并未解决" },
  resolved: { en: "solved", zh: "已解决" },
  undecided: { en: "too early to say", zh: "尚难判断" },
  returned: { en: "the customer came back", zh: "客户又回来" },
  notReturned: { en: "the customer did not come back", zh: "客户没有回来" },
  premature: { en: "closed too early", zh: "过早关闭" },
  notPremature: { en: "not closed too early", zh: "并非过早关闭" },
  repeat: { en: "asked again", zh: "重复询问" },
  first: { en: "asked for the first time", zh: "首次询问" },
  observed: { en: "counted", zh: "计入" },
  kept: { en: "kept", zh: "兑现" },
  broken: { en: "broken", zh: "未兑现" },
  escalated: { en: "went higher or outside", zh: "已升级" },
  notEscalated: { en: "did not", zh: "未升级" },
  rated: { en: "rated", zh: "已评分" },
};

/** Why a closing came too early. */
export const prematureWords: Readonly<Record<string, Words>> = {
  customerWaiting: { en: "customer still waiting", zh: "客户还在等" },
  noHumanReply: { en: "no person had replied", zh: "没有人工回复过" },
  inactivityWhileOurTurn: { en: "timed out on our turn", zh: "轮到我方却超时关闭" },
  handoffPending: { en: "had asked for a person", zh: "要求人工未接通" },
  returnedSoon: { en: "came back soon", zh: "很快又回来" },
  rejected: { en: "solution rejected", zh: "客户拒绝方案" },
  saidUnsolved: { en: "said unsolved", zh: "客户称未解决" },
};

/** Where a complaint went. */
export const escalationWords: Readonly<Record<string, Words>> = {
  supervisor: { en: "supervisor", zh: "主管" },
  platform: { en: "platform", zh: "平台" },
  regulator: { en: "regulator", zh: "监管" },
  public: { en: "public", zh: "公开曝光" },
};

/** Why a row answered as it did, for the evidence: premature reasons, refutations, failures. */
export const becauseWords: Readonly<Record<string, Words>> = {
  ...prematureWords,
  reopenedByCustomer: { en: "reopened by the customer", zh: "客户重新打开" },
  reopenedByColleague: { en: "reopened by a colleague", zh: "同事重新打开" },
  reopenedByUnknown: { en: "reopened, the log does not say by whom", zh: "被重新打开，日志未写明是谁" },
  message: { en: "the customer wrote again", zh: "客户再次来信" },
  bareMessage: { en: "the customer wrote again", zh: "客户再次来信" },
  followUp: { en: "a follow-up ticket", zh: "后续工单" },
  repeatContact: { en: "a new ticket about the same thing", zh: "同类新工单" },
  openAgain: { en: "open again", zh: "又处于打开状态" },
  refuted: { en: "the customer came back, or said unsolved", zh: "客户又回来或称未解决" },
  premature: { en: "closed too early", zh: "过早关闭" },
};
