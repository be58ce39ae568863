import { normalQuantile } from "../stats/normal.ts";
import { answeringProbability, logistic, meanMood, starsOf } from "./customer.ts";
import type { DeskPlan, SimulatedAgent } from "./desk-plan.ts";
import { luck } from "./luck.ts";
import type { Story } from "./story.ts";
import { lastClosingAt, returnWindowMs } from "./story.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What follows the closing: the survey, its answer, and the customer's return. */
export function tellAftermath(
  plan: DeskPlan,
  agent: SimulatedAgent,
  story: Story,
  draws: Float64Array,
  moodDrop: number,
): void {
  const starsInMind = tellSurvey(plan, agent, story, draws, moodDrop);
  tellReturn(plan, agent, story, draws);
  if (story.survey === "offered") answerSurvey(plan, agent, story, draws, starsInMind);
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
