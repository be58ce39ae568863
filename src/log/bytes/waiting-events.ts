import { actorKinds, eventTypes } from "../../schemas/vocabulary.ts";
import type { ColumnWriter } from "../column-writer.ts";
import type { Dictionary } from "../dictionary.ts";
import { timeOf } from "./event-check.ts";

const created = eventTypes.indexOf("created");
const customer = actorKinds.indexOf("customer");
/** So many lookups wait for memory together; more would push each other's answers out of the nearest cache. */
const most = 256;

/**
 * Events of which the tickets and customers have not been looked up yet. There are too many of both for the caches, and in no order:
 * one lookup after another, with a row read in between, each waits for memory alone; many at once wait together.
 *
 * Everything is numbered in the order of the rows, as if each were looked up in its turn.
 */
export class WaitingEvents {
  readonly #writer: ColumnWriter;
  readonly #tickets: TextPlaces;
  readonly #requesters: TextPlaces;
  readonly #at = new Float64Array(most);
  readonly #seq = new Float64Array(most);
  readonly #deed = new Int32Array(most);
  readonly #a = new Int32Array(most);
  readonly #b = new Int32Array(most);
  readonly #row = new Int32Array(most);
  /** Kind of the actor, and whether he is a supervisor, as `actorOf` has them; the kind is below zero where there is none. */
  readonly #kind = new Int8Array(most);
  readonly #supervisor = new Uint8Array(most);
  /** His number; of a customer that among `#requesters`. -1 where he has no id. */
  readonly #person = new Int32Array(most);
  readonly #team = new Int32Array(most);
  readonly #employer = new Int32Array(most);
  /** Of a creation, the number of who asked among `#requesters`, or -1. */
  readonly #asker = new Int32Array(most);
  readonly #idFrom = new Int32Array(most);
  readonly #idTo = new Int32Array(most);
  /** Rows of actors, while events are written. */
  readonly #actors = new Int32Array(most);
  #length = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);

  constructor(writer: ColumnWriter) {
    this.#writer = writer;
    this.#tickets = new TextPlaces(writer.dictionaries.tickets, most);
    this.#requesters = new TextPlaces(writer.dictionaries.requesters, most * 2);
  }

  /** Makes room for an event whose texts stand in `bytes`, which must stay as they are until `write`. */
  begin(bytes: Uint8Array, view: DataView): void {
    if (this.#length === most || bytes !== this.#bytes) {
      this.write();
      this.#bytes = bytes;
      this.#view = view;
    }
    const event = this.#length;
    this.#kind[event] = -1;
    this.#asker[event] = -1;
    this.#idTo[event] = 0;
  }

  /** Who asked, of the event that was begun, which is a creation. */
  setAsker(from: number, to: number): void {
    this.#asker[this.#length] = this.#requesters.add(from, to);
  }

  /** Who did it. `person`: his number, or -1; `team` and `employer` likewise. */
  setActor(kind: number, person: number, team: number, employer: number, supervisor: number): void {
    const event = this.#length;
    this.#kind[event] = kind;
    this.#person[event] = person;
    this.#team[event] = team;
    this.#employer[event] = employer;
    this.#supervisor[event] = supervisor;
  }

  /** The same for a customer, whose id stands from `from` to `to`. */
  setCustomer(from: number, to: number, team: number, employer: number, supervisor: number): void {
    this.setActor(customer, this.#requesters.add(from, to), team, employer, supervisor);
  }

  setId(from: number, to: number): void {
    this.#idFrom[this.#length] = from;
    this.#idTo[this.#length] = to;
  }

  /**
   * The event that was begun is complete. `times`, `deed`, `a`, `b`, `row`: as `EventCheck` and `EventBlocks` have them; the ticket stands
   * from `from` to `to`.
   */
  add(from: number, to: number, times: Float64Array, deed: number, a: number, b: number, row: number): void {
    this.#tickets.add(from, to);
    const event = this.#length++;
    this.#at[event] = times[timeOf.at]!;
    this.#seq[event] = times[timeOf.seq]!;
    this.#deed[event] = deed;
    this.#a[event] = a;
    this.#b[event] = b;
    this.#row[event] = row;
  }

  /** Writes all that wait. */
  write(): void {
    const length = this.#length;
    if (length === 0) return;
    this.#length = 0;
    const tickets = this.#tickets.encode(this.#bytes, this.#view);
    const requesters = this.#requesters.encode(this.#bytes, this.#view);
    this.#findActors(length, requesters);
    const { events } = this.#writer;
    for (let event = 0; event < length; event++) {
      const deed = this.#deed[event]!;
      const a = this.#a[event]!;
      if ((deed & 255) === created && this.#asker[event]! >= 0) {
        this.#writer.setRequester(a, requesters[this.#asker[event]!]!);
      }
      events.append(
        tickets[event]!,
        this.#at[event]!,
        deed,
        this.#actors[event]!,
        a,
        this.#b[event]!,
        this.#row[event]!,
      );
      if (this.#seq[event] !== 0) events.setSeq(this.#seq[event]!);
      if (this.#idTo[event]! > 0) events.idsForLast().push(this.#bytes, this.#idFrom[event]!, this.#idTo[event]!);
    }
  }

  #findActors(length: number, requesters: Int32Array): void {
    for (let event = 0; event < length; event++) {
      const kind = this.#kind[event]!;
      if (kind < 0) {
        this.#actors[event] = -1;
        continue;
      }
      const said = this.#person[event]!;
      const person = kind === customer && said >= 0 ? requesters[said]! : said;
      const [team, employer, supervisor] = [this.#team[event]!, this.#employer[event]!, this.#supervisor[event]!];
      this.#actors[event] = this.#writer.actorOf(kind, person, team, employer, supervisor);
    }
  }
}

/** Where texts stand whose numbers in a dictionary are wanted. */
class TextPlaces {
  readonly #dictionary: Dictionary;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #codes: Int32Array;
  #length = 0;

  constructor(dictionary: Dictionary, room: number) {
    this.#dictionary = dictionary;
    this.#from = new Int32Array(room);
    this.#to = new Int32Array(room);
    this.#codes = new Int32Array(room);
  }

  add(from: number, to: number): number {
    this.#from[this.#length] = from;
    this.#to[this.#length] = to;
    return this.#length++;
  }

  /** The numbers of all texts that were added, until the next ones are; from then on there are none. */
  encode(bytes: Uint8Array, view: DataView): Int32Array {
    this.#dictionary.encodeMany(bytes, view, this.#from, this.#to, this.#length, this.#codes);
    this.#length = 0;
    return this.#codes;
  }
}
