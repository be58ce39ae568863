import type { Phase } from "../schemas/vocabulary.ts";
import { ServiceNowIncidents } from "./servicenow-incidents.ts";
import { serviceNowNotes } from "./servicenow-notes.ts";
import { ServiceNowPeople } from "./servicenow-people.ts";
import { serviceNowRow } from "./servicenow-rows.ts";
import { type Change, changedBy, ServiceNowWriter } from "./servicenow-writer.ts";
import type { SourceResult, SourceRow } from "./source.ts";
import type { RowPiece } from "./ticket-source.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { recordSorter, type VendorRecord } from "./vendor-records.ts";
import { isObject, textOf } from "./vendor-values.ts";

export interface AuditOptions extends VendorOptions {
  agents?: readonly string[] | undefined;
  timeFormats: readonly string[];
  phaseOf: (state: string) => Phase | null;
}

const kinds = {
  audit: { has: ["fieldname", "documentkey"] },
  journal: { has: ["element", "element_id"] },
  user: { has: ["user_name"], hasNot: ["number"] },
  incident: { has: ["number"] },
} as const;

/** What is kept of an incident row until everybody is known: whom it was given to. */
type Holders = [incident: string | null, ...given: string[]];

/**
 * Reads the log of changes (sys_audit), the journal (sys_journal_field), the incidents as they are now, and users, in one stream and any
 * order. What an incident was at its beginning is the old value of its first change, or what it still is.
 *
 * In memory are the identifiers and callers of incidents, and who is who; rows are taken incident by incident.
 */
export function serviceNowAudit(options: AuditOptions) {
  const frame = new VendorFrame(options, options.timeFormats);
  const people = new ServiceNowPeople(frame, options.agents ?? []);
  const sorter = recordSorter(kinds, frame);
  /** Says again what a row is, of which everything was noted when it was seen. */
  const silent = recordSorter(kinds, new VendorFrame(options, options.timeFormats));
  const incidents = new ServiceNowIncidents();
  let taken = recordsByKind();
  const writer = new ServiceNowWriter(frame, people, options.phaseOf);
  let hasStates = false;

  return {
    /** Learns of a row who is who. @returns what it is put aside as */
    see: (given: SourceRow, number: number): RowPiece[] => {
      frame.notes.place = [0, number];
      const record = recordIn(given, number, sorter);
      if (record?.kind === "incident") return seeIncident(record.value, given);
      if (record?.kind === "user") {
        people.learnUser(record.value);
        frame.notes.place = [1, number];
        frame.notes.add(serviceNowNotes.people, number);
      }
      return [{ ticket: undefined, late: true, piece: given }];
    },
    /** The incident of a row; of what was kept of one, none. */
    ticketsOf: (piece: SourceRow | Holders): (string | undefined)[] => {
      if (isHolders(piece)) {
        const [incident, ...given] = piece;
        for (const each of given) people.learnStaff(incident ?? undefined, each);
        return [];
      }
      const record = recordIn(piece, 0, silent);
      if (record?.kind === "incident") return [textOf(record.value, "number")];
      if (record?.kind !== "audit" && record?.kind !== "journal") return [];
      const incident = incidentOf(record.kind, record.value);
      learnStaff(record.kind, incident, record.value);
      return [incident];
    },
    take: (given: unknown, number: number): void => {
      if (!isObject(given)) {
        frame.countRow(number);
        frame.refuse(number, given);
        return;
      }
      const record = recordIn(given, number, silent);
      if (record !== null && record.kind !== "user") taken[record.kind].push({ number, value: record.value });
    },
    write: (): Pick<SourceResult, "rows" | "sourceRows"> => {
      const { incident, audit, journal } = taken;
      taken = recordsByKind();
      const entries = journal.map(({ number, value }) => ({ number, value, incident: incidentOf("journal", value) }));
      writer.write(incident, changesByIncident(audit), entries);
      return frame.write();
    },
    finish: (): Required<Pick<SourceResult, "notes" | "observes">> => {
      const silent = { messages: false, customerMessages: false, staffReplies: false, botMessages: false };
      const unseen = { surveys: false, surveyOffers: false, handoffs: false, promises: false, escalations: false };
      const cut = hasStates ? {} : { closures: false };
      return frame.conclude({ ...(writer.messages === 0 ? silent : {}), ...cut, intents: false, ...unseen });
    },
  };

  function seeIncident(value: SourceRow, given: SourceRow): RowPiece[] {
    const number = textOf(value, "number");
    const key = textOf(value, "sys_id") ?? number;
    if (key !== undefined) incidents.learn(key, number);
    people.learnCaller(number, textOf(value, "caller_id"));
    const holders = ["assigned_to", "resolved_by"].flatMap((name) => textOf(value, name) ?? []);
    const pieces: RowPiece[] = [{ ticket: number, piece: given }];
    // Whether they are agents is known when it is known who the caller is, by all his names.
    if (holders.length > 0)
      pieces.push({ ticket: undefined, late: true, piece: [number ?? null, ...holders] satisfies Holders });
    return pieces;
  }

  function incidentOf(kind: "audit" | "journal", value: SourceRow): string {
    return incidents.named(textOf(value, kind === "audit" ? "documentkey" : "element_id") ?? "");
  }

  function learnStaff(kind: "audit" | "journal", incident: string, value: SourceRow): void {
    const field = textOf(value, kind === "audit" ? "fieldname" : "element");
    if (field === "work_notes")
      people.learnStaff(incident, kind === "audit" ? changedBy(value) : textOf(value, "sys_created_by"));
    else if (kind === "audit" && field === "assigned_to")
      for (const name of ["oldvalue", "newvalue"]) people.learnStaff(incident, textOf(value, name));
  }

  function changesByIncident(audit: readonly VendorRecord[]): Map<string, Change[]> {
    const changes = audit.map(({ number, value }): Change => {
      const time = frame.time(textOf(value, "sys_created_on"));
      const update = textOf(value, "record_checkpoint") ?? "";
      const field = textOf(value, "fieldname") ?? "";
      hasStates ||= field === "state" || field === "incident_state";
      return { number, row: value, incident: incidentOf("audit", value), field, time, update };
    });
    changes.sort((a, b) => (a.time.atMs ?? 0) - (b.time.atMs ?? 0) || Number(a.update) - Number(b.update));
    const found = new Map<string, Change[]>();
    for (const change of changes) {
      const known = found.get(change.incident);
      if (known === undefined) found.set(change.incident, [change]);
      else known.push(change);
    }
    return found;
  }
}

type Kind = keyof typeof kinds;
type Sorter = ReturnType<typeof recordSorter<Kind>>;

/** What a row is; none of the tables is written in lists. */
function recordIn(row: SourceRow, number: number, sorter: Sorter): { kind: Kind; value: SourceRow } | null {
  const [record] = sorter(serviceNowRow(row), number);
  return record === undefined || "noRecord" in record ? null : record;
}

const isHolders = (piece: SourceRow | Holders): piece is Holders => Array.isArray(piece);

function recordsByKind(): Record<"incident" | "audit" | "journal", VendorRecord[]> {
  return { incident: [], audit: [], journal: [] };
}
