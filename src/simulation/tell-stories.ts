import type { DeskPlan, SimulatedAgent } from "./desk-plan.ts";
import { draw, luck, luckCount } from "./luck.ts";
import { seededRandom } from "./random.ts";
import type { Story } from "./story.ts";
import { blankStory } from "./story.ts";
import { prematureCloseExtra } from "./tactic.ts";
import { pickQueue, tellTicket } from "./tell-ticket.ts";

const minuteMs = 60_000;

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

function isSplit(plan: DeskPlan, agent: SimulatedAgent, draws: Float64Array): boolean {
  const rate = plan.options.world.splitRate;
  return draws[luck.split]! < rate + (1 - rate) * (agent.tactics.splitTickets ?? 0);
}

function tellSplit(story: Story, draws: Float64Array, visit: (story: Story) => void): void {
  const parent = { ...story };
  const split: Partial<Story> = {
    ticket: `${parent.ticket}s`,
    kind: "split",
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
  };
  Object.assign(story, blankStory(), split);
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
  const fake: Partial<Story> = {
    ticket: `t${position + 1}-x${number + 1}`,
    kind: "fake",
    agent: position,
    category: Math.floor(queue / plan.options.world.channels.length),
    channel: queue % plan.options.world.channels.length,
    createdAt,
    assignedAt: createdAt,
    firstReplyAt: createdAt + minuteMs,
    closedAt: createdAt + 20 * minuteMs,
    solved: true,
    survey: "offered",
    answer: 5,
    answeredAt: createdAt + 50 * minuteMs,
    handlingMs: minuteMs,
  };
  Object.assign(story, blankStory(), fake);
}
