import { exclusions, type Tickets } from "./tables.ts";

const spam = exclusions.indexOf("spam");
const deleted = exclusions.indexOf("deleted");
/** Up to this many rows, moving each to its place is quicker than the engine's sort. */
const fewRows = 24;

/** Rows of tickets, and where each group of them lies: from `bounds[2 i]` to before `bounds[2 i + 1]`. */
export interface ContactGroups {
  readonly rows: Int32Array;
  readonly bounds: readonly number[];
}

/**
 * Tickets of one requester in one intake category, where there are two or more, in order of creation. Those without
 * requester, category or creation belong to none, nor do spam and deleted ones.
 */
export function contactGroups(tickets: Tickets): ContactGroups {
  const { requester, category, createdAt, excluded } = tickets;
  const belongs = (row: number) =>
    requester[row]! >= 0 &&
    category[row]! >= 0 &&
    !Number.isNaN(createdAt[row]!) &&
    excluded[row] !== spam &&
    excluded[row] !== deleted;
  let requesters = 0;
  for (let row = 0; row < tickets.length; row++) if (requester[row]! >= requesters) requesters = requester[row]! + 1;
  const from = new Int32Array(requesters + 1);
  for (let row = 0; row < tickets.length; row++) if (belongs(row)) from[requester[row]! + 1]!++;
  for (let who = 0; who < requesters; who++) from[who + 1]! += from[who]!;
  const rows = new Int32Array(from[requesters]!);
  const next = from.slice();
  for (let row = 0; row < tickets.length; row++) if (belongs(row)) rows[next[requester[row]!]!++] = row;

  const before = (x: number, y: number) => category[x]! - category[y]! || createdAt[x]! - createdAt[y]! || x - y;
  const bounds: number[] = [];
  for (let who = 0; who < requesters; who++) {
    const end = from[who + 1]!;
    let start = from[who]!;
    if (end - start < 2) continue;
    sortRows(rows, start, end, before);
    for (let i = start + 1; i <= end; i++) {
      if (i < end && category[rows[i]!] === category[rows[start]!]) continue;
      if (i - start > 1) bounds.push(start, i);
      start = i;
    }
  }
  return { rows, bounds };
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
