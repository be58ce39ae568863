import type { SourceRow } from "./source.ts";

interface Seed {
  h1: number;
  h2: number;
}

/**
 * Makes a function that gives a row's content a short name, so that a row which was exported twice is known again: the same
 * for the same content in whatever order of columns, another one otherwise but for one pair in 2^53. Empty cells count as absent.
 *
 * Each cell is hashed with its column's name (cyrb53, bryc 2018) and the hashes are added.
 *
 * @param ignored columns that do not matter
 */
export function compileFingerprint(ignored: Iterable<string> = []): (row: SourceRow) => string {
  const ignoredColumns = new Set(ignored);
  const seeds = new Map<string, Seed | null>();
  function seedOf(key: string): Seed | null {
    let seed = seeds.get(key);
    if (seed === undefined) {
      const name = key.trim();
      seed = ignoredColumns.has(name) ? null : mix(`${name}\u001f`, 0xdeadbeef, 0x41c6ce57);
      seeds.set(key, seed);
    }
    return seed;
  }
  return (row) => {
    let high = 0;
    let low = 0;
    for (const key of Object.keys(row)) {
      const value = row[key];
      if (value === undefined || value === null || value === "") continue;
      const seed = seedOf(key);
      if (seed === null) continue;
      const text = typeof value === "object" ? JSON.stringify(value) : String(value);
      let { h1, h2 } = mix(text, seed.h1, seed.h2);
      h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
      h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
      high = (high + h2) >>> 0;
      low = (low + h1) >>> 0;
    }
    return ((high & 0x1fffff) * 0x100000000 + low).toString(36);
  };
}

function mix(text: string, seed1: number, seed2: number): Seed {
  let h1 = seed1;
  let h2 = seed2;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  return { h1, h2 };
}
