import { readEventRow } from "../../log/event-row.ts";
import { InstantReader } from "../../log/instant.ts";
import type { TicketEvent } from "../../schemas/event.ts";
import type { IssueCode, RowIssue } from "../../schemas/issue.ts";

/** Event rows given: written + refused. */
export interface IntakeCounts {
  rows: number;
  written: number;
  refused: number;
  refusedByCode: Partial<Record<IssueCode, number>>;
}

/** Checks event rows one by one, as they are written on; and counts them, and what is wrong with those that are none. */
export class EventIntake {
  readonly counts: IntakeCounts = { rows: 0, written: 0, refused: 0, refusedByCode: {} };
  readonly issues: RowIssue[] = [];
  readonly #instants: InstantReader;
  readonly #withoutZone = new InstantReader();
  readonly #maxIssues: number;

  /**
   * @param timeZone IANA zone of times that carry no offset; without it such events are refused
   * @param maxIssues how many refused rows are listed
   * @throws {RangeError} where `timeZone` is not an IANA zone
   */
  constructor(timeZone: string | undefined, maxIssues: number) {
    this.#instants = new InstantReader(timeZone);
    this.#maxIssues = maxIssues;
  }

  /** The event of a row, if it is one. Its times are instants: as they stand where they have an offset, else in UTC. */
  event(row: unknown, number: number): TicketEvent[] {
    const read = readEventRow(row, number, this.#instants);
    if (read.issue !== undefined) return this.refuse(read.issue);
    this.counts.rows++;
    this.counts.written++;
    const event = { ...read.event, at: this.#instant(read.event.at, read.at) };
    if (event.type === "promised") event.due = this.#instant(event.due, read.due);
    return [event];
  }

  refuse(issue: RowIssue): [] {
    const { counts } = this;
    counts.rows++;
    counts.refused++;
    counts.refusedByCode[issue.code] = (counts.refusedByCode[issue.code] ?? 0) + 1;
    if (this.issues.length < this.#maxIssues) this.issues.push(issue);
    return [];
  }

  /** An instant that needs no zone to be read again, with every bit of it: a fraction of a millisecond fits into no ISO text. */
  #instant(written: string | number, atMs: number): string | number {
    if (typeof written === "string" && this.#withoutZone.read(written) === atMs) return written;
    return Number.isInteger(atMs) ? new Date(atMs).toISOString() : atMs;
  }
}
