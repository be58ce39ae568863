import type { Phase } from "../schemas/vocabulary.ts";
import { liftTimes } from "./file-order.ts";
import type { NoteBook } from "./note-book.ts";
import { commonNotes } from "./row-output.ts";
import type { ServiceNowCells } from "./servicenow-columns.ts";
import { serviceNowNotes } from "./servicenow-notes.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime, TimeReader } from "./source-time.ts";

/** One row of the export. */
export interface Snapshot {
  /** 1-based row of the file. */
  number: number;
  row: SourceRow;
  /** Known again by this where it is exported twice. */
  print: string;
  time: SourceTime;
}

export interface IncidentTools {
  cells: ServiceNowCells;
  readTime: TimeReader;
  /** The phase of a state; `null` where the word is not known. */
  phaseOf: (state: string) => Phase | null;
  notes: NoteBook;
}

const isClosed = (phase: Phase | null) => phase === "solved" || phase === "closed";

/**
 * The events of one incident, snapshot by snapshot.
 *
 * @param snapshots its rows in the order of the file, each once
 * @returns for each snapshot the events that it gives
 */
export function incidentEvents(incident: string, snapshots: readonly Snapshot[], tools: IncidentTools): EventRow[][] {
  const { cells, notes } = tools;
  const opening = readOpening(incident, snapshots, tools);
  const { at: lifted, lifted: positions } = liftTimes(
    snapshots.map(({ time }) => time.atMs),
    opening.from,
  );
  for (const position of positions) {
    const { number, time } = snapshots[position]!;
    const kind = time.atMs! < (opening.from ?? time.atMs!) ? serviceNowNotes.beforeOpening : commonNotes.ranBackwards;
    notes.add(kind, number, `${incident} at ${time.text}`);
  }

  let seq = 0;
  let team: string | null = null;
  let agent: string | null = null;
  let category: string | undefined;
  let priority: string | undefined;
  let phase: Phase | null = null;
  let reopenings = 0;
  let counted: number | null = null;
  let lastClosing: EventRow | null = null;

  const events = snapshots.map(({ number, row, print, time }, position) => {
    const made: EventRow[] = [];
    const at = lifted[position] ?? time.at;
    const updatedBy = cells.updatedBy(row);
    const add = (name: string, fields: EventRow): EventRow => {
      const event = eventRow(incident, at, `${print}:${name}`, seq++, updatedBy, fields);
      made.push(event);
      return event;
    };
    if (position === 0 && opening.time !== null) {
      made.push(createdRow(incident, opening.time, row, cells, seq++));
      category = cells.category(row);
      priority = cells.priority(row);
      phase = "open";
    }
    if (time.atMs === null) {
      // Refused for its time; what it says is not lost, since the next row that can be read says it again.
      add("status", { type: "status", phase: tools.phaseOf(cells.state(row) ?? "") ?? "open" });
      return made;
    }

    const nowTeam = cells.team(row) ?? null;
    const nowAgent = cells.agent(row) ?? null;
    if (nowTeam !== team || nowAgent !== agent) {
      add("assigned", {
        type: "assigned",
        ...(nowAgent === agent ? {} : { agent: nowAgent }),
        ...(nowTeam === team ? {} : { team: nowTeam }),
      });
      team = nowTeam;
      agent = nowAgent;
    }
    const nowCategory = cells.category(row) ?? category;
    if (nowCategory !== category) add("category", { type: "field", name: "category", value: nowCategory });
    category = nowCategory;
    const nowPriority = cells.priority(row) ?? priority;
    if (nowPriority !== priority) add("priority", { type: "field", name: "priority", value: nowPriority });
    priority = nowPriority;

    const nowPhase = readPhase(number, row, tools) ?? phase;
    if (nowPhase !== null && nowPhase !== phase) {
      const event = add("status", { type: "status", phase: nowPhase });
      if (isClosed(nowPhase) && !isClosed(phase)) lastClosing = event;
      if (isClosed(phase) && !isClosed(nowPhase)) reopenings++;
      phase = nowPhase;
    }
    const counter = Number(cells.reopenCount(row) ?? Number.NaN);
    if (Number.isInteger(counter)) counted = Math.max(counted ?? 0, counter);
    if (made.length === 0) notes.add(serviceNowNotes.unchanged, number);
    return made;
  });

  creditLastClosing(lastClosing, cells.resolvedBy(snapshots.at(-1)!.row));
  if (counted !== null && counted !== reopenings) {
    const example = `${incident}: states ${reopenings}, counter ${counted}`;
    notes.add(serviceNowNotes.reopenCounter, snapshots[0]!.number, example);
  }
  const firstState = cells.state(snapshots[0]!.row)?.toLowerCase();
  if (firstState !== undefined && firstState !== "new" && firstState !== "1") {
    notes.add(serviceNowNotes.beginsInTheMiddle, snapshots[0]!.number, incident);
  }
  return events;
}

/** When the incident began: what its creation carries as time, and the instant before which no row can lie. */
function readOpening(
  incident: string,
  snapshots: readonly Snapshot[],
  { cells, readTime, notes }: IncidentTools,
): { time: SourceTime | null; from: number | null } {
  const { row, number } = snapshots[0]!;
  const opened = readTime(cells.openedAt(row));
  if (opened.text === undefined) {
    notes.add(serviceNowNotes.noOpening, number, incident);
    return { time: null, from: null };
  }
  const readable = snapshots.filter(({ time }) => time.atMs !== null);
  const isAfterAll = opened.atMs !== null && readable.every(({ time }) => time.atMs! < opened.atMs!);
  if (!isAfterAll || readable.length === 0) return { time: opened, from: opened.atMs };
  notes.add(serviceNowNotes.openedAfterAll, number, `${incident} at ${opened.text}`);
  return { time: readable[0]!.time, from: null };
}

function readPhase(number: number, row: SourceRow, { cells, phaseOf, notes }: IncidentTools): Phase | null {
  const state = cells.state(row);
  if (state === undefined) {
    notes.add(serviceNowNotes.noState, number);
    return null;
  }
  const known = phaseOf(state);
  if (known === null) notes.add(serviceNowNotes.unknownState, number, state);
  return known ?? "open";
}

function createdRow(incident: string, time: SourceTime, row: SourceRow, cells: ServiceNowCells, seq: number): EventRow {
  const dimensions = {
    requester: cells.caller(row),
    channel: cells.channel(row),
    category: cells.category(row),
    priority: cells.priority(row),
    team: cells.team(row),
  };
  const said = Object.entries(dimensions).filter(([, value]) => value !== undefined);
  return eventRow(incident, time.at, "created", seq, cells.openedBy(row), {
    type: "created",
    ...Object.fromEntries(said),
  });
}

/** `resolved_by` is a final value: it tells of the last closing and of none before. */
function creditLastClosing(closing: EventRow | null, resolvedBy: string | undefined): void {
  if (closing !== null && resolvedBy !== undefined) closing["actor"] = { kind: "agent", id: resolvedBy };
}

function eventRow(
  ticket: string,
  at: number | string | undefined,
  id: string,
  seq: number,
  by: string | undefined,
  fields: EventRow,
): EventRow {
  // People, rules and integrations all update under some name, so what they are is not known.
  const actor = by === undefined ? {} : { actor: { kind: "unknown", id: by } };
  return { ticket, ...(at === undefined ? {} : { at }), id, seq, ...actor, ...fields };
}
