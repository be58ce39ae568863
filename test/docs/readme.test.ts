import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { metrics } from "../../src/metrics/catalogue.ts";
import { resolvePolicy } from "../../src/schemas/policy.ts";
import { eventTypes } from "../../src/schemas/vocabulary.ts";
import { command } from "../cli/session.ts";
import { anchorOf, type FencedBlock, fencedBlocks, sections, tableKeys } from "./markdown-blocks.ts";
import { entryPoints, runSnippet, typeFaults } from "./run-snippet.ts";

const file = "README.md";
const text = readFileSync(file, "utf8");
const blocks = fencedBlocks(text);

/** `UPDATE_README=1 npx vitest run test/docs` writes what the programs print into the file, in place of comparing. */
const update = process.env["UPDATE_README"] === "1";

/** What `npm start` hands to the program; scripts/start.mjs does the same. */
function argumentsOf(line: string): string[] {
  const [, rest = ""] = /^\$ npm start(?: -- (.*))?$/.exec(line) ?? [];
  return [
    "report",
    join("examples", "sample.ndjson"),
    "--time-zone",
    "Asia/Shanghai",
    ...rest.split(" ").filter(Boolean),
  ];
}

async function printedBy(block: FencedBlock): Promise<string> {
  const [line = ""] = block.text.split("\n");
  const { code, out, err } = await command(argumentsOf(line));
  if (code !== 0) throw new Error(`${line}: exit ${code}: ${err}`);
  return `${line}\n${out}`;
}

/** A block as it stands in the file: compared with what it ought to be, or put right. */
function settle(block: FencedBlock, wanted: string): void {
  if (!update) {
    expect(block.text).toBe(wanted);
    return;
  }
  const fence = `\`\`\`${[block.language, block.purpose].filter(Boolean).join(" ")}\n`;
  const now = readFileSync(file, "utf8");
  const nth = blocks
    .filter((each) => each.language === block.language && each.purpose === block.purpose)
    .indexOf(block);
  const start =
    now
      .split(fence)
      .slice(0, nth + 1)
      .join(fence).length + fence.length;
  const end = now.indexOf("```", start);
  writeFileSync(file, now.slice(0, start) + wanted + now.slice(end));
}

describe("README.md", () => {
  it("shows within its first 40 lines what it is for, the output, the code and the command", () => {
    const opening = text.split("\n").slice(0, 40).join("\n");
    expect(opening).toContain("$ npm start -- ");
    expect(opening).toContain("Truly solved");
    expect(opening).toContain('from "trueresolve"');
    expect(opening).toContain("really served");
  });

  const consoles = blocks.filter(({ language }) => language === "console");
  it.each(consoles.map((block) => [block.text.split("\n")[0]!, block] as const))(
    "prints what the program prints: %s",
    async (_, block) => settle(block, await printedBy(block)),
  );

  const snippets = blocks.filter(({ language }) => language === "ts");
  const nameOf = (block: FencedBlock) => `line-${block.line}`;
  it.each(snippets.map((block) => [block.section || "the opening", block] as const))(
    "has code that prints what it says: %s",
    async (_, block) => {
      const next = blocks[blocks.indexOf(block) + 1];
      if (next?.purpose !== "prints") throw new Error(`line ${block.line}: expected a block of what the code prints`);
      settle(next, await runSnippet(block.text, nameOf(block)));
    },
  );

  it("has code that the compiler accepts", () => {
    expect(snippets.length).toBeGreaterThan(2);
    expect(typeFaults(snippets.map((block) => ({ name: nameOf(block), code: block.text })))).toEqual([]);
    expect(
      typeFaults([{ name: "wrong", code: 'import { wrong } from "trueresolve";\nconst n: string = 1;' }]),
    ).toHaveLength(2);
  });

  it("has a policy that is one", () => {
    const policies = blocks.filter(({ purpose }) => purpose === "policy");
    expect(policies).toHaveLength(1);
    for (const { text: policy } of policies) expect(() => resolvePolicy(JSON.parse(policy))).not.toThrow();
  });

  it("lists every event type, and the entry points of the package", () => {
    const keys = (heading: string) => tableKeys(sections(text).find((each) => each.heading === heading)?.text ?? "");
    expect(keys("Input")).toEqual([...eventTypes]);
    expect(keys("Install")).toEqual(Object.keys(entryPoints));
    const exported = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).exports);
    expect(
      exported.filter((path) => path !== "./package.json").map((path) => path.replace(/^\./, "trueresolve")),
    ).toEqual(Object.keys(entryPoints));
  });

  it("names only figures that exist", () => {
    const named = [...text.matchAll(/--metric (\w+)/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(2);
    const known = metrics.map(({ metricName }) => metricName);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("links to files and headings that are there", () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!);
    const broken = links.filter((link) => {
      const [path = "", anchor] = link.split("#");
      if (!existsSync(path)) return true;
      if (anchor === undefined) return false;
      const headings = [...readFileSync(path, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));
      return !headings.includes(anchor);
    });
    expect(links.length).toBeGreaterThan(8);
    expect(broken).toEqual([]);
  });
});
