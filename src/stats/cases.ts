/** What became of cases, as codes of whoever asks. */
export interface Cases {
  /** When each was last seen: finite, 0 or more, any unit, any order. */
  readonly times: Float64Array;
  /** How each ended. */
  readonly codes: Int8Array | Uint8Array;
  /**
   * What each code means, by its last eight bits: 0 censored, 1 the event of interest, 2 another end, 3 that it is no case,
   * and its time nothing.
   */
  readonly kinds: Uint8Array;
  /** How many have each code, by its last eight bits. */
  readonly counts: Int32Array;
  /** Positions of the cases asked of; `null` for all. */
  readonly chosen: Int32Array | null;
}

/**
 * Cases by times and status alone.
 *
 * @param status one a case: 0 censored, 1 the event of interest, 2 and more a competing event
 * @throws RangeError if the lengths differ
 */
export function casesOf(times: Float64Array, status: Uint8Array): Cases {
  if (status.length !== times.length) {
    throw new RangeError(`casesOf: expected equal lengths, got ${times.length} and ${status.length}`);
  }
  const counts = new Int32Array(256);
  for (const code of status) counts[code]! += 1;
  return { times, codes: status, kinds: Uint8Array.from(counts, (_, code) => Math.min(code, 2)), counts, chosen: null };
}
