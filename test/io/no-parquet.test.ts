import { describe, expect, it } from "vitest";
import { noParquet } from "../../src/io/tables/no-parquet.ts";

describe("what is said of a Parquet file that a library cannot read", () => {
  it("is that it is damaged, with the first line of what the library says", () => {
    const error = new Error("Invalid Input Error: No magic bytes\n\nLINE 1: from read_parquet('x') limit 0");
    expect(noParquet("DuckDB", error)).toMatch(/cut off, damaged .* \(DuckDB: Invalid Input Error: No magic bytes\)$/);
  });

  it("is nothing against the file where the library does not know what it holds, or cannot get at it", () => {
    for (const reason of [
      "parquet unsupported compression codec: ZSTD",
      'IO Error: Cannot open file "x.parquet": Permission denied',
      "Out of Memory Error: failed to allocate data",
    ]) {
      expect(noParquet("some", new Error(reason))).toBe(`cannot be read (some: ${reason})`);
    }
  });
});
