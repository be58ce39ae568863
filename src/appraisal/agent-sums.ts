import { columnsOf, type Design } from "./design.ts";
import type { RatingWeights } from "./rating-weights.ts";
import type { AppraisalCells } from "./stats-table.ts";

/** Weighted sums over one agent's observations: weight, value, value squared, and each design column. */
export interface AgentSums {
  readonly n: number;
  readonly value: number;
  readonly square: number;
  readonly columns: Float64Array;
}

/** What one cell contributes to a component: a value 0-1 and the weight of all its units together. */
interface Observation {
  value: number;
  weight: number;
}

/** Reads a cell as an observation of one component; `false` where it has none. */
export type Reading = (cells: AppraisalCells, i: number, into: Observation) => boolean;

/** Every unit says whether the customer's problem stayed solved. */
export const outcomeReading: Reading = (cells, i, into) => {
  into.value = cells.outcome[i]!;
  into.weight = cells.count[i]!;
  return true;
};

/** Answers say how satisfied the customer was; surveys blocked beyond the ordinary count as not at all. */
export function satisfactionReading(levels: readonly number[], weights: RatingWeights): Reading {
  return (cells, i, into) => {
    const level = cells.level[i]!;
    const blocked = cells.asked[i] === 2;
    if (level < 0 && !blocked) return false;
    const weight = blocked ? weights.blocked : cells.asked[i] === 1 ? weights.answered[level]! : 1;
    into.value = blocked ? 0 : levels[level]!;
    into.weight = cells.count[i]! * weight;
    return into.weight > 0;
  };
}

/** The agent's sums; `crossProducts` (row-major) and `valueProducts` of the fleet are added to where given. */
export function agentSums(
  cells: AppraisalCells,
  design: Design,
  reading: Reading,
  fleet?: { readonly crossProducts: Float64Array; readonly valueProducts: Float64Array },
): AgentSums {
  const size = design.columns.length;
  const columns = new Float64Array(size);
  const used = new Int32Array(4);
  const observation = { value: 0, weight: 0 };
  let n = 0;
  let value = 0;
  let square = 0;
  for (let i = 0; i < cells.length; i++) {
    if (!reading(cells, i, observation)) continue;
    const { weight: w, value: v } = observation;
    n += w;
    value += w * v;
    square += w * v * v;
    const count = columnsOf(design, cells, i, used);
    for (let a = 0; a < count; a++) {
      const column = used[a]!;
      columns[column]! += w;
      if (!fleet) continue;
      fleet.valueProducts[column]! += w * v;
      for (let b = 0; b < count; b++) fleet.crossProducts[column * size + used[b]!]! += w;
    }
  }
  return { n, value, square, columns };
}
