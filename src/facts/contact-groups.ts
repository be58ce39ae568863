import { Exclusion } from "./codes.ts";
import type { Tickets } from "./tables.ts";

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
  const { requester, category, createdAt } = tickets;
  const rows = inOrderOf(requester, inOrderOf(category, knownContacts(tickets)));
  const bounds = new Int32Array(rows.length + 1);
  let found = 0;
  for (let start = 0, end = 1; end <= rows.length; end++) {
    const first = rows[start]!;
    const next = rows[end];
    if (next !== undefined && requester[next] === requester[first] && category[next] === category[first]) continue;
    if (end - start > 1) {
      // Tickets come in the order of their first events, so they are nearly in order of creation.
      sortRows(rows, start, end, createdAt);
      bounds[found++] = start;
      bounds[found++] = end;
    }
    start = end;
  }
  return { rows, bounds: bounds.subarray(0, found) };
}

/** The tickets of which enough is known for them to belong to a group. */
function knownContacts({ length, requester, category, createdAt, excluded }: Tickets): Int32Array {
  const known = new Int32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) {
    const isOut =
      excluded[row] === Exclusion.spam || excluded[row] === Exclusion.deleted || Number.isNaN(createdAt[row]!);
    if (requester[row]! >= 0 && category[row]! >= 0 && !isOut) known[count++] = row;
  }
  return known.subarray(0, count);
}

/** Rows in the order of their codes, those of one code as they were (counting sort). */
function inOrderOf(codes: Int32Array, rows: Int32Array): Int32Array {
  let most = -1;
  for (let i = 0; i < rows.length; i++) if (codes[rows[i]!]! > most) most = codes[rows[i]!]!;
  const from = new Int32Array(most + 2);
  for (let i = 0; i < rows.length; i++) from[codes[rows[i]!]! + 1]!++;
  for (let code = 0; code <= most; code++) from[code + 1]! += from[code]!;
  const ordered = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) ordered[from[codes[rows[i]!]!]!++] = rows[i]!;
  return ordered;
}

/** Sorts the rows from `start` to before `end` in place by their instants, then by themselves. Quick where they are few, and nearly in order. */
export function sortRows(rows: Int32Array, start: number, end: number, at: Float64Array): void {
  if (end - start > fewRows) {
    rows.subarray(start, end).sort((x, y) => at[x]! - at[y]! || x - y);
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const row = rows[i]!;
    const rowAt = at[row]!;
    let place = i;
    for (; place > start; place--) {
      const before = rows[place - 1]!;
      if (at[before]! < rowAt || (at[before] === rowAt && before < row)) break;
      rows[place] = before;
    }
    rows[place] = row;
  }
}
