import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { factsNotes } from "../../src/facts/link-facts.ts";
import { exclusions, failures, prematureReasons } from "../../src/facts/tables.ts";
import { metrics } from "../../src/metrics/catalogue.ts";
import { dimensions } from "../../src/metrics/kernel/by.ts";
import { commonExclusions } from "../../src/metrics/kernel/sample.ts";
import { failureWords } from "../../src/report/headlines.ts";
import type { Words } from "../../src/report/language.ts";
import { dimensionName, metricWords, sections } from "../../src/report/metric-words.ts";
import { factNoteWords, hasNoteWords, noteWords, observableWords } from "../../src/report/note-words.ts";
import { escalationWords, exclusionWords, outcomeWords, prematureWords } from "../../src/report/reason-words.ts";
import { observables } from "../../src/schemas/policy.ts";
import { escalationLevels } from "../../src/schemas/vocabulary.ts";

function expectWords(words: Words | undefined, what: string) {
  expect(words?.en.trim(), what).toBeTruthy();
  expect(words?.zh, what).toMatch(/[\u4e00-\u9fff]/);
}

describe("words", () => {
  it("there are for every metric, in both languages, and every metric stands in one section", () => {
    for (const { metricName } of metrics) {
      expectWords(metricWords[metricName]?.name, metricName);
      expectWords(metricWords[metricName]?.question, metricName);
      expect(sections.filter((section) => section.metrics.includes(metricName))).toHaveLength(1);
    }
    expect(Object.keys(metricWords).sort()).toEqual(metrics.map(({ metricName }) => metricName).sort());
    for (const { title } of sections) expectWords(title, title.en);
  });

  it("there are for everything that a row can answer, and for every reason to leave it out", () => {
    for (const { spec } of metrics) {
      for (const outcome of Object.keys(spec.outcomes)) expectWords(outcomeWords[outcome], `${spec.name}: ${outcome}`);
      for (const reason of spec.exclusions) expectWords(exclusionWords[reason], `${spec.name}: ${reason}`);
    }
    for (const reason of [...commonExclusions, ...exclusions.slice(1)]) expectWords(exclusionWords[reason], reason);
    for (const reason of prematureReasons) expectWords(prematureWords[reason], reason);
    for (const level of escalationLevels) expectWords(escalationWords[level], level);
    for (const failure of failures.slice(1)) expectWords(failureWords[failure], failure);
  });

  it("there are for every dimension and for everything that a log can show", () => {
    for (const dimension of dimensions)
      expectWords({ en: dimensionName(dimension, "en"), zh: dimensionName(dimension, "zh") }, dimension);
    for (const observable of observables) {
      expectWords(observableWords[observable], observable);
      expect(hasNoteWords(`notObserved:${observable}`)).toBe(true);
    }
  });

  it("there are for every note of the facts, with the number in it", () => {
    for (const code of factsNotes) {
      expect(factNoteWords(code, 1, "en")).toMatch(/^1 /);
      expect(factNoteWords(code, 1_234, "en")).toMatch(/^1,234 /);
      expectWords({ en: "x", zh: factNoteWords(code, 2, "zh")! }, code);
    }
    expect(factNoteWords("constructor", 1, "en")).toBeNull();
  });

  it("there are for every note that a metric's source names", () => {
    const folder = "src/metrics";
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(`${folder}/${name}`, "utf8"));
    const lines = sources.flatMap((source) => source.split("\n")).filter((line) => /\bnotes\b/.test(line));
    const notes = lines.flatMap((line) =>
      [...line.replace(/method: "\w+"/, "").matchAll(/"([a-z]\w+(?::\w+)?)"/g)].map((match) => match[1]!),
    );
    const parts = ["requesters", "categories", "surveyOffers", "customerMessages", "staffReplies", "closures"];
    const named = [...new Set(notes)].filter((note) => !parts.includes(note));
    expect(named.length).toBeGreaterThan(8);
    for (const note of named) expect(hasNoteWords(note), note).toBe(true);
    for (const reason of ["noData", "neverReached", "followUpTooShort"])
      expect(hasNoteWords(`median:${reason}`), reason).toBe(true);
  });

  it("shows a note without words as it is", () => {
    expect(noteWords("somethingNew:x", "en")).toBe("somethingNew:x");
  });
});
