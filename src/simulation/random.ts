/** A stream of random numbers that is the same on every machine for the same seed. */
export interface Random {
  /** Uniform on [0, 1), 32 bits. */
  uniform(): number;
  /** Standard normal (Box and Muller 1958, one value of the pair per call, so that every call takes two uniforms). */
  normal(): number;
  /** Whole number from 0 to `below - 1`. */
  index(below: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** Exponential waiting time with the given mean. */
  exponential(mean: number): number;
  /** One entry of a non-empty list, evenly. */
  pick<T>(list: readonly T[]): T;
  /** Position in `weights`, drawn in proportion to them. */
  weighted(weights: ArrayLike<number>): number;
}

/**
 * A seeded generator: sfc32 by Chris Doty-Humphrey (PractRand), its state filled from the seed and the stream numbers by
 * the finaliser of MurmurHash3. Different streams of one seed are independent for our purposes: a ticket or an agent
 * can have a stream of its own, so that changing what one of them does leaves the luck of all others as it was.
 *
 * @example
 * const random = seededRandom(7);
 * random.uniform() === seededRandom(7).uniform(); //=> true
 */
export function seededRandom(seed: number, ...stream: number[]): Random {
  let key = mix(seed | 0);
  for (const part of stream) key = mix((key ^ (part | 0)) + 0x9e3779b9);
  let a = mix(key + 1);
  let b = mix(key + 2);
  let c = mix(key + 3);
  let counter = 1;

  const uniform = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round++) uniform();

  const index = (below: number): number => Math.floor(uniform() * below);
  return {
    uniform,
    index,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    chance: (probability) => uniform() < probability,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    pick: (list) => {
      if (list.length === 0) throw new RangeError("pick: expected at least one entry, got an empty list");
      return list[index(list.length)]!;
    },
    weighted: (weights) => {
      let total = 0;
      for (let i = 0; i < weights.length; i++) total += weights[i]!;
      let rest = uniform() * total;
      for (let i = 0; i < weights.length - 1; i++) {
        rest -= weights[i]!;
        if (rest < 0) return i;
      }
      return weights.length - 1;
    },
  };
}

function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
