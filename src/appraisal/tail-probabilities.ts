import { normalCdf } from "../stats/normal.ts";

/**
 * For each agent the probability to be truly among the lowest (or highest) tenth, from the agents' estimates and their
 * standard deviations: P(below c) with the cut c at which the probabilities average to the share asked for.
 *
 * @param share of agents in the tail, 0.1 for a tenth.
 */
export function tailProbabilities(
  estimates: readonly number[],
  deviations: readonly number[],
  tail: "bottom" | "top",
  share = 0.1,
): number[] {
  const sign = tail === "bottom" ? 1 : -1;
  const centre = estimates.reduce((sum, estimate) => sum + estimate, 0) / estimates.length;
  const signed = estimates.map((estimate) => sign * (estimate - centre));
  // Without any doubt and without any difference the tail is a matter of chance.
  const floor = 1e-12;
  const below = (cut: number): number[] =>
    signed.map((estimate, i) => normalCdf((cut - estimate) / Math.max(deviations[i]!, floor)));
  const widest = Math.max(...deviations, floor);
  let low = Math.min(...signed) - 40 * widest;
  let high = Math.max(...signed) + 40 * widest;
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    const probabilities = below(middle);
    const mean = probabilities.reduce((sum, p) => sum + p, 0) / probabilities.length;
    if (mean < share) low = middle;
    else high = middle;
  }
  return below((low + high) / 2);
}
