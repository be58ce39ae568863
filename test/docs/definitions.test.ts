import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { metrics } from "../../src/metrics/catalogue.ts";
import { observables, resolvePolicy } from "../../src/schemas/policy.ts";
import { defaultPolicy } from "../../src/schemas/policy-defaults.ts";
import { codesOfSource, sourceNotes } from "./codes-of-source.ts";
import { anchorOf, fencedBlocks, sections, tableKeys } from "./markdown-blocks.ts";
import { contradictions, workedExamples } from "./worked-examples.ts";

const text = readFileSync("DEFINITIONS.md", "utf8");
const sectionOf = new Map(sections(text).map(({ heading, text: body }) => [heading, body]));
const examples = workedExamples(fencedBlocks(text));

describe("the worked tickets of DEFINITIONS.md", () => {
  for (const { name, expected, actual } of examples) {
    it(`${name}: the library gives what is printed`, () => {
      expect(contradictions(expected, actual)).toEqual([]);
    });
  }

  it("are compared in earnest: a wrong figure is found", () => {
    expect(contradictions({ value: 3, low: 0.5 }, { value: 3, low: 0.5000004, high: 1 })).toHaveLength(0);
    expect(contradictions({ value: 4 }, { value: 3 })).toHaveLength(1);
    expect(contradictions({ value: 0.51 }, { value: 0.5 })).toHaveLength(1);
    expect(contradictions({ value: null }, { value: 0 })).toHaveLength(1);
    expect(contradictions({ excluded: {} }, { excluded: { spam: 1 } })).toHaveLength(1);
    expect(contradictions({ notes: ["a"] }, { notes: ["a", "b"] })).toHaveLength(1);
    expect(contradictions([{ end: "open" }], [{ end: "open" }, { end: "open" }])).toHaveLength(1);
  });
});

describe("the sections of DEFINITIONS.md", () => {
  const fileOf = (metricName: string) =>
    `src/metrics/${metricName.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;

  it("are those of the metrics, in the order of the catalogue", () => {
    const names = metrics.map(({ metricName }) => metricName);
    expect([...sectionOf.keys()].filter((heading) => names.includes(heading))).toEqual(names);
  });

  for (const { metricName } of metrics) {
    it(`${metricName} and its source file link to each other`, () => {
      expect(sectionOf.get(metricName)).toContain(`[${fileOf(metricName)}](${fileOf(metricName)})`);
      expect(readFileSync(fileOf(metricName), "utf8")).toContain(`@see DEFINITIONS.md#${anchorOf(metricName)}\n`);
    });

    it(`${metricName} says what is asked, how, of what, credited to whom, with a worked ticket, and how others count`, () => {
      const section = sectionOf.get(metricName) ?? "";
      for (const part of ["Question", "Formula", "Counted", "Not counted", "Credited to", "Others"]) {
        expect(section).toContain(`**${part}.** `);
      }
      expect(examples.filter((each) => each.section === metricName && each.metric === metricName)).not.toHaveLength(0);
    });

    it(`${metricName} names every reason for which it leaves rows out, and every detail of its own`, () => {
      const section = sectionOf.get(metricName) ?? "";
      const metric = metrics.find((each) => each.metricName === metricName)!;
      for (const reason of metric.spec.exclusions) if (reason !== "unseen") expect(section).toContain(`\`${reason}\``);
      const shared = ["outcomes", "answered", "p90", "withinTarget", "business", "windowMs", "targetMs"];
      const [example] = examples.filter((each) => each.metric === metricName);
      const { details } = example!.actual as { details?: Record<string, unknown> };
      for (const name of Object.keys(details ?? {})) if (!shared.includes(name)) expect(section).toContain(name);
    });
  }

  it("reach every heading and file that they link to", () => {
    const anchors = new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!)));
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!);
    expect(links.length).toBeGreaterThan(30);
    const broken = links.filter((link) =>
      link.startsWith("#") ? !anchors.has(link.slice(1)) : !link.includes("://") && !existsSync(link.split("#")[0]!),
    );
    expect(broken).toEqual([]);
  });
});

describe("the tables of DEFINITIONS.md", () => {
  const codes = codesOfSource();
  const subsections = new Map(
    (sectionOf.get("Codes") ?? "")
      .split(/^### /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf("\n")), tableKeys(part)]),
  );
  /** A row may list several codes; a code with parts may be given by its beginning. */
  const listed = (table: string) =>
    (subsections.get(table) ?? []).flatMap((key) => key.replaceAll("`", "").split(", "));

  for (const [table, found] of Object.entries(codes)) {
    it(`"${table}" list every code in the source, and none that is not there`, () => {
      expect(found.length).toBeGreaterThan(3);
      expect([...listed(table)].sort()).toEqual([...found].sort());
    });
  }

  it("give the notes of sources in the sources' own words", () => {
    const rows = [...sourceNotes()].map(([code, words]) => `| \`${code}\` | ${words.replaceAll("|", "\\|")} |`);
    const table = `### Notes of sources\n\n| note | what it counts |\n|---|---|\n${rows.join("\n")}\n`;
    if (process.env["UPDATE_README"] === "1") {
      const now = readFileSync("DEFINITIONS.md", "utf8");
      writeFileSync("DEFINITIONS.md", now.slice(0, now.indexOf("### Notes of sources")) + table);
    } else expect(text.slice(text.indexOf("### Notes of sources"))).toBe(table);
  });

  it("list what a log can show", () => {
    const keys = tableKeys(sectionOf.get("What a log shows at all") ?? "").flatMap((key) =>
      key.replaceAll("`", "").split(", "),
    );
    expect(keys.sort()).toEqual([...observables].sort());
  });

  it("list every field of the policy with its default", () => {
    const rows = (sectionOf.get("The policy") ?? "").split("\n").filter((line) => line.startsWith("| `"));
    const written = Object.fromEntries(
      rows.map((line) => {
        const [, name, value] = line.split("|").map((cell) => cell.trim().replaceAll("`", ""));
        return [name, JSON.parse(value!)];
      }),
    );
    expect(Object.keys(written)).toEqual(Object.keys(defaultPolicy));
    expect(resolvePolicy(written)).toEqual(defaultPolicy);
  });
});
