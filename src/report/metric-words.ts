import type { nounWords } from "./counted.ts";
import type { Words } from "./language.ts";

/** A metric in words: a short name for tables, and the question that it answers. */
export interface MetricWords {
  name: Words;
  /** What is counted. */
  noun: keyof typeof nounWords;
  question: Words;
}

/** Every metric of the catalogue by its name. */
export const metricWords: Readonly<Record<string, MetricWords>> = {
  firstResponseTime: {
    name: { en: "First reply by a person", zh: "首次人工回复" },
    noun: "waits",
    question: {
      en: "How long do customers wait for the first answer by a person?",
      zh: "客户等多久才得到第一次人工答复？",
    },
  },
  nextResponseTime: {
    name: { en: "Every further reply", zh: "后续每次回复" },
    noun: "waits",
    question: { en: "How long do customers wait for every further answer?", zh: "客户每次再等多久才得到答复？" },
  },
  serviceLevel: {
    name: { en: "First reply in time", zh: "首次回复及时" },
    noun: "waits",
    question: {
      en: "How many customers got a first answer by a person within the target?",
      zh: "多少客户在目标时间内得到第一次人工答复？",
    },
  },
  abandonmentRate: {
    name: { en: "Gave up waiting", zh: "等不及而离开" },
    noun: "waits",
    question: { en: "How many waits did the customer give up?", zh: "多少次等待以客户放弃告终？" },
  },
  timeToHuman: {
    name: { en: "Time to reach a person", zh: "接通人工用时" },
    noun: "requests",
    question: { en: "How long from asking for a person until one answers?", zh: "从要求人工到人工答复要多久？" },
  },
  humanReachRate: {
    name: { en: "Asked for a person, got one", zh: "要求人工并接通" },
    noun: "requests",
    question: { en: "How many who ask for a person reach one?", zh: "要求人工的客户有多少接通了？" },
  },
  botTrapRate: {
    name: { en: "Left alone with the bot", zh: "被机器人困住" },
    noun: "tickets",
    question: { en: "How many were left alone with the bot?", zh: "多少客户被丢给机器人而无人过问？" },
  },
  botResolutionRate: {
    name: { en: "Closed by the bot alone", zh: "仅由机器人关闭" },
    noun: "tickets",
    question: {
      en: "How many tickets did the bot close without a person, and how many of them did the customer confirm?",
      zh: "多少工单由机器人单独关闭，其中多少得到客户确认？",
    },
  },
  reportedResolutionRate: {
    name: { en: "Shown as solved", zh: "显示为已解决" },
    noun: "tickets",
    question: { en: "How many tickets are shown as solved?", zh: "多少工单显示为已解决？" },
  },
  trueResolutionRate: {
    name: { en: "Truly solved", zh: "真正解决" },
    noun: "tickets",
    question: {
      en: "How many of the tickets reported as solved really were?",
      zh: "报为已解决的工单有多少真正解决了？",
    },
  },
  reopenRate: {
    name: { en: "Customer came back", zh: "客户又回来" },
    noun: "closings",
    question: { en: "How many closings did the customer come back on?", zh: "多少次关闭之后客户又回来？" },
  },
  prematureClosureRate: {
    name: { en: "Closed too early", zh: "过早关闭" },
    noun: "closings",
    question: {
      en: "How many closings came before the problem was talked through?",
      zh: "多少次关闭发生在问题谈清之前？",
    },
  },
  repeatContactRate: {
    name: { en: "Had to ask again", zh: "不得不再次询问" },
    noun: "tickets",
    question: { en: "How many tickets are somebody asking again?", zh: "多少工单是客户在重复询问？" },
  },
  resolutionTime: {
    name: { en: "Until the last closing", zh: "到最终关闭" },
    noun: "tickets",
    question: { en: "How long until a ticket is closed for the last time?", zh: "工单到最后一次关闭要多久？" },
  },
  longestSilence: {
    name: { en: "Longest silence", zh: "最长无回音" },
    noun: "tickets",
    question: { en: "How long did customers hear nothing at worst?", zh: "客户最久多长时间没有任何回音？" },
  },
  updateInterval: {
    name: { en: "A person's word every", zh: "每隔多久有人工消息" },
    noun: "tickets",
    question: { en: "How often are customers told something?", zh: "客户多久能得到一次消息？" },
  },
  promiseKeptRate: {
    name: { en: "Promises kept in time", zh: "承诺按时兑现" },
    noun: "promises",
    question: { en: "How many promises on progress were kept?", zh: "多少关于进展的承诺兑现了？" },
  },
  escalationRate: {
    name: { en: "Complaint taken higher", zh: "投诉升级" },
    noun: "tickets",
    question: { en: "How many complaints had to go outside?", zh: "多少投诉不得不升级或对外？" },
  },
  csat: {
    name: { en: "Survey score", zh: "评价得分" },
    noun: "answers",
    question: {
      en: "How satisfied are those who answered, how many did, and what could the silent change?",
      zh: "作答者有多满意，多少人作答，沉默者会改变什么？",
    },
  },
  throughput: {
    name: { en: "Closings", zh: "关闭次数" },
    noun: "closings",
    question: { en: "How much was closed?", zh: "关闭了多少？" },
  },
  backlog: {
    name: { en: "Still open", zh: "尚未了结" },
    noun: "tickets",
    question: { en: "How many tickets are still open?", zh: "还有多少工单未了结？" },
  },
};

/** The dimensions of groups. */
const dimensionWords: Readonly<Record<string, Words>> = {
  agent: { en: "agent", zh: "坐席" },
  team: { en: "team", zh: "团队" },
  employer: { en: "employer", zh: "用人单位" },
  channel: { en: "channel", zh: "渠道" },
  category: { en: "category", zh: "类别" },
  priority: { en: "priority", zh: "优先级" },
  day: { en: "day", zh: "日" },
  week: { en: "week from", zh: "周（起始日）" },
  month: { en: "month", zh: "月" },
  peak: { en: "peak", zh: "高峰" },
};

/** A dimension in words; an attribute of the desk's own by its name. */
export function dimensionName(by: string, language: keyof Words): string {
  return dimensionWords[by]?.[language] ?? by.replace(/^attribute:/, "");
}

/** The short name of a metric, or its own where it has no words. */
export function metricName(metric: string, language: keyof Words): string {
  return metricWords[metric]?.name[language] ?? metric;
}

/** A question that a customer would ask, with the metrics that answer it. */
export interface Section {
  title: Words;
  metrics: readonly string[];
}

/** The figures in the order in which they are read: the harm first, the desk's own work last. */
export const sections: readonly Section[] = [
  {
    title: { en: "Was it solved, or only shown as solved?", zh: "解决了，还是只显示已解决？" },
    metrics: [
      "reportedResolutionRate",
      "trueResolutionRate",
      "prematureClosureRate",
      "reopenRate",
      "repeatContactRate",
      "resolutionTime",
    ],
  },
  {
    title: { en: "How long did customers wait?", zh: "客户等了多久？" },
    metrics: ["firstResponseTime", "serviceLevel", "nextResponseTime", "abandonmentRate"],
  },
  {
    title: { en: "Could they reach a person?", zh: "能找到人吗？" },
    metrics: ["humanReachRate", "timeToHuman", "botTrapRate", "botResolutionRate"],
  },
  {
    title: { en: "Were they kept informed?", zh: "有没有被告知进展？" },
    metrics: ["longestSilence", "updateInterval", "promiseKeptRate", "escalationRate"],
  },
  { title: { en: "Were they satisfied?", zh: "满意吗？" }, metrics: ["csat"] },
  { title: { en: "How much was handled?", zh: "处理了多少？" }, metrics: ["throughput", "backlog"] },
];
