import type { Words } from "./language.ts";

/** A rule in which definitions differ, and the choices that it leaves. */
interface RuleWords {
  name: Words;
  choices: Readonly<Record<string, Words>>;
}

/** Every rule by its name. Where several figures have a rule of one name, it means the same. */
export const ruleWords: Readonly<Record<string, RuleWords>> = {
  summary: {
    name: { en: "the summary", zh: "如何汇总" },
    choices: {
      incidenceMedian: {
        en: "median of all, the open and the never answered included",
        zh: "全部的中位数，含未了结与始终未答复的",
      },
      median: { en: "median of those with an end", zh: "已有结果者的中位数" },
      mean: { en: "mean", zh: "平均值" },
      within3Minutes: { en: "share replied to within 3 minutes", zh: "3 分钟内回复的占比" },
      shareSatisfied: { en: "share of satisfied answers", zh: "满意评价的占比" },
    },
  },
  unit: {
    name: { en: "what counts once", zh: "计数单位" },
    choices: {
      ticket: { en: "a ticket", zh: "每个工单" },
      round: { en: "every round of the dialogue", zh: "对话的每一轮" },
      closing: { en: "every closing", zh: "每次关闭" },
    },
  },
  merged: {
    name: { en: "merged tickets", zh: "被合并的工单" },
    choices: {
      carriedOn: { en: "count, and the wait goes on in the other ticket", zh: "计入，等待在目标工单中继续" },
      leftOut: { en: "left out", zh: "不计" },
      counted: { en: "count by what happened in themselves", zh: "按自身所发生的计入" },
    },
  },
  tickets: {
    name: { en: "which tickets", zh: "哪些工单" },
    choices: {
      all: { en: "all", zh: "全部" },
      assigned: { en: "those that stand assigned to somebody", zh: "已分配给人或组的" },
      beyondBot: { en: "those that a bot did not serve alone", zh: "并非仅由机器人接待的" },
      humanReplied: { en: "those that a person replied to", zh: "有人工回复的" },
    },
  },
  agentBegun: {
    name: { en: "tickets that the desk began", zh: "由我方发起的工单" },
    choices: {
      leftOut: { en: "left out", zh: "不计" },
      firstReply: { en: "count to the first reply, be it the opening itself", zh: "计到第一次回复，即使就是开场白" },
      secondReply: {
        en: "count to the second reply, if the first one opened it",
        zh: "若首条即开场白，计到第二次回复",
      },
      secondReplyUnlessNoted: {
        en: "count to the second reply, if the first one opened it and no note came before",
        zh: "若首条即开场白且此前没有备注，计到第二次回复",
      },
      afterCustomer: { en: "count from what the customer first wrote", zh: "从客户第一次来信计起" },
    },
  },
  start: {
    name: { en: "the clock starts", zh: "计时起点" },
    choices: {
      firstContact: { en: "at the customer's first contact", zh: "客户首次联系时" },
      created: { en: "at the creation of the ticket", zh: "工单创建时" },
      lastOpening: { en: "at the hand-off or reopening before the reply", zh: "回复之前的转人工或重开时" },
      humanStage: { en: "when it is handed to people", zh: "转入人工时" },
    },
  },
  replyBy: {
    name: { en: "what is a reply", zh: "怎样算回复" },
    choices: {
      policy: { en: "what the policy counts as one", zh: "按策略认定的回复" },
      agent: { en: "a person's word, canned and drafted ones too", zh: "人工发出的消息，含模板与草稿" },
      agentAccount: {
        en: "anything from a person's account, automatic or not",
        zh: "人工账号发出的任何消息，含自动发送",
      },
      staffAccount: { en: "anything from a person's or a bot's account", zh: "人工或机器人账号发出的任何消息" },
    },
  },
  hours: {
    name: { en: "the time counted", zh: "时间口径" },
    choices: {
      calendar: { en: "time on the clock", zh: "自然时间" },
      business: { en: "business hours", zh: "工作时间" },
      from8To23: { en: "of what starts between 8 and 23 o'clock", zh: "仅计 8 点至 23 点开始的" },
    },
  },
  schedule: {
    name: { en: "whose opening hours", zh: "按谁的工作时间" },
    choices: {
      credited: { en: "those of whoever is credited", zh: "记在谁名下按谁的" },
      lastApplied: { en: "those of whoever held it last", zh: "最后的负责方的" },
      eachInTurn: { en: "each holder's, for as long as he held it", zh: "各负责方的，各计其负责期间" },
    },
  },
  transfers: {
    name: { en: "handing the ticket on", zh: "转接" },
    choices: {
      ignored: { en: "changes nothing", zh: "不影响" },
      endRound: { en: "leaves an unanswered round behind", zh: "留下一轮未回复" },
    },
  },
  longest: {
    name: { en: "the longest time", zh: "最长计时" },
    choices: {
      uncapped: { en: "counts in full", zh: "全部计入" },
      tenMinutes: { en: "counts as 10 minutes", zh: "按 10 分钟计" },
    },
  },
  unanswered: {
    name: { en: "without a reply", zh: "没有回复的" },
    choices: {
      neverAnswered: { en: "never answered once closed, not yet before that", zh: "关闭后算始终未答复，此前算尚未" },
      dropped: { en: "left out", zh: "不计" },
      tenMinutes: { en: "10 minutes", zh: "按 10 分钟计" },
      notInTime: { en: "not in time", zh: "算未及时" },
    },
  },
  dated: {
    name: { en: "belongs to the period of", zh: "归属期间按" },
    choices: {
      start: { en: "its start", zh: "开始时间" },
      reply: { en: "the reply", zh: "回复时间" },
      creation: { en: "the creation", zh: "创建时间" },
      closing: { en: "the closing", zh: "关闭时间" },
      answer: { en: "the answer", zh: "作答时间" },
      offer: { en: "the survey's offer", zh: "邀评时间" },
    },
  },
  closings: {
    name: { en: "which closings", zh: "哪些关闭" },
    choices: {
      lasting: { en: "those that their closer did not take back", zh: "关闭人未自行撤销的" },
      all: { en: "all", zh: "全部" },
      solved: { en: "only moves into solved", zh: "仅转入“已解决”的" },
    },
  },
  end: {
    name: { en: "the clock stops", zh: "计时终点" },
    choices: {
      lastClosing: { en: "at the last closing", zh: "最后一次关闭" },
      firstClosing: { en: "at the first closing", zh: "第一次关闭" },
    },
  },
  openAgain: {
    name: { en: "tickets open again", zh: "重新打开的工单" },
    choices: {
      open: { en: "not yet closed", zh: "算尚未关闭" },
      leftOut: { en: "left out", zh: "不计" },
      resolved: { en: "closed, as if they had stayed so", zh: "算已关闭" },
    },
  },
  neverClosed: {
    name: { en: "tickets never closed", zh: "从未关闭的工单" },
    choices: {
      open: { en: "not yet closed, for as long as they were watched", zh: "按已观察的时间算尚未关闭" },
      leftOut: { en: "left out", zh: "不计" },
    },
  },
  counts: {
    name: { en: "resolved is", zh: "怎样算已解决" },
    choices: {
      standing: { en: "what stands closed", zh: "当前处于关闭状态" },
      everClosed: { en: "what was ever closed", zh: "曾经关闭过" },
      eachClosing: { en: "every closing anew", zh: "每次关闭都算一次" },
    },
  },
  window: {
    name: { en: "a return counts", zh: "回来的期限" },
    choices: {
      reopenWindow: { en: "within the policy's window", zh: "策略规定的期限内" },
      unlimited: { en: "whenever it came", zh: "不限期" },
      lastSevenDays: {
        en: "in the last 7 days, over what was first closed in them, at most 100%",
        zh: "最近 7 天内，除以同期首次关闭的，至多 100%",
      },
    },
  },
  sign: {
    name: { en: "a return is", zh: "怎样算回来" },
    choices: {
      anyReturn: {
        en: "a message, a reopening, a follow-up or a new ticket about it",
        zh: "来信、重开、后续或同类新工单",
      },
      statusMove: { en: "the status going back", zh: "状态被改回" },
      heldStatusMove: { en: "the status going back while somebody holds it", zh: "有人负责时状态被改回" },
      closedAgain: { en: "being closed once more", zh: "又被关闭一次" },
    },
  },
  answer: {
    name: { en: "which answer", zh: "以哪次评价为准" },
    choices: {
      policy: { en: "the one that the policy names, for every closing", zh: "每次关闭按策略取一次" },
      firstOfTicket: { en: "the first of the ticket", zh: "工单的第一次" },
      latestOfTicket: { en: "the latest of the ticket", zh: "工单的最后一次" },
      every: { en: "every one", zh: "每一次" },
    },
  },
  satisfied: {
    name: { en: "satisfied is", zh: "怎样算满意" },
    choices: {
      topBox: { en: "from the policy's top box", zh: "达到策略的满意线" },
      threeQuarters: { en: "from three quarters of the scale, 4 of 5", zh: "量表四分之三以上，即 5 分制 4 分" },
      aboveMiddle: { en: "above the middle of the scale", zh: "高于量表中点" },
    },
  },
};

/** Products, and our own definition, as people call them. */
export const definitionWords: Readonly<Record<string, Words>> = {
  trueresolve: { en: "trueresolve", zh: "trueresolve" },
  zendesk: { en: "Zendesk", zh: "Zendesk" },
  dbtZendesk: { en: "dbt_zendesk", zh: "dbt_zendesk" },
  chatwoot: { en: "Chatwoot", zh: "Chatwoot" },
  intercom: { en: "Intercom", zh: "Intercom" },
  freshdesk: { en: "Freshdesk", zh: "Freshdesk" },
  zammad: { en: "Zammad", zh: "Zammad" },
  wangwang: { en: "Wangwang (Taobao)", zh: "旺旺（淘宝）" },
  kuaishou: { en: "Kuaishou", zh: "快手" },
};
