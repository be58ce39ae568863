import type { Preset } from "./presets.ts";

/** The consoles that Chinese shops are judged by: Taobao's Wangwang (旺旺) and Kuaishou (快手). */
export const consolePresets = {
  wangwang: {
    firstResponseTime: {
      basis: "reprint",
      source: "diantuoyi.com/article/4966.html",
      blindSpots: ["thirdPartyBots"],
      rules: {
        summary: "mean",
        unit: "round",
        merged: "counted",
        tickets: "beyondBot",
        agentBegun: "afterCustomer",
        start: "created",
        replyBy: "agent",
        hours: "from8To23",
        schedule: "credited",
        transfers: "endRound",
        longest: "tenMinutes",
        unanswered: "tenMinutes",
        dated: "start",
      },
    },
  },
  kuaishou: {
    firstResponseTime: {
      basis: "reprint",
      source: "edu.kwaixiaodian.com/rule/web/detail?id=buL7ifUj6v, as merchants' sites reprint it",
      rules: {
        summary: "within3Minutes",
        unit: "ticket",
        merged: "counted",
        tickets: "beyondBot",
        agentBegun: "leftOut",
        start: "humanStage",
        replyBy: "agent",
        hours: "from8To23",
        schedule: "credited",
        transfers: "ignored",
        longest: "uncapped",
        unanswered: "notInTime",
        dated: "start",
      },
    },
    csat: {
      basis: "reprint",
      source: "edu.kwaixiaodian.com/rule/web/detail?id=buL7ifUj6v, as merchants' sites reprint it",
      rules: {
        summary: "shareSatisfied",
        tickets: "humanReplied",
        hours: "from8To23",
        answer: "every",
        satisfied: "threeQuarters",
        dated: "answer",
      },
    },
  },
} as const satisfies Record<string, Preset>;
