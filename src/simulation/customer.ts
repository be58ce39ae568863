import type { WorldParameters } from "./world-parameters.ts";

/** 1 / (1 + e^-x). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Probability that an agent of this ability solves a ticket of this queue and hidden difficulty. */
export function solvingProbability(
  world: WorldParameters,
  ability: number,
  category: number,
  channel: number,
  hiddenDifficulty: number,
): number {
  const difficulty = world.categories[category]!.difficulty + world.channels[channel]!.difficulty;
  return logistic(world.solving + ability - difficulty - hiddenDifficulty);
}

/** Mean of the latent satisfaction; its SD around it is 1. */
export function meanMood(
  world: WorldParameters,
  solved: boolean,
  courtesy: number,
  category: number,
  channel: number,
): number {
  const queue = world.categories[category]!.mood + world.channels[channel]!.mood;
  return (solved ? world.moodSolved : world.moodUnsolved) + courtesy + queue;
}

/** 1 to 5 stars for a latent satisfaction. */
export function starsOf(world: WorldParameters, mood: number): number {
  const [two, three, four, five] = world.starThresholds;
  return mood < two ? 1 : mood < three ? 2 : mood < four ? 3 : mood < five ? 4 : 5;
}

/** Probability that a customer with these stars in mind answers a survey that was offered. */
export function answeringProbability(world: WorldParameters, stars: number, solved: boolean, channel: number): number {
  const outcome = solved ? 0 : world.answeringUnsolved;
  return logistic(world.answering + world.answeringByStars[stars - 1]! + outcome + world.channels[channel]!.answering);
}
