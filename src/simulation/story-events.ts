import type { Actor, TicketEvent } from "../schemas/event.ts";
import type { DeskPlan, SimulatedAgent } from "./desk-plan.ts";
import type { Story } from "./story.ts";
import { churnStepMs, lastClosingAt } from "./story.ts";

const minuteMs = 60_000;
const customer: Actor = { kind: "customer" };
const system: Actor = { kind: "system" };

/** An event before it has its identifier and its instant in writing. */
export interface DraftEvent {
  readonly ticket: string;
  readonly at: number;
  readonly event: DistributiveOmit<TicketEvent, "ticket" | "at" | "id">;
}

type DistributiveOmit<Union, Keys extends PropertyKey> = Union extends unknown ? Omit<Union, Keys> : never;

/** Tells a story as events, in the order in which they happen at one instant; the caller sorts by time. */
export function storyEvents(plan: DeskPlan, story: Story): DraftEvent[] {
  const { world } = plan.options;
  const { ticket } = story;
  const requester = `c${(story.splitOf || ticket).slice(1)}`;
  const category = world.categories[story.category]!.name;
  const channel = world.channels[story.channel]!.name;
  const first = actorOf(plan.agents[story.agent]!);
  const last = story.handedTo < 0 ? first : actorOf(plan.agents[story.handedTo]!);
  const byAgent = story.kind === "split" || story.kind === "fake";
  const drafts: DraftEvent[] = [];
  const add = (at: number, event: DraftEvent["event"]): void => {
    if (!Number.isNaN(at)) drafts.push({ ticket, at, event });
  };

  const initiator = byAgent ? "agent" : "customer";
  const creator = byAgent ? first : customer;
  add(story.createdAt, { type: "created", requester, channel, category, initiator, actor: creator });
  if (story.splitOf !== "")
    add(story.createdAt, { type: "linked", relation: "splitFrom", other: story.splitOf, actor: first });
  if (!byAgent) add(story.createdAt, { type: "message", public: true, actor: customer });
  add(story.assignedAt, assignment(first, story.kind === "routed" ? system : first));
  add(story.autoReplyAt, { type: "message", public: true, origin: "autoReply", actor: first });
  if (story.recategorisedTo >= 0) {
    const value = world.categories[story.recategorisedTo]!.name;
    add(story.assignedAt + minuteMs, { type: "field", name: "category", value, actor: first });
  }
  const repliesFirst = story.handedTo >= 0 && story.handedAt <= story.firstReplyAt ? last : first;
  add(story.firstReplyAt, { type: "message", public: true, origin: "human", actor: repliesFirst });
  add(story.handedAt, assignment(last, first));
  addClosing(story, last, add);
  addReturn(story, last, add, drafts, { requester, channel, category });
  return drafts;
}

function addClosing(story: Story, closer: Actor, add: (at: number, event: DraftEvent["event"]) => void): void {
  if (Number.isNaN(story.closedAt)) return;
  add(story.closedAt - 1_000, { type: "message", public: true, origin: "human", actor: closer });
  add(story.closedAt, { type: "status", phase: "closed", cause: "agent", actor: closer });
  for (let i = 0; i < story.selfReopenings; i++) {
    const reopenedAt = story.closedAt + (2 * i + 1) * churnStepMs;
    add(reopenedAt, { type: "status", phase: "open", cause: "agent", actor: closer });
    add(reopenedAt + churnStepMs, { type: "status", phase: "closed", cause: "agent", actor: closer });
  }
  const askedAt = lastClosingAt(story) + minuteMs;
  if (story.survey === "offered") add(askedAt, { type: "survey", step: "offered", actor: system });
  if (story.survey === "noContact")
    add(askedAt, { type: "survey", step: "suppressed", reason: "noContact", actor: system });
  if (story.survey === "blocked") add(askedAt, { type: "survey", step: "suppressed", actor: system });
  const scale = { min: 1, max: 5 };
  add(story.answeredAt, { type: "survey", step: "answered", score: story.answer, scale, actor: customer });
}

function addReturn(
  story: Story,
  closer: Actor,
  add: (at: number, event: DraftEvent["event"]) => void,
  drafts: DraftEvent[],
  matter: { requester: string; channel: string; category: string },
): void {
  // The new ticket in which a customer asks again about a split matter is told with the other half.
  if (Number.isNaN(story.returnAt) || story.kind === "split") return;
  if (story.returnsAsNewTicket) {
    // Somebody outside the desk takes it from here; the log shows that the customer had to ask again.
    const ticket = `${story.ticket}f`;
    drafts.push(
      {
        ticket,
        at: story.returnAt,
        event: { type: "created", ...matter, initiator: "customer", actor: customer },
      },
      { ticket, at: story.returnAt, event: { type: "message", public: true, actor: customer } },
    );
    return;
  }
  add(story.returnAt, { type: "message", public: true, actor: customer });
  add(story.returnAt, { type: "status", phase: "open", cause: "customer", actor: customer });
  if (!story.reclosedSilently)
    add(story.reclosedAt - 1_000, { type: "message", public: true, origin: "human", actor: closer });
  add(story.reclosedAt, { type: "status", phase: "closed", cause: "agent", actor: closer });
}

function assignment(owner: Actor, actor: Actor): DraftEvent["event"] {
  return { type: "assigned", agent: owner.id ?? null, team: owner.team ?? null, actor };
}

function actorOf(agent: SimulatedAgent): Actor {
  const team = agent.outsourced ? "outsourced" : "in-house";
  return { kind: "agent", id: agent.id, team, employer: team };
}
