import { exclusions, type Tickets } from "./tables.ts";

const spam = exclusions.indexOf("spam");
const deleted = exclusions.indexOf("deleted");
/** Up to this many rows, moving each to its place is quicker than the engine's sort. */
const fewRows = 24;

/** Rows of tickets, and where each group of them lies: from `bounds[2 i]` to before `bounds[2 i + 1]`. */
export interface ContactGroups {
  readonly rows: Int32Array;
  readonly bounds: Int32Array;
}

/**
 * Tickets of one requester in one intake category, where there are two or more, in order of creation. Those without
 * requester, category or creation belong to none, nor do spam and deleted ones.
 */
export function contactGroups(tickets: Tickets): ContactGroups {
  const { requester, category, createdAt, excluded } = tickets;
  const known = new Int32Array(tickets.length);
  let count = 0;
  for (let row = 0; row < known.length; row++) {
    const isOut = excluded[row] === spam || excluded[row] === deleted || Number.isNaN(createdAt[row]!);
    if (requester[row]! >= 0 && category[row]! >= 0 && !isOut) known[count++] = row;
  }
  const rows = inOrderOf(requester, inOrderOf(category, known.subarray(0, count)));
  // Tickets come in the order of their first events, so they are nearly in order of creation.
  const before = (x: number, y: number) => createdAt[x]! - createdAt[y]! || x - y;
  const bounds = new Int32Array(count + 1);
  let found = 0;
  for (let start = 0, end = 1; end <= count; end++) {
    const first = rows[start]!;
    const next = rows[end];
    if (next !== undefined && requester[next] === requester[first] && category[next] === category[first]) continue;
    if (end - start > 1) {
      sortRows(rows, start, end, before);
      bounds[found++] = start;
      bounds[found++] = end;
    }
    start = end;
  }
  return { rows, bounds: bounds.subarray(0, found) };
}

/** Rows in the order of their codes, those of one code as they were (counting sort). */
function inOrderOf(codes: Int32Array, rows: Int32Array): Int32Array {
  let most = -1;
  for (let i = 0; i < rows.length; i++) most = Math.max(most, codes[rows[i]!]!);
  const from = new Int32Array(most + 2);
  for (let i = 0; i < rows.length; i++) from[codes[rows[i]!]! + 1]!++;
  for (let code = 0; code <= most; code++) from[code + 1]! += from[code]!;
  const ordered = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) ordered[from[codes[rows[i]!]!]!++] = rows[i]!;
  return ordered;
}

/**
 * Sorts the rows from `start` to before `end` in place; `before` is below 0 where the first of two comes first. Quick where
 * they are few, and nearly in order.
 */
export function sortRows(rows: Int32Array, start: number, end: number, before: (x: number, y: number) => number): void {
  if (end - start > fewRows) {
    rows.subarray(start, end).sort(before);
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const row = rows[i]!;
    let place = i;
    for (; place > start && before(row, rows[place - 1]!) < 0; place--) rows[place] = rows[place - 1]!;
    rows[place] = row;
  }
}
