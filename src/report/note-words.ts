import { formatCount } from "./format.ts";
import type { Language, Words } from "./language.ts";
import { presetNoteWords } from "./preset-note-words.ts";
import { exclusionWords } from "./reason-words.ts";

/** What a log may or may not show. */
export const observableWords: Readonly<Record<string, Words>> = {
  messages: { en: "messages", zh: "消息" },
  customerMessages: { en: "what customers write", zh: "客户的消息" },
  staffReplies: { en: "replies by staff", zh: "人工回复" },
  botMessages: { en: "what bots write", zh: "机器人的消息" },
  intents: { en: "what a message is about", zh: "消息的意图" },
  surveys: { en: "answers to surveys", zh: "评价结果" },
  surveyOffers: { en: "which surveys were sent", zh: "邀评记录" },
  handoffs: { en: "who asks for a person", zh: "转人工的请求" },
  assignments: { en: "who holds a ticket", zh: "工单由谁负责" },
  requesters: { en: "who asks", zh: "提问者是谁" },
  categories: { en: "what a ticket is about", zh: "工单类别" },
  promises: { en: "promises on progress", zh: "关于进展的承诺" },
  escalations: { en: "complaints taken higher", zh: "投诉升级" },
  waitingOnCustomer: { en: "when the customer is asked for something", zh: "何时等待客户" },
  closures: { en: "closings", zh: "关闭记录" },
  creations: { en: "when tickets begin", zh: "工单何时开始" },
  repeatContacts: { en: "who asks again about the same thing", zh: "谁就同一件事再次询问" },
};

/** Notes of estimates without an argument. */
const plainNotes: Readonly<Record<string, Words>> = {
  nothingToCount: { en: "nothing to count", zh: "没有可计入的数据" },
  noCalendar: {
    en: "the policy has no calendar, so there is no business time",
    zh: "策略中没有工作日历，无法计算工作时间",
  },
  followUpTooShort: {
    en: "too early to say: the log ends before the window has passed",
    zh: "为时尚早：日志在观察期结束前中止",
  },
  someStillOpen: {
    en: "some still wait, and count by how long they have waited so far",
    zh: "部分仍在等待，按已等待的时间计入",
  },
  mixedScales: { en: "scores on several scales, brought to 0–1", zh: "评分尺度不一，统一换算为 0–1" },
  noUpdates: { en: "nobody was told anything", zh: "没有任何人工消息" },
  nothingToCompare: { en: "nothing to compare", zh: "没有可比较的数据" },
};

const medianNotes: Readonly<Record<string, Words>> = {
  neverReached: { en: "no median: less than half ever get there", zh: "没有中位数：始终等到的不足一半" },
  followUpTooShort: { en: "no median yet: too many are still open", zh: "暂无中位数：未了结的太多" },
  noData: { en: "no median: nothing to count", zh: "没有中位数：没有可计入的数据" },
};

/** The note of an estimate in words; a code that has none is shown as it is. */
export function noteWords(note: string, language: Language): string {
  const ofPreset = presetNoteWords(note, language);
  if (ofPreset !== null) return ofPreset;
  const [code = "", argument] = note.split(":");
  if (argument === undefined) return plainNotes[code]?.[language] ?? note;
  const what = observableWords[argument]?.[language];
  const zh = language === "zh";
  switch (code) {
    case "median":
      return medianNotes[argument]?.[language] ?? note;
    case "notObserved":
      return what === undefined ? note : zh ? `日志不含${what}` : `the log does not show ${what}`;
    case "lowerBound":
      return what === undefined
        ? note
        : zh
          ? `至少如此：日志不含${what}`
          : `at least so many: the log does not show ${what}`;
    case "upperBound":
      return what === undefined
        ? note
        : zh
          ? `至多如此：日志不含${what}`
          : `at most so many: the log does not show ${what}`;
    default:
      return note;
  }
}

/** True where a note has words in every language. */
export function hasNoteWords(note: string): boolean {
  return noteWords(note, "en") !== note && noteWords(note, "zh") !== note;
}

/** What a log shows or not, in words. */
export function observableName(observable: string, language: Language): string {
  return observableWords[observable]?.[language] ?? observable;
}

/** What is out of the ordinary about a log, by the code of the facts' notes. `#` stands for the number. */
const factWords: Readonly<Record<string, { one: string; en: string; zh: string }>> = {
  noCreation: {
    one: "1 ticket began before the log does; what came earlier is not guessed",
    en: "# tickets began before the log does; what came earlier is not guessed",
    zh: "# 个工单早于日志开始；此前的情况不作猜测",
  },
  closedAtFirstSight: {
    one: "1 ticket was already closed when the log begins; its closing is not counted",
    en: "# tickets were already closed when the log begins; their closing is not counted",
    zh: "# 个工单在日志开始时已关闭；其关闭不计入",
  },
  mergedOutOfSight: {
    one: "1 ticket was merged into one that is not in the log",
    en: "# tickets were merged into ones that are not in the log",
    zh: "# 个工单并入了日志之外的工单",
  },
  unseenWaits: {
    one: "1 wait of which the log does not show how it ended",
    en: "# waits of which the log does not show how they ended",
    zh: "# 次等待的结局日志未显示",
  },
};

/** A note of the facts in words, or `null` where its code has none. */
export function factNoteWords(code: string, count: number, language: Language): string | null {
  const words = Object.hasOwn(factWords, code) ? factWords[code]! : null;
  if (words === null) return null;
  const text = language === "en" && count === 1 ? words.one : words[language];
  return text.replace("#", formatCount(count));
}

/** A reason for leaving rows out, in words. */
export function exclusionName(reason: string, language: Language): string {
  return (Object.hasOwn(exclusionWords, reason) ? exclusionWords[reason]?.[language] : undefined) ?? reason;
}
