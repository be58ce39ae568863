import type { AppraisalNote } from "../appraisal/appraisal-notes.ts";
import type { ContributionReason } from "../appraisal/contribution-reason.ts";
import type { ProcessFlagKind } from "../appraisal/process-flags.ts";
import type { ScoreLabel, ScoreUse } from "../appraisal/scorecard.ts";
import type { UnitExclusion } from "../appraisal/unit.ts";
import { formatCount } from "./format.ts";
import type { Language, Words } from "./language.ts";

/** What a score may be used for. */
export const useWords: Readonly<Record<ScoreUse, Words>> = {
  notEnoughData: { en: "too little data", zh: "数据不足" },
  coachingOnly: { en: "coaching only", zh: "仅供辅导" },
  trendOnly: { en: "trend only", zh: "仅看趋势" },
  maySupportAppraisal: { en: "may support an appraisal", zh: "可作考核参考" },
};

/** What may be said of a person or a team. */
export const labelWords: Readonly<Record<ScoreLabel, Words>> = {
  aboveFleet: { en: "above", zh: "高于整体" },
  belowFleet: { en: "below", zh: "低于整体" },
  notDistinguishable: { en: "no difference shown", zh: "看不出差别" },
};

/** What is unusual, as what to ask about. */
export const flagWords: Readonly<Record<ProcessFlagKind, Words>> = {
  blockedSurveys: { en: "surveys not sent, without an accepted reason", zh: "无正当理由未发邀评" },
  agentCreatedTickets: { en: "tickets that the agent created or split off", zh: "自建或拆分的工单" },
  selfReopenings: { en: "own closings undone without the customer", zh: "客户未参与而自行撤销关闭" },
  transfersOut: { en: "tickets handed on", zh: "转出的工单" },
  categoryChanges: { en: "category changed after intake", zh: "受理后改动类别" },
  reclosedWithoutReply: {
    en: "closed again after a return without a reply",
    zh: "客户返回后未答复即再次关闭",
  },
  closedLateInPeriod: { en: "closings in the last days of the period", zh: "集中在期末几天关闭" },
  neverClosed: { en: "tickets never closed", zh: "始终未关闭的工单" },
  removedByAgent: { en: "tickets that the agent took out (spam, deleted, merged)", zh: "被本人移出的工单" },
  manyAnswers: { en: "more answers to surveys than such tickets bring", zh: "评价份数多于同类工单" },
  selfPickedDoBetter: {
    en: "tickets picked by the agent stay solved more often than those given",
    zh: "自选工单比派发工单更常真正解决",
  },
};

/** Why a ticket does not count for an agent. */
export const unitExclusionWords: Readonly<Record<Exclude<UnitExclusion, "counted"> | "tooYoung", Words>> = {
  notCustomerInitiated: { en: "not begun by a customer", zh: "非客户发起" },
  selfPicked: { en: "picked by the agent himself", zh: "坐席自选" },
  removedByAgent: { en: "taken out by the agent", zh: "被本人移出" },
  removedByOthers: { en: "taken out by others", zh: "被他人移出" },
  beganBeforeLog: { en: "began before the log does", zh: "早于日志开始" },
  notLiable: { en: "closed without having to answer for it", zh: "由其关闭但不归其负责" },
  tooYoung: { en: "too early to say", zh: "为时尚早" },
};

/** Why a ticket adds to a score or takes from it, in few words. */
export const contributionWords: Readonly<Record<ContributionReason, Words>> = {
  stayedClosed: { en: "stayed solved", zh: "真正解决" },
  reopened: { en: "the customer reopened it", zh: "客户重开" },
  reopenedByColleague: { en: "a colleague reopened it", zh: "同事重开" },
  reopenedByUnknown: { en: "somebody unnamed reopened it", zh: "未具名者重开" },
  wroteAgain: { en: "the customer wrote again", zh: "客户再次留言" },
  newTicketOnTheSame: { en: "the customer opened a new ticket on the same", zh: "客户就同类问题另开工单" },
  followUpTicket: { en: "a follow-up ticket came", zh: "出现后续工单" },
  rejected: { en: "the customer rejected the solution", zh: "客户拒绝解决方案" },
  saidUnsolved: { en: "the customer said it is not solved", zh: "客户称未解决" },
  otherReturn: { en: "the customer came back", zh: "客户又回来" },
  neverClosed: { en: "not closed in time", zh: "未按期关闭" },
  leftOpen: { en: "closed, opened again and left open", zh: "关闭后自行重开且未再关闭" },
  closedWithoutReply: { en: "closed without a reply by a person", zh: "未经人工答复即关闭" },
  closedForInactivityOnOurTurn: {
    en: "closed for inactivity while the customer waited",
    zh: "客户等待期间被自动关闭",
  },
  received: { en: "handed over by a colleague", zh: "由同事转来" },
  blockedCounted: { en: "survey not sent: counts as the lowest rating", zh: "未发邀评：按最低分计" },
  blockedAsUsual: { en: "survey not sent: the desk's habit, counts for nothing", zh: "未发邀评：属惯常，不计" },
  notRated: { en: "not rated", zh: "无评价" },
  ratedButNotCompared: { en: "rated, but too few ratings to compare by", zh: "有评价但太少，不作比较" },
  ratedAsExpectedOrBetter: { en: "rated as expected or better", zh: "评价不低于预期" },
  ratedWorse: { en: "rated lower than expected", zh: "评价低于预期" },
  ratingCountsInPart: { en: "the rating counts in part", zh: "评价部分计入" },
};

/** Notes of the appraisal in Chinese; `#name` stands for a value of the note. English comes with the note. */
const chineseNotes: Readonly<Record<string, string>> = {
  decisionSupportOnly: "仅供人在掌握依据时作决定的参考；不得仅凭它计酬、排名或辞退任何人。",
  onlyDifferencesCount: "作答的客户并非随机样本：可以比较与整体的差异，但水平本身不等于全体客户的满意度。",
  knownLimitNudging: "坐席只请满意的客户作答，日志看不出来。应由系统向随机抽取、坐席不可见的客户发送邀评。",
  knownLimitBegging: "坐席请客户打高分，日志看不出来。应在邀评中说明评价对象是客服部门，并抽样回访。",
  knownLimitDiscouraging: "坐席劝不满的客户不要作答，日志看不出来。应抽样回访未作答的客户。",
  editableInputs: "受理类别、渠道和邀评记录以日志为准。若坐席能改动类别或决定向谁邀评，凡展示得分之处都须说明。",
  hiddenDifficulty: "受理时未记录的难度无法校正；分到的工单比类别所示更难的人，得分会偏低。",
  fewAgents: "可比组只有 #agents 名坐席：区间在许多客服部门的平均意义上成立，对单个部门未必。",
  groupTooSmall: "同一队列只有 #agents 名坐席；至少需要 #minimum 名才能区分，故无得分。",
  separateGroups: "坐席分为 #groups 组，组间没有共同的类别；不同组的得分不可比较。",
  nobodyToScore: "无人可评分：没有派发给坐席（由系统或主管 assigned）且在统计期内已有结果的工单。",
  unaskedBlocked: "有 #units 个已关闭工单在日志中没有任何邀评记录；在发送邀评的客服部门，这视为无正当理由未发邀评。",
  outcomeOnly: "评价太少，无法据以比较：得分只取决于工单是否真正解决。",
  queueNotSeparable: "#columns 的影响无法与其他队列分开，未作校正。",
  noSpareData: "工单太少，无法衡量队列内的离散程度；按最大可能值估计。",
  noUnits: "该坐席在统计期内没有计入的工单。",
  fewTickets: "计入 #n 个工单；至少 #minimum 个才能对个人作出判断。",
  fewAnswers: "收到 #answers 份评价；至少 #minimum 份才能对个人作出判断。",
  answersTrimmed: "评价份数多于同类工单；超出部分从最高分起均匀扣减。",
  teamTooSmall: "人数不足 #minimum 人的团队等同于个人，故不显示数字。",
  blockedCounted: "无正当理由未发的邀评多于部门惯常水平；超出部分按最低分计。",
};

/** A note of the appraisal in words. */
export function appraisalNoteWords(note: AppraisalNote, language: Language): string {
  const template = language === "zh" && Object.hasOwn(chineseNotes, note.code) ? chineseNotes[note.code]! : null;
  if (template === null) return note.text;
  return template.replace(/#(\w+)/g, (_, name: string) => {
    const value = note.values?.[name] ?? "";
    return typeof value === "number" ? formatCount(value) : value;
  });
}
