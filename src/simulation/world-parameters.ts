/** One kind of request. */
export interface SimulatedCategory {
  readonly name: string;
  /** Taken off the logit of solving. */
  readonly difficulty: number;
  /** Added to the latent satisfaction. */
  readonly mood: number;
  /** Relative frequency on the whole desk. */
  readonly share: number;
}

/** One way to reach the desk. */
export interface SimulatedChannel {
  readonly name: string;
  readonly difficulty: number;
  readonly mood: number;
  readonly share: number;
  /** Added to the logit of answering a survey. */
  readonly answering: number;
  /** Median time to the first human reply. */
  readonly firstReplyMs: number;
  /** Median time from assignment to closing. */
  readonly closingMs: number;
}

/**
 * Everything that the simulated world assumes. "Logit" parameters add up inside a logistic function; "latent"
 * satisfaction is a normal variable with SD 1 around its mean that is cut into 1 to 5 stars.
 *
 * All values are assumptions of ours: sizes seen in the literature on service quality, none fitted to a real desk.
 */
export interface WorldParameters {
  readonly categories: readonly SimulatedCategory[];
  readonly channels: readonly SimulatedChannel[];

  /** SD between agents of the ability to solve, in logits. */
  readonly abilitySd: number;
  /** SD between agents of courtesy, on the latent scale of satisfaction. */
  readonly courtesySd: number;
  readonly abilityCourtesyCorrelation: number;
  /** SD between agents of the logarithm of speed: how many tickets they take, how quickly they reply. */
  readonly paceSd: number;
  /** Correlation of speed with ability: below 0, the quick are the less thorough. */
  readonly paceAbilityCorrelation: number;

  /** Share of the agents who belong to the outsourced team. */
  readonly outsourcedShare: number;
  /** Added to the ability of the outsourced. */
  readonly outsourcedAbility: number;
  /** How strongly hard queues are sent to the outsourced: weight exp(tilt x difficulty in SD). */
  readonly outsourcedQueueTilt: number;
  /** Added to the hidden difficulty of the tickets of the outsourced: what no queue shows. */
  readonly outsourcedHiddenDifficulty: number;
  /** How strongly hard queues are sent to better agents (below 0: to worse ones): weight exp(tilt x quality x difficulty). */
  readonly abilityQueueTilt: number;
  /** SD of the logarithm of an agent's weight for each category and each channel. */
  readonly queueSpread: number;
  /** The outsourced have the first half of the categories to themselves, and colleagues are asked within the team only. */
  readonly separateQueues: boolean;

  /** Logit of solving for the average agent in an average queue. */
  readonly solving: number;
  /** SD between tickets of one queue of the difficulty that no column shows, in logits. */
  readonly hiddenDifficultySd: number;
  /** Share of failures that are handed honestly to a colleague, who tries once. */
  readonly escalationRate: number;
  /** Share of unsolved closings that come back within the return window. */
  readonly returnRate: number;
  /** Share of unsolved closings that come back later; the others stay silent. */
  readonly lateReturnRate: number;
  /** Share of returns that are a new ticket in the same category; the others reopen the old one. */
  readonly newTicketShare: number;
  /** Share of solved tickets that the customer reopens all the same, to say thanks. */
  readonly thanksReopenRate: number;

  /** Latent satisfaction of a customer whose problem was solved, and of one whose was not. */
  readonly moodSolved: number;
  readonly moodUnsolved: number;
  /** Latent satisfaction from which on the customer gives 2, 3, 4, 5 stars. */
  readonly starThresholds: readonly [number, number, number, number];
  /** Logit of answering a survey, before what is added for the stars, the channel and the outcome. */
  readonly answering: number;
  /** Added for 1, 2, 3, 4, 5 stars: those with strong feelings answer more. */
  readonly answeringByStars: readonly [number, number, number, number, number];
  readonly answeringUnsolved: number;

  /** Share of tickets that nobody ever closes. */
  readonly neverClosedRate: number;
  /** Share of tickets that agents pick themselves. */
  readonly selfPickedRate: number;
  /** Share of tickets that are split for good reason. */
  readonly splitRate: number;
  /** Share of closings that the agent opens and closes once more for good reason. */
  readonly selfReopenRate: number;
  /** Share of tickets whose category is put right after intake. */
  readonly recategoriseRate: number;
  /** Share of surveys not sent for an accepted reason. */
  readonly noContactRate: number;
  /** Share of surveys not sent for no reason that the log knows. */
  readonly unexplainedSuppressionRate: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The world that the figures of this project speak of unless they say otherwise. */
export const defaultWorld: WorldParameters = {
  categories: [
    { name: "coupon", difficulty: -0.9, mood: 0.1, share: 14 },
    { name: "account", difficulty: -0.6, mood: 0.1, share: 10 },
    { name: "invoice", difficulty: -0.35, mood: 0.05, share: 8 },
    { name: "product", difficulty: -0.1, mood: 0, share: 16 },
    { name: "delivery", difficulty: 0.1, mood: -0.05, share: 22 },
    { name: "payment", difficulty: 0.35, mood: 0, share: 9 },
    { name: "refund", difficulty: 0.6, mood: -0.1, share: 15 },
    { name: "warranty", difficulty: 0.9, mood: -0.1, share: 6 },
  ],
  channels: [
    {
      name: "chat",
      difficulty: 0,
      mood: 0,
      share: 50,
      answering: 0.2,
      firstReplyMs: 3 * minuteMs,
      closingMs: 3 * hourMs,
    },
    { name: "phone", difficulty: -0.1, mood: 0.1, share: 25, answering: 0, firstReplyMs: minuteMs, closingMs: hourMs },
    {
      name: "mail",
      difficulty: 0.15,
      mood: -0.1,
      share: 25,
      answering: -0.25,
      firstReplyMs: 4 * hourMs,
      closingMs: 30 * hourMs,
    },
  ],
  abilitySd: 0.6,
  courtesySd: 0.31,
  abilityCourtesyCorrelation: 0.3,
  paceSd: 0.2,
  paceAbilityCorrelation: -0.3,
  outsourcedShare: 0.3,
  outsourcedAbility: 0,
  outsourcedQueueTilt: 1,
  outsourcedHiddenDifficulty: 0,
  abilityQueueTilt: 0,
  queueSpread: 0.5,
  separateQueues: false,
  solving: 1.8,
  hiddenDifficultySd: 0.7,
  escalationRate: 0.2,
  returnRate: 0.65,
  lateReturnRate: 0.05,
  newTicketShare: 0.4,
  thanksReopenRate: 0.03,
  moodSolved: 1.83,
  moodUnsolved: 0.45,
  starThresholds: [0, 0.45, 0.9, 1.63],
  answering: -0.95,
  answeringByStars: [0.6, 0, -0.5, -0.2, 0.05],
  answeringUnsolved: 0.1,
  neverClosedRate: 0.01,
  selfPickedRate: 0.05,
  splitRate: 0.016,
  selfReopenRate: 0.025,
  recategoriseRate: 0.04,
  noContactRate: 0.03,
  unexplainedSuppressionRate: 0.006,
};
