const minuteMs = 60_000;
const dayMs = 86_400_000;

/** The customer's return counts as such within this time after the closing, in the whole of this simulator. */
export const returnWindowMs = 7 * dayMs;

/** How a ticket came to be. */
type StoryKind = "routed" | "selfPicked" | "split" | "fake";

/** What becomes of the survey: asked, not asked for an accepted reason, not asked for none, or nothing to ask about. */
type StorySurvey = "offered" | "noContact" | "blocked" | "none";

/**
 * All that happens to one ticket, before it is told as events or counted as units. Instants are whole epoch ms, NaN
 * where the thing never happens; positions are those in the desk's lists, -1 for none. The end of the log cuts nothing
 * off here: who tells the story has to stop there.
 */
export interface Story {
  /** Unique on the desk, and the same whatever the other agents do. */
  ticket: string;
  kind: StoryKind;
  agent: number;
  category: number;
  channel: number;
  createdAt: number;
  assignedAt: number;
  /** The colleague to whom it was handed. */
  handedTo: number;
  handedAt: number;
  autoReplyAt: number;
  firstReplyAt: number;
  /** Category after intake. */
  recategorisedTo: number;
  /** Whether the customer's problem is gone when the ticket is closed. */
  solved: boolean;
  /** First closing. */
  closedAt: number;
  /** Times that the closer opened and closed it again, at once. */
  selfReopenings: number;
  survey: StorySurvey;
  answeredAt: number;
  /** 1-5, as answered; 0 without an answer. */
  answer: number;
  /** First return of the customer, however late. */
  returnAt: number;
  returnsAsNewTicket: boolean;
  /** Closing after the return, with or without a word to the customer. */
  reclosedAt: number;
  reclosedSilently: boolean;
  /** Time that the agents spent on it. */
  handlingMs: number;
  /** The ticket of which this is a split, or the empty string. */
  splitOf: string;
}

/** Time between the steps of a needless reopening by the agent. */
export const churnStepMs = 1.5 * minuteMs;

/** Last closing before any return of the customer. */
export function lastClosingAt(story: Story): number {
  return story.closedAt + 2 * story.selfReopenings * churnStepMs;
}

/** A story in which nothing has happened. */
export function blankStory(): Story {
  return {
    ticket: "",
    kind: "routed",
    agent: -1,
    category: -1,
    channel: -1,
    createdAt: Number.NaN,
    assignedAt: Number.NaN,
    handedTo: -1,
    handedAt: Number.NaN,
    autoReplyAt: Number.NaN,
    firstReplyAt: Number.NaN,
    recategorisedTo: -1,
    solved: false,
    closedAt: Number.NaN,
    selfReopenings: 0,
    survey: "none",
    answeredAt: Number.NaN,
    answer: 0,
    returnAt: Number.NaN,
    returnsAsNewTicket: false,
    reclosedAt: Number.NaN,
    reclosedSilently: false,
    handlingMs: 0,
    splitOf: "",
  };
}
