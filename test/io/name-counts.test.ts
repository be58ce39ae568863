import { describe, expect, it } from "vitest";
import { NameCounts } from "../../src/io/convert/name-counts.ts";

describe("counting names", () => {
  it("says of each how often it came before, of hundred thousand as of one", () => {
    const counts = new NameCounts();
    for (let round = 0; round < 3; round++)
      for (let i = 0; i < 100_000; i += round + 1)
        expect(counts.before(`T${i % 999}/${i}`)).toBe(round === 2 && i % 2 !== 0 ? 1 : round);
    expect(counts.before("T1/never")).toBe(0);
    expect(counts.before("")).toBe(0);
    expect(counts.before("")).toBe(1);
  });
});
