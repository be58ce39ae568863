import { isUtf8 } from "node:buffer";
import type { RowIssue } from "../../schemas/issue.ts";
import { InputError } from "../bytes/input-error.ts";
import type { JsonElement } from "./json-elements.ts";
import { type JsonMember, JsonMembers } from "./json-members.ts";
import { parseJson } from "./parse-json.ts";
import type { OpenedFile } from "./read-rows.ts";
import { lineTooLong, notJson, wrongEncoding } from "./row-fault.ts";

/** An element of a list of a document; or why it cannot be read, as an issue of the document. */
export type ListElement =
  | { list: string; value: unknown; issue?: undefined }
  | { list: string; value?: undefined; issue: Omit<RowIssue, "row"> };

/**
 * The elements of a large document's lists as they come, in batches.
 * @param names those of the lists
 * @param onEnd told at the end what the document has
 * @throws {InputError} where a list stands twice in it, so that nobody can tell which one counts
 */
export async function* listElements(
  { path, longestBytes, onCut }: OpenedFile,
  chunks: AsyncIterable<Buffer>,
  names: readonly string[],
  onEnd: (members: JsonMembers) => void,
): AsyncGenerator<ListElement[]> {
  const members = new JsonMembers(names, longestBytes);
  const elementsOf = (found: readonly JsonMember[], atEnd: boolean) => {
    if (members.repeated !== null)
      throw new InputError(path, `"${members.repeated}" stands twice in the document; nobody can tell which counts`);
    return found.map(({ name, element }) => elementOf(name, element, longestBytes, atEnd));
  };
  for await (const chunk of chunks) {
    const elements = elementsOf(members.push(chunk), false);
    if (elements.length > 0) yield elements;
  }
  const rest = elementsOf(members.finish(), true);
  if (rest.length > 0) yield rest;
  if (!members.ended) onCut("the JSON document is not closed");
  if (members.trailing) onCut("more text follows the end of the JSON document and was not read");
  onEnd(members);
}

function elementOf(list: string, { index, bytes }: JsonElement, longestBytes: number, atEnd: boolean): ListElement {
  const refused = (issue: RowIssue): ListElement => ({ list, issue: { ...issue, path: `${list}.${index - 1}` } });
  if (bytes === null) return refused(lineTooLong(index, longestBytes));
  if (!isUtf8(bytes)) return refused(wrongEncoding(index));
  const text = bytes.toString("utf8");
  try {
    return { list, value: parseJson(text) };
  } catch {
    return refused(notJson(index, text.trim(), atEnd)); // Refused with its place, which the error lacks.
  }
}
