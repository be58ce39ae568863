import {
  actorKinds,
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
} from "../../schemas/vocabulary.ts";

const truths = ["true", "false", "1", "0", "yes", "no"];

/** By path, what cells of a column mostly hold that holds one of a few words; any other text there is for the schema to judge. */
export const plainWords = {
  type: eventTypes,
  initiator: initiators,
  public: truths,
  origin: messageOrigins,
  intent: messageIntents,
  phase: phases,
  cause: statusCauses,
  step: [...solutionSteps, ...handoffSteps, ...surveySteps],
  saidSolved: truths,
  relation: linkRelations,
  level: escalationLevels,
  kept: truths,
  "actor.kind": actorKinds,
} satisfies Record<string, readonly string[]>;

export type WordPath = keyof typeof plainWords;

export function isWordPath(path: string): path is WordPath {
  return Object.hasOwn(plainWords, path);
}
