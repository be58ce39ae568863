import { exclusions, type Tickets } from "./tables.ts";

const spam = exclusions.indexOf("spam");
const deleted = exclusions.indexOf("deleted");
/** Up to this many rows, moving each to its place is quicker than the engine's sort. */
const fewRows = 24;

/**
 * Tickets of one requester in one intake category, where there are two or more, in order of creation. Those without
 * requester, category or creation belong to none, nor do spam and deleted ones.
 */
export function contactGroups(tickets: Tickets): Int32Array[] {
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
  const groups: Int32Array[] = [];
  for (let who = 0; who < requesters; who++) {
    if (from[who + 1]! - from[who]! < 2) continue;
    const ofOne = rows.subarray(from[who], from[who + 1]);
    sortRows(ofOne, before);
    let start = 0;
    for (let i = 1; i <= ofOne.length; i++) {
      if (i < ofOne.length && category[ofOne[i]!] === category[ofOne[start]!]) continue;
      if (i - start > 1) groups.push(ofOne.subarray(start, i));
      start = i;
    }
  }
  return groups;
}

/** Sorts rows in place; `before` is below 0 where the first of two comes first. Quick where they are nearly in order. */
export function sortRows(rows: Int32Array, before: (x: number, y: number) => number): void {
  if (rows.length > fewRows) {
    rows.sort(before);
    return;
  }
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i]!;
    let place = i;
    for (; place > 0 && before(row, rows[place - 1]!) < 0; place--) rows[place] = rows[place - 1]!;
    rows[place] = row;
  }
}
