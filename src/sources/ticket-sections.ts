import type { ClosingMap, TicketTableMap } from "../schemas/table-map.ts";
import type { ColumnName } from "../schemas/table-map-parts.ts";
import { compilePatterns } from "../schemas/value-pattern.ts";
import type { StatusCause } from "../schemas/vocabulary.ts";
import type { CellReader } from "./cells.ts";
import { numberOf } from "./event-maker.ts";
import type { MapReader, RowInstant } from "./map-reader.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { compileUnmapped, nameOf, Unmapped } from "./unmapped.ts";

/** An actor. */
type Person = Record<string, string>;

/** Reads the row's agent, or somebody else with the same team and employer only where he is the same. */
export function compileAgent(
  map: TicketTableMap,
  reader: MapReader,
): (row: SourceRow) => (by: string | null) => Person | null {
  const { agent } = map;
  const readId = agent === undefined ? () => undefined : reader.column(agent.id, "agent.id");
  const parts = (["team", "employer"] as const).flatMap((name) => {
    const column = agent?.[name];
    return column === undefined ? [] : [[name, reader.column(column, `agent.${name}`)] as const];
  });
  return (row) => {
    const id = readId(row);
    const holder: Person | null = id === undefined ? null : { kind: "agent", id };
    for (const [name, read] of parts) {
      const text = read(row);
      if (holder !== null && text !== undefined) holder[name] = text;
    }
    return (by) => (by === null || by === id ? holder : { kind: "agent", id: by });
  };
}

/** Who closes for which cause, where that is not the agent. */
const closerOf: Partial<Record<StatusCause, string>> = {
  customer: "customer",
  bot: "bot",
  inactivity: "system",
  rule: "system",
};

/** The actor of a closing: the agent, unless its cause says that somebody else or nobody did it. */
export function closerFor(cause: StatusCause | undefined, agent: Person | null): Person | null {
  const kind = cause === undefined ? undefined : closerOf[cause];
  return kind === undefined ? agent : { kind };
}

/** A reply or a closing: when, whether at all, and by whom. */
export function compileStep(step: Omit<ClosingMap, "cause">, reader: MapReader, place: string) {
  const at: RowInstant = reader.instant(step.at, `${place}.at`);
  const by: CellReader = step.by === undefined ? () => undefined : reader.column(step.by, `${place}.by`);
  return {
    at,
    applies: reader.conditions(step.when, `${place}.when`),
    isConditional: step.when !== undefined,
    by: (row: SourceRow) => by(row) ?? null,
  };
}

/** Reads a yes or a no; `null` where the cell is empty. */
export function compileYesNo(
  answer: { column: ColumnName; yes: string[]; no: string[] },
  reader: MapReader,
  place: string,
): (row: SourceRow) => boolean | Unmapped | null {
  const read = reader.cells.reader(answer.column, `${place}.column`);
  const meaning = compilePatterns<boolean>([
    ...answer.yes.map((pattern) => [pattern, true] as const),
    ...answer.no.map((pattern) => [pattern, false] as const),
  ]);
  const unmapped = compileUnmapped(nameOf(answer.column), [...answer.yes, ...answer.no]);
  return (row) => {
    const text = read(row);
    const found = meaning(text ?? "");
    if (found !== undefined) return found;
    return text === undefined ? null : unmapped(text);
  };
}

/** Reads the phase in which a ticket stands; `null` where the map names no column for it. */
export function compileStatus(
  status: TicketTableMap["status"],
  reader: MapReader,
): (row: SourceRow) => string | Unmapped | null {
  if (status === undefined) return () => null;
  const read = reader.cells.reader(status.column, "status.column");
  const meaning = compilePatterns(Object.entries(status.values));
  const otherwise = status.otherwise ?? "refuse";
  const unmapped = compileUnmapped(nameOf(status.column), Object.keys(status.values));
  return (row) => {
    const text = read(row) ?? "";
    const found = meaning(text);
    if (found !== undefined) return found;
    return otherwise === "refuse" ? unmapped(text) : otherwise;
  };
}

interface SurveyRow {
  id: string;
  /** `null` where it is that of the last thing that happened. */
  time: SourceTime | null;
  fields: EventRow;
}

export function compileSurvey(
  survey: TicketTableMap["survey"],
  reader: MapReader,
): ((row: SourceRow, created: SourceTime) => SurveyRow[]) | null {
  if (survey === undefined) return null;
  const score: CellReader = survey.score === undefined ? () => undefined : reader.column(survey.score, "survey.score");
  const said = survey.saidSolved === undefined ? null : compileYesNo(survey.saidSolved, reader, "survey.saidSolved");
  const at = survey.at === undefined ? null : reader.instant(survey.at, "survey.at");
  const wasOffered = survey.offered === undefined ? () => false : reader.condition(survey.offered, "survey.offered");
  return (row, created) => {
    const text = score(row);
    const saidSolved = said?.(row) ?? null;
    const time = at === null ? null : at(row, created);
    const timed = time?.text === undefined ? null : time;
    const actor = { kind: "customer" };
    if (saidSolved instanceof Unmapped) return [{ id: "survey", time: timed, fields: { type: saidSolved.text } }];
    const offered = { id: "offered", time: timed, fields: { type: "survey", step: "offered" } };
    const answered = text !== undefined || saidSolved !== null;
    const answer: EventRow = { type: "survey", step: "answered", actor };
    if (text !== undefined) answer["score"] = numberOf(text);
    if (text !== undefined && survey.scale !== undefined) answer["scale"] = survey.scale;
    if (saidSolved !== null) answer["saidSolved"] = saidSolved;
    return [
      ...(wasOffered(row) ? [offered] : []),
      ...(answered ? [{ id: "survey", time: timed, fields: answer }] : []),
    ];
  };
}
