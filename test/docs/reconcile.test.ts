import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { presets } from "../../src/reconciliation/presets.ts";
import { reconciledMetrics, ruleChoices } from "../../src/reconciliation/rules.ts";
import { definitionWords, ruleWords } from "../../src/report/reconciliation-words.ts";

/** `UPDATE_README=1 npx vitest run test/docs` writes what is generated into the files, in place of comparing. */
const update = process.env["UPDATE_README"] === "1";

/** A part of a document between `<!-- name -->` and `<!-- /name -->`: compared with what it ought to be, or put right. */
function settle(file: string, name: string, wanted: string): void {
  const text = readFileSync(file, "utf8");
  const [from, to] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const start = text.indexOf(from) + from.length;
  const end = text.indexOf(to, start);
  expect(text.indexOf(from), `${file} has ${from}`).toBeGreaterThan(0);
  expect(end, `${file} has ${to}`).toBeGreaterThan(0);
  if (update) writeFileSync(file, text.slice(0, start) + wanted + text.slice(end));
  else expect(text.slice(start, end)).toBe(wanted);
}

const rulesOf = (metric: (typeof reconciledMetrics)[number]) =>
  Object.entries(ruleChoices[metric] as Record<string, readonly string[]>);

describe("the rules of other products' definitions", () => {
  it("have words in both languages, for every choice, and no more", () => {
    const used = new Map<string, Set<string>>();
    for (const metric of reconciledMetrics) {
      for (const [rule, choices] of rulesOf(metric)) {
        used.set(rule, new Set([...(used.get(rule) ?? []), ...choices]));
      }
    }
    expect(Object.keys(ruleWords).sort()).toEqual([...used.keys()].sort());
    for (const [rule, { name, choices }] of Object.entries(ruleWords)) {
      expect(Object.keys(choices).sort(), rule).toEqual([...used.get(rule)!].sort());
      for (const words of [name, ...Object.values(choices)]) {
        expect(words.en, rule).toMatch(/\w/);
        expect(words.zh, rule).toMatch(/[\u4e00-\u9fff]/);
      }
    }
    expect(Object.keys(definitionWords)).toEqual(Object.keys(presets));
  });

  it("stand in DEFINITIONS.md", () => {
    const tables = reconciledMetrics.map((metric) => {
      const rows = rulesOf(metric).map(([rule, choices]) => {
        const { name, choices: words } = ruleWords[rule]!;
        const list = choices.map((choice) => `\`${choice}\` ${words[choice]!.en}`);
        return `| \`${rule}\`: ${name.en} | ${list.join("; ")} |`;
      });
      return `\n**\`${metric}\`**\n\n| rule | choices |\n|---|---|\n${rows.join("\n")}\n`;
    });
    settle("DEFINITIONS.md", "rules", `${tables.join("")}\n`);
  });
});
