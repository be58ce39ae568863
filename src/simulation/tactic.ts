/**
 * What an agent can do to look better than the work. For the first twelve a log shows enough for an appraisal to
 * answer; the last three leave no trace, because they happen between the agent and the customer.
 *
 * | tactic | what the agent does | strength is |
 * |---|---|---|
 * | `prematureClose` | closes hard tickets (hidden difficulty above 0) at once and unsolved, and takes more tickets | share of the hard ones |
 * | `leaveHardOpen` | never closes the hardest (hidden difficulty above 0.6) | share of them |
 * | `surveyOnlyHappy` | suppresses the survey of customers who would give 3 stars or fewer | share of them |
 * | `transferHard` | hands hard tickets (hidden difficulty above 0.4) to a colleague without trying | share of them |
 * | `dumpBeforeCutoff` | rushes shut what came in during the last 10 days of the period | share of them |
 * | `cherryPick` | claims additional easy tickets for himself | additional tickets per ordinary one |
 * | `splitTickets` | opens a second ticket for one matter and closes it | share of tickets |
 * | `fakeTickets` | makes up tickets, with five stars from a made-up customer | made-up tickets per ordinary one |
 * | `recategorise` | moves tickets into the hardest category after intake | share of tickets |
 * | `swallowReopen` | closes a ticket again after the customer's return, without a word | share of reopenings |
 * | `selfChurn` | opens and closes his own closed tickets once more | share of closings |
 * | `autoFirstReply` | has a machine answer first, under his name | share of tickets |
 * | `nudgeHappy` | asks customers who would give 4 or 5 stars to answer | odds of an answer, multiplied |
 * | `begForStar` | asks for one more star | share of those who would have given 3 or 4 |
 * | `discourageUnhappy` | talks customers who would give 1 or 2 stars out of answering | probability of an answer, multiplied |
 */
export const tactics = [
  "prematureClose",
  "leaveHardOpen",
  "surveyOnlyHappy",
  "transferHard",
  "dumpBeforeCutoff",
  "cherryPick",
  "splitTickets",
  "fakeTickets",
  "recategorise",
  "swallowReopen",
  "selfChurn",
  "autoFirstReply",
  "nudgeHappy",
  "begForStar",
  "discourageUnhappy",
] as const;
export type Tactic = (typeof tactics)[number];

/** The three of which no log shows a trace. */
export const untraceableTactics = [
  "nudgeHappy",
  "begForStar",
  "discourageUnhappy",
] as const satisfies readonly Tactic[];

/** One tactic in use on a desk. */
export interface TacticUse {
  readonly tactic: Tactic;
  /** Share of the agents who adopt it, 0-1. Who they are depends on the seed and the tactic only. */
  readonly share: number;
  /** How hard they press it; what it measures stands in the table of `tactics`. */
  readonly strength: number;
}

/** The strengths used unless others are asked for. Assumptions, all of them: no log of real gaming was at hand. */
export const defaultStrengths: Readonly<Record<Tactic, number>> = {
  prematureClose: 0.9,
  leaveHardOpen: 0.6,
  surveyOnlyHappy: 0.9,
  transferHard: 0.9,
  dumpBeforeCutoff: 0.7,
  cherryPick: 0.3,
  splitTickets: 0.3,
  fakeTickets: 0.3,
  recategorise: 0.4,
  swallowReopen: 0.9,
  selfChurn: 0.6,
  autoFirstReply: 1,
  nudgeHappy: 2,
  begForStar: 0.4,
  discourageUnhappy: 0.5,
};

/** Hidden difficulty above which a tactic calls a ticket hard, in logits. */
export const hardAbove = { prematureClose: 0, leaveHardOpen: 0.6, transferHard: 0.4 } as const;

/** Additional tickets per ordinary one that fit into the time saved by closing early, at full strength. */
export const prematureCloseExtra = 0.4;

/** How long before the end of the period `dumpBeforeCutoff` begins. */
export const dumpStretchMs = 10 * 86_400_000;

/** By how many logits a ticket rushed shut is less likely to be solved. */
export const rushPenalty = 2;
