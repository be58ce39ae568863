import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import type { DefinitionName } from "../../src/reconciliation/preset-figures.ts";
import { type PresetFigure, presets } from "../../src/reconciliation/presets.ts";
import { reconcile } from "../../src/reconciliation/reconcile.ts";
import { type ReconciledMetric, reconciledMetrics, ruleChoices } from "../../src/reconciliation/rules.ts";
import { definitionWords, ruleWords } from "../../src/report/reconciliation-words.ts";
import type { PolicyInput } from "../../src/schemas/policy.ts";
import { presetNames } from "../../src/schemas/policy.ts";
import { command } from "../cli/session.ts";
import { scratchFolder } from "../io/scratch.ts";
import { anchorOf, type FencedBlock, fencedBlocks } from "./markdown-blocks.ts";
import { contradictions } from "./worked-examples.ts";

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

/** Rules that tell most of what a figure is. */
const telling = ["summary", "start", "replyBy", "unanswered", "end", "counts", "window", "sign", "answer", "satisfied"];

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

/** A worked case: events, the policy to read them by, and what must come out. */
interface Case {
  block: FencedBlock;
  events: string;
  policy: PolicyInput;
}

/** What a block `json reconcile` says: both values, and the tickets under every rule that changes something. */
interface Worked {
  preset: DefinitionName;
  with?: DefinitionName;
  clock?: "business";
  metric: ReconciledMetric;
  theirs: number | null;
  ours: number | null;
  rules: Record<string, string[]>;
}

function casesOf(blocks: readonly FencedBlock[], fits: (block: FencedBlock) => boolean): Case[] {
  let events = "";
  let policy: PolicyInput = {};
  return blocks.flatMap((block) => {
    if (block.language === "ndjson") [events, policy] = [block.text, {}];
    if (block.purpose === "policy") policy = JSON.parse(block.text);
    return fits(block) ? [{ block, events, policy }] : [];
  });
}

describe("docs/reconcile.md", () => {
  const file = "docs/reconcile.md";
  const text = readFileSync(file, "utf8");
  const blocks = fencedBlocks(text);
  const scratch = scratchFolder();
  const worked = casesOf(blocks, ({ purpose }) => purpose === "reconcile");

  it.each(worked.map((each) => [`${each.block.section}, line ${each.block.line}`, each] as const))(
    "%s: their number, our number, and the rules responsible",
    (_, { block, events, policy }) => {
      const {
        preset,
        with: other = "trueresolve",
        metric,
        clock,
        theirs,
        ours,
        rules,
      } = JSON.parse(block.text) as Worked;
      const rows = events
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      const { log, issues } = parseEvents(rows);
      expect(issues).toEqual([]);
      const { a, b, steps } = reconcile(buildFacts(log, policy), preset, other, metric, { clock });
      expect(contradictions({ theirs, ours }, { theirs: a.estimate.value, ours: b.estimate.value })).toEqual([]);
      const moving = steps.filter(({ tickets, before, after }) => tickets.length > 0 || before.value !== after.value);
      const found = moving.map(({ rule, tickets }) => [rule, tickets.map(({ ticket }) => ticket)]);
      expect(Object.fromEntries(found)).toEqual(rules);
    },
  );

  const consoles = casesOf(blocks, ({ language }) => language === "console");
  it.each(consoles.map((each) => [each.block.section, each] as const))(
    "%s: prints what the program prints",
    async (_, { block, events, policy }) => {
      const [line = ""] = block.text.split("\n");
      const [, , ...argv] = line.split(" ");
      const log = argv.find((word) => word.endsWith(".ndjson"))!;
      const paths = new Map([
        [log, scratch(log, events)],
        ["policy.json", scratch(`${log}.policy.json`, JSON.stringify(policy))],
      ]);
      const { code, out, err } = await command(argv.map((word) => paths.get(word) ?? word));
      expect({ code, err }).toEqual({ code: 0, err: "" });
      const wanted = `${line}\n${out}`;
      if (!update) expect(block.text).toBe(wanted);
      else
        writeFileSync(
          file,
          readFileSync(file, "utf8").replace(`\n${block.text}\`\`\``, () => `\n${wanted}\`\`\``),
        );
    },
  );

  it("has a page for every product, with a case of each, and says how sure its definition is", () => {
    for (const preset of presetNames) {
      const title = definitionWords[preset]!.en.replace(/ .*/, "");
      const section = text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? "";
      expect(section, preset).toMatch(/^\*As .+\.\*/m);
      expect(worked.filter(({ block }) => block.section === title).length, preset).toBeGreaterThan(0);
      expect(consoles.filter(({ block }) => block.section === title).length, preset).toBeGreaterThan(0);
    }
  });

  it("links to files and headings that are there", () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!);
    const broken = links.filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? file : join("docs", path);
      if (!existsSync(target)) return true;
      const headings = [...readFileSync(target, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
        anchorOf(heading!),
      );
      return anchor !== undefined && !headings.includes(anchor);
    });
    expect(links.length).toBeGreaterThan(8);
    expect(broken).toEqual([]);
  });

  it("says of every figure of every product what it is there, how sure that is, and where it says so", () => {
    const rows = presetNames.flatMap((name) =>
      reconciledMetrics.map((metric) => {
        const product = definitionWords[name]!.en.replace(/ \(.*/, "");
        const figure: PresetFigure<typeof metric> | undefined = presets[name][metric];
        if (figure === undefined) return `| ${product} | \`${metric}\` | none that is known | | |`;
        const rules = Object.entries(figure.rules as Record<string, string>).filter(([rule]) => telling.includes(rule));
        const what = rules.map(
          ([rule, choice]) => `${ruleWords[rule]!.name.en}: ${ruleWords[rule]!.choices[choice]!.en}`,
        );
        const source = figure.source?.replace(/^[^ ,]+/, (address) => `<https://${address}>`) ?? "";
        return `| ${product} | \`${metric}\` | ${what.join("; ")} | ${figure.basis} | ${source} |`;
      }),
    );
    const head = "\n| product | figure | what it is there | known from | source |\n|---|---|---|---|---|\n";
    settle(file, "sources", `${head}${rows.join("\n")}\n\n`);
    for (const name of presetNames) {
      for (const metric of reconciledMetrics) {
        const figure: PresetFigure<typeof metric> | undefined = presets[name][metric];
        if (figure !== undefined)
          expect(figure.basis === "memory", `${name} ${metric}`).toBe(figure.source === undefined);
      }
    }
  });

  it("lists what each product chooses for each rule", () => {
    const tables = reconciledMetrics.map((metric) => {
      const having = presetNames.filter((name) => presets[name][metric] !== undefined);
      const names = ["trueresolve", ...having] as DefinitionName[];
      const head = names.map((name) => {
        const isChosen = presets[name][metric]!.isSummaryChosen === true;
        return `${definitionWords[name]!.en.replace(/ \(.*/, "")}${isChosen ? "\\*" : ""}`;
      });
      const rows = Object.keys(ruleChoices[metric]).map((rule) => {
        const choices = names.map((name) => (presets[name][metric]!.rules as Record<string, string>)[rule]!);
        return `| \`${rule}\` | ${choices.map((choice) => `\`${choice}\``).join(" | ")} |`;
      });
      const basis = names.map((name) => presets[name][metric]!.basis);
      return [
        `\n### ${metric}\n`,
        `| rule | ${head.join(" | ")} |`,
        `|${"---|".repeat(names.length + 1)}`,
        ...rows,
        `| known from | ${basis.join(" | ")} |\n`,
      ].join("\n");
    });
    settle(file, "definitions", `${tables.join("")}\n`);
  });
});
