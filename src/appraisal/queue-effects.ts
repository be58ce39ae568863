import { dot, invertSymmetric, multiply } from "../stats/linear-algebra.ts";
import type { AgentSums } from "./agent-sums.ts";
import type { Design } from "./design.ts";

/** How much harder each queue is, as the same agents' results across queues show it. */
export interface QueueEffects {
  readonly design: Design;
  /** Fleet means of the value and of each column. */
  readonly mean: number;
  readonly columnMeans: Float64Array;
  /** Change of the value by column; 0 where dropped. */
  readonly coefficients: Float64Array;
  /** Inverse of the within-agent cross products, for the error of the coefficients. */
  readonly inverse: Float64Array;
  /** 1 = the column is estimated; 0 = the data cannot tell it from earlier ones, its coefficient is 0. */
  readonly kept: Uint8Array;
  /** Variance within agent and queue; `null` without a degree of freedom left. */
  readonly residualVariance: number | null;
}

/** Where one agent stands before any shrinkage. */
export interface RawDeviation {
  readonly n: number;
  readonly observed: number;
  /** What the fleet reaches on his mix of queues. */
  readonly expected: number;
  /** observed - expected. */
  readonly deviation: number;
  /** Times the residual variance: error from the queue effects. */
  readonly leverage: number;
  /** Sum of squares around his own mean. */
  readonly squares: number;
}

const PIVOT_TOLERANCE = 1e-7;
/** Beyond some hundred thousand units rounding alone leaves more than the tolerance above. */
const RELATIVE_TOLERANCE = 1e-12;
const VARIANCE_FLOOR = 1e-6;

/**
 * Within-agent (fixed-effects) regression of the value on the queue columns: staffing a queue with strong or weak
 * agents does not change how hard it looks.
 *
 * @param sums of each agent; those without weight must have been left out.
 */
export function queueEffects(
  design: Design,
  sums: readonly AgentSums[],
  crossProducts: Float64Array,
  valueProducts: Float64Array,
): QueueEffects {
  const size = design.columns.length;
  const within = Float64Array.from(crossProducts);
  const target = Float64Array.from(valueProducts);
  const columnMeans = new Float64Array(size);
  let total = 0;
  let value = 0;
  let squares = 0;
  for (const agent of sums) {
    total += agent.n;
    value += agent.value;
    squares += sumOfSquares(agent);
    for (let i = 0; i < size; i++) {
      const column = agent.columns[i]!;
      if (column === 0) continue;
      columnMeans[i]! += column;
      target[i]! -= (column * agent.value) / agent.n;
      for (let j = 0; j < size; j++) within[i * size + j]! -= (column * agent.columns[j]!) / agent.n;
    }
  }
  for (let i = 0; i < size; i++) columnMeans[i]! /= total;
  const { inverse, kept, rank } = invertSymmetric(within, size, Math.max(PIVOT_TOLERANCE, RELATIVE_TOLERANCE * total));
  const coefficients = multiply(inverse, target);
  const freedom = total - sums.length - rank;
  const residual = Math.max(0, squares - dot(coefficients, target));
  return {
    design,
    mean: value / total,
    columnMeans,
    coefficients,
    inverse,
    kept,
    residualVariance: freedom > 0 ? Math.max(VARIANCE_FLOOR, residual / freedom) : null,
  };
}

/** The agent's deviation from what the fleet reaches on his own mix of queues. */
export function rawDeviation(effects: QueueEffects, sums: AgentSums): RawDeviation {
  const observed = sums.value / sums.n;
  const shift = sums.columns.map((column, i) => column / sums.n - effects.columnMeans[i]!);
  const expected = effects.mean + dot(shift, effects.coefficients);
  return {
    n: sums.n,
    observed,
    expected,
    deviation: observed - expected,
    leverage: Math.max(0, dot(shift, multiply(effects.inverse, shift))),
    squares: sumOfSquares(sums),
  };
}

function sumOfSquares({ n, value, square }: AgentSums): number {
  return Math.max(0, square - (value * value) / n);
}
