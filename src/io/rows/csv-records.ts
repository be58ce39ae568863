import { isUtf8 } from "node:buffer";

/** One record of CSV, or what kept it from being one. `line` is the 1-based line on which it begins. */
export type CsvRecord =
  | { line: number; cells: string[]; lines: number; fault?: undefined }
  | { line: number; cells?: undefined; fault: "lineTooLong" | "encoding" | "openQuote" };

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d];

/**
 * Cuts CSV (RFC 4180) into records as the bytes come. Records end at LF or CRLF, and at bare CR only where `lineEnd` says so, so
 * that a bare CR within a field stays in it. A quote inside an unquoted field is an ordinary character.
 *
 * What sets it apart from a general reader: a quote that is opened and never closed does not swallow the rest of the file. Its
 * line is refused, and reading goes on at the next one; `retreat` does the same for a record found to be wrong later.
 */
export class CsvRecords {
  readonly #delimiter: number;
  readonly #lineEnd: number;
  readonly #longest: number;
  /** Room for what is held, used again and again. */
  #room: Buffer = Buffer.alloc(0);
  #buffer: Buffer = this.#room;
  #position = 0;
  #line = 1;
  #last = { start: 0, line: 1 };
  /** Everything before this position is known to be UTF-8. */
  #soundTo = 0;
  /** Up to here every line has its end. */
  #linesTo = 0;
  /** Within a line that is longer than allowed, up to its end. */
  #skipping = false;
  #ended = false;
  #openAtEnd = false;

  constructor(options: { delimiter: string; lineEnd: "\n" | "\r"; longest: number }) {
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#lineEnd = options.lineEnd.charCodeAt(0);
    this.#longest = options.longest;
  }

  /** Lines that have ended so far. */
  get lines(): number {
    return this.#line - 1;
  }

  /** Whether the text ended within quotes, so that what follows it elsewhere might belong to its last record. */
  get openAtEnd(): boolean {
    return this.#openAtEnd;
  }

  /** Takes a further chunk, whose bytes are copied; `null` at the end. */
  push(chunk: Buffer | null): void {
    if (chunk === null) {
      this.#ended = true;
      return;
    }
    const rest = this.#buffer.subarray(this.#position);
    const held = rest.length + chunk.length;
    if (held > this.#room.length) {
      this.#room = Buffer.allocUnsafeSlow(Math.max(held, Math.min(this.#room.length * 2, held + this.#longest)));
    }
    rest.copy(this.#room);
    chunk.copy(this.#room, rest.length);
    this.#buffer = this.#room.subarray(0, held);
    this.#position = 0;
    const wholeLines = this.#buffer.lastIndexOf(this.#lineEnd) + 1;
    this.#linesTo = wholeLines;
    this.#soundTo = isUtf8(this.#buffer.subarray(0, wholeLines)) ? wholeLines : 0;
  }

  /**
   * Lets `take` have records of one line, as long as it wants them: given the bytes and where a record begins, it says where the
   * next one does, or -1 to leave the record to `next`.
   */
  takePlain(take: (bytes: Buffer, from: number, line: number) => number): void {
    while (!this.#skipping && this.#position < this.#linesTo) {
      const end = take(this.#buffer, this.#position, this.#line);
      if (end < 0) return;
      this.#position = end;
      this.#line++;
    }
  }

  /** The next record, or `null` until more bytes are pushed. */
  next(): CsvRecord | null {
    while (this.#position < this.#buffer.length) {
      if (this.#skipping && !this.#skipLine()) return null;
      if (this.#position >= this.#buffer.length) return null;
      this.#last = { start: this.#position, line: this.#line };
      const cells: string[] = [];
      const end = this.#scan(cells);
      if (end === null) return this.#incomplete();
      if (end < 0) return this.#refuse("openQuote");
      const bytes = this.#buffer.subarray(this.#position, end);
      const { line } = this.#last;
      this.#position = end;
      this.#line += countLineEnds(bytes, this.#lineEnd);
      if (cells.length === 1 && cells[0]!.trim() === "" && bytes[0] !== quote) continue;
      if (end > this.#soundTo && !isUtf8(bytes)) return { line, fault: "encoding" };
      return { line, cells, lines: this.#line - line };
    }
    return null;
  }

  /** Goes back to the line after the one on which the last record began: its quotes cannot be believed. */
  retreat(): void {
    const found = this.#buffer.indexOf(this.#lineEnd, this.#last.start);
    if (found < 0) return;
    this.#position = found + 1;
    this.#line = this.#last.line + 1;
  }

  /**
   * Reads one record from the current position. It looks at no more bytes than a record may have, though more may be there: what
   * it finds must not depend on how many came at a time.
   * @returns where the next one begins; `null` where this one is not whole; -1 where a quote runs on over its line
   */
  #scan(cells: string[]): number | null {
    const buffer = this.#buffer;
    const delimiter = this.#delimiter;
    const lineEnd = this.#lineEnd;
    const limit = Math.min(buffer.length, this.#position + this.#longest);
    const ended = this.#ended && limit === buffer.length;
    let at = this.#position;
    for (;;) {
      let prefix = "";
      if (buffer[at] === quote) {
        const close = closingQuote(buffer, at + 1);
        if (close === null || close >= limit) return null;
        const text = buffer.toString("utf8", at + 1, close).replaceAll('""', '"');
        const after = close + 1 < limit ? buffer[close + 1] : undefined;
        if (after === undefined && !ended) return null;
        if (after === carriageReturn && close + 2 >= limit && !ended) return null;
        const endsField =
          after === undefined ||
          after === delimiter ||
          after === lineEnd ||
          (after === carriageReturn && (buffer[close + 2] === lineEnd || close + 2 === limit));
        at = close + 1;
        // A quote that closes in the middle of a field was never meant as one: the field is kept as it stands, within its line.
        if (!endsField && text.includes("\n")) return -1;
        prefix = endsField ? text : `"${text}"`;
      }
      const from = at;
      while (at < limit && buffer[at] !== delimiter && buffer[at] !== lineEnd) at++;
      if (at === limit && !ended) return null;
      const isLast = at === limit || buffer[at] === lineEnd;
      const to = isLast && at > from && buffer[at - 1] === carriageReturn && lineEnd === lineFeed ? at - 1 : at;
      cells.push(from === to ? prefix : prefix + buffer.toString("utf8", from, to));
      if (isLast) return Math.min(at + 1, limit);
      at++;
    }
  }

  #incomplete(): CsvRecord | null {
    const held = this.#buffer.length - this.#position;
    if (held > this.#longest) {
      const lineEndAt = this.#buffer.indexOf(this.#lineEnd, this.#position) - this.#position;
      return this.#refuse(lineEndAt >= 0 && lineEndAt < this.#longest ? "openQuote" : "lineTooLong");
    }
    if (!this.#ended) return null;
    this.#openAtEnd = true;
    return this.#refuse("openQuote");
  }

  #refuse(fault: "lineTooLong" | "openQuote"): CsvRecord {
    const { line } = this.#last;
    this.#skipping = true;
    this.#skipLine();
    return { line, fault };
  }

  /** @returns whether the end of the line was found */
  #skipLine(): boolean {
    const found = this.#buffer.indexOf(this.#lineEnd, this.#position);
    this.#position = found < 0 ? this.#buffer.length : found + 1;
    if (found < 0) return false;
    this.#skipping = false;
    this.#line++;
    return true;
  }
}

/** The quote that ends a quoted field which begins at `from`: the first that is not doubled. */
function closingQuote(buffer: Buffer, from: number): number | null {
  for (let at = buffer.indexOf(quote, from); at >= 0; at = buffer.indexOf(quote, at + 2)) {
    if (buffer[at + 1] !== quote) return at;
  }
  return null;
}

function countLineEnds(bytes: Buffer, lineEnd: number): number {
  let count = 0;
  for (let at = bytes.indexOf(lineEnd); at >= 0; at = bytes.indexOf(lineEnd, at + 1)) count++;
  return count;
}
