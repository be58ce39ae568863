import type { Preset } from "./presets.ts";

/** The consoles that Chinese shops are judged by: Taobao's Wangwang (旺旺) and Kuaishou (快手). */
export const consolePresets = {
  wangwang: {
    firstResponseTime: {
      basis: "reprint",
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
      rules: {
        summary: "within3Minutes",
        unit: "ticket",
        merged: "counted",
        tickets: "beyondBot",
        agentBegun: "leftOut",
        start: "humanStage",
        replyBy: "agent",
        hours: "from8To23",
        transfers: "ignored",
        longest: "uncapped",
        unanswered: "notInTime",
        dated: "start",
      },
    },
    csat: {
      basis: "reprint",
      rules: {
        summary: "shareSatisfied",
        tickets: "humanReplied",
        answer: "every",
        satisfied: "threeQuarters",
        dated: "answer",
      },
    },
  },
} as const satisfies Record<string, Preset>;
