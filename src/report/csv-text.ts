/** A cell of CSV: numbers stay numbers, `null` is empty, text is text. */
export type Cell = string | number | boolean | null | undefined;

/**
 * Beginnings that spreadsheets take for a formula, also after blanks: = + - @, their full-width forms, tab, CR and LF
 * (OWASP, CSV Injection). A name from a log must never be run.
 */
const formula = /^\s*[=+\-@＝＋－＠]|^\s*[\t\r\n]/;

/** Rows as CSV (RFC 4180) with LF. Text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvText(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(",")}\n`).join("");
}

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  if (typeof cell === "boolean") return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
