import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PROCESS_FLAGS } from "../../src/appraisal/process-flags.ts";
import { OUTCOME_REASONS, UNIT_EXCLUSIONS } from "../../src/appraisal/unit.ts";
import { labelWords, useWords } from "../../src/report/appraisal-words.ts";
import { command } from "../cli/session.ts";
import { fencedBlocks, tableKeys } from "../docs/markdown-blocks.ts";
import { runSnippet, typeFaults } from "../docs/run-snippet.ts";

const file = "docs/appraisal.md";
const text = readFileSync(file, "utf8");
const [english = "", chinese = ""] = text.split("\n---\n");
const blocks = fencedBlocks(text);

/** `UPDATE_README=1` writes what the example prints into the file, in place of comparing. */
const update = process.env["UPDATE_README"] === "1";

describe("docs/appraisal.md", () => {
  const example = blocks.find(({ language }) => language === "ts")!;

  it("has an example that prints what it says", async () => {
    const printed = await runSnippet(example.text, "appraisal");
    const block = blocks.find(({ purpose }) => purpose === "prints")!;
    if (update) {
      const fence = "```text prints\n";
      const start = text.indexOf(fence) + fence.length;
      writeFileSync(file, text.slice(0, start) + printed + text.slice(text.indexOf("```", start)));
    } else expect(block.text).toBe(printed);
  });

  it("has an example that the compiler takes", () => {
    expect(typeFaults([{ name: "appraisal-example", code: example.text }])).toEqual([]);
  });

  it("names a command that runs, and shows teams", async () => {
    const line = blocks.find(({ language }) => language === "console")!.text.split("\n")[0]!;
    const { code, out } = await command(line.replace("$ trueresolve ", "").split(" "));
    expect(code).toBe(0);
    expect(out).toContain("stayed solved");
  });

  it.each([
    ["English", english],
    ["Chinese", chinese],
  ])("explains every outcome, rule, use, label and flag in %s, and none that there is not", (_, part) => {
    const codes = tableKeys(part).filter((key) => /^[a-z][A-Za-z0-9]+$/.test(key));
    const known = [
      ...OUTCOME_REASONS,
      ...UNIT_EXCLUSIONS.slice(1),
      "tooYoung",
      ...Object.keys(useWords),
      ...Object.keys(labelWords),
      ...PROCESS_FLAGS,
    ];
    for (const code of known) expect(codes, code).toContain(code);
    const notes = noteCodes();
    expect(codes.filter((code) => !known.includes(code as never) && !notes.includes(code))).toEqual([]);
  });

  it("explains every note", () => {
    for (const code of noteCodes()) expect(english).toContain(`\`${code}\``);
  });

  it("says in both languages what it must never be used for, what no log can see, and how to appeal", () => {
    for (const heading of ["must never be used for", "no log can see", "How to appeal", "The law"]) {
      expect(english).toMatch(new RegExp(`^## .*${heading}`, "m"));
    }
    for (const heading of ["绝不可以用来做什么", "日志看不见的事", "如何申诉", "法律"]) {
      expect(chinese).toMatch(new RegExp(`^## .*${heading}`, "m"));
    }
  });
});

function noteCodes(): string[] {
  return ["src/appraisal/appraisal-notes.ts", "src/report/appraisal-data.ts"].flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/code: "(\w+)"/g)].map((match) => match[1]!),
  );
}
