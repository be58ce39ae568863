import { formatCount } from "./format.ts";
import type { Language, Words } from "./language.ts";

/** What is counted, one of them and several. */
export const nounWords = {
  tickets: { one: "ticket", en: "tickets", zh: "个工单" },
  closings: { one: "closing", en: "closings", zh: "次关闭" },
  waits: { one: "wait", en: "waits", zh: "次等待" },
  requests: { one: "request", en: "requests", zh: "次请求" },
  answers: { one: "answer", en: "answers", zh: "份评价" },
  promises: { one: "promise", en: "promises", zh: "次承诺" },
  reopenings: { one: "reopening", en: "reopenings", zh: "次重开" },
  ratings: { one: "rating", en: "ratings", zh: "份评价" },
  agents: { one: "agent", en: "agents", zh: "名坐席" },
  rowsRead: { one: "row read", en: "rows read", zh: "行已读" },
  events: { one: "event", en: "events", zh: "条事件" },
  eventRows: { one: "event row", en: "event rows", zh: "条事件" },
  eventRowsMade: { one: "event row made of them", en: "event rows made of them", zh: "条事件" },
  repeats: { one: "repeat (left out)", en: "repeats (left out)", zh: "重复（不计）" },
  repeatsLeftOut: { one: "repeat left out", en: "repeats left out", zh: "次重复不计" },
} as const satisfies Record<string, Words & { one: string }>;

/** How many of what: "1 ticket", "1,200 tickets". */
export function counted(count: number, noun: keyof typeof nounWords, language: Language): string {
  const { one, [language]: several } = nounWords[noun];
  return `${formatCount(count)} ${language === "en" && count === 1 ? one : several}`;
}
