import { isUtf8 } from "node:buffer";
import { InputError } from "../bytes/input-error.ts";
import { type JsonElement, JsonElements } from "./json-elements.ts";
import { parseJson } from "./parse-json.ts";
import { lineTooLong, notJson, wrongEncoding } from "./row-fault.ts";
import type { ReadRow } from "./row-stream.ts";

/** Largest document whose top level is an object, in bytes: it has to be held whole. An array is read element by element. */
const largestDocumentBytes = 256 * 1024 * 1024;

/**
 * The rows of a JSON document: an array, element by element in bounded memory, or an object that holds one array of objects
 * (`{"events": […]}`), or a single row.
 * @param onCut is told in words where the document ends early
 * @param wholeDocuments an object is one row, whatever arrays it holds
 * @throws {InputError} where the document is no JSON at all, or an object too large to be held
 */
export async function* readJson(
  file: string,
  chunks: AsyncIterable<Buffer>,
  longestBytes: number,
  onCut: (reason: string) => void,
  wholeDocuments = false,
): AsyncGenerator<ReadRow[]> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    let next = await iterator.next();
    while (next.done !== true && isBlank(next.value)) next = await iterator.next();
    if (next.done === true) return;
    const rest: AsyncIterable<Buffer> = {
      async *[Symbol.asyncIterator]() {
        for (; next.done !== true; next = await iterator.next()) yield next.value;
      },
    };
    if (next.value.find((byte) => byte > 0x20) === 0x5b) yield* elementsOf(rest, longestBytes, onCut);
    else yield documentRows(file, await whole(file, rest), wholeDocuments);
  } finally {
    await iterator.return?.();
  }
}

const isBlank = (bytes: Buffer) => bytes.every((byte) => byte <= 0x20);

async function* elementsOf(
  chunks: AsyncIterable<Buffer>,
  longestBytes: number,
  onCut: (reason: string) => void,
): AsyncGenerator<ReadRow[]> {
  const elements = new JsonElements(longestBytes);
  for await (const chunk of chunks) {
    const rows = elements.push(chunk).map((element) => rowOf(element, longestBytes, false));
    if (rows.length > 0) yield rows;
  }
  const rest = elements.finish().map((element) => rowOf(element, longestBytes, true));
  if (rest.length > 0) yield rest;
  if (!elements.ended) onCut("the JSON array is not closed");
  if (elements.trailing) onCut("more text follows the end of the JSON array and was not read");
}

function rowOf({ index, bytes }: JsonElement, longestBytes: number, atEnd: boolean): ReadRow {
  if (bytes === null) return { row: index, issue: lineTooLong(index, longestBytes) };
  if (!isUtf8(bytes)) return { row: index, issue: wrongEncoding(index) };
  const text = bytes.toString("utf8");
  try {
    return { row: index, value: parseJson(text) };
  } catch {
    return { row: index, issue: notJson(index, text.trim(), atEnd) }; // Refused with its place, which the error lacks.
  }
}

async function whole(file: string, chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const held: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > largestDocumentBytes) {
      const limit = `${largestDocumentBytes / 1_048_576} MiB`;
      throw new InputError(file, `a JSON object of more than ${limit} cannot be read; write one event a line (NDJSON)`);
    }
    held.push(chunk);
  }
  return Buffer.concat(held);
}

/** Names under which exports keep their rows, where an object holds more than one array. */
const rowNames = ["events", "rows", "records", "data", "items", "results", "value"];

function documentRows(file: string, bytes: Buffer, wholeDocuments: boolean): ReadRow[] {
  if (!isUtf8(bytes)) return [{ row: 1, issue: wrongEncoding(1) }];
  const text = bytes.toString("utf8");
  let document: unknown;
  try {
    document = parseJson(text);
  } catch (error) {
    if (!text.trimStart().startsWith("{")) {
      throw new InputError(file, "expected JSON, NDJSON or CSV; this is none of them", { cause: error });
    }
    return [{ row: 1, issue: notJson(1, text, true) }];
  }
  if (typeof document !== "object" || document === null || wholeDocuments) return [{ row: 1, value: document }];
  if (Object.hasOwn(document, "ticket") && Object.hasOwn(document, "type")) return [{ row: 1, value: document }];
  const arrays = Object.entries(document).filter(([, value]) => Array.isArray(value)) as [string, unknown[]][];
  const found = arrays.length === 1 ? arrays[0] : arrays.find(([name]) => rowNames.includes(name));
  if (found === undefined && arrays.length > 1) {
    const names = arrays.map(([name]) => name).join(", ");
    throw new InputError(file, `several arrays in one JSON object (${names}); write the rows' array by itself`);
  }
  return found === undefined
    ? [{ row: 1, value: document }]
    : found[1].map((value, index) => ({ row: index + 1, value }));
}
