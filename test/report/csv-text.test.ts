import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { csvText } from "../../src/report/csv-text.ts";

describe("csvText", () => {
  it("keeps numbers as numbers and leaves out what is none", () => {
    expect(csvText(["a", "b", "c", "d"], [[-1.5, 0.1 + 0.2, null, Number.NaN]])).toBe(
      "a,b,c,d\n-1.5,0.30000000000000004,,\n",
    );
  });

  it("quotes separators, quotes and line ends so that a reader gets them back", () => {
    const cells = ["a,b", 'say "yes"', "x\ny", "客服"];
    expect(parse(csvText(["p", "q", "r", "s"], [cells]))).toEqual([["p", "q", "r", "s"], cells]);
  });

  it("puts an apostrophe before whatever a spreadsheet would take for a formula", () => {
    for (const text of [
      "=1+1",
      "+1",
      "-1",
      "@sum",
      " =1",
      "\t=1",
      "\n=1",
      "\r1",
      "\t1",
      "＝1",
      "＋1",
      "－1",
      "＠x",
      "\u00a0=1",
    ]) {
      expect(
        csvText(["a"], [[text]])
          .split("a\n")[1]!
          .replace(/^"/, ""),
        JSON.stringify(text),
      ).toMatch(/^'/);
    }
    for (const text of ["a=1", "1-2", "(=1)", "team"]) expect(csvText(["a"], [[text]])).toBe(`a\n${text}\n`);
  });
});
