import { readColumns } from "../../src/io/read-columns.ts";
import { eventFromCells } from "../../src/io/rows/event-cells.ts";
import { type OpenedFile, rowStream } from "../../src/io/rows/read-rows.ts";
import { RowPlaces } from "../../src/io/rows/row-places.ts";
import { LogBuilder, type ParsedLog, type ParseOptions } from "../../src/log/log-builder.ts";

export interface TestFile {
  format: "ndjson" | "csv";
  bytes: Buffer;
  /** How many bytes come at a time. */
  chunkBytes?: number;
  delimiter?: string;
  longestBytes?: number;
}

/** What reading gave, in one text: log, dictionaries, issues, counts, rows and the number of the last row. */
export interface Outcome {
  parsed: ParsedLog;
  text: string;
  /** How many rows went through `LogBuilder.push` or `refuse`. */
  pushed: number;
}

class CountingBuilder extends LogBuilder {
  pushed = 0;
  override push(row: unknown, rowNumber?: number): void {
    this.pushed++;
    super.push(row, rowNumber);
  }
}

function opened({ format, bytes, chunkBytes = 65_536, delimiter = ",", longestBytes = 1 << 24 }: TestFile): OpenedFile {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const nothing = () => {};
  const common = { path: "memory", encoding: "utf-8", notes: [], lineEnd: "\n" as const, longestBytes };
  return { ...common, format, delimiter, chunks: chunks(), onCut: nothing, onRepeatedColumn: nothing, onEnd: nothing };
}

function outcomeOf(builder: CountingBuilder, places: RowPlaces, rows: number): Outcome {
  const parsed = builder.finish();
  places.begin("next");
  const plain = (_: string, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : Object.is(value, -0) ? "-0" : value;
  const last = places.numberOf(0);
  return { parsed, text: JSON.stringify({ ...parsed, rows, last }, plain), pushed: builder.pushed };
}

/** Straight into columns. */
export async function byBytes(file: TestFile, options: ParseOptions = {}): Promise<Outcome> {
  const builder = new CountingBuilder(options);
  const places = new RowPlaces();
  places.begin("memory");
  const count = { rows: 0 };
  await readColumns(opened(file), builder, places, count);
  return outcomeOf(builder, places, count.rows);
}

/** Every row as an object through the schema. */
export async function byObjects(file: TestFile, options: ParseOptions = {}): Promise<Outcome> {
  const builder = new CountingBuilder(options);
  const places = new RowPlaces();
  places.begin("memory");
  let rows = 0;
  for await (const batch of rowStream(opened(file)).batches) {
    rows += batch.length;
    for (const { row, value, issue } of batch) {
      const number = places.numberOf(row);
      if (issue !== undefined) builder.refuse({ ...issue, row: number });
      else builder.push(file.format === "csv" ? eventFromCells(value as Record<string, string>) : value, number);
    }
  }
  return outcomeOf(builder, places, rows);
}
