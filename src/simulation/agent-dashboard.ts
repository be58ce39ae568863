import type { DeskPlan } from "./desk-plan.ts";
import type { Story } from "./story.ts";
import { churnStepMs } from "./story.ts";

/**
 * What the wall display of the desk shows for an agent: plain counts of the period, unadjusted, believed as they stand.
 * The contrast to the score, and what gaming aims at. Everything is credited to whoever closed the ticket.
 */
export interface AgentDashboard {
  readonly agent: string;
  /** Tickets owned that were created in the period. */
  assigned: number;
  /** Those of them that are closed at its end. */
  closedAtEnd: number;
  /** Closings in the period, each one, however it came about. */
  closings: number;
  /** Reopenings by customers that anybody had time to notice. */
  reopenings: number;
  /** Number of answers with 1, 2, 3, 4, 5 stars. */
  readonly stars: [number, number, number, number, number];
  /** Time spent on tickets first closed in the period, and their number. */
  handlingMs: number;
  handled: number;
  /** Time to the first reply of tickets created in the period, whoever or whatever replied, and their number. */
  firstReplyMs: number;
  replied: number;
}

/** Empty counts for every agent, and the function that adds a story to them. */
export function agentDashboards(plan: DeskPlan): { dashboards: AgentDashboard[]; count(story: Story): void } {
  const { fromAt, toAt } = plan.options;
  const within = (at: number): boolean => at > fromAt && at <= toAt;
  const dashboards = plan.agents.map(
    (agent): AgentDashboard => ({
      agent: agent.id,
      assigned: 0,
      closedAtEnd: 0,
      closings: 0,
      reopenings: 0,
      stars: [0, 0, 0, 0, 0],
      handlingMs: 0,
      handled: 0,
      firstReplyMs: 0,
      replied: 0,
    }),
  );
  return {
    dashboards,
    count(story) {
      const shown = dashboards[story.handedTo < 0 ? story.agent : story.handedTo]!;
      if (within(story.createdAt)) {
        shown.assigned += 1;
        if (story.closedAt <= toAt) shown.closedAtEnd += 1;
        const repliedAt = story.autoReplyAt > 0 ? story.autoReplyAt : story.firstReplyAt;
        if (repliedAt <= toAt) {
          shown.firstReplyMs += repliedAt - story.createdAt;
          shown.replied += 1;
        }
      }
      if (within(story.closedAt)) {
        shown.closings += 1;
        shown.handlingMs += story.handlingMs;
        shown.handled += 1;
      }
      for (let i = 1; i <= story.selfReopenings; i++)
        if (within(story.closedAt + 2 * i * churnStepMs)) shown.closings += 1;
      if (within(story.reclosedAt)) shown.closings += 1;
      if (within(story.returnAt) && !story.returnsAsNewTicket && !story.reclosedSilently) shown.reopenings += 1;
      if (within(story.answeredAt)) shown.stars[(story.answer - 1) as 0 | 1 | 2 | 3 | 4] += 1;
    },
  };
}
