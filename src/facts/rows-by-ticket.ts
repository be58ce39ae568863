/** Where the rows of each ticket lie in a table that is in order of tickets: from `[t]` to `[t + 1]`. */
export function rowsByTicket(owners: Int32Array, tickets: number): Int32Array {
  const from = new Int32Array(tickets + 1);
  for (let row = 0; row < owners.length; row++) from[owners[row]! + 1]!++;
  for (let ticket = 0; ticket < tickets; ticket++) from[ticket + 1]! += from[ticket]!;
  return from;
}
