import {
  actorKinds,
  actorRoles,
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
import type { LogDictionaries } from "../event-log.ts";
import type { InstantReader } from "../instant.ts";
import { IdColumn } from "./id-column.ts";
import { InstantColumn } from "./instant-column.ts";
import { NameColumn } from "./name-column.ts";
import { NumberColumn } from "./number-column.ts";
import type { RowStates } from "./row-states.ts";
import type { TableColumn } from "./table-column.ts";
import { TextColumn } from "./text-column.ts";
import { TruthColumn, wordSorts } from "./text-sorts.ts";

/** A column for each field of an event, by its path as CSV names it. */
export function eventColumnsOf(states: RowStates, instants: InstantReader, dictionaries: LogDictionaries) {
  const words = (list: readonly string[]) => new TextColumn(states, wordSorts(list));
  const names = (list: keyof LogDictionaries) => new NameColumn(states, dictionaries[list]);
  const holders = (list: keyof LogDictionaries) => new NameColumn(states, dictionaries[list], true);
  return {
    ticket: names("tickets"),
    at: new InstantColumn(states, instants),
    type: words(eventTypes),
    id: new IdColumn(states),
    seq: new NumberColumn(states),
    requester: names("requesters"),
    channel: names("channels"),
    category: names("categories"),
    priority: names("priorities"),
    team: holders("teams"),
    initiator: words(initiators),
    public: new TruthColumn(states),
    origin: words(messageOrigins),
    intent: words(messageIntents),
    agent: holders("agents"),
    phase: words(phases),
    cause: words(statusCauses),
    step: words([...solutionSteps, ...handoffSteps, ...surveySteps]),
    score: new NumberColumn(states),
    saidSolved: new TruthColumn(states),
    reason: names("values"),
    relation: words(linkRelations),
    other: names("values"),
    level: words(escalationLevels),
    due: new InstantColumn(states, instants),
    kept: new TruthColumn(states),
    name: names("names"),
    value: names("values"),
    "actor.kind": words(actorKinds),
    "actor.id": names("agents"),
    "actor.team": names("teams"),
    "actor.employer": names("employers"),
    "actor.role": words(actorRoles),
    "scale.min": new NumberColumn(states),
    "scale.max": new NumberColumn(states),
  } satisfies Record<string, TableColumn>;
}
