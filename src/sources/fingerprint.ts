import type { SourceRow } from "./source.ts";

/**
 * A number for a row's content, so that a row that was exported twice is known again: equal for equal content in whatever
 * order of columns, different otherwise but for one pair in 2^53. Empty cells count as absent.
 *
 * Each cell is hashed with its column's name (cyrb53, bryc 2018) and the hashes are added.
 *
 * @param ignored columns that do not matter
 */
export function fingerprint(row: SourceRow, ignored: ReadonlySet<string>): string {
  let high = 0;
  let low = 0;
  for (const key of Object.keys(row)) {
    const value = row[key];
    if (value === undefined || value === null || value === "" || ignored.has(key)) continue;
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    const name = key.charCodeAt(0) === 0xfeff ? key.slice(1) : key;
    let h1 = 0xdeadbeef;
    let h2 = 0x41c6ce57;
    const mix = (code: number) => {
      h1 = Math.imul(h1 ^ code, 2654435761);
      h2 = Math.imul(h2 ^ code, 1597334677);
    };
    for (let i = 0; i < name.length; i++) mix(name.charCodeAt(i));
    mix(0x1f);
    for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i));
    h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
    h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
    high = (high + h2) >>> 0;
    low = (low + h1) >>> 0;
  }
  return ((high & 0x1fffff) * 0x100000000 + low).toString(36);
}
