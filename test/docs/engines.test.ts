import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { factsFaults } from "../../src/facts/saved-facts.ts";
import { factsForms } from "../../src/io/facts/facts-lines.ts";
import { command } from "../cli/session.ts";
import { rollups } from "../engines/rollups.ts";
import { anchorOf, type FencedBlock, fencedBlocks, tableKeys } from "./markdown-blocks.ts";
import { runSnippet, typeFaults } from "./run-snippet.ts";

const file = "docs/engines.md";
const text = readFileSync(file, "utf8");
const blocks = fencedBlocks(text);

/** The rows of the table that follows a sentence. */
function tableAfter(sentence: string): string[] {
  const [, after] = text.split(sentence);
  if (after === undefined) throw new Error(`${file}: expected ${JSON.stringify(sentence)}`);
  const from = after.indexOf("\n|");
  return tableKeys(after.slice(from, after.indexOf("\n\n", from + 1)));
}

/** Runs `$ trueresolve a | trueresolve b`, from the project's root. */
async function printedBy(line: string): Promise<string> {
  let out = "";
  for (const part of line.replace(/^\$ /, "").split(" | ")) {
    const [program, ...argv] = part.split(" ");
    expect(program).toBe("trueresolve");
    const { code, err, out: printed } = await command(argv, out);
    expect([part, code, err]).toEqual([part, 0, ""]);
    out = printed;
  }
  return out;
}

/** Compares a block with what it ought to be, or with `UPDATE_README=1` puts it right. */
function settle(block: FencedBlock, wanted: string): void {
  if (process.env["UPDATE_README"] !== "1") {
    expect(block.text).toBe(wanted);
    return;
  }
  const lines = readFileSync(file, "utf8").split("\n");
  const fence = `\`\`\`${[block.language, block.purpose].filter(Boolean).join(" ")}`;
  const nth = blocks.filter(({ language, purpose }) => language === block.language && purpose === block.purpose);
  const starts = lines.flatMap((line, index) => (line === fence ? [index] : []));
  const start = starts[nth.indexOf(block)]!;
  lines.splice(start + 1, lines.indexOf("```", start) - start - 1, ...wanted.trimEnd().split("\n"));
  writeFileSync(file, lines.join("\n"));
}

describe("docs/engines.md", () => {
  const consoles = blocks.filter(({ language }) => language === "console");
  it.each(consoles.map((block) => [block.text.split("\n")[0]!, block] as const))(
    "prints what the program prints: %s",
    async (line, block) => settle(block, `${line}\n${await printedBy(line)}`),
  );

  const printing = blocks.filter((block, index) => block.language === "ts" && blocks[index + 1]?.purpose === "prints");
  it("has a console block, and code with what it prints", () => {
    expect([consoles.length, printing.length]).toEqual([1, 1]);
  });
  it.each(printing.map((block) => [`line ${block.line}`, block] as const))(
    "has code that prints what it says: %s",
    async (_, block) =>
      settle(blocks[blocks.indexOf(block) + 1]!, await runSnippet(block.text, `engines-${block.line}`)),
  );
  it("has code that the compiler accepts", () => {
    expect(typeFaults(printing.map(({ text: code, line }) => ({ name: `engines-line-${line}`, code })))).toEqual([]);
  });

  it("lists every form of facts, every fault and every roll-up, and no other", () => {
    expect(tableAfter("facts, once standard input has ended.")).toEqual([...factsForms]);
    expect(tableAfter("its `fault` is one of:")).toEqual([...factsFaults]);
    expect(tableAfter("against our own metrics:").sort()).toEqual([...rollups].sort());
  });

  it("links to files and headings that are there", () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!);
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));
    expect(links.length).toBeGreaterThan(8);
    const broken = links.filter((link) => {
      if (link.startsWith("#")) return !headings.includes(link.slice(1));
      return !link.includes("://") && !existsSync(`docs/${link.split("#")[0]}`);
    });
    expect(broken).toEqual([]);
  });
});
