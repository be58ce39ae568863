/** The kinds of file that rows are read from. */
export const rowFormats = ["ndjson", "json", "csv", "xes"] as const;
export type RowFormat = (typeof rowFormats)[number];

export interface SniffedFormat {
  format: RowFormat;
  /** What stands between cells of CSV. */
  delimiter: "," | ";" | "\t" | "|";
}

/**
 * What kind of rows a file holds, by its name and its beginning. JSON and NDJSON are told apart by content alone, since both
 * endings are used for both; `.csv` and `.tsv` are believed.
 */
export function sniffFormat(name: string, head: Buffer): SniffedFormat {
  const extension = /\.(ndjson|jsonl|json|csv|tsv|xes)(\.gz)?$/i.exec(name)?.[1]?.toLowerCase();
  const text = head.toString("utf8");
  if (extension === "tsv") return { format: "csv", delimiter: "\t" };
  if (extension === "csv") return { format: "csv", delimiter: likelyDelimiter(text) };
  const start = text.trimStart();
  if (extension === "xes" || /^<(\?xml|!--|log|xes:log)[\s>]/.test(start)) return { format: "xes", delimiter: "," };
  if (start.startsWith("[")) return { format: "json", delimiter: "," };
  if (extension === "ndjson" || extension === "jsonl") return { format: "ndjson", delimiter: "," };
  if (start.startsWith("{")) return { format: isOneObjectALine(start) ? "ndjson" : "json", delimiter: "," };
  if (extension === "json") return { format: "json", delimiter: "," };
  return { format: "csv", delimiter: likelyDelimiter(text) };
}

/** The first line is a whole object, and another row follows. */
function isOneObjectALine(text: string): boolean {
  const end = text.indexOf("\n");
  if (end < 0 || text.slice(end).trim() === "") return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false; // A first line that is no JSON by itself is the beginning of a document over several lines.
  }
}

/** The separator that the header line holds most of, quoted names aside. */
function likelyDelimiter(text: string): SniffedFormat["delimiter"] {
  const header = (/^[^\n]*/.exec(text.trimStart())?.[0] ?? "").replace(/"[^"]*"/g, "");
  let best: SniffedFormat["delimiter"] = ",";
  let most = 0;
  for (const delimiter of [",", ";", "\t", "|"] as const) {
    const count = header.split(delimiter).length - 1;
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}
