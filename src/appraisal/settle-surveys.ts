import { canonicalStats } from "./canonical-stats.ts";
import { type AppraisalStats, SURVEY_STATES, TALLIES, TALLY_INDEX } from "./stats-table.ts";

const position = Object.fromEntries(SURVEY_STATES.map((state, code) => [state, code])) as Record<
  (typeof SURVEY_STATES)[number],
  number
>;

/** Counts in which every survey is offered, blocked or neither, and how many were taken as blocked for want of a word. */
export interface SettledStats {
  readonly stats: AppraisalStats;
  /** Closed units without a word of a survey that count as blocked. */
  readonly unaskedBlocked: number;
  /** 1 = the channel (index into `stats.channels`) surveys. */
  readonly surveys: Uint8Array;
}

/**
 * Decides what a closed unit without a word of a survey is: blocked where the desk surveys (at least half of its closed
 * units have a survey event, and at least half of those of the unit's channel), nothing where it does not. The
 * channel is asked as well, because nobody can be blamed for a channel that is not surveyed.
 */
export function settleSurveys(stats: AppraisalStats): SettledStats {
  const { cells } = stats;
  const surveys = surveyedChannels(stats);
  const asked = new Uint8Array(cells.length);
  const tallies = Float64Array.from(stats.tallies);
  let unaskedBlocked = 0;
  for (let i = 0; i < cells.length; i++) {
    asked[i] = settledState(cells.asked[i]!, surveys[cells.channel[i]!] === 1);
    if (cells.asked[i] !== position.unasked || asked[i] !== position.blocked) continue;
    unaskedBlocked += cells.count[i]!;
    if (cells.received[i]) continue;
    tallies[cells.agent[i]! * TALLIES.length + TALLY_INDEX.blockedSurvey]! += cells.count[i]!;
  }
  return { stats: canonicalStats({ ...stats, cells: { ...cells, asked }, tallies }), unaskedBlocked, surveys };
}

/** `none`, `offered` or `blocked` for any survey state. */
export function settledState(state: number, surveys: boolean): number {
  if (state === position.unasked) return surveys ? position.blocked : position.none;
  return state === position.excused ? position.none : state;
}

function surveyedChannels({ cells, channels }: AppraisalStats): Uint8Array {
  const closed = new Float64Array(channels.length);
  const unasked = new Float64Array(channels.length);
  let allClosed = 0;
  let allUnasked = 0;
  for (let i = 0; i < cells.length; i++) {
    if (cells.asked[i] === position.none) continue;
    closed[cells.channel[i]!]! += cells.count[i]!;
    allClosed += cells.count[i]!;
    if (cells.asked[i] !== position.unasked) continue;
    unasked[cells.channel[i]!]! += cells.count[i]!;
    allUnasked += cells.count[i]!;
  }
  const deskSurveys = 2 * allUnasked <= allClosed;
  return Uint8Array.from(closed, (count, channel) => (deskSurveys && 2 * unasked[channel]! <= count ? 1 : 0));
}
