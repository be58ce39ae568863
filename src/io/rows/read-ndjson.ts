import { type Line, LineSplitter } from "./line-splitter.ts";
import { parseJson } from "./parse-json.ts";
import { lineTooLong, notJson, wrongEncoding } from "./row-fault.ts";
import type { ReadRow } from "./row-stream.ts";

/** The rows of NDJSON: one JSON value a line, blank lines left out. */
export async function* readNdjson(chunks: AsyncIterable<Buffer>, longestBytes: number): AsyncGenerator<ReadRow[]> {
  const splitter = new LineSplitter(longestBytes);
  for await (const chunk of chunks) {
    const rows = splitter.push(chunk).map((line) => rowOfLine(line, longestBytes, false));
    if (rows.length > 0) yield rows;
  }
  const rest = splitter.finish().map((line) => rowOfLine(line, longestBytes, true));
  if (rest.length > 0) yield rest;
}

/** The row of a line. `atEnd`: no line end follows, so a row that cannot be read was cut off. */
export function rowOfLine(line: Line, longestBytes: number, atEnd: boolean): ReadRow {
  if (line.fault !== undefined) {
    const tooLong = line.fault === "lineTooLong";
    return { row: line.line, issue: tooLong ? lineTooLong(line.line, longestBytes) : wrongEncoding(line.line) };
  }
  try {
    return { row: line.line, value: parseJson(line.text) };
  } catch {
    return { row: line.line, issue: notJson(line.line, line.text, atEnd) }; // Refused with its place, which the error lacks.
  }
}
