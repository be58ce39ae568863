import type { IssueCode, RowIssue } from "../schemas/issue.ts";
import { arrangedLog, type LeftOut } from "./arranged-log.ts";
import { ColumnWriter } from "./column-writer.ts";
import type { EventLog } from "./event-log.ts";
import { readEventRow } from "./event-row.ts";
import { InstantReader } from "./instant.ts";
import { type MakeRoom, ownRoom } from "./room.ts";
import { idConflict } from "./row-issue.ts";

export interface ParseOptions {
  /** IANA zone of times that carry no offset; without it such rows are refused. */
  timeZone?: string | undefined;
  /** How many refused rows are listed; all of them are counted. Default 10,000. */
  maxIssues?: number | undefined;
}

export interface ParseCounts {
  /** Rows given: accepted + refused + repeats. */
  rows: number;
  accepted: number;
  refused: number;
  /** Rows dropped because the same event had been given before. */
  repeats: number;
  /** Refused rows by code. */
  refusedByCode: Partial<Record<IssueCode, number>>;
}

export interface ParsedLog {
  log: EventLog;
  /** One entry a refused row, in row order, up to `maxIssues`. */
  issues: RowIssue[];
  counts: ParseCounts;
}

/** What a builder has to say about the rows that it was given. */
export interface TakenRows {
  rows: number;
  refused: number;
  refusedByCode: Partial<Record<IssueCode, number>>;
  /** The first `maxIssues` of them. */
  issues: RowIssue[];
  maxIssues: number;
}

/** Takes rows one by one, for logs that come as a stream. `finish` may be called once. */
export class LogBuilder {
  readonly #writer: ColumnWriter;
  readonly #instants: InstantReader;
  #finished = false;
  /**
   * What there is to say about the rows so far.
   * @internal
   */
  readonly taken: TakenRows;

  /**
   * `makeRoom`, `makeTableRoom`: as `ColumnWriter` has them.
   * @throws {RangeError} where `timeZone` is not an IANA zone
   */
  constructor(options: ParseOptions = {}, makeRoom: MakeRoom = ownRoom, makeTableRoom: MakeRoom = makeRoom) {
    this.#writer = new ColumnWriter(makeRoom, makeTableRoom);
    this.#instants = new InstantReader(options.timeZone);
    this.taken = { rows: 0, refused: 0, refusedByCode: {}, issues: [], maxIssues: options.maxIssues ?? 10_000 };
  }

  /** Rows taken so far. */
  get rows(): number {
    return this.taken.rows;
  }

  /**
   * Where events are written: for readers that check a row by themselves and tell it with `countRow`.
   * @internal
   */
  get writer(): ColumnWriter {
    return this.#writer;
  }

  /** @internal */
  get instants(): InstantReader {
    return this.#instants;
  }

  /**
   * Counts a row that was written by way of `writer`.
   * @internal
   */
  countRow(): void {
    this.taken.rows++;
  }

  /** Takes one event row. What is wrong with it is listed, never thrown. */
  push(row: unknown, rowNumber: number = this.taken.rows + 1): void {
    this.taken.rows++;
    const read = readEventRow(row, rowNumber, this.#instants);
    if (read.issue !== undefined) this.#refuse(read.issue);
    else this.#writer.write(read.event, read.at, read.due, rowNumber);
  }

  /** Counts and lists a row that could not even be read as one. */
  refuse(issue: RowIssue): void {
    this.taken.rows++;
    this.#refuse(issue);
  }

  /** Orders the events, drops repeats, refuses conflicting ids, and hands over the log. */
  finish(): ParsedLog {
    if (this.#finished) throw new TypeError("LogBuilder.finish: expected one call, got a second");
    this.#finished = true;
    const { log, ...leftOut } = arrangedLog(this.#writer);
    return { log, ...this.told(log.length, leftOut) };
  }

  /**
   * What there is to say about the rows, once their events were arranged. Instead of `finish`, where somebody else has done that.
   * @internal
   */
  told(accepted: number, { repeats, conflicts }: LeftOut): Omit<ParsedLog, "log"> {
    const { tickets } = this.#writer.dictionaries;
    for (const { row, ticket, id, firstRow } of conflicts) {
      this.#refuse(idConflict(row, tickets.decode(ticket)!, id, firstRow));
    }
    const { rows, refused, refusedByCode, issues } = this.taken;
    if (conflicts.length > 0) issues.sort((x, y) => x.row - y.row);
    return { issues, counts: { rows, accepted, refused, repeats, refusedByCode } };
  }

  #refuse(issue: RowIssue): void {
    const { taken } = this;
    taken.refused++;
    taken.refusedByCode[issue.code] = (taken.refusedByCode[issue.code] ?? 0) + 1;
    if (taken.issues.length < taken.maxIssues) taken.issues.push(issue);
  }
}
