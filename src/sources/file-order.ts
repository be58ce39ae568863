/** A ticket's times made to agree with the order of its rows in the file. */
export interface FileOrder {
  /** For each row its instant, lifted to that of the rows before it where it lies earlier; `null` where it has none. */
  at: (number | null)[];
  /** Positions of the lifted rows. */
  lifted: number[];
}

/**
 * Where the file's order is the truth, a row whose clock runs backwards happened no earlier than the rows before it: its
 * instant is lifted to their running maximum. Rows without an instant neither lift nor are lifted.
 *
 * @param from instant before which no row can lie: the ticket's opening; `null` where it is not known
 */
export function liftTimes(times: readonly (number | null)[], from: number | null): FileOrder {
  const lifted: number[] = [];
  let latest = from ?? Number.NEGATIVE_INFINITY;
  const at = times.map((time, position) => {
    if (time === null) return null;
    if (time < latest) lifted.push(position);
    else latest = time;
    return latest;
  });
  return { at, lifted };
}
