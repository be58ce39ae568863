import type { UnitExclusion, Units } from "./unit.ts";
import { OUTCOME_REASONS, type OutcomeReason, PROCESS_SIGNS, type ProcessSign, UNIT_EXCLUSIONS } from "./unit.ts";

/** One unit as a plain object; what is left out is the harmless value (not received, not asked, counted, no signs). */
export interface UnitRow {
  readonly ticket: string;
  readonly agent: string;
  readonly category?: string;
  readonly channel?: string;
  readonly received?: boolean;
  readonly outcome: boolean;
  readonly outcomeReason?: OutcomeReason;
  /** Epoch ms; left out = long before. */
  readonly assignedAt?: number;
  /** Epoch ms. */
  readonly maturesAt: number;
  /** 0-1. */
  readonly rating?: number;
  readonly offered?: boolean;
  readonly blocked?: boolean;
  readonly unasked?: boolean;
  readonly excluded?: UnitExclusion;
  readonly signs?: readonly ProcessSign[];
  /** Epoch ms. */
  readonly closedAt?: number;
  readonly creditedClosing?: boolean;
}

/**
 * Encodes plain rows as the columnar `Units` table.
 *
 * @throws RangeError if a rating lies outside 0-1 or an instant is not a number.
 */
export function unitsFromRows(rows: readonly UnitRow[]): Units {
  const length = rows.length;
  const agents = dictionary();
  const categories = dictionary();
  const channels = dictionary();
  const tickets = dictionary();
  const units = {
    agent: new Int32Array(length),
    category: new Int32Array(length),
    channel: new Int32Array(length),
    ticket: new Int32Array(length),
    received: new Uint8Array(length),
    outcome: new Uint8Array(length),
    outcomeReason: new Uint8Array(length),
    assignedAt: new Float64Array(length).fill(Number.NEGATIVE_INFINITY),
    maturesAt: new Float64Array(length),
    rating: new Float64Array(length).fill(Number.NaN),
    offered: new Uint8Array(length),
    blocked: new Uint8Array(length),
    unasked: new Uint8Array(length),
    excluded: new Uint8Array(length),
    signs: new Uint16Array(length),
    closedAt: new Float64Array(length).fill(Number.NaN),
    creditedClosing: new Uint8Array(length),
  };
  rows.forEach((row, i) => {
    if (Number.isNaN(row.maturesAt)) throw new RangeError(`unitsFromRows: expected maturesAt in epoch ms, got NaN`);
    if (row.rating !== undefined && !(row.rating >= 0 && row.rating <= 1)) {
      throw new RangeError(`unitsFromRows: expected rating between 0 and 1, got ${row.rating}`);
    }
    units.agent[i] = agents.code(row.agent);
    units.category[i] = categories.code(row.category ?? "");
    units.channel[i] = channels.code(row.channel ?? "");
    units.ticket[i] = tickets.code(row.ticket);
    units.received[i] = row.received ? 1 : 0;
    units.outcome[i] = row.outcome ? 1 : 0;
    units.outcomeReason[i] = OUTCOME_REASONS.indexOf(
      row.outcomeReason ?? (row.outcome ? "stayedClosed" : row.closedAt === undefined ? "neverClosed" : "otherReturn"),
    );
    if (row.assignedAt !== undefined) units.assignedAt[i] = row.assignedAt;
    units.maturesAt[i] = row.maturesAt;
    if (row.rating !== undefined && !row.blocked) units.rating[i] = row.rating;
    units.offered[i] = row.offered && !row.blocked ? 1 : 0;
    units.blocked[i] = row.blocked ? 1 : 0;
    units.unasked[i] = row.unasked ? 1 : 0;
    units.excluded[i] = UNIT_EXCLUSIONS.indexOf(row.excluded ?? "counted");
    units.signs[i] = (row.signs ?? []).reduce((bits, sign) => bits | PROCESS_SIGNS[sign], 0);
    if (row.closedAt !== undefined) units.closedAt[i] = row.closedAt;
    units.creditedClosing[i] = row.creditedClosing ? 1 : 0;
  });
  return {
    length,
    agents: agents.words,
    categories: categories.words,
    channels: channels.words,
    tickets: tickets.words,
    ...units,
  };
}

function dictionary() {
  const words: string[] = [];
  const codes = new Map<string, number>();
  return {
    words,
    code(word: string): number {
      let code = codes.get(word);
      if (code === undefined) {
        code = words.length;
        words.push(word);
        codes.set(word, code);
      }
      return code;
    },
  };
}
