import { normalQuantile } from "../stats/normal.ts";
import { solvingProbability } from "./customer.ts";
import type { DeskPlan, SimulatedAgent } from "./desk-plan.ts";
import { luck } from "./luck.ts";
import type { Story } from "./story.ts";
import { dumpStretchMs, hardAbove, rushPenalty } from "./tactic.ts";
import { tellAftermath } from "./tell-aftermath.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * Tells one ticket that a customer brought.
 *
 * @param claimed whether the agent picked it himself, because it looked easy
 */
export function tellTicket(
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

  tellAftermath(plan, agent, story, draws, peak?.moodDrop ?? 0);
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

/** Position of a queue drawn by its share. */
export function pickQueue(shares: Float64Array, uniform: number): number {
  let rest = uniform;
  for (let queue = 0; queue < shares.length - 1; queue++) {
    rest -= shares[queue]!;
    if (rest < 0) return queue;
  }
  return shares.length - 1;
}
