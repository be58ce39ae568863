import {
  escalationLevels,
  eventTypes,
  handoffSteps,
  initiators,
  linkRelations,
  messageIntents,
  messageOrigins,
  phases,
  solutionSteps,
  statusCauses,
  surveySteps,
} from "../schemas/vocabulary.ts";
import { unsaid } from "./column-writer.ts";

/** The least and the greatest value that a column may have. */
export type Range = readonly [least: number, greatest: number];

export interface ColumnRanges {
  code: Range;
  detail: Range;
  a: Range;
  b: Range;
}

/** How many rows and texts there are to point at. */
export interface TargetSizes {
  agents: number;
  teams: number;
  values: number;
  names: number;
  created: number;
  scores: number;
  promises: number;
}

/** By event type: what its columns may hold, as the table at `EventLog` says. A column without a meaning holds 0, or -1 in a and b. */
export function columnRanges(sizes: TargetSizes): ColumnRanges[] {
  const upTo = (count: number, least = 0): Range => [least, count - 1];
  const unused = { code: [0, 0], detail: [0, 0], a: [-1, -1], b: [-1, -1] } as const;
  const truth: Range = [0, 2];
  const ranges: Record<(typeof eventTypes)[number], ColumnRanges> = {
    created: { ...unused, code: upTo(initiators.length), a: upTo(sizes.created) },
    message: { ...unused, code: [0, 1], detail: upTo(messageOrigins.length), a: upTo(messageIntents.length) },
    assigned: { ...unused, a: upTo(sizes.agents, unsaid), b: upTo(sizes.teams, unsaid) },
    status: { ...unused, code: upTo(phases.length, 1), detail: upTo(statusCauses.length) },
    solution: { ...unused, code: upTo(solutionSteps.length) },
    handoff: { ...unused, code: upTo(handoffSteps.length) },
    survey: {
      code: upTo(surveySteps.length),
      detail: truth,
      a: upTo(sizes.scores, -1),
      b: upTo(sizes.values, -1),
    },
    linked: { ...unused, code: upTo(linkRelations.length), a: upTo(sizes.values, -1) },
    escalated: { ...unused, code: upTo(escalationLevels.length) },
    promised: { ...unused, code: truth, b: upTo(sizes.promises) },
    field: { ...unused, a: upTo(sizes.names), b: upTo(sizes.values) },
  };
  return eventTypes.map((type) => ranges[type]);
}
