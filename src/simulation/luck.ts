import type { Random } from "./random.ts";

/** Names of the random numbers of one ticket. */
export const luck = {
  queue: 0,
  arrival: 1,
  hidden: 2,
  solve: 3,
  escalate: 4,
  colleague: 5,
  colleagueSolves: 6,
  comesBack: 7,
  wayBack: 8,
  timeBack: 9,
  mood: 10,
  answers: 11,
  answerDelay: 12,
  neverClosed: 13,
  selfPicked: 14,
  split: 15,
  selfReopens: 16,
  recategorised: 17,
  newCategory: 18,
  suppressed: 19,
  closing: 20,
  firstReply: 21,
  handling: 22,
  tactic: 23,
  survey: 24,
  swallow: 25,
} as const;
/** How many of them a ticket takes. */
export const luckCount = 26;

/** Fills `draws` for the next ticket. */
export function draw(draws: Float64Array, random: Random): void {
  // Half a step away from 0, so that no quantile is infinite.
  for (let i = 0; i < luckCount; i++) draws[i] = random.uniform() + 2 ** -33;
}
