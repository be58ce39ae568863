import type { TicketTableMap } from "../schemas/table-map.ts";
import { compileTemplate } from "./event-maker.ts";
import type { NoteKind } from "./note-book.ts";
import { commonNotes } from "./row-output.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { compileCreation, TableFrame } from "./table-frame.ts";
import { closerFor, compileAgent, compileStatus, compileStep, compileSurvey, compileYesNo } from "./ticket-sections.ts";
import type { TicketSource } from "./ticket-source.ts";
import { Unmapped } from "./unmapped.ts";

const ticketAgain: NoteKind = {
  code: "ticketInSeveralRows",
  text: "rows that tell otherwise of a ticket than an earlier row; what contradicts the earlier row is refused",
};
const closingOfLiveTicket: NoteKind = {
  code: "closingTimeOfLiveTicket",
  text: "tickets that stand live although a column gives a time of resolution or closing, which was not counted",
};
const answeredInSpite: NoteKind = {
  code: "unansweredWithResponse",
  text: "tickets that are said to be unanswered although a column gives a response, which was not counted",
};
const closedWithoutTime: NoteKind = {
  code: "closedWithoutTime",
  text: "tickets that stand solved or closed without a time of it, whose closing is refused",
};
const phaseWithoutTime: NoteKind = {
  code: "phaseWithoutTime",
  text: "tickets that stand in a phase since a time that the table does not give, counted as open",
};

/** Reads a table with a row for every ticket; see `fromTable`. */
export function ticketTableSource(map: TicketTableMap, timeZone: string | undefined): TicketSource {
  const frame = new TableFrame(map, timeZone);
  const { notes, output } = frame;
  const readTicket = frame.reader.column(map.ticket, "ticket");
  const readEvents = compileTicket(map, frame);
  let firstRowOf = new Map<string, { print: string; number: number }>();

  return {
    see: (row) => (frame.see(row) ? readTicket(row) : undefined),
    checkColumns: () => frame.checkColumns(),
    take: (row, number) => {
      if (frame.isRead(row, number)) takeRow(row, number);
    },
    write: () => {
      firstRowOf = new Map();
      return output.take();
    },
    finish: () => frame.finish(),
  };

  function takeRow(row: SourceRow, number: number): void {
    const ticket = readTicket(row);
    if (ticket !== undefined) {
      const print = frame.fingerprint(row);
      const first = firstRowOf.get(ticket);
      if (first === undefined) firstRowOf.set(ticket, { print, number });
      else if (first.print === print) {
        notes.add(commonNotes.repeatedRow, number);
        output.add(number, output.of(first.number));
        return;
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
        if (time.atMs !== null) latest = time;
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
      const actor = closerFor(closing.cause, who(closing.by(row)));
      const cause = closing.cause === undefined ? {} : { cause: closing.cause };
      add(closing.phase, time, {
        type: "status",
        phase: closing.phase,
        ...cause,
        ...(actor === null ? {} : { actor }),
      });
      if (time.atMs !== null) latest = time;
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
