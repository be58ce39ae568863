import { describe, expect, it } from "vitest";
import { nearestWord } from "../../src/schemas/nearest-word.ts";
import { compilePatterns } from "../../src/schemas/value-pattern.ts";

describe("compilePatterns", () => {
  const meaning = compilePatterns([
    ["Completed*", "closed"],
    ["Completed-Cancelled", "deleted"],
    ["/^awaiting/i", "waiting"],
    ["", "missing"],
    ["*", "live"],
    ["Com*", "never reached"],
  ]);

  it.each([
    ["Completed", "closed"],
    ["Completed-Closed", "closed"],
    ["Completed-Cancelled", "deleted"],
    ["AWAITING user", "waiting"],
    ["Committed", "live"],
    ["completed", "live"],
    ["", "missing"],
  ])(
    "reads %j as %s: exact first, then in the order written, a missing value only by the empty text",
    (value, meant) => {
      expect(meaning(value)).toBe(meant);
    },
  );

  it("leaves open what no pattern fits, and a missing value where none is written for it", () => {
    expect(compilePatterns([["Y", true]])("y")).toBeUndefined();
    expect(compilePatterns([["*", true]])("")).toBeUndefined();
    expect(compilePatterns([["/.*/", true]])("")).toBeUndefined();
  });

  it("keeps apart what a pattern means nothing by and what it does not fit", () => {
    const meant = compilePatterns<null | string>([
      ["Update", null],
      ["*", "event"],
    ]);
    expect(meant("Update")).toBeNull();
    expect(meant("Other")).toBe("event");
  });
});

describe("nearestWord", () => {
  it.each([
    ["tiemstamp", "timestamp"],
    ["Created At", "created_at"],
    ["ticket id", "ticket_id"],
    ["sys_updated", "sys_updated_at"],
  ])("takes %j for %j", (word, near) => {
    expect(nearestWord(word, ["id", "timestamp", "created_at", "ticket_id", "sys_updated_at"])).toBe(near);
  });

  it("suggests nothing where nothing is near", () => {
    expect(nearestWord("satisfaction", ["id", "timestamp"])).toBeNull();
    expect(nearestWord("x", [])).toBeNull();
  });
});
