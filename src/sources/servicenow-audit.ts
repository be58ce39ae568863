import type { Phase } from "../schemas/vocabulary.ts";
import { serviceNowNotes } from "./servicenow-notes.ts";
import { ServiceNowPeople } from "./servicenow-people.ts";
import { serviceNowRow } from "./servicenow-rows.ts";
import type { EventRow, SourceResult, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { sortRecords, type VendorRecord } from "./vendor-records.ts";
import { isObject, numberIn, textOf } from "./vendor-values.ts";

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

/** One change of a field of an incident. */
interface Change {
  number: number;
  row: SourceRow;
  incident: string;
  field: string;
  time: SourceTime;
  /** How many updates the incident had had; the order within one instant. */
  update: string;
}

const journals: Readonly<Record<string, boolean>> = { comments: true, work_notes: false };
const dimensions = ["category", "priority"] as const;
const isClosed = (phase: unknown) => phase === "solved" || phase === "closed";

/**
 * Reads the log of changes (sys_audit), the journal (sys_journal_field), the incidents as they are now, and users, in one stream and any
 * order. What an incident was at its beginning is the old value of its first change, or what it still is.
 */
export function serviceNowAudit(rows: readonly unknown[], options: AuditOptions): SourceResult {
  const frame = new VendorFrame(options, options.timeFormats);
  const people = new ServiceNowPeople(frame, options.agents ?? []);
  const plain = rows.map((row) => (isObject(row) ? serviceNowRow(row) : row));
  const sorted = sortRecords(plain, kinds, frame);
  for (const user of sorted.user) {
    people.learnUser(user);
    frame.notes.add(serviceNowNotes.people, user.number);
  }
  const numbers = new Map<string, string>();
  for (const { value } of sorted.incident) {
    const number = textOf(value, "number")!;
    numbers.set(textOf(value, "sys_id") ?? number, number);
    people.learnCaller(number, textOf(value, "caller_id"));
  }
  /** A document is named by its identifier, or on screen as "Incident: INC0010001". */
  const incidentOf = (key: string) => numbers.get(key) ?? /\b[A-Z]{2,8}\d{4,}\b/.exec(key)?.[0] ?? key;

  const changes = sorted.audit.map(({ number, value }): Change => {
    const incident = incidentOf(textOf(value, "documentkey") ?? "");
    const time = frame.time(textOf(value, "sys_created_on"));
    const update = textOf(value, "record_checkpoint") ?? "";
    return { number, row: value, incident, field: textOf(value, "fieldname") ?? "", time, update };
  });
  changes.sort((a, b) => (a.time.atMs ?? 0) - (b.time.atMs ?? 0) || Number(a.update) - Number(b.update));
  const byIncident = new Map<string, Change[]>();
  for (const change of changes) {
    const known = byIncident.get(change.incident);
    if (known === undefined) byIncident.set(change.incident, [change]);
    else known.push(change);
  }
  const written = new Set(sorted.journal.map(({ value }) => incidentOf(textOf(value, "element_id") ?? "")));
  for (const { incident, field, row } of changes) {
    if (field === "assigned_to") {
      people.learnStaff(incident, textOf(row, "oldvalue"));
      people.learnStaff(incident, textOf(row, "newvalue"));
    }
    if (field === "work_notes") people.learnStaff(incident, byOf(row));
  }
  for (const { value } of sorted.journal) {
    if (textOf(value, "element") === "work_notes")
      people.learnStaff(incidentOf(textOf(value, "element_id") ?? ""), textOf(value, "sys_created_by"));
  }
  for (const { value } of sorted.incident) {
    const number = textOf(value, "number")!;
    for (const name of ["assigned_to", "resolved_by"]) people.learnStaff(number, textOf(value, name));
  }

  let messages = 0;
  const reopenings = new Map<string, number>();
  for (const record of sorted.incident) writeIncident(record, byIncident.get(textOf(record.value, "number")!) ?? []);
  for (const [incident, ofIncident] of byIncident) writeChanges(incident, ofIncident);
  for (const record of sorted.journal) writeJournal(record);
  for (const { number, value } of sorted.incident) compareCounter(number, value);

  const silent = { messages: false, customerMessages: false, staffReplies: false, botMessages: false };
  const unseen = { surveys: false, surveyOffers: false, handoffs: false, promises: false, escalations: false };
  const hasStates = changes.some(({ field }) => field === "state" || field === "incident_state");
  const cut = hasStates ? {} : { closures: false };
  return frame.finish({ ...(messages === 0 ? silent : {}), ...cut, intents: false, ...unseen });

  function writeIncident({ number, value }: VendorRecord, ofIncident: readonly Change[]): void {
    const incident = textOf(value, "number")!;
    const time = frame.time(textOf(value, "opened_at", "sys_created_on"));
    const atFirst = (field: string) => {
      const first = ofIncident.find((change) => change.field === field);
      return first === undefined ? textOf(value, field) : textOf(first.row, "oldvalue");
    };
    const requester = people.nameOf(textOf(value, "caller_id"));
    const said = {
      channel: textOf(value, "contact_type"),
      category: atFirst("category"),
      priority: atFirst("priority"),
    };
    const known = Object.entries({ requester, ...said }).filter(([, text]) => text !== undefined);
    const by = textOf(value, "opened_by", "sys_created_by");
    const actor = by === undefined ? {} : { actor: people.actor(incident, by) };
    const add = (id: string, fields: EventRow) => frame.add({ number, ticket: incident, time, id, fields });
    add("created", { type: "created", ...Object.fromEntries(known), ...actor });
    const team = atFirst("assignment_group");
    const agent = people.nameOf(atFirst("assigned_to"));
    if (team !== undefined || agent !== undefined)
      add("assigned", {
        type: "assigned",
        ...(agent === undefined ? {} : { agent }),
        ...(team === undefined ? {} : { team }),
      });
    const source = copiedFrom(textOf(value, "description")) ?? copiedFrom(textOf(value, "work_notes"));
    if (source !== undefined && source !== incident)
      add("followUp", { type: "linked", relation: "followUpOf", other: source });
    if (!ofIncident.some(({ field }) => field === "state" || field === "incident_state"))
      writeFinal(number, incident, value);
  }

  /** Where no change of state is in the log, the final values stand for the last closing. */
  function writeFinal(number: number, incident: string, value: SourceRow): void {
    const phase = phaseAt(textOf(value, "incident_state", "state"), number);
    if (!isClosed(phase)) return;
    const at = (name: string) => textOf(value, name);
    const closings = [
      { phase: "solved", time: at("resolved_at"), by: at("resolved_by") },
      { phase: "closed", time: phase === "closed" ? at("closed_at") : undefined, by: at("closed_by") },
    ].filter(({ time }) => time !== undefined);
    frame.notes.add(closings.length === 0 ? serviceNowNotes.noHistory : serviceNowNotes.finalValues, number, incident);
    for (const { phase: closed, time, by } of closings) {
      const actor = by === undefined ? {} : { actor: people.actor(incident, by) };
      const fields = { type: "status", phase: closed, ...actor };
      frame.add({ number, ticket: incident, time: frame.time(time), id: `final:${closed}`, fields });
    }
  }

  function phaseAt(state: string | undefined, number: number): Phase {
    const phase = state === undefined ? null : options.phaseOf(state);
    if (phase === null && state !== undefined) frame.notes.add(serviceNowNotes.unknownState, number, state);
    return phase ?? "open";
  }

  function writeChanges(incident: string, ofIncident: readonly Change[]): void {
    const hasIncidentState = ofIncident.some(({ field }) => field === "incident_state");
    let phase: Phase | null = null;
    for (const { number, row, field, time, update } of ofIncident) {
      const actor = people.actor(incident, byOf(row));
      const to = textOf(row, "newvalue");
      const id = `audit:${textOf(row, "sys_id") ?? `${time.text}:${update}:${field}:${to ?? ""}`}`;
      const add = (fields: EventRow) =>
        frame.add({ number, ticket: incident, time, id, order: update, fields: { ...fields, actor } });
      if (field === "state" && hasIncidentState) frame.notes.add(serviceNowNotes.bothStates, number);
      else if (field === "state" || field === "incident_state") {
        const now = phaseAt(to, number);
        phase ??= phaseAt(textOf(row, "oldvalue"), number);
        if (isClosed(phase) && !isClosed(now)) reopenings.set(incident, (reopenings.get(incident) ?? 0) + 1);
        phase = now;
        add({ type: "status", phase: now, ...(isClosed(now) && actor.kind === "system" ? { cause: "rule" } : {}) });
      } else if (field === "assigned_to") add({ type: "assigned", agent: people.nameOf(to) ?? null });
      else if (field === "assignment_group") add({ type: "assigned", team: to ?? null });
      else if (dimensions.some((name) => name === field) && to !== undefined)
        add({ type: "field", name: field, value: to });
      else if (Object.hasOwn(journals, field) && written.has(incident))
        frame.notes.add(serviceNowNotes.journalTwice, number);
      else if (Object.hasOwn(journals, field)) writeMessage(number, incident, time, id, field, byOf(row));
      else frame.notes.add(serviceNowNotes.ignored, number, field);
    }
  }

  function writeJournal({ number, value }: VendorRecord): void {
    const incident = incidentOf(textOf(value, "element_id") ?? "");
    const element = textOf(value, "element") ?? "";
    const time = frame.time(textOf(value, "sys_created_on"));
    const id = `journal:${textOf(value, "sys_id") ?? `${time.text}:${element}`}`;
    if (!Object.hasOwn(journals, element)) {
      frame.notes.add(serviceNowNotes.ignored, number, element);
      return;
    }
    writeMessage(number, incident, time, id, element, textOf(value, "sys_created_by"));
    const source = copiedFrom(textOf(value, "value"));
    const fields = { type: "linked", relation: "followUpOf", other: source };
    if (source !== undefined && source !== incident)
      frame.add({ number, ticket: incident, time, id: "followUp", fields });
  }

  function writeMessage(
    number: number,
    ticket: string,
    time: SourceTime,
    id: string,
    element: string,
    by: string | undefined,
  ): void {
    messages++;
    const actor = people.actor(ticket, by);
    if (actor.kind === "unknown") frame.notes.add(serviceNowNotes.unknownAuthor, number, by);
    const origin = actor.kind === "system" ? { origin: "autoReply" } : {};
    frame.add({ number, ticket, time, id, fields: { type: "message", public: journals[element]!, ...origin, actor } });
  }

  function compareCounter(number: number, value: SourceRow): void {
    const incident = textOf(value, "number")!;
    const counter = numberIn(value, "reopen_count");
    const counted = reopenings.get(incident) ?? 0;
    if (counter !== undefined && counter !== counted && byIncident.has(incident))
      frame.notes.add(serviceNowNotes.reopenCounter, number, `${incident}: states ${counted}, counter ${counter}`);
  }
}

const byOf = (row: SourceRow): string | undefined => textOf(row, "user", "sys_created_by");

/** The incident that a text says it was copied from, as the platform writes for a reply to one that is closed. */
function copiedFrom(text: string | undefined): string | undefined {
  return /\b(?:created|copied|cloned|reopened) from (?:a )?(?:similar |closed )?incident:? +([A-Z]{2,8}\d{4,})\b/i.exec(
    text ?? "",
  )?.[1];
}
