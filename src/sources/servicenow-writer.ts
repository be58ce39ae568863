import type { Phase } from "../schemas/vocabulary.ts";
import { serviceNowNotes } from "./servicenow-notes.ts";
import type { ServiceNowPeople } from "./servicenow-people.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import type { VendorRecord } from "./vendor-records.ts";
import { numberIn, textOf } from "./vendor-values.ts";

/** One change of a field of an incident. */
export interface Change {
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

/** An entry of a journal, with the incident in whose journal it is. */
interface JournalRecord extends VendorRecord {
  incident: string;
}

/** Writes the events of incidents out of the log of changes, when it is known who is who. */
export class ServiceNowWriter {
  readonly #frame: VendorFrame;
  readonly #people: ServiceNowPeople;
  readonly #phaseOf: (state: string) => Phase | null;
  /** How often each incident was reopened, of those that are being written. */
  readonly #reopenings = new Map<string, number>();
  /** How many messages were written. */
  messages = 0;

  constructor(frame: VendorFrame, people: ServiceNowPeople, phaseOf: (state: string) => Phase | null) {
    this.#frame = frame;
    this.#people = people;
    this.#phaseOf = phaseOf;
  }

  /** Writes incidents that are whole in what is given. `changes`: by incident, in the order in which they happened. */
  write(
    incidents: readonly VendorRecord[],
    changes: ReadonlyMap<string, readonly Change[]>,
    journal: readonly JournalRecord[],
  ): void {
    const { notes } = this.#frame;
    const withJournal = new Set(journal.map(({ incident }) => incident));
    const changesOf = ({ value }: VendorRecord) => changes.get(textOf(value, "number")!);
    this.#reopenings.clear();
    for (const record of incidents) {
      notes.place = [2, record.number];
      this.#writeIncident(record, changesOf(record) ?? []);
    }
    for (const [incident, ofIncident] of changes) {
      const { time, update, number } = ofIncident[0]!;
      notes.place = [3, time.atMs ?? 0, Number(update) || 0, number];
      this.#writeChanges(incident, ofIncident, withJournal.has(incident));
    }
    for (const record of journal) {
      notes.place = [4, record.number];
      this.#writeJournal(record);
    }
    for (const record of incidents) {
      notes.place = [5, record.number];
      if (changesOf(record) !== undefined) this.#compareCounter(record);
    }
  }

  #writeIncident({ number, value }: VendorRecord, ofIncident: readonly Change[]): void {
    const incident = textOf(value, "number")!;
    const time = this.#frame.time(textOf(value, "opened_at", "sys_created_on"));
    const atFirst = (field: string) => {
      const first = ofIncident.find((change) => change.field === field);
      return first === undefined ? textOf(value, field) : textOf(first.row, "oldvalue");
    };
    const requester = this.#people.nameOf(textOf(value, "caller_id"));
    const said = {
      channel: textOf(value, "contact_type"),
      category: atFirst("category"),
      priority: atFirst("priority"),
    };
    const known = Object.entries({ requester, ...said }).filter(([, text]) => text !== undefined);
    const by = textOf(value, "opened_by", "sys_created_by");
    const actor = by === undefined ? {} : { actor: this.#people.actor(incident, by) };
    const add = (id: string, fields: EventRow) => this.#frame.add({ number, ticket: incident, time, id, fields });
    add("created", { type: "created", ...Object.fromEntries(known), ...actor });
    const team = atFirst("assignment_group");
    const agent = this.#people.nameOf(atFirst("assigned_to"));
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
      this.#writeFinal(number, incident, value);
  }

  /** Where no change of state is in the log, the final values stand for the last closing. */
  #writeFinal(number: number, incident: string, value: SourceRow): void {
    const phase = this.#phaseAt(textOf(value, "incident_state", "state"), number);
    if (!isClosed(phase)) return;
    const at = (name: string) => textOf(value, name);
    const closings = [
      { phase: "solved", time: at("resolved_at"), by: at("resolved_by") },
      { phase: "closed", time: phase === "closed" ? at("closed_at") : undefined, by: at("closed_by") },
    ].filter(({ time }) => time !== undefined);
    this.#frame.notes.add(
      closings.length === 0 ? serviceNowNotes.noHistory : serviceNowNotes.finalValues,
      number,
      incident,
    );
    for (const { phase: closed, time, by } of closings) {
      const actor = by === undefined ? {} : { actor: this.#people.actor(incident, by) };
      const fields = { type: "status", phase: closed, ...actor };
      this.#frame.add({ number, ticket: incident, time: this.#frame.time(time), id: `final:${closed}`, fields });
    }
  }

  #phaseAt(state: string | undefined, number: number): Phase {
    const phase = state === undefined ? null : this.#phaseOf(state);
    if (phase === null && state !== undefined) this.#frame.notes.add(serviceNowNotes.unknownState, number, state);
    return phase ?? "open";
  }

  #writeChanges(incident: string, ofIncident: readonly Change[], hasJournal: boolean): void {
    const hasIncidentState = ofIncident.some(({ field }) => field === "incident_state");
    let phase: Phase | null = null;
    for (const { number, row, field, time, update } of ofIncident) {
      const actor = this.#people.actor(incident, changedBy(row));
      const to = textOf(row, "newvalue");
      const id = `audit:${textOf(row, "sys_id") ?? `${time.text}:${update}:${field}:${to ?? ""}`}`;
      const add = (fields: EventRow) =>
        this.#frame.add({ number, ticket: incident, time, id, order: update, fields: { ...fields, actor } });
      if (field === "state" && hasIncidentState) this.#frame.notes.add(serviceNowNotes.bothStates, number);
      else if (field === "state" || field === "incident_state") {
        const now = this.#phaseAt(to, number);
        phase ??= this.#phaseAt(textOf(row, "oldvalue"), number);
        if (isClosed(phase) && !isClosed(now))
          this.#reopenings.set(incident, (this.#reopenings.get(incident) ?? 0) + 1);
        phase = now;
        add({ type: "status", phase: now, ...(isClosed(now) && actor.kind === "system" ? { cause: "rule" } : {}) });
      } else if (field === "assigned_to") add({ type: "assigned", agent: this.#people.nameOf(to) ?? null });
      else if (field === "assignment_group") add({ type: "assigned", team: to ?? null });
      else if (dimensions.some((name) => name === field) && to !== undefined)
        add({ type: "field", name: field, value: to });
      else if (Object.hasOwn(journals, field) && hasJournal)
        this.#frame.notes.add(serviceNowNotes.journalTwice, number);
      else if (Object.hasOwn(journals, field)) this.#writeMessage(number, incident, time, id, field, changedBy(row));
      else this.#frame.notes.add(serviceNowNotes.ignored, number, field);
    }
  }

  #writeJournal({ number, value, incident }: JournalRecord): void {
    const element = textOf(value, "element") ?? "";
    const time = this.#frame.time(textOf(value, "sys_created_on"));
    const id = `journal:${textOf(value, "sys_id") ?? `${time.text}:${element}`}`;
    if (!Object.hasOwn(journals, element)) {
      this.#frame.notes.add(serviceNowNotes.ignored, number, element);
      return;
    }
    this.#writeMessage(number, incident, time, id, element, textOf(value, "sys_created_by"));
    const source = copiedFrom(textOf(value, "value"));
    const fields = { type: "linked", relation: "followUpOf", other: source };
    if (source !== undefined && source !== incident)
      this.#frame.add({ number, ticket: incident, time, id: "followUp", fields });
  }

  #writeMessage(
    number: number,
    ticket: string,
    time: SourceTime,
    id: string,
    element: string,
    by: string | undefined,
  ): void {
    this.messages++;
    const actor = this.#people.actor(ticket, by);
    if (actor.kind === "unknown") this.#frame.notes.add(serviceNowNotes.unknownAuthor, number, by);
    const origin = actor.kind === "system" ? { origin: "autoReply" } : {};
    this.#frame.add({
      number,
      ticket,
      time,
      id,
      fields: { type: "message", public: journals[element]!, ...origin, actor },
    });
  }

  #compareCounter({ number, value }: VendorRecord): void {
    const incident = textOf(value, "number")!;
    const counter = numberIn(value, "reopen_count");
    const counted = this.#reopenings.get(incident) ?? 0;
    if (counter !== undefined && counter !== counted)
      this.#frame.notes.add(
        serviceNowNotes.reopenCounter,
        number,
        `${incident}: states ${counted}, counter ${counter}`,
      );
  }
}

/** Who made a change. */
export const changedBy = (row: SourceRow): string | undefined => textOf(row, "user", "sys_created_by");

/** The incident that a text says it was copied from, as the platform writes for a reply to one that is closed. */
function copiedFrom(text: string | undefined): string | undefined {
  return /\b(?:created|copied|cloned|reopened) from (?:a )?(?:similar |closed )?incident:? +([A-Z]{2,8}\d{4,})\b/i.exec(
    text ?? "",
  )?.[1];
}
