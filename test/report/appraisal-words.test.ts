import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { reasonInWords } from "../../src/appraisal/contribution-reason.ts";
import { PROCESS_FLAGS } from "../../src/appraisal/process-flags.ts";
import { OUTCOME_REASONS, UNIT_EXCLUSIONS } from "../../src/appraisal/unit.ts";
import {
  appraisalNoteWords,
  contributionWords,
  flagWords,
  labelWords,
  unitExclusionWords,
  useWords,
} from "../../src/report/appraisal-words.ts";
import type { Words } from "../../src/report/language.ts";

function expectWords(words: Words | undefined, what: string) {
  expect(words?.en.trim(), what).toBeTruthy();
  expect(words?.zh, what).toMatch(/[\u4e00-\u9fff]/);
}

describe("words of the appraisal", () => {
  it("there are for every use, label, flag, rule and reason, in both languages", () => {
    for (const words of [useWords, labelWords, flagWords, unitExclusionWords, contributionWords]) {
      for (const [code, own] of Object.entries<Words>(words)) expectWords(own, code);
    }
    for (const flag of PROCESS_FLAGS) expectWords(flagWords[flag], flag);
    for (const reason of OUTCOME_REASONS) expectWords(contributionWords[reason], reason);
    for (const rule of UNIT_EXCLUSIONS.slice(1)) {
      expectWords(unitExclusionWords[rule as keyof typeof unitExclusionWords], rule);
    }
  });

  it("there is an English sentence for every reason", () => {
    for (const reason of Object.keys(contributionWords) as (keyof typeof contributionWords)[]) {
      expect(reasonInWords([reason]), reason).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("there is a Chinese text for every note that the source can give, with its numbers in it", () => {
    const files = ["src/appraisal/appraisal-notes.ts", "src/report/appraisal-data.ts"];
    const codes = files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/code: "(\w+)"/g)].map((match) => match[1]!),
    );
    expect(codes.length).toBeGreaterThan(15);
    for (const code of codes) {
      const text = appraisalNoteWords({ code, text: "English", values: { agents: 1_234 } }, "zh");
      expect(text, code).toMatch(/[\u4e00-\u9fff]/);
      expect(text).not.toContain("#");
    }
    expect(appraisalNoteWords({ code: "fewAgents", text: "", values: { agents: 12 } }, "zh")).toContain("12");
  });

  it("are the note's own where there is no translation", () => {
    expect(appraisalNoteWords({ code: "constructor", text: "as it is" }, "zh")).toBe("as it is");
    expect(appraisalNoteWords({ code: "fewAgents", text: "as it is" }, "en")).toBe("as it is");
  });
});
