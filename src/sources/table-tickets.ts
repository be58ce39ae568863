import type { ClosingMap, TicketTableMap } from "../schemas/table-map.ts";
import { compilePatterns } from "../schemas/value-pattern.ts";
import type { CellReader } from "./cells.ts";
import { compileTemplate, numberOf } from "./event-maker.ts";
import type { MapReader, RowInstant } from "./map-reader.ts";
import type { NoteKind } from "./note-book.ts";
import { commonNotes } from "./row-output.ts";
import type { EventRow, SourceResult, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { compileCreation, TableFrame } from "./table-frame.ts";
import { compileUnmapped, Unmapped } from "./unmapped.ts";

const ticketAgain: NoteKind = {
  code: "ticketInSeveralRows",
  text: (count, examples) =>
    `${count} rows tell of a ticket that an earlier row told of otherwise; what contradicts the earlier row is refused: ${examples}`,
};
const closingOfLiveTicket: NoteKind = {
  code: "closingTimeOfLiveTicket",
  text: (count) =>
    `${count} tickets stand live although a column gives a time of resolution or closing; it was not counted`,
};
const answeredInSpite: NoteKind = {
  code: "unansweredWithResponse",
  text: (count) => `${count} tickets are said to be unanswered although a column gives a response; it was not counted`,
};
const closedWithoutTime: NoteKind = {
  code: "closedWithoutTime",
  text: (count) =>
    `${count} tickets stand solved or closed without a time of it; their closing is refused, and they count as not closed`,
};
const phaseWithoutTime: NoteKind = {
  code: "phaseWithoutTime",
  text: (count, examples) => `${count} tickets stand in a phase since a time that the table does not give: ${examples}`,
};

/** Reads a table with a row for every ticket; see `fromTable`. */
export function ticketsFromTable(
  rows: Iterable<unknown>,
  map: TicketTableMap,
  timeZone: string | undefined,
): SourceResult {
  const frame = new TableFrame(map, timeZone);
  const { notes, output } = frame;
  const readTicket = frame.reader.column(map.ticket, "ticket");
  const readEvents = compileTicket(map, frame);
  const firstRowOf = new Map<string, { print: string; number: number }>();

  for (const [row, number] of frame.rowsOf(rows)) {
    const ticket = readTicket(row);
    if (ticket !== undefined) {
      const print = frame.fingerprint(row);
      const first = firstRowOf.get(ticket);
      if (first === undefined) firstRowOf.set(ticket, { print, number });
      else if (first.print === print) {
        notes.add(commonNotes.repeatedRow, number);
        output.add(number, output.of(first.number));
        continue;
      } else notes.add(ticketAgain, number, ticket);
    }
    const events = readEvents(row, number);
    // Without a ticket one refused row says it all.
    if (ticket === undefined) events.length = 1;
    const eventRows = events.map(({ id, at, fields }, seq) => ({
      ...(ticket === undefined ? {} : { ticket }),
      ...(at === undefined ? {} : { at }),
      id,
      seq,
      ...fields,
    }));
    output.add(number, eventRows);
  }
  frame.checkColumns();
  return frame.finish();
}

interface TicketEventRow {
  id: string;
  at: number | string | undefined;
  fields: EventRow;
}

/** Reads the events of one ticket, in the order that they have where their times are equal. */
function compileTicket(map: TicketTableMap, frame: TableFrame): (row: SourceRow, number: number) => TicketEventRow[] {
  const { reader, notes } = frame;
  const creation = compileCreation(map.creation, reader);
  const createdAt = reader.time(map.creation.at, "creation.at");
  const agent = compileAgent(map, reader);
  const answered = map.answered === undefined ? null : compileYesNo(map.answered, reader, "answered");
  const abandonedAt =
    map.answered?.abandoned === undefined ? null : reader.instant(map.answered.abandoned, "answered.abandoned");
  const response = map.firstResponse === undefined ? null : compileStep(map.firstResponse, reader, "firstResponse");
  const closings = (
    [
      ["solved", "resolved"],
      ["closed", "closed"],
    ] as const
  ).flatMap(([phase, section]) => {
    const closing = map[section];
    return closing === undefined ? [] : [{ phase, cause: closing.cause, ...compileStep(closing, reader, section) }];
  });
  const status = compileStatus(map.status, reader);
  const survey = compileSurvey(map.survey, reader);
  const extras = (map.events ?? []).map((template, index) => compileTemplate(template, reader, `events.${index}`));

  return (row, number) => {
    const events: TicketEventRow[] = [];
    const created = createdAt(row);
    const add = (id: string, time: SourceTime, fields: EventRow) => void events.push({ id, at: time.at, fields });
    const refuse = (id: string, unmapped: Unmapped) => add(id, created, { type: unmapped.text });
    let latest = created;

    add("created", created, creation(row));
    const who = agent(row);
    const holder = who(null);
    if (holder !== null) {
      const team = holder["team"] === undefined ? {} : { team: holder["team"] };
      add("assigned", created, { type: "assigned", agent: holder["id"], ...team });
    }

    const isAnswered = answered === null ? null : answered(row);
    if (isAnswered instanceof Unmapped) refuse("answered", isAnswered);
    else if (isAnswered !== null) add("requested", created, { type: "handoff", step: "requested" });
    const unanswered = isAnswered === false;
    if (response !== null) {
      const time = response.at(row, created);
      if (unanswered) {
        if (time.text !== undefined) notes.add(answeredInSpite, number);
      } else if (response.applies(row) && (time.text !== undefined || isAnswered === true)) {
        add("reply", time, { type: "message", public: true, actor: who(response.by(row)) ?? { kind: "agent" } });
        latest = time;
      }
    }
    if (unanswered) {
      const time = abandonedAt?.(row, created) ?? created;
      add("abandoned", time.text === undefined ? created : time, { type: "handoff", step: "abandoned" });
    }

    const phase = status(row);
    let closed = false;
    if (phase instanceof Unmapped) refuse("status", phase);
    for (const closing of closings) {
      const time = closing.at(row, created);
      if (!closing.applies(row)) continue;
      if (phase !== null && phase !== "solved" && phase !== "closed") {
        if (time.text !== undefined && !(phase instanceof Unmapped)) notes.add(closingOfLiveTicket, number);
        continue;
      }
      // Where no status and no condition says that it is closed, only the time itself does.
      if (time.text === undefined && (phase !== null || !closing.isConditional)) continue;
      const actor = who(closing.by(row));
      const cause = closing.cause === undefined ? {} : { cause: closing.cause };
      add(closing.phase, time, {
        type: "status",
        phase: closing.phase,
        ...cause,
        ...(actor === null ? {} : { actor }),
      });
      latest = time;
      closed = true;
    }
    if (typeof phase === "string" && !closed && phase !== "open") {
      if (phase === "solved" || phase === "closed") {
        notes.add(closedWithoutTime, number);
        events.push({ id: phase, at: undefined, fields: { type: "status", phase } });
      } else if (phase === "spam" || phase === "deleted") add(phase, created, { type: "status", phase });
      else notes.add(phaseWithoutTime, number, phase);
    }

    const rated = survey?.(row, created);
    if (rated !== undefined) {
      for (const { id, time, fields } of rated) add(id, time ?? latest, fields);
    }
    extras.forEach((make, index) => {
      const event = make(row, created, who(null));
      if (event instanceof Unmapped) refuse(`event${index + 1}`, event);
      else if (event !== null) add(`event${index + 1}`, event.time ?? created, event.fields);
    });
    return events;
  };
}

type Person = Record<string, string>;

/** Reads the row's agent, or somebody else with the same team and employer only where he is the same. */
function compileAgent(
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

/** A reply or a closing: when, whether at all, and by whom. */
function compileStep(step: Omit<ClosingMap, "cause">, reader: MapReader, place: string) {
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
function compileYesNo(
  answer: { column: string; yes: string[]; no: string[] },
  reader: MapReader,
  place: string,
): (row: SourceRow) => boolean | Unmapped | null {
  const read = reader.cells.reader(answer.column, `${place}.column`);
  const meaning = compilePatterns<boolean>([
    ...answer.yes.map((pattern) => [pattern, true] as const),
    ...answer.no.map((pattern) => [pattern, false] as const),
  ]);
  const unmapped = compileUnmapped(answer.column, [...answer.yes, ...answer.no]);
  return (row) => {
    const text = read(row);
    const found = meaning(text ?? "");
    if (found !== undefined) return found;
    return text === undefined ? null : unmapped(text);
  };
}

/** Reads the phase in which a ticket stands; `null` where the map names no column for it. */
function compileStatus(
  status: TicketTableMap["status"],
  reader: MapReader,
): (row: SourceRow) => string | Unmapped | null {
  if (status === undefined) return () => null;
  const read = reader.cells.reader(status.column, "status.column");
  const meaning = compilePatterns(Object.entries(status.values));
  const otherwise = status.otherwise ?? "refuse";
  const unmapped = compileUnmapped(status.column, Object.keys(status.values));
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

function compileSurvey(
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
