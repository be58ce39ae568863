import { isUtf8 } from "node:buffer";

/** A line of text, or what kept it from being one. `line` is 1-based. */
export type Line =
  | { line: number; text: string; fault?: undefined }
  | { line: number; text?: undefined; fault: "lineTooLong" | "encoding"; bytes: number };

/** Longest line that is kept, in bytes: no event is that long, and a file without line ends must not fill the memory. */
export const longestLineBytes = 16 * 1024 * 1024;

const newline = 0x0a;

/**
 * Cuts UTF-8 into lines, at LF or CRLF. Holds no more than one chunk and one line; a line that is longer than allowed is
 * reported without being held. Blank lines are counted and left out.
 */
export class LineSplitter {
  readonly #longest: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #overlong = false;
  #line = 0;

  constructor(longest: number = longestLineBytes) {
    this.#longest = longest;
  }

  /** The lines that a further chunk completes. */
  push(chunk: Buffer): Line[] {
    const last = chunk.lastIndexOf(newline);
    if (last < 0) {
      this.#hold(chunk);
      return [];
    }
    const lines: Line[] = [];
    const first = chunk.indexOf(newline);
    this.#hold(chunk.subarray(0, first));
    this.#endLine(lines);
    if (last > first) this.#cut(chunk.subarray(first + 1, last), lines);
    this.#hold(chunk.subarray(last + 1));
    return lines;
  }

  /** The last line, where the text does not end in a line end. */
  finish(): Line[] {
    const lines: Line[] = [];
    if (this.#pendingBytes > 0) this.#endLine(lines);
    return lines;
  }

  #hold(bytes: Buffer): void {
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes > this.#longest) {
      this.#overlong = true;
      this.#pending = [];
    } else if (bytes.length > 0) this.#pending.push(bytes);
  }

  #endLine(lines: Line[]): void {
    this.#line++;
    if (this.#overlong) lines.push({ line: this.#line, fault: "lineTooLong", bytes: this.#pendingBytes });
    else this.#emit(this.#pending.length === 1 ? this.#pending[0]! : Buffer.concat(this.#pending), lines);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#overlong = false;
  }

  /** Whole lines: decoded at once where they are sound, which is many times faster than line by line. */
  #cut(bytes: Buffer, lines: Line[]): void {
    if (isUtf8(bytes) && bytes.length <= this.#longest) {
      for (const text of bytes.toString("utf8").split("\n")) this.#text(text, lines, ++this.#line);
      return;
    }
    for (let from = 0; from <= bytes.length; ) {
      const found = bytes.indexOf(newline, from);
      const to = found < 0 ? bytes.length : found;
      this.#line++;
      if (to - from > this.#longest) lines.push({ line: this.#line, fault: "lineTooLong", bytes: to - from });
      else this.#emit(bytes.subarray(from, to), lines);
      from = to + 1;
    }
  }

  #emit(bytes: Buffer, lines: Line[]): void {
    const line = lineOf(bytes, this.#line);
    if (line !== null) lines.push(line);
  }

  #text(text: string, lines: Line[], line: number): void {
    const trimmed = withoutLineEnd(text);
    if (trimmed !== null) lines.push({ line, text: trimmed });
  }
}

/** The line of some bytes, or `null` where they are blank. */
export function lineOf(bytes: Buffer, line: number): Line | null {
  if (!isUtf8(bytes)) return { line, fault: "encoding", bytes: bytes.length };
  const text = withoutLineEnd(bytes.toString("utf8"));
  return text === null ? null : { line, text };
}

/** The text without the CR of a CRLF; `null` where it is blank. */
function withoutLineEnd(text: string): string | null {
  const end = text.charCodeAt(text.length - 1) === 0x0d ? text.length - 1 : text.length;
  const trimmed = end === text.length ? text : text.slice(0, end);
  return trimmed.length > 0 && (trimmed.charCodeAt(0) > 0x20 || trimmed.trim().length > 0) ? trimmed : null;
}
