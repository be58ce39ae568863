/** Cells that hold numbers and truth values in an event; all others stay text. */
const numbers = new Set(["seq", "score", "scale.min", "scale.max"]);
const truths = new Set(["public", "saidSolved", "kept"]);
const instants = new Set(["at", "due"]);
/** Cells that may hold an object as JSON, beside the dotted spelling. */
const objects = new Set(["actor", "scale", "attributes"]);
const nested = new Set(["actor", "scale", "attributes"]);

/**
 * Turns a CSV record into an event row: `actor.kind` becomes `actor: { kind }`, `attributes.region` becomes an attribute, empty
 * cells are left out, numbers and truth values are read where the event has some. What does not fit is left as it stands, so
 * that the refusal shows what was in the file.
 */
export function eventFromCells(cells: Record<string, string>): Record<string, unknown> {
  const event: Record<string, unknown> = {};
  for (const column of Object.keys(cells)) {
    const cell = cells[column]!;
    if (cell === "") continue;
    const dot = column.indexOf(".");
    const parent = dot < 0 ? "" : column.slice(0, dot);
    const value = readCell(column, cell);
    if (!nested.has(parent)) {
      define(event, column, value);
      continue;
    }
    if (event[parent] === undefined) event[parent] = {};
    const inner = event[parent];
    if (typeof inner === "object" && inner !== null) define(inner, column.slice(dot + 1), value);
  }
  return event;
}

/** A column may be called `__proto__`: assigned plainly it would vanish. */
function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function readCell(column: string, cell: string): unknown {
  const text = cell.trim();
  if (instants.has(column)) return /^\d{9,}(\.\d+)?$/.test(text) ? Number(text) : text;
  if (numbers.has(column)) return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : cell;
  if (truths.has(column)) return /^(true|1|yes)$/i.test(text) ? true : /^(false|0|no)$/i.test(text) ? false : cell;
  if (objects.has(column) && text.startsWith("{")) return jsonOr(cell);
  // "null" says that nobody holds the ticket; an empty cell leaves the holder as it was.
  if ((column === "agent" || column === "team") && text === "null") return null;
  return cell;
}

function jsonOr(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return cell; // Not JSON after all: refused as text where an object is expected, with the text shown.
  }
}
