import type { TicketEvent } from "../schemas/event.ts";
import type { DeskOptions, ResolvedDeskOptions } from "./desk-options.ts";
import { resolveDeskOptions } from "./desk-options.ts";
import { planDesk } from "./desk-plan.ts";
import type { AgentTruth } from "./desk-truth.ts";
import { deskTruth } from "./desk-truth.ts";
import type { DraftEvent } from "./story-events.ts";
import { storyEvents } from "./story-events.ts";
import { tellStories } from "./tell-stories.ts";

/** A simulated desk: what its log shows, and what no log would. */
export interface SimulatedDesk {
  /** In order of time, up to the end of the period; instants in ISO 8601, UTC. */
  readonly events: TicketEvent[];
  readonly truth: AgentTruth[];
  readonly options: ResolvedDeskOptions;
}

/**
 * Simulates a desk whose true quality is known, as an event log. Same options, same events, on every machine.
 *
 * @example
 * const desk = simulateDesk({ seed: 1, agents: 10, ticketsPerAgent: 20 });
 * desk.events[0].type; //=> "created"
 *
 * @throws RangeError if an option is out of its range
 */
export function simulateDesk(options: DeskOptions): SimulatedDesk {
  const resolved = resolveDeskOptions(options);
  const plan = planDesk(resolved);
  const drafts: DraftEvent[] = [];
  tellStories(plan, (story) => {
    for (const draft of storyEvents(plan, story)) if (draft.at <= resolved.toAt) drafts.push(draft);
  });
  // The sort is stable: what happens at one instant stays in the order of the story.
  drafts.sort((a, b) => a.at - b.at);
  const events = drafts.map((draft, position): TicketEvent => {
    const envelope = { ticket: draft.ticket, at: new Date(draft.at).toISOString(), id: `e${position + 1}` };
    return { ...envelope, ...draft.event };
  });
  return { events, truth: deskTruth(plan), options: resolved };
}
