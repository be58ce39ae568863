/**
 * An estimate with its confidence limits, in the unit of the data that went in. `null` means too little data for that
 * part: no value, or no limit on that side. A limit never lies on the wrong side of the value.
 */
export interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The interval of nothing: every part unknown. */
export const noInterval: Interval = { value: null, low: null, high: null };
