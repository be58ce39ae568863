import { tzName, tzOffset } from "@date-fns/tz";
import { isTimeZone } from "../schemas/time-zone.ts";

export { isTimeZone };

/**
 * A time zone made ready for many conversions.
 *
 * `instantMs` is epoch milliseconds (UTC). `wallMs` is a wall-clock reading written as if it were UTC:
 * `Date.UTC(year, month, day, hour, minute, second, millisecond)`; read its parts with the `getUTC…` methods of `Date`.
 */
export interface Zone {
  /** The name given to {@link compileZone}. */
  readonly timeZone: string;
  /** Offset from UTC in force at an instant, in milliseconds, positive east of Greenwich. */
  offsetMs(instantMs: number): number;
  /**
   * The instant at which the clocks of the zone show `wallMs`. A reading that occurs twice (clocks set back) is its earlier
   * instant; one that never occurs (clocks set forward, or a day left out) is moved forward by the length of the gap:
   * Temporal's "compatible" rule.
   */
  toInstant(wallMs: number): number;
  /** What the clocks of the zone show at an instant. */
  toWall(instantMs: number): number;
}

/**
 * Length of one cell of the offset table. Shorter than the shortest pair of opposite changes since 1969 in the IANA data
 * (6.96 days: Recife and Boa Vista in October 2000, Gaza in 2040), so no pair can hide inside a cell; a multiple of one second,
 * to which every change falls.
 */
const CELL_MS = 500_000_000;
/** No zone has ever been further than 16 h from UTC, so a day either side of a reading encloses every instant it can mean. */
const PROBE_MS = 86_400_000;

/** Offsets within one cell: `offsets[i]` holds from `starts[i]` on; `starts[0]` is the start of the cell. */
interface Cell {
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

/**
 * Makes a zone ready: offsets are asked of the engine a few times per six days of the calendar and kept, so that millions of
 * conversions cost tens of nanoseconds each. The table grows as instants are asked for; answers do not depend on the order.
 * Exact from 1970 on; before, as good as the engine's data.
 *
 * @throws RangeError when `timeZone` is not an IANA time zone.
 */
export function compileZone(timeZone: string): Zone {
  if (!isTimeZone(timeZone)) {
    throw new RangeError(`compileZone: expected an IANA time zone, got ${JSON.stringify(timeZone)}`);
  }
  const cells = new Map<number, Cell>();

  function offsetMs(instantMs: number): number {
    const index = Math.floor(instantMs / CELL_MS);
    let cell = cells.get(index);
    if (cell === undefined) {
      cell = readCell(timeZone, index);
      cells.set(index, cell);
    }
    const { starts, offsets } = cell;
    let i = starts.length - 1;
    while (i > 0 && instantMs < starts[i]!) i--;
    return offsets[i]!;
  }

  function toInstant(wallMs: number): number {
    const before = offsetMs(wallMs - PROBE_MS);
    const after = offsetMs(wallMs + PROBE_MS);
    const early = wallMs - before;
    if (before === after || offsetMs(early) === before) return early;
    const late = wallMs - after;
    // In a gap neither offset gives an instant that reads wallMs: the offset before the change moves the reading forward.
    return offsetMs(late) === after ? late : early;
  }

  return { timeZone, offsetMs, toInstant, toWall: (instantMs) => instantMs + offsetMs(instantMs) };
}

function readCell(timeZone: string, index: number): Cell {
  const start = index * CELL_MS;
  const end = start + CELL_MS;
  const starts = [start];
  const offsets = [engineOffsetMs(timeZone, start)];
  const last = engineOffsetMs(timeZone, end);
  for (let from = start; offsets.at(-1) !== last; ) {
    from = nextChange(timeZone, from, end);
    starts.push(from);
    offsets.push(engineOffsetMs(timeZone, from));
  }
  return { starts, offsets };
}

/** First instant in (from, to] whose offset differs from that at `from`, given that the offset at `to` does: bisection. */
function nextChange(timeZone: string, from: number, to: number): number {
  const offset = engineOffsetMs(timeZone, from);
  let same = from / 1000;
  let changed = to / 1000;
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (engineOffsetMs(timeZone, middle * 1000) === offset) same = middle;
    else changed = middle;
  }
  return changed * 1000;
}

function engineOffsetMs(timeZone: string, instantMs: number): number {
  const date = new Date(instantMs);
  const minutes = tzOffset(timeZone, date);
  if (!Number.isFinite(minutes)) {
    throw new RangeError(`compileZone: expected an instant in epoch milliseconds, got ${instantMs} in ${timeZone}`);
  }
  const offset = Math.round(minutes * 60) * 1000;
  // tzOffset 1.5 loses the sign of offsets between -1 h and 0 (Africa/Monrovia until 1972: -00:44:30).
  const signLost = offset > 0 && offset < 3_600_000 && tzName(timeZone, date, "long").startsWith("GMT-");
  return signLost ? -offset : offset;
}
