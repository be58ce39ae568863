import { actorRoles } from "../../schemas/vocabulary.ts";
import type { LogDictionaries } from "../event-log.ts";
import type { InstantReader } from "../instant.ts";
import { IdColumn } from "./id-column.ts";
import { InstantColumn } from "./instant-column.ts";
import { NameColumn } from "./name-column.ts";
import { NumberColumn } from "./number-column.ts";
import { plainWords } from "./plain-words.ts";
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
    type: words(plainWords.type),
    id: new IdColumn(states),
    seq: new NumberColumn(states),
    requester: names("requesters"),
    channel: names("channels"),
    category: names("categories"),
    priority: names("priorities"),
    team: holders("teams"),
    initiator: words(plainWords.initiator),
    public: new TruthColumn(states),
    origin: words(plainWords.origin),
    intent: words(plainWords.intent),
    agent: holders("agents"),
    phase: words(plainWords.phase),
    cause: words(plainWords.cause),
    step: words(plainWords.step),
    score: new NumberColumn(states),
    saidSolved: new TruthColumn(states),
    reason: names("values"),
    relation: words(plainWords.relation),
    other: names("values"),
    level: words(plainWords.level),
    due: new InstantColumn(states, instants),
    kept: new TruthColumn(states),
    name: names("names"),
    value: names("values"),
    "actor.kind": words(plainWords["actor.kind"]),
    "actor.id": names("agents"),
    "actor.team": names("teams"),
    "actor.employer": names("employers"),
    "actor.role": words(actorRoles),
    "scale.min": new NumberColumn(states),
    "scale.max": new NumberColumn(states),
  } satisfies Record<string, TableColumn>;
}
