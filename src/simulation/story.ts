import { normalQuantile } from "../stats/normal.ts";
import { answeringProbability, logistic, meanMood, solvingProbability, starsOf } from "./customer.ts";
import type { DeskPlan, SimulatedAgent } from "./desk-plan.ts";
import type { Random } from "./random.ts";
import { seededRandom } from "./random.ts";
import { dumpStretchMs, hardAbove, prematureCloseExtra, rushPenalty } from "./tactic.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The customer's return counts as such within this time after the closing, in the whole of this simulator. */
export const returnWindowMs = 7 * dayMs;

/** How a ticket came to be. */
export type StoryKind = "routed" | "selfPicked" | "split" | "fake";

/** What becomes of the survey: asked, not asked for an accepted reason, not asked for none, or nothing to ask about. */
export type StorySurvey = "offered" | "noContact" | "blocked" | "none";

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

/**
 * Tells every ticket of a desk, agent by agent. The story object is reused: whoever wants to keep it must copy it.
 *
 * Each ticket takes the same number of random numbers from its agent's own stream whatever happens to it, so that the
 * same desk with and without a tactic differs by what the tactic changes and by nothing else. Tickets that a tactic
 * adds come after the agent's ordinary ones.
 */
export function tellStories(plan: DeskPlan, visit: (story: Story) => void): void {
  const draws = new Float64Array(luckCount);
  const story = blankStory();
  for (const [position, agent] of plan.agents.entries()) {
    const random = seededRandom(plan.options.seed, 3, position);
    const premature = agent.tactics.prematureClose ?? 0;
    const routed = Math.round(agent.tickets * (1 + prematureCloseExtra * premature));
    const claimed = Math.round(agent.tickets * (agent.tactics.cherryPick ?? 0));
    const faked = Math.round(agent.tickets * (agent.tactics.fakeTickets ?? 0));
    for (let i = 0; i < routed + claimed; i++) {
      draw(draws, random);
      story.ticket = `t${position + 1}-${i + 1}`;
      tellTicket(plan, agent, position, draws, story, i >= routed);
      visit(story);
      if (isSplit(plan, agent, draws)) tellSplit(story, draws, visit);
    }
    for (let i = 0; i < faked; i++) {
      draw(draws, random);
      tellFake(plan, agent, position, i, draws, story);
      visit(story);
    }
  }
}

/** Names of the random numbers of one ticket. */
const luck = {
  queue: 0,
  arrival: 1,
  hidden: 2,
  solve: 3,
  escalate: 4,
  colleague: 5,
  colleagueSolves: 6,
  comesBack: 7,
  wayBack: 8,
  timeBack: 9,
  mood: 10,
  answers: 11,
  answerDelay: 12,
  neverClosed: 13,
  selfPicked: 14,
  split: 15,
  selfReopens: 16,
  recategorised: 17,
  newCategory: 18,
  suppressed: 19,
  closing: 20,
  firstReply: 21,
  handling: 22,
  tactic: 23,
  survey: 24,
  swallow: 25,
} as const;
const luckCount = 26;

function draw(draws: Float64Array, random: Random): void {
  // Half a step away from 0, so that no quantile is infinite.
  for (let i = 0; i < luckCount; i++) draws[i] = random.uniform() + 2 ** -33;
}

function tellTicket(
  plan: DeskPlan,
  agent: SimulatedAgent,
  position: number,
  draws: Float64Array,
  story: Story,
  claimed: boolean,
): void {
  const { world, toAt, peaks } = plan.options;
  const { tactics } = agent;
  const channels = world.channels.length;
  const queue = pickQueue(agent.queueShares, draws[luck.queue]!);
  const category = Math.floor(queue / channels);
  const channel = queue % channels;
  const hiddenLuck = normalQuantile(draws[luck.hidden]!);
  const hidden =
    world.hiddenDifficultySd * (claimed ? -0.3 - Math.abs(hiddenLuck) : hiddenLuck) +
    (agent.outsourced ? world.outsourcedHiddenDifficulty : 0);
  const createdAt = plan.arrivalAt(draws[luck.arrival]!);
  const peak = peaks.find((one) => createdAt >= one.fromAt && createdAt < one.toAt);
  const slowdown = (peak?.slowdown ?? 1) / agent.pace;
  const coin = draws[luck.tactic]!;

  story.kind = claimed || draws[luck.selfPicked]! < world.selfPickedRate ? "selfPicked" : "routed";
  story.agent = position;
  story.category = category;
  story.channel = channel;
  story.splitOf = "";
  story.createdAt = createdAt;
  story.assignedAt = createdAt + 3 * minuteMs;
  story.autoReplyAt = coin < (tactics.autoFirstReply ?? 0) ? story.assignedAt + 5_000 : Number.NaN;
  const replyMs = world.channels[channel]!.firstReplyMs * slowdown * Math.exp(normalQuantile(draws[luck.firstReply]!));
  story.firstReplyAt = Math.ceil(story.assignedAt + replyMs);
  story.recategorisedTo = recategorised(plan, agent, category, draws);

  // Who works on it, and whether the problem is solved.
  const leavesOpen = hidden > hardAbove.leaveHardOpen && coin < (tactics.leaveHardOpen ?? 0);
  const transfers = hidden > hardAbove.transferHard && coin < (tactics.transferHard ?? 0) && plan.agents.length > 1;
  const premature = hidden > hardAbove.prematureClose && coin < (tactics.prematureClose ?? 0);
  const dumps = createdAt > toAt - dumpStretchMs && coin < (tactics.dumpBeforeCutoff ?? 0);
  const colleague = pickColleague(plan, position, draws[luck.colleague]!);
  let solved =
    !transfers &&
    !premature &&
    draws[luck.solve]! <
      solvingProbability(world, agent.ability - (dumps ? rushPenalty : 0), category, channel, hidden);
  let handsOver = transfers;
  if (!solved && !premature && !dumps && !leavesOpen && colleague >= 0) {
    handsOver ||= draws[luck.escalate]! < world.escalationRate;
    if (handsOver) {
      const { ability } = plan.agents[colleague]!;
      solved = draws[luck.colleagueSolves]! < solvingProbability(world, ability, category, channel, hidden);
    }
  }
  story.handedTo = handsOver ? colleague : -1;
  story.handedAt = handsOver
    ? Math.ceil(transfers ? story.assignedAt + 2 * minuteMs : story.firstReplyAt + replyMs)
    : Number.NaN;
  if (transfers) story.firstReplyAt = Math.ceil(story.handedAt + replyMs);
  story.solved = solved;

  const quick = premature || dumps;
  const workMs = world.channels[channel]!.closingMs * slowdown * Math.exp(normalQuantile(draws[luck.closing]!));
  const doneAt = story.assignedAt + Math.min(quick ? workMs / 10 : workMs * (handsOver ? 1.5 : 1), 25 * dayMs);
  const neverClosed = leavesOpen || draws[luck.neverClosed]! < world.neverClosedRate;
  const earliest = Math.max(story.firstReplyAt, handsOver ? story.handedAt : 0) + minuteMs;
  story.closedAt = neverClosed ? Number.NaN : Math.ceil(Math.max(doneAt, earliest));
  const handlingLuck = Math.exp(0.5 * normalQuantile(draws[luck.handling]!) + 0.25 * hidden);
  story.handlingMs = ((10 * minuteMs * handlingLuck) / agent.pace) * (quick ? 0.4 : transfers ? 0.3 : 1);
  const churns =
    draws[luck.selfReopens]! < world.selfReopenRate + (1 - world.selfReopenRate) * (tactics.selfChurn ?? 0);
  story.selfReopenings = !neverClosed && churns ? 1 : 0;

  const mood = tellSurvey(plan, agent, story, draws, peak?.moodDrop ?? 0);
  tellReturn(plan, agent, story, draws);
  if (story.survey === "offered" && mood > 0) answerSurvey(plan, agent, story, draws, mood);
}

/** Decides on the survey and gives the stars that the customer has in mind, 0 where nobody closed the ticket. */
function tellSurvey(
  plan: DeskPlan,
  agent: SimulatedAgent,
  story: Story,
  draws: Float64Array,
  moodDrop: number,
): number {
  const { world } = plan.options;
  story.answeredAt = Number.NaN;
  story.answer = 0;
  if (Number.isNaN(story.closedAt)) {
    story.survey = "none";
    return 0;
  }
  const closer = story.handedTo >= 0 ? plan.agents[story.handedTo]! : agent;
  const mean = meanMood(world, story.solved, closer.courtesy, story.category, story.channel) - moodDrop;
  const stars = starsOf(world, mean + normalQuantile(draws[luck.mood]!));
  const hides = stars <= 3 && draws[luck.survey]! < (agent.tactics.surveyOnlyHappy ?? 0);
  const gate = draws[luck.suppressed]!;
  if (gate < world.noContactRate) story.survey = "noContact";
  else if (hides || gate < world.noContactRate + world.unexplainedSuppressionRate) story.survey = "blocked";
  else story.survey = "offered";
  return stars;
}

function answerSurvey(
  plan: DeskPlan,
  agent: SimulatedAgent,
  story: Story,
  draws: Float64Array,
  starsInMind: number,
): void {
  const { tactics } = agent;
  let probability = answeringProbability(plan.options.world, starsInMind, story.solved, story.channel);
  if (starsInMind >= 4 && tactics.nudgeHappy !== undefined)
    probability = logistic(Math.log(probability / (1 - probability)) + Math.log(tactics.nudgeHappy));
  if (starsInMind <= 2 && tactics.discourageUnhappy !== undefined) probability *= tactics.discourageUnhappy;
  if (draws[luck.answers]! >= probability) return;
  const begs = (starsInMind === 3 || starsInMind === 4) && draws[luck.survey]! < (tactics.begForStar ?? 0);
  story.answer = begs ? starsInMind + 1 : starsInMind;
  const delay = Math.min(-6 * hourMs * Math.log(1 - draws[luck.answerDelay]! * 0.9999), 5 * dayMs);
  story.answeredAt = Math.ceil(lastClosingAt(story) + 2 * minuteMs + delay);
}

function tellReturn(plan: DeskPlan, agent: SimulatedAgent, story: Story, draws: Float64Array): void {
  const { world } = plan.options;
  story.returnAt = Number.NaN;
  story.returnsAsNewTicket = false;
  story.reclosedAt = Number.NaN;
  story.reclosedSilently = false;
  if (Number.isNaN(story.closedAt)) return;
  const luckOfReturn = draws[luck.comesBack]!;
  const soon = luckOfReturn < (story.solved ? world.thanksReopenRate : world.returnRate);
  const late = !soon && !story.solved && luckOfReturn < world.returnRate + world.lateReturnRate;
  if (!soon && !late) return;
  const from = lastClosingAt(story) + hourMs;
  const share = draws[luck.timeBack]!;
  // Most come back within a day or two.
  story.returnAt = Math.floor(
    from + (soon ? (returnWindowMs - 2 * hourMs) * share * share : returnWindowMs + 14 * dayMs * share),
  );
  story.returnsAsNewTicket = !story.solved && draws[luck.wayBack]! < world.newTicketShare;
  if (story.returnsAsNewTicket) return;
  story.reclosedSilently = draws[luck.swallow]! < (agent.tactics.swallowReopen ?? 0);
  story.reclosedAt = story.returnAt + (story.reclosedSilently ? 5 * minuteMs : 20 * hourMs);
}

function recategorised(plan: DeskPlan, agent: SimulatedAgent, category: number, draws: Float64Array): number {
  const { world } = plan.options;
  const gate = draws[luck.recategorised]!;
  if (gate < (agent.tactics.recategorise ?? 0)) return category === plan.hardestCategory ? -1 : plan.hardestCategory;
  const rate = world.recategoriseRate;
  // The honest ones come from the other end, so that the tactic adds to them.
  if (gate < 1 - rate || world.categories.length < 2) return -1;
  const other = Math.floor(draws[luck.newCategory]! * (world.categories.length - 1));
  return other < category ? other : other + 1;
}

function isSplit(plan: DeskPlan, agent: SimulatedAgent, draws: Float64Array): boolean {
  const rate = plan.options.world.splitRate;
  return draws[luck.split]! < rate + (1 - rate) * (agent.tactics.splitTickets ?? 0);
}

function tellSplit(story: Story, draws: Float64Array, visit: (story: Story) => void): void {
  const parent = { ...story };
  Object.assign(story, blankStory(), {
    ticket: `${parent.ticket}s`,
    kind: "split" satisfies StoryKind,
    agent: parent.agent,
    category: parent.category,
    channel: parent.channel,
    createdAt: parent.assignedAt + 10 * minuteMs,
    assignedAt: parent.assignedAt + 10 * minuteMs,
    closedAt: parent.assignedAt + 30 * minuteMs,
    firstReplyAt: Number.NaN,
    solved: true,
    // Who asks again with a new ticket asks again about both.
    returnAt: parent.returnsAsNewTicket ? parent.returnAt : Number.NaN,
    returnsAsNewTicket: parent.returnsAsNewTicket,
    handlingMs: 2 * minuteMs * (0.5 + draws[luck.handling]!),
    splitOf: parent.ticket,
  });
  visit(story);
}

function tellFake(
  plan: DeskPlan,
  agent: SimulatedAgent,
  position: number,
  number: number,
  draws: Float64Array,
  story: Story,
): void {
  const queue = pickQueue(agent.queueShares, draws[luck.queue]!);
  const createdAt = plan.arrivalAt(draws[luck.arrival]!);
  Object.assign(story, blankStory(), {
    ticket: `t${position + 1}-x${number + 1}`,
    kind: "fake" satisfies StoryKind,
    agent: position,
    category: Math.floor(queue / plan.options.world.channels.length),
    channel: queue % plan.options.world.channels.length,
    createdAt,
    assignedAt: createdAt,
    firstReplyAt: createdAt + minuteMs,
    closedAt: createdAt + 20 * minuteMs,
    solved: true,
    survey: "offered" satisfies StorySurvey,
    answer: 5,
    answeredAt: createdAt + 50 * minuteMs,
    handlingMs: minuteMs,
  });
}

function pickQueue(shares: Float64Array, uniform: number): number {
  let rest = uniform;
  for (let queue = 0; queue < shares.length - 1; queue++) {
    rest -= shares[queue]!;
    if (rest < 0) return queue;
  }
  return shares.length - 1;
}

/** Somebody else, anybody alike; within the team where teams keep to themselves; -1 where there is nobody. */
function pickColleague(plan: DeskPlan, position: number, uniform: number): number {
  const { agents, options } = plan;
  const outsourced = Math.round(options.world.outsourcedShare * agents.length);
  const apart = options.world.separateQueues;
  const first = apart && position >= outsourced ? outsourced : 0;
  const last = apart && position < outsourced ? outsourced : agents.length;
  const others = last - first - 1;
  if (others < 1) return -1;
  const chosen = first + Math.min(others - 1, Math.floor(uniform * others));
  return chosen < position ? chosen : chosen + 1;
}

function blankStory(): Story {
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
