import type { Phase } from "../schemas/vocabulary.ts";
import { Cells } from "./cells.ts";
import { compileFingerprint } from "./fingerprint.ts";
import { NoteBook } from "./note-book.ts";
import { commonNotes, RowOutput } from "./row-output.ts";
import { serviceNowAudit } from "./servicenow-audit.ts";
import { type ServiceNowColumn, serviceNowCells, serviceNowColumnFault } from "./servicenow-columns.ts";
import { incidentEvents, type Snapshot } from "./servicenow-incident.ts";
import { serviceNowNotes } from "./servicenow-notes.ts";
import { isAuditRow } from "./servicenow-rows.ts";
import { serviceNowPhase } from "./servicenow-states.ts";
import type { EventRow, SourceResult, SourceRow } from "./source.ts";
import { TimeReaders } from "./source-time.ts";
import { readWhole, type TicketSource } from "./ticket-source.ts";
import type { VendorOptions } from "./vendor-frame.ts";
import { isObject } from "./vendor-values.ts";

export interface ServiceNowOptions extends VendorOptions {
  /** IANA zone of the export's times, which carry none; without it their events are refused. */
  timeZone?: string | undefined;
  /** User names of agents, where the log of changes does not show them as such. */
  agents?: readonly string[] | undefined;
  /** Names of columns that are called otherwise in this export. */
  columns?: Partial<Record<ServiceNowColumn, string>> | undefined;
  /**
   * How times are written, tried in order. Default: ISO 8601 (`yyyy-MM-dd HH:mm:ss` included), then the day before the month
   * (`d/M/yyyy HH:mm`, also with `-` or `.`), with seconds or without, of 24 hours or with AM and PM.
   */
  timeFormat?: string | string[] | undefined;
  /** Phases of states of the desk's own, or other phases for known ones, by the state as it stands in the export. */
  states?: Record<string, Phase> | undefined;
  /** Cells that hold nothing. Default `["?"]`, besides empty ones. */
  missing?: string[] | undefined;
}

/** The log shows states and owners; that nobody wrote, asked or promised in it proves nothing. */
const observes = {
  messages: false,
  customerMessages: false,
  staffReplies: false,
  botMessages: false,
  intents: false,
  surveys: false,
  surveyOffers: false,
  handoffs: false,
  promises: false,
  escalations: false,
} as const;

const clocks = ["HH:mm", "HH:mm:ss", "h:mm a", "h:mm:ss a"];
const withClock = (dates: readonly string[]) => dates.flatMap((date) => clocks.map((clock) => `${date} ${clock}`));

/**
 * Turns ServiceNow exports into event rows: audit snapshots, or the log of changes (`sys_audit`), the journal (`sys_journal_field`),
 * incidents and users, in one stream and any order. Which of both it is, is seen by the columns.
 *
 * Snapshots are rows for every update of an incident, as in the UCI "Incident management process enriched event log" (Amaral,
 * Fantinato and Peres 2018). The order of the file is the truth within an incident: a row whose time runs backwards is lifted to the
 * time of the rows before it and named in the notes. `resolved_at`, `closed_at` and `resolved_by` are final values that every row repeats: the
 * times are not read at all, and `resolved_by` is credited with the last closing only.
 *
 * A row gives at most: `created` (first row, at `opened_at`), `assigned` where owner or group changed, `field` where category
 * or priority changed, `status` where the phase changed. Unknown states are live. Rows that cannot be read give a `status` that
 * `parseEvents` refuses; rows that repeat another one of their incident give the same events again.
 *
 * In the log of changes a row is one change of one field by somebody: comments are public, work notes internal; the caller is the
 * customer, who writes work notes or is given incidents is an agent, and everybody else is unknown.
 *
 * @param rows objects by column name, in the order of the file
 * @throws {TypeError} where the file has no column for number, state or time of update
 * @throws {RangeError} where `timeZone` is not an IANA zone or `timeFormat` is no format
 */
export function fromServiceNow(rows: Iterable<unknown>, options: ServiceNowOptions = {}): SourceResult {
  return readWhole(serviceNowSource(options), rows);
}

/** What reads it incident by incident; see `fromServiceNow`. */
export function serviceNowSource(options: ServiceNowOptions): TicketSource {
  const { columns = {}, timeFormat } = options;
  const formats =
    timeFormat === undefined ? ["iso", ...withClock(["d/M/yyyy", "d-M-yyyy", "d.M.yyyy"])] : [timeFormat].flat();
  const phaseOf = compileStates(options.states);
  const notes = new NoteBook();
  const output = new RowOutput();
  const times = new TimeReaders();
  const readTime = times.reader(formats, options.timeZone);
  const readMonthFirst = new TimeReaders().reader(withClock(["M/d/yyyy", "M-d-yyyy"]), "UTC");
  const reader = new Cells(options.missing ?? ["?"]);
  const cells = serviceNowCells(reader, columns);
  const tools = { cells, readTime, phaseOf, notes };
  let incidents = new Map<string, Snapshot[]>();
  const fingerprint = compileFingerprint();
  const audit = serviceNowAudit({ ...options, timeFormats: formats, phaseOf });
  let isAudit = false;
  let taken: [number: number, row: unknown][] = [];

  return {
    see: (row, number) => {
      if (!isObject(row)) return undefined;
      if (isAuditRow(row)) isAudit = true;
      else reader.see(row);
      // Which kind of log it is may be known only by a later row: what has another ticket then waits for that.
      return audit.see(row, number).map((each) => {
        const isSame = each.piece !== row || each.ticket === cells.number(row);
        return isSame ? each : { ...each, late: true };
      });
    },
    ticketsOf: (piece) => {
      if (isAudit) return audit.ticketsOf(piece as SourceRow);
      return isObject(piece) ? [cells.number(piece)] : [];
    },
    checkColumns: () => {
      if (isAudit) return;
      const fault = serviceNowColumnFault(reader, columns);
      if (fault !== null) throw new TypeError(`fromServiceNow: ${fault}`);
    },
    take: (row, number) => void taken.push([number, row]),
    write: () => {
      const rows = taken.sort(([a], [b]) => a - b);
      taken = [];
      if (isAudit) {
        for (const [number, row] of rows) audit.take(row, number);
        return audit.write();
      }
      for (const [number, row] of rows) {
        if (isObject(row)) takeRow(row, number);
        else output.add(number, [row as EventRow]);
      }
      for (const [incident, snapshots] of incidents) writeIncident(incident, snapshots);
      incidents = new Map();
      return output.take();
    },
    finish: () => {
      if (isAudit) return audit.finish();
      notes.addMany(commonNotes.withoutZone, times.withoutZone);
      return { notes: notes.notes(), observes };
    },
  };

  function takeRow(row: SourceRow, number: number): void {
    const time = readTime(cells.updatedAt(row));
    if (timeFormat === undefined && time.atMs === null && readMonthFirst(time.text).atMs !== null) {
      notes.add(serviceNowNotes.monthFirst, number, time.text);
    }
    const snapshot = { number, row, print: fingerprint(row), time };
    const incident = cells.number(row);
    const known = incident === undefined ? undefined : incidents.get(incident);
    if (incident === undefined) output.add(number, [{ at: time.at, id: `${snapshot.print}:status`, type: "status" }]);
    else if (known === undefined) incidents.set(incident, [snapshot]);
    else known.push(snapshot);
  }

  function writeIncident(incident: string, snapshots: readonly Snapshot[]): void {
    const firstOf = new Map<string, Snapshot>();
    for (const snapshot of snapshots) {
      if (firstOf.has(snapshot.print)) notes.add(commonNotes.repeatedRow, snapshot.number);
      else firstOf.set(snapshot.print, snapshot);
    }
    const distinct = [...firstOf.values()];
    const events = incidentEvents(incident, distinct, tools);
    distinct.forEach((snapshot, index) => void output.add(snapshot.number, events[index]!));
    for (const snapshot of snapshots) {
      const first = firstOf.get(snapshot.print)!;
      if (first !== snapshot) output.add(snapshot.number, output.of(first.number));
    }
  }
}

function compileStates(own: Record<string, Phase> = {}): (state: string) => Phase | null {
  const phases = new Map(Object.entries(own));
  return (state) => phases.get(state) ?? serviceNowPhase(state);
}
