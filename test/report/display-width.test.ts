import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clip, displayWidth, pad, shown, wrap } from "../../src/report/display-width.ts";

describe("displayWidth", () => {
  it("counts East Asian characters twice and combining marks not at all", () => {
    expect(displayWidth("abc")).toBe(3);
    expect(displayWidth("客服 A")).toBe(6);
    expect(displayWidth("é")).toBe(1);
    expect(displayWidth("e\u0301")).toBe(1);
    expect(displayWidth("（１）")).toBe(6);
    expect(displayWidth("한국")).toBe(4);
    expect(displayWidth("🙂")).toBe(2);
    expect(displayWidth("–…≥")).toBe(3);
  });
});

describe("pad, clip, wrap", () => {
  it("fills and cuts by columns, not by characters", () => {
    expect(pad("客服", 6)).toBe("客服  ");
    expect(pad("客服", 6, "right")).toBe("  客服");
    expect(clip("客服客服", 5)).toBe("客服…");
    expect(clip("short", 5)).toBe("short");
  });

  it("breaks lines at blanks, and between wide characters, never beyond the width", () => {
    expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
    expect(wrap("关闭时客户还在等待", 8)).toEqual(["关闭时客", "户还在等", "待"]);
    const word = fc.string({ unit: fc.constantFrom("a", "b", "客", "é"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 16, max: 40 }), (words, width) => {
        const lines = wrap(words.join(" "), width);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(words.join(""));
      }),
      { seed: 20_261_122 },
    );
  });
});

describe("shown", () => {
  it("lets no name from a log steer the terminal", () => {
    expect(shown("a\u001b[31mb\u202ec\nd")).toBe("a\ufffd[31mb\ufffdc\ufffdd");
    expect(shown("客服 é")).toBe("客服 é");
  });
});
