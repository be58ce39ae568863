import type { Calendar } from "../schemas/calendar.ts";
import { calendarFaults, describeFaults } from "../schemas/calendar-faults.ts";
import { openSpans, validDays } from "./open-spans.ts";
import { mergeSpans, type Span, subtractSpans } from "./spans.ts";
import { compileZone } from "./zone.ts";

/**
 * A calendar compiled for a range of instants: the function B(t), business milliseconds up to t, as breakpoints and prefix
 * sums. Plain data: it can be kept, cloned and handed to a worker. Read it with `businessMs`, `addBusiness`, `isOpen` and
 * `nextOpening`.
 */
export interface Clock {
  /** First instant of the range, epoch ms. */
  readonly fromMs: number;
  /** Last instant of the range, epoch ms, included. */
  readonly toMs: number;
  /** Openings and closings in turn, ascending, epoch ms; the first and the last may lie outside the range. */
  readonly edges: Float64Array;
  /** `worked[i]`: business ms before `edges[i]`; one more entry for the total. */
  readonly worked: Float64Array;
  /** `firstEdges[c]`: how many edges lie before cell c of the range, cells being of equal length. */
  readonly firstEdges: Int32Array;
  /** Cells per millisecond. */
  readonly cellsPerMs: number;
  /**
   * Stretches of the range for which no calendar is valid. They count as closed; a figure that touches one rests on nothing
   * and should say so.
   */
  readonly uncovered: readonly Span[];
}

const DAY_MS = 86_400_000;
const LONGEST_RANGE_MS = 400 * 366 * DAY_MS;

/**
 * Compiles a calendar, or several with periods of validity that do not overlap, for the instants `fromMs` to `toMs` (epoch ms,
 * both included). Takes some 10 ms for three years; a duration then costs tens of nanoseconds.
 *
 * For each day `overrides` beat `holidays`, which beat `hours`; `breaks` are taken off whatever is left. Every start and end is
 * turned into an instant once, by Temporal's "compatible" rule, so a shift across a change of the clocks is as long as it really
 * lasts. Time for which no calendar is valid is closed, and listed in `uncovered`.
 *
 * @throws RangeError where the calendar is faulty (naming what and where), or the range is reversed, not finite or longer than
 * 400 years.
 */
export function compileCalendar(calendar: Calendar | readonly Calendar[], fromMs: number, toMs: number): Clock {
  const faults = calendarFaults(calendar);
  if (faults.length > 0) throw new RangeError(`compileCalendar: ${describeFaults(faults)}`);
  if (!(fromMs <= toMs && toMs - fromMs <= LONGEST_RANGE_MS)) {
    throw new RangeError(`compileCalendar: expected a range of at most 400 years, got ${fromMs} to ${toMs}`);
  }
  let open: Span[] = [];
  const valid: Span[] = [];
  for (const one of Array.isArray(calendar) ? (calendar as readonly Calendar[]) : [calendar as Calendar]) {
    const zone = compileZone(one.timeZone);
    // Three days earlier, because a night shift that runs into a day left out ends two dates after its start,
    // and a day later, because St John's set its clocks back from 00:01 to 23:01 of the day before.
    const firstDay = Math.floor(zone.toWall(fromMs) / DAY_MS) - 3;
    const lastDay = Math.floor(zone.toWall(toMs) / DAY_MS) + 1;
    open = open.concat(openSpans(one, zone, firstDay, lastDay));
    const { validFrom, validTo } = validDays(one);
    const start = Math.max(validFrom, firstDay);
    const end = Math.min(validTo, lastDay) + 1;
    if (start < end) valid.push([zone.toInstant(start * DAY_MS), zone.toInstant(end * DAY_MS)]);
  }
  const spans = mergeSpans(open).filter(([start, end]) => end > fromMs && start <= toMs);
  return { ...indexEdges(spans, fromMs, toMs), uncovered: subtractSpans([[fromMs, toMs]], mergeSpans(valid)) };
}

function indexEdges(spans: readonly Span[], fromMs: number, toMs: number): Omit<Clock, "uncovered"> {
  const edges = Float64Array.from(spans.flat());
  const worked = new Float64Array(edges.length + 1);
  for (let i = 1; i <= edges.length; i++) {
    worked[i] = worked[i - 1]! + (i % 2 === 0 ? edges[i - 1]! - edges[i - 2]! : 0);
  }
  // Two cells an edge: most cells then hold none, and a look-up ends after one comparison.
  const cells = Math.max(1, edges.length * 2);
  const cellsPerMs = toMs > fromMs ? cells / (toMs - fromMs) : 0;
  const firstEdges = new Int32Array(cells + 2);
  for (const edge of edges) {
    const cell = Math.min(cells, Math.max(0, Math.floor((edge - fromMs) * cellsPerMs)));
    firstEdges[cell + 1]!++;
  }
  for (let cell = 1; cell < firstEdges.length; cell++) firstEdges[cell]! += firstEdges[cell - 1]!;
  return { fromMs, toMs, edges, worked, firstEdges, cellsPerMs };
}
