/** The figures that products show too, each by a definition of its own. */
export const reconciledMetrics = [
  "firstResponseTime",
  "resolutionTime",
  "reportedResolutionRate",
  "reopenRate",
  "csat",
] as const;
export type ReconciledMetric = (typeof reconciledMetrics)[number];

/**
 * Everything in which definitions of a figure differ, as questions with a closed list of answers each. The order is that in
 * which `reconcile` goes from one definition to another: first what is made of the answers, then who is counted, then what
 * is measured.
 */
export const ruleChoices = {
  firstResponseTime: {
    /** What is made of the times: ours, by cumulative incidence; or over those answered only; or a share of all. */
    summary: ["incidenceMedian", "median", "mean", "within3Minutes"],
    /** Whether handing a dialogue on leaves an unanswered round behind, where rounds are counted. */
    transfers: ["ignored", "endRound"],
    /** The first answer to a ticket, or every round of a dialogue: the customer's first line to the next reply. */
    unit: ["ticket", "round"],
    /** Tickets merged into another: the customer waits on there; left out; or counted by their own messages alone. */
    merged: ["carriedOn", "leftOut", "counted"],
    /** Which tickets: all, those that stand assigned, or those not served by a bot alone. */
    tickets: ["all", "assigned", "beyondBot"],
    /** Tickets that the desk began: left out, or from when and to which reply. */
    agentBegun: ["leftOut", "firstReply", "secondReply", "secondReplyUnlessNoted", "afterCustomer"],
    /** Where the clock starts. `lastOpening`: at the first hand-off or the last reopening before the reply. */
    start: ["firstContact", "created", "lastOpening", "humanStage"],
    /** Whose public message is a reply: by the policy; an agent's; any from an agent's account; a bot's account as well. */
    replyBy: ["policy", "agent", "agentAccount", "staffAccount"],
    /** Calendar time; business time by the policy's calendars; calendar time of what starts from 8 to 23 o'clock. */
    hours: ["calendar", "business", "from8To23"],
    /**
     * Whose opening hours business time is counted by: those of whoever is credited; of whoever held it last, up to the end of the
     * time; or of each holder for as long as he held it. On the clock it makes no difference.
     */
    schedule: ["credited", "lastApplied", "eachInTurn"],
    /** The longest time that one reply can count. */
    longest: ["uncapped", "tenMinutes"],
    /** Without a reply: never answered once closed; out of the figure; 10 minutes; not in time. */
    unanswered: ["neverAnswered", "dropped", "tenMinutes", "notInTime"],
    /** The instant by which it belongs to a period. */
    dated: ["start", "reply"],
  },
  resolutionTime: {
    summary: ["incidenceMedian", "median", "mean"],
    /** One time a ticket, or one a closing, each from the creation. */
    unit: ["ticket", "closing"],
    merged: ["leftOut", "counted"],
    tickets: ["all", "assigned"],
    /** Whether a closing that its closer took back himself counts. */
    closings: ["lasting", "all"],
    /** Where the clock stops. */
    end: ["lastClosing", "firstClosing"],
    /** Tickets closed once and live again. */
    openAgain: ["open", "leftOut", "resolved"],
    neverClosed: ["open", "leftOut"],
    hours: ["calendar", "business"],
    schedule: ["credited", "lastApplied", "eachInTurn"],
    dated: ["creation", "closing"],
  },
  reportedResolutionRate: {
    merged: ["leftOut", "counted"],
    tickets: ["all", "assigned"],
    /** What makes a ticket resolved: that it stands closed; that it ever was; or every closing, each counted. */
    counts: ["standing", "everClosed", "eachClosing"],
  },
  reopenRate: {
    /**
     * `reopenWindow`: within the policy's window, those not watched through it censored. `unlimited`: whenever, so far.
     * `lastSevenDays`: reopenings of the last seven days over tickets closed in them, at most 1.
     */
    window: ["reopenWindow", "unlimited", "lastSevenDays"],
    unit: ["closing", "ticket"],
    merged: ["counted", "leftOut"],
    closings: ["lasting", "all", "solved"],
    /** What a return is: any; the status going back; that, while somebody holds the ticket; being closed once more. */
    sign: ["anyReturn", "statusMove", "heldStatusMove", "closedAgain"],
  },
  csat: {
    summary: ["mean", "shareSatisfied"],
    tickets: ["all", "humanReplied"],
    /** Whether surveys offered before 8 or after 23 o'clock count. */
    hours: ["calendar", "from8To23"],
    /** Which answer counts: by the policy, one a closing; the first or the latest of the ticket; or every one. */
    answer: ["policy", "firstOfTicket", "latestOfTicket", "every"],
    /** From where an answer is satisfied, on 0–1: the policy's `topBox`, three quarters, or above the middle. */
    satisfied: ["topBox", "threeQuarters", "aboveMiddle"],
    /** Whether it belongs to the period of its answer or of its offer. */
    dated: ["answer", "offer"],
  },
} as const;

type Choices = typeof ruleChoices;

/** One definition of a figure: an answer to every question. */
export type RulesOf<M extends ReconciledMetric> = { readonly [R in keyof Choices[M]]: RuleChoice<Choices[M][R]> };
type RuleChoice<List> = List extends readonly (infer Choice)[] ? Choice : never;

export type FirstResponseRules = RulesOf<"firstResponseTime">;
export type ResolutionTimeRules = RulesOf<"resolutionTime">;
export type ReportedResolutionRules = RulesOf<"reportedResolutionRate">;
export type ReopenRules = RulesOf<"reopenRate">;
export type SatisfactionRules = RulesOf<"csat">;
