import type { Place } from "./first-few.ts";
import { NoteBook, type NoteKind } from "./note-book.ts";
import { commonNotes, RowOutput } from "./row-output.ts";
import { RowSet } from "./row-set.ts";
import type { EventRow, SourceResult } from "./source.ts";
import { type SourceTime, type TimeReader, TimeReaders } from "./source-time.ts";
import { QuickRepliers } from "./vendor-suspects.ts";

/** What sources of vendors' exports have in common. */
export interface VendorOptions {
  /** IANA zone of times without an offset, as pipelines write them (mostly UTC); without it their events are refused. */
  timeZone?: string | undefined;
  /** Ids of accounts through which bots write, where the export shows them as agents. */
  bots?: readonly string[] | undefined;
  /** Ids of accounts through which rules and integrations act, where the export shows them as agents. */
  automations?: readonly string[] | undefined;
}

/** An event before it has its place. */
export interface EventDraft {
  /** 1-based row of the source from which it comes. */
  number: number;
  ticket: string | undefined;
  time: SourceTime;
  /** Names it within its ticket, the same however often it is exported. */
  id: string;
  /** Number by which the export orders what happens in one instant; drafts without one come first. */
  order?: string | undefined;
  fields: EventRow;
}

/** An event with its place in the order of reading. */
export interface PlacedDraft {
  draft: EventDraft;
  place: Place;
}

const vendorTimes: readonly string[] = ["iso", "epochSeconds"];

const suspectedBot: NoteKind = {
  code: "suspectedBots",
  text: "accounts counted as agents that answer customers within 3 seconds nearly always, as only machines do; if they are bots, name them in bots",
};

const silentRow: NoteKind = {
  code: "silentRows",
  text: "rows of a known kind that say nothing which is read here",
};

/** What reading a vendor's export needs: times, actors, notes, and the event rows in the order of the export. */
export class VendorFrame {
  /** Rows that there are, and those that gave an event, were refused, or are named in a note: one bit each. */
  readonly #rows = new RowSet();
  readonly #accounted = new RowSet();
  readonly notes = new NoteBook((row) => void this.#accounted.add(row));
  readonly time: TimeReader;
  /** Reads a time that is looked at, not written: it is counted nowhere. */
  readonly peekTime: TimeReader;
  readonly #times = new TimeReaders();
  readonly #bots: ReadonlySet<string>;
  readonly #automations: ReadonlySet<string>;
  readonly #quick = new QuickRepliers();
  readonly #fromElsewhere = new Set<string>();
  #drafts: PlacedDraft[] = [];
  #refused: [number, unknown][] = [];

  /** @param timeFormats how times are written, tried in order */
  constructor({ timeZone, bots = [], automations = [] }: VendorOptions, timeFormats = vendorTimes) {
    this.time = this.#times.reader(timeFormats, timeZone);
    this.peekTime = new TimeReaders().reader(timeFormats, timeZone);
    this.#bots = new Set(bots);
    this.#automations = new Set(automations);
  }

  /** @param number 1-based row of the source, to be counted before it is read */
  countRow(number: number): void {
    this.#rows.add(number);
  }

  /** What is no object at all goes on as it is, to be refused with its reason. */
  refuse(number: number, value: unknown): void {
    this.#refused.push([number, value]);
  }

  add(draft: EventDraft): void {
    this.#drafts.push({ draft, place: this.notes.place });
  }

  /** Says that an event of a ticket will stem from another ticket's rows, which may be in another part of the log. */
  expect(ticket: string, { atMs }: SourceTime): void {
    this.#fromElsewhere.add(momentOf(ticket, atMs));
  }

  /** How many events there are so far. */
  get draftCount(): number {
    return this.#drafts.length;
  }

  isAutomatic(id: string | undefined): boolean {
    return id !== undefined && (this.#bots.has(id) || this.#automations.has(id));
  }

  /** An actor; accounts that the caller knows to be bots or automations are that, whatever the export calls them. */
  actor(kind: string, id: string | undefined): { kind: string; id?: string } {
    const known = id === undefined ? kind : this.#bots.has(id) ? "bot" : this.#automations.has(id) ? "system" : kind;
    return id === undefined ? { kind: known } : { kind: known, id };
  }

  /** The event rows of what was added and refused since the last call, in the order of the export. */
  write(): Pick<SourceResult, "rows" | "sourceRows"> {
    const output = new RowOutput();
    const sequence = sequenceOf(this.#drafts, this.#fromElsewhere);
    for (const { draft } of this.#drafts) {
      const { number, ticket, time, id, fields } = draft;
      const seq = sequence(draft);
      output.add(number, [
        {
          ...(ticket === undefined ? {} : { ticket }),
          ...(time.at === undefined ? {} : { at: time.at }),
          id,
          ...(seq === 0 ? {} : { seq }),
          ...fields,
        },
      ]);
      this.#accounted.add(number);
    }
    for (const [number, value] of this.#refused) {
      output.add(number, [value as EventRow]);
      this.#accounted.add(number);
    }
    this.#quick.learn(this.#drafts);
    this.#drafts = [];
    this.#refused = [];
    return output.take();
  }

  /** What there is to say when all is written. */
  conclude(observes: NonNullable<SourceResult["observes"]>): Required<Pick<SourceResult, "notes" | "observes">> {
    this.notes.place = [Number.POSITIVE_INFINITY];
    for (const row of this.#rows) if (!this.#accounted.has(row)) this.notes.add(silentRow, row);
    for (const { id, replies } of this.#quick.found()) {
      this.notes.add(suspectedBot, undefined, `${id} in ${replies} replies`);
    }
    this.notes.addMany(commonNotes.withoutZone, this.#times.withoutZone);
    return { notes: this.notes.notes(), observes };
  }
}

const momentOf = (ticket: string | undefined, atMs: number | null) => `${atMs} ${ticket}`;

/**
 * Ranks what happens to a ticket in one instant by the export's own numbers.
 * @param fromElsewhere moments of tickets at which something without a number is known to happen
 */
function sequenceOf(drafts: readonly PlacedDraft[], fromElsewhere: ReadonlySet<string>): (draft: EventDraft) => number {
  const orders = new Map<string, Set<string>>();
  for (const { draft } of drafts) {
    const moment = momentOf(draft.ticket, draft.time.atMs);
    let known = orders.get(moment);
    if (known === undefined) {
      known = new Set(fromElsewhere.has(moment) ? [""] : []);
      orders.set(moment, known);
    }
    known.add(draft.order ?? "");
  }
  const ranks = new Map<string, Map<string, number>>();
  for (const [moment, found] of orders) {
    if (found.size < 2) continue;
    const sorted = [...found].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    ranks.set(moment, new Map(sorted.map((order, rank) => [order, rank])));
  }
  return ({ ticket, time, order = "" }) => ranks.get(momentOf(ticket, time.atMs))?.get(order) ?? 0;
}
