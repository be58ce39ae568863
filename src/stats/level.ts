/**
 * Throws a RangeError unless `level` is a two-sided confidence level strictly between 0 and 1.
 *
 * @param caller name of the public function, so that the message names what the programmer called
 */
export function requireLevel(caller: string, level: number): void {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`${caller}: expected level strictly between 0 and 1, got level=${level}`);
  }
}
