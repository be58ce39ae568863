import type { OutcomeReason, ProcessSign, UnitExclusion, Units } from "../appraisal/unit.ts";
import { OUTCOME_REASONS, PROCESS_SIGNS, UNIT_EXCLUSIONS } from "../appraisal/unit.ts";
import type { AgentDashboard } from "./agent-dashboard.ts";
import { agentDashboards } from "./agent-dashboard.ts";
import type { DeskOptions, ResolvedDeskOptions } from "./desk-options.ts";
import { resolveDeskOptions } from "./desk-options.ts";
import type { DeskPlan } from "./desk-plan.ts";
import { planDesk } from "./desk-plan.ts";
import type { AgentTruth } from "./desk-truth.ts";
import { deskTruth } from "./desk-truth.ts";
import type { Story } from "./story.ts";
import { lastClosingAt, returnWindowMs } from "./story.ts";
import { tellStories } from "./tell-stories.ts";

const horizonMs = 30 * 86_400_000;

/** A simulated desk without its log. */
export interface SimulatedUnits {
  readonly units: Units;
  /** In the order of `truth`. */
  readonly dashboards: AgentDashboard[];
  readonly truth: AgentTruth[];
  readonly options: ResolvedDeskOptions;
}

/**
 * The same desk as `simulateDesk` with the same options, but as the units that the agent score reads: what folding the
 * log would give, under the default policy (return window 7 days, horizon 30 days), for every unit that matures by the
 * end of the log. Far faster than going through events: for studies over many desks.
 *
 * @throws RangeError if an option is out of its range
 */
export function simulateUnits(options: DeskOptions): SimulatedUnits {
  const resolved = resolveDeskOptions(options);
  const plan = planDesk(resolved);
  const board = agentDashboards(plan);
  const writer = unitWriter(plan);
  tellStories(plan, (story) => {
    board.count(story);
    writer.add(story);
  });
  return { units: writer.units(), dashboards: board.dashboards, truth: deskTruth(plan), options: resolved };
}

function unitWriter(plan: DeskPlan) {
  const { toAt, world } = plan.options;
  const tickets: string[] = [];
  const columns = {
    agent: [] as number[],
    category: [] as number[],
    channel: [] as number[],
    ticket: [] as number[],
    received: [] as number[],
    outcome: [] as number[],
    outcomeReason: [] as number[],
    assignedAt: [] as number[],
    maturesAt: [] as number[],
    rating: [] as number[],
    offered: [] as number[],
    blocked: [] as number[],
    excluded: [] as number[],
    signs: [] as number[],
    closedAt: [] as number[],
    creditedClosing: [] as number[],
  };

  function addRow(story: Story, agent: number, received: boolean, excluded: UnitExclusion): void {
    const closed = story.closedAt <= toAt;
    const maturesAt = closed ? lastClosingAt(story) + returnWindowMs : story.assignedAt + horizonMs;
    const reason = outcomeReason(story, toAt);
    const surveyed = closed && lastClosingAt(story) < toAt;
    columns.agent.push(agent);
    columns.category.push(story.category);
    columns.channel.push(story.channel);
    columns.ticket.push(tickets.length - 1);
    columns.received.push(received ? 1 : 0);
    columns.outcome.push(reason === "stayedClosed" ? 1 : 0);
    columns.outcomeReason.push(OUTCOME_REASONS.indexOf(reason));
    columns.assignedAt.push(story.assignedAt);
    columns.maturesAt.push(maturesAt);
    columns.rating.push(story.answeredAt <= toAt ? (story.answer - 1) / 4 : Number.NaN);
    columns.offered.push(surveyed && story.survey === "offered" ? 1 : 0);
    columns.blocked.push(surveyed && story.survey === "blocked" ? 1 : 0);
    columns.excluded.push(UNIT_EXCLUSIONS.indexOf(excluded));
    const signs = received ? [] : signsOf(story, toAt);
    columns.signs.push(signs.reduce((bits, sign) => bits | PROCESS_SIGNS[sign], 0));
    // A closing that the closer undid at once is none.
    columns.closedAt.push(lastClosingAt(story) <= toAt ? lastClosingAt(story) : Number.NaN);
    columns.creditedClosing.push(closed && agent === (story.handedTo < 0 ? story.agent : story.handedTo) ? 1 : 0);
  }

  return {
    add(story: Story): void {
      if (story.assignedAt > toAt) return;
      tickets.push(story.ticket);
      const byAgent = story.kind === "split" || story.kind === "fake";
      const excluded = byAgent ? "notCustomerInitiated" : story.kind === "selfPicked" ? "selfPicked" : "counted";
      addRow(story, story.agent, false, excluded);
      if (story.handedAt <= toAt) addRow(story, story.handedTo, true, excluded);
    },
    units(): Units {
      return {
        length: columns.agent.length,
        agents: plan.agents.map((agent) => agent.id),
        categories: world.categories.map((category) => category.name),
        channels: world.channels.map((channel) => channel.name),
        tickets,
        agent: Int32Array.from(columns.agent),
        category: Int32Array.from(columns.category),
        channel: Int32Array.from(columns.channel),
        ticket: Int32Array.from(columns.ticket),
        received: Uint8Array.from(columns.received),
        outcome: Uint8Array.from(columns.outcome),
        outcomeReason: Uint8Array.from(columns.outcomeReason),
        assignedAt: Float64Array.from(columns.assignedAt),
        maturesAt: Float64Array.from(columns.maturesAt),
        rating: Float64Array.from(columns.rating),
        offered: Uint8Array.from(columns.offered),
        blocked: Uint8Array.from(columns.blocked),
        unasked: new Uint8Array(columns.agent.length),
        excluded: Uint8Array.from(columns.excluded),
        signs: Uint16Array.from(columns.signs),
        closedAt: Float64Array.from(columns.closedAt),
        creditedClosing: Uint8Array.from(columns.creditedClosing),
      };
    },
  };
}

function outcomeReason(story: Story, toAt: number): OutcomeReason {
  if (!(story.closedAt <= toAt)) return "neverClosed";
  const windowEndsAt = Math.min(lastClosingAt(story) + returnWindowMs, toAt);
  if (story.returnAt <= windowEndsAt) return story.returnsAsNewTicket ? "newTicketOnTheSame" : "reopened";
  return "stayedClosed";
}

function signsOf(story: Story, toAt: number): ProcessSign[] {
  const signs: ProcessSign[] = [];
  if (story.kind === "split" || story.kind === "fake") signs.push("agentCreated");
  if (story.selfReopenings > 0 && story.handedTo < 0 && story.closedAt < toAt) signs.push("selfReopened");
  if (story.handedAt <= toAt) signs.push("transferredOut");
  if (story.recategorisedTo >= 0) signs.push("categoryChanged");
  if (story.reclosedSilently && story.reclosedAt <= toAt) signs.push("reclosedWithoutReply");
  if (!(story.closedAt <= toAt) && story.assignedAt + horizonMs <= toAt) signs.push("neverClosed");
  return signs;
}
