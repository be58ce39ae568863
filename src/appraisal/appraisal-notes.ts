/** A remark that belongs to a figure: a code for programs, a sentence for people, and the numbers that the sentence names. */
export interface AppraisalNote {
  readonly code: string;
  readonly text: string;
  readonly values?: Readonly<Record<string, number | string>>;
}

/** What holds for every scorecard, whoever is on it. */
export const STANDING_NOTES: readonly AppraisalNote[] = [
  {
    code: "decisionSupportOnly",
    text: "Supports a decision that a person makes with the evidence in hand; nobody is paid, ranked or dismissed by it alone.",
  },
  {
    code: "onlyDifferencesCount",
    text: "Those who answer a survey are not a random sample: differences from the fleet can be compared, the level itself is not the satisfaction of all customers.",
  },
  {
    code: "knownLimitNudging",
    text: "No log shows an agent asking only happy customers to answer. Send surveys by the system, to a random sample that the agent cannot see.",
  },
  {
    code: "knownLimitBegging",
    text: "No log shows an agent asking for a better rating. Say in the survey that it goes to the desk, and call back a small sample.",
  },
  {
    code: "knownLimitDiscouraging",
    text: "No log shows an agent discouraging unhappy customers from answering. Call back a small sample of those who did not answer.",
  },
  {
    code: "editableInputs",
    text: "Category at intake, channel and survey events are taken as the log shows them. Where agents can edit the category or decide who is asked, say so wherever a score is shown.",
  },
  {
    code: "hiddenDifficulty",
    text: "Difficulty that is not recorded at intake cannot be adjusted for; whoever gets harder tickets than the category says is scored too low.",
  },
];

export const noteFewAgents = (agents: number): AppraisalNote => ({
  code: "fewAgents",
  text: `With ${agents} agents in the comparison group the intervals hold on average over desks, not on each desk.`,
  values: { agents },
});

export const noteGroupTooSmall = (agents: number, minimum: number): AppraisalNote => ({
  code: "groupTooSmall",
  text: `${agents} agent${agents === 1 ? "" : "s"} share a queue; at least ${minimum} are needed to tell agents apart, so there is no score.`,
  values: { agents, minimum },
});

export const noteSeparateGroups = (groups: number): AppraisalNote => ({
  code: "separateGroups",
  text: `The agents fall into ${groups} groups that share no category; scores of different groups cannot be compared.`,
  values: { groups },
});

export const noteNobodyToScore: AppraisalNote = {
  code: "nobodyToScore",
  text: "Nobody can be scored: no ticket that was routed to an agent (an assigned event by the system or a supervisor) has its outcome in the period.",
};

export const noteUnaskedBlocked = (units: number): AppraisalNote => ({
  code: "unaskedBlocked",
  text: `${units} closed tickets have no word of a survey in the log; where the desk surveys, that counts as a survey not sent without an accepted reason.`,
  values: { units },
});

export const noteNoSatisfaction = (answers: number): AppraisalNote => ({
  code: "outcomeOnly",
  text:
    answers === 0
      ? "Nobody answered a survey: the score rests on whether tickets stayed solved alone."
      : "Too few answers to compare agents by: the score rests on whether tickets stayed solved alone.",
  values: { answers },
});

export const noteDroppedColumns = (
  columns: readonly string[],
  component: "outcome" | "satisfaction",
): AppraisalNote => ({
  code: "queueNotSeparable",
  text: `No agent's tickets show the effect of ${columns.join(", ")} on the ${component === "outcome" ? "share that stays solved" : "satisfaction"} apart from other queues; it is not adjusted for.`,
  values: { columns: columns.join(", "), component },
});

export const noteNoSpareData: AppraisalNote = {
  code: "noSpareData",
  text: "So few tickets that the spread within a queue cannot be measured; the widest possible is assumed.",
};

export const noteNoUnits: AppraisalNote = {
  code: "noUnits",
  text: "No ticket of this agent counts in the period.",
};

export const noteFewTickets = (n: number, minimum: number): AppraisalNote => ({
  code: "fewTickets",
  text: `${n} counted tickets; at least ${minimum} are needed before anything is said about a person.`,
  values: { n, minimum },
});

export const noteFewAnswers = (answers: number, minimum: number): AppraisalNote => ({
  code: "fewAnswers",
  text: `${answers} answers; at least ${minimum} are needed before anything is said about a person.`,
  values: { answers, minimum },
});

export const noteAnswersTrimmed: AppraisalNote = {
  code: "answersTrimmed",
  text: "More answers than such tickets bring; the excess is taken off the best ratings, evenly.",
};

export const noteBlockedCounted: AppraisalNote = {
  code: "blockedCounted",
  text: "More surveys unsent without an accepted reason than the desk's own habit explains; the excess counts as the lowest rating.",
};
