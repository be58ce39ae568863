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
  issues: RowIssue[];
}

/** Takes rows one by one, for logs that come as a stream. `finish` may be called once. */
export class LogBuilder {
  readonly #writer: ColumnWriter;
  readonly #instants: InstantReader;
  readonly #maxIssues: number;
  readonly #issues: RowIssue[] = [];
  readonly #refusedByCode: Partial<Record<IssueCode, number>> = {};
  #rows = 0;
  #refused = 0;
  #finished = false;

  /**
   * `makeRoom`, `makeTableRoom`: as `ColumnWriter` has them.
   * @throws {RangeError} where `timeZone` is not an IANA zone
   */
  constructor(options: ParseOptions = {}, makeRoom: MakeRoom = ownRoom, makeTableRoom: MakeRoom = makeRoom) {
    this.#writer = new ColumnWriter(makeRoom, makeTableRoom);
    this.#instants = new InstantReader(options.timeZone);
    this.#maxIssues = options.maxIssues ?? 10_000;
  }

  /** Rows taken so far. */
  get rows(): number {
    return this.#rows;
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
    this.#rows++;
  }

  /** Takes one event row. What is wrong with it is listed, never thrown. */
  push(row: unknown, rowNumber: number = this.#rows + 1): void {
    this.#rows++;
    const read = readEventRow(row, rowNumber, this.#instants);
    if (read.issue !== undefined) this.#refuse(read.issue);
    else this.#writer.write(read.event, read.at, read.due, rowNumber);
  }

  /** Counts and lists a row that could not even be read as one. */
  refuse(issue: RowIssue): void {
    this.#rows++;
    this.#refuse(issue);
  }

  /** Orders the events, drops repeats, refuses conflicting ids, and hands over the log. */
  finish(): ParsedLog {
    this.#end();
    const { log, ...leftOut } = arrangedLog(this.#writer);
    return { log, ...this.told(log.length, leftOut) };
  }

  /**
   * What there is to say about the rows so far, for the builder of another thread: see `stretchOf`. Instead of `finish`.
   * @internal
   */
  taken(): TakenRows {
    this.#end();
    const [refused, refusedByCode, issues] = [this.#refused, this.#refusedByCode, this.#issues];
    return { rows: this.#rows, refused, refusedByCode, issues };
  }

  /**
   * Counts rows that another builder has taken, and lists those that it refused.
   * @internal
   */
  countTaken({ rows, refused, refusedByCode, issues }: TakenRows): void {
    this.#rows += rows;
    this.#refused += refused;
    for (const [code, count] of Object.entries(refusedByCode) as [IssueCode, number][]) {
      this.#refusedByCode[code] = (this.#refusedByCode[code] ?? 0) + count;
    }
    for (const issue of issues) if (this.#issues.length < this.#maxIssues) this.#issues.push(issue);
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
    if (conflicts.length > 0) this.#issues.sort((x, y) => x.row - y.row);
    const [refused, refusedByCode] = [this.#refused, this.#refusedByCode];
    return { issues: this.#issues, counts: { rows: this.#rows, accepted, refused, repeats, refusedByCode } };
  }

  #end(): void {
    if (this.#finished) throw new TypeError("LogBuilder.finish: expected one call, got a second");
    this.#finished = true;
  }

  #refuse(issue: RowIssue): void {
    this.#refused++;
    this.#refusedByCode[issue.code] = (this.#refusedByCode[issue.code] ?? 0) + 1;
    if (this.#issues.length < this.#maxIssues) this.#issues.push(issue);
  }
}
