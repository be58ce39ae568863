import type { Preset } from "./presets.ts";

/** Zendesk's own reports, and those that the dbt package for its tables makes. */
export const zendeskPresets = {
  zendesk: {
    firstResponseTime: {
      basis: "documentation",
      isSummaryChosen: true,
      blindSpots: ["phoneTickets", "ticketSharing", "otherAccounts"],
      rules: {
        summary: "median",
        unit: "ticket",
        merged: "counted",
        tickets: "all",
        agentBegun: "secondReply",
        start: "created",
        replyBy: "agent",
        hours: "calendar",
        transfers: "ignored",
        longest: "uncapped",
        unanswered: "dropped",
        dated: "start",
      },
    },
    // Full resolution: to the last time it was solved. Its first resolution stops at the first one.
    resolutionTime: {
      basis: "documentation",
      isSummaryChosen: true,
      rules: {
        summary: "median",
        unit: "ticket",
        merged: "counted",
        tickets: "all",
        closings: "all",
        end: "lastClosing",
        openAgain: "resolved",
        neverClosed: "leftOut",
        hours: "calendar",
        dated: "closing",
      },
    },
    reportedResolutionRate: {
      basis: "documentation",
      isSummaryChosen: true,
      rules: { merged: "counted", tickets: "all", counts: "standing" },
    },
    reopenRate: {
      basis: "documentation",
      isSummaryChosen: true,
      rules: { window: "unlimited", unit: "ticket", merged: "counted", closings: "all", sign: "statusMove" },
    },
    csat: {
      basis: "documentation",
      rules: {
        summary: "shareSatisfied",
        tickets: "all",
        answer: "latestOfTicket",
        satisfied: "aboveMiddle",
        dated: "answer",
      },
    },
  },
  // A row a ticket; the mean is what most make of it.
  dbtZendesk: {
    firstResponseTime: {
      basis: "code",
      isSummaryChosen: true,
      blindSpots: ["formerAgents"],
      rules: {
        summary: "mean",
        unit: "ticket",
        merged: "counted",
        tickets: "all",
        agentBegun: "secondReplyUnlessNoted",
        start: "created",
        replyBy: "staffAccount",
        hours: "calendar",
        transfers: "ignored",
        longest: "uncapped",
        unanswered: "dropped",
        dated: "start",
      },
    },
    resolutionTime: {
      basis: "code",
      isSummaryChosen: true,
      rules: {
        summary: "mean",
        unit: "ticket",
        merged: "counted",
        tickets: "all",
        closings: "all",
        end: "lastClosing",
        openAgain: "leftOut",
        neverClosed: "leftOut",
        hours: "calendar",
        dated: "creation",
      },
    },
    reportedResolutionRate: {
      basis: "code",
      isSummaryChosen: true,
      rules: { merged: "counted", tickets: "all", counts: "standing" },
    },
    reopenRate: {
      basis: "code",
      isSummaryChosen: true,
      faults: ["needsSecondSolve"],
      rules: { window: "unlimited", unit: "ticket", merged: "counted", closings: "solved", sign: "closedAgain" },
    },
    csat: {
      basis: "code",
      isSummaryChosen: true,
      faults: ["swappedRatingChanges"],
      rules: {
        summary: "shareSatisfied",
        tickets: "all",
        answer: "latestOfTicket",
        satisfied: "aboveMiddle",
        dated: "answer",
      },
    },
  },
} as const satisfies Record<string, Preset>;
