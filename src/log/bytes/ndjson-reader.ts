import type { LogBuilder } from "../log-builder.ts";
import type { EventEncoder } from "./event-encoder.ts";
import { JsonRow, jsonSyntax } from "./json-row.ts";
import { RowShapes } from "./row-shapes.ts";

const lineFeed = 0x0a;

/** What is done with lines that are not written into columns at once. Lines are 1-based; blank ones are counted as well. */
export interface OtherLines {
  /**
   * Takes a line, without its line feed, that is blank or has to be read in the ordinary way. `atEnd`: no line feed follows.
   * @returns whether it was a row
   */
  take(bytes: Uint8Array, line: number, atEnd: boolean): boolean;
  /** Takes note of a line that is longer than allowed. */
  refuseLong(line: number): void;
}

/**
 * Reads NDJSON into columns as its bytes come: no object and no string an event, except for texts that are new. A line that is
 * not plain is handed over alone. Holds no more than one chunk and one line.
 */
export class NdjsonReader {
  readonly #builder: LogBuilder;
  readonly #other: OtherLines;
  readonly #longest: number;
  readonly #firstRow: number;
  readonly #encoder: EventEncoder;
  readonly #json: JsonRow;
  readonly #shapes: RowShapes;
  /** The beginning of a line whose end has not come yet. */
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #line = 0;
  #rows = 0;
  #lastRow = 0;

  /** `longestBytes`: of a line; `rowOffset`: what is added to a line's number to make its row number. */
  constructor(
    builder: LogBuilder,
    encoder: EventEncoder,
    other: OtherLines,
    options: { longestBytes: number; rowOffset: number },
  ) {
    this.#builder = builder;
    this.#other = other;
    this.#longest = options.longestBytes;
    this.#firstRow = options.rowOffset;
    this.#encoder = encoder;
    this.#json = new JsonRow(encoder.fields);
    this.#shapes = new RowShapes(encoder.fields, jsonSyntax());
  }

  /** Lines that hold something, so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Lines that have been read so far. */
  get lines(): number {
    return this.#line;
  }

  /** The line of the last row, 0 where there is none. */
  get lastRow(): number {
    return this.#lastRow;
  }

  push(chunk: Uint8Array): void {
    // A view of the plain class, whichever the chunk has: hot loops are compiled for one kind of array.
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const first = bytes.indexOf(lineFeed);
    if (first < 0) {
      this.#hold(bytes);
      return;
    }
    let from = 0;
    if (this.#heldBytes > 0) {
      this.#hold(bytes.subarray(0, first + 1));
      this.#takeHeld(false);
      from = first + 1;
    }
    const end = bytes.lastIndexOf(lineFeed) + 1;
    const view = viewOf(bytes);
    while (from < end) from = this.#takeLine(bytes, view, from);
    this.#encoder.flush();
    this.#hold(bytes.subarray(end));
  }

  /** Takes the last line, where the text does not end in a line feed. */
  finish(): void {
    if (this.#heldBytes > 0) this.#takeHeld(true);
  }

  /** Takes the line at `from`, which ends in a line feed. @returns where the next one begins */
  #takeLine(bytes: Uint8Array, view: DataView, from: number): number {
    this.#line++;
    const row = this.#firstRow + this.#line;
    const shape = this.#shapes.match(bytes, view, from);
    if (shape !== null && this.#shapes.end - from <= this.#longest) {
      if (this.#encoder.writeShaped(bytes, view, row, shape)) {
        this.#builder.countRow();
        this.#countRow();
        return this.#shapes.end + 1;
      }
    }
    const plainEnd = this.#json.read(bytes, from);
    if (plainEnd >= 0 && plainEnd - from <= this.#longest && this.#encoder.write(bytes, view, row)) {
      this.#shapes.learn(bytes, from, plainEnd, this.#encoder.shape());
      this.#builder.countRow();
      this.#countRow();
      return plainEnd + 1;
    }
    const end = plainEnd >= 0 ? plainEnd : bytes.indexOf(lineFeed, from);
    this.#encoder.flush();
    this.#takeOther(bytes, from, end, false);
    return end + 1;
  }

  #takeOther(bytes: Uint8Array, from: number, to: number, atEnd: boolean): void {
    if (to - from > this.#longest) this.#refuseLong();
    else if (to > from && this.#other.take(bytes.subarray(from, to), this.#line, atEnd)) this.#countRow();
  }

  #refuseLong(): void {
    this.#other.refuseLong(this.#line);
    this.#countRow();
  }

  #countRow(): void {
    this.#rows++;
    this.#lastRow = this.#line;
  }

  #hold(bytes: Uint8Array): void {
    this.#heldBytes += bytes.length;
    // One byte more than a line may have is enough to know that it is too long.
    if (this.#heldBytes > this.#longest + 1) this.#held = [];
    else if (bytes.length > 0) this.#held.push(bytes.slice());
  }

  #takeHeld(atEnd: boolean): void {
    const length = this.#heldBytes;
    const parts = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    if (length > this.#longest + 1) {
      this.#line++;
      this.#refuseLong();
      return;
    }
    const whole = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    if (!atEnd) {
      this.#takeLine(whole, viewOf(whole), 0);
      this.#encoder.flush();
      return;
    }
    this.#line++;
    this.#takeOther(whole, 0, length, true);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
