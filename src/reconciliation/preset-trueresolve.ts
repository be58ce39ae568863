import type { Preset } from "./presets.ts";

/** Our own definitions in the terms of the others; that they are, a test holds for value and n of any log. */
export const ourDefinition = {
  firstResponseTime: {
    basis: "code",
    alsoBusiness: true,
    rules: {
      summary: "incidenceMedian",
      unit: "ticket",
      merged: "carriedOn",
      tickets: "all",
      agentBegun: "leftOut",
      start: "firstContact",
      replyBy: "policy",
      hours: "calendar",
      schedule: "credited",
      transfers: "ignored",
      longest: "uncapped",
      unanswered: "neverAnswered",
      dated: "start",
    },
  },
  resolutionTime: {
    basis: "code",
    alsoBusiness: true,
    rules: {
      summary: "incidenceMedian",
      unit: "ticket",
      merged: "leftOut",
      tickets: "all",
      closings: "lasting",
      end: "lastClosing",
      openAgain: "open",
      neverClosed: "open",
      hours: "calendar",
      schedule: "credited",
      dated: "creation",
    },
  },
  reportedResolutionRate: { basis: "code", rules: { merged: "leftOut", tickets: "all", counts: "standing" } },
  reopenRate: {
    basis: "code",
    rules: { window: "reopenWindow", unit: "closing", merged: "counted", closings: "lasting", sign: "anyReturn" },
  },
  csat: {
    basis: "code",
    rules: {
      summary: "mean",
      tickets: "all",
      hours: "calendar",
      answer: "policy",
      satisfied: "topBox",
      dated: "answer",
    },
  },
} as const satisfies Preset;
