import { XesRows } from "../../sources/xes-rows.ts";
import type { ReadRow } from "./row-stream.ts";

/**
 * The rows of an XES log: one for every event, with its attributes and those of its trace; see `XesRows`.
 *
 * @param onCut is told in words where the document stops being XML
 * @param onNote is told in words what else was amiss
 */
export async function* readXes(
  chunks: AsyncIterable<Buffer>,
  onCut: (reason: string) => void,
  onNote: (message: string) => void,
): AsyncGenerator<ReadRow[]> {
  const decoder = new TextDecoder("utf-8");
  const reader = new XesRows();
  let row = 0;
  const numbered = (values: readonly unknown[]): ReadRow[] => values.map((value) => ({ row: ++row, value }));
  for await (const chunk of chunks) {
    const rows = numbered(reader.write(decoder.decode(chunk, { stream: true })));
    if (rows.length > 0) yield rows;
  }
  const rest = numbered([...reader.write(decoder.decode()), ...reader.close()]);
  if (rest.length > 0) yield rest;
  for (const { code, message } of reader.notes()) (code === "brokenXml" ? onCut : onNote)(message);
}
