/** Where texts stand is told by whole numbers of 32 bits. */
const mostBytes = 2 ** 31 - 1;

/** How the message begins when a log has more texts of one sort (ids, say, or values) than can be held. */
export const tooMuchText = "texts of one sort: expected at most 2 GiB of them in a log";

/**
 * How many bytes of memory come in place of `length`, which are too few for texts up to `end`.
 * @throws {RangeError} where no place in so many could be told
 */
export function longerMemory(length: number, end: number): number {
  if (end > mostBytes) {
    throw new RangeError(`${tooMuchText}, got ${end} bytes; fold its tickets in parts and merge the facts`);
  }
  return Math.max(end, Math.min(length * 2, mostBytes));
}
