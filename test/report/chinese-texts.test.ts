import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  lineTooLong,
  notAnObject,
  notJson,
  openQuote,
  wrongCellCount,
  wrongEncoding,
} from "../../src/io/rows/row-fault.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { checkText, noteLine } from "../../src/report/check-report.ts";
import { expectedTexts, foundTexts, hintTexts, issueTexts } from "../../src/report/issue-text-words.ts";
import { inLanguage } from "../../src/report/known-texts.ts";
import { readNoteTexts, readNoteWords } from "../../src/report/read-note-words.ts";
import { sourceNotesInChinese, sourceNoteWords } from "../../src/report/source-note-words.ts";
import type { RowIssue } from "../../src/schemas/issue.ts";
import { sourceNotes } from "../docs/codes-of-source.ts";

const hasChinese = /[\u4e00-\u9fff]/;

describe("a text of another room in Chinese", () => {
  const known = [
    ["put {} in {}, please", "请把 {} 放入 {}"],
    ["one of {}", "{} 之一"],
    ["the end", "结束"],
  ] as const;

  it("keeps what is filled in, in its place", () => {
    expect(inLanguage("put tea in milk, please", known, "zh")).toBe("请把 tea 放入 milk");
    expect(inLanguage("one of a, b, one of c", known, "zh")).toBe("a, b, one of c 之一");
    expect(inLanguage("the end", known, "zh")).toBe("结束");
  });

  it("is the English one where it is not known, and in English", () => {
    for (const text of ["the end of it", "put tea in milk", "in , please", "one off", ""]) {
      expect(inLanguage(text, known, "zh"), text).toBe(text);
    }
    expect(inLanguage("the end", known, "en")).toBe("the end");
  });
});

describe("every text has its Chinese", () => {
  it("of notes on exports: one for each code of the sources, and no more", () => {
    // A new note of a source needs its line in src/report/source-note-words.ts.
    expect(Object.keys(sourceNotesInChinese).sort()).toEqual([...sourceNotes().keys()].sort());
    for (const [code, text] of Object.entries(sourceNotesInChinese)) expect(text, code).toMatch(hasChinese);
  });

  it("of notes on files: for each code, with as many places to be filled in", () => {
    const codes = [...readFileSync("src/io/rows/read-note.ts", "utf8").matchAll(/"(\w+)"(?= \||;)/g)].map(
      ([, code]) => code!,
    );
    // A word that no reader says yet.
    expect(Object.keys(readNoteTexts).sort()).toEqual(codes.filter((code) => code !== "encoding").sort());
    const places = (text: string) => text.split("{}").length;
    for (const [en, zh] of [...Object.values(readNoteTexts).flat(), ...expectedTexts, ...foundTexts, ...hintTexts]) {
      expect(places(zh), en).toBe(places(en));
      if (en !== "JSON") expect(zh, en).toMatch(hasChinese);
    }
  });

  const created = { ticket: "T", at: "2026-11-02T09:00:00Z", type: "created", actor: { kind: "customer" } };
  const faulty: unknown[] = [
    ...[
      "no row",
      [],
      null,
      { ...created, at: undefined },
      { ...created, at: "soon" },
      { ...created, at: "2026-11-02T09:00:00" },
    ],
    ...[
      { ...created, at: 9e15 },
      { ...created, at: null },
      { ...created, ticket: "" },
      { ...created, ticket: 7 },
    ],
    ...[
      { ...created, ticket: "x".repeat(6000) },
      { ...created, type: undefined },
      { ...created, type: "create" },
      { ...created, type: "?" },
    ],
    ...[
      { ...created, actor: "ann" },
      { ...created, actor: { kind: "pet" } },
      { ...created, colour: "red" },
      { ...created, priority: 1 },
    ],
    ...[
      { ...created, type: "message" },
      { ...created, type: "message", public: "yes" },
      { ...created, actor: null },
    ],
    ...[
      { step: "answered" },
      { step: "offered", score: 3 },
      { step: "answered", score: 9 },
      { step: "answered", score: "9" },
      { step: "answered", score: 3, scale: { min: 5, max: 1 } },
    ].map((survey) => ({ ...created, type: "survey", ...survey })),
    { ...created, id: "1", priority: "high" },
    { ...created, id: "1", priority: "low" },
  ];
  const faults = [
    ...[notJson(1, "{", true), notJson(1, '{"a": NaN}', false), notJson(1, "{,}", false), lineTooLong(1, 9e7)],
    ...[wrongEncoding(1), openQuote(1), wrongCellCount(1, 3, 1), wrongCellCount(1, 3, 4), notAnObject(1, 4)],
  ];
  const issues: RowIssue[] = [...parseEvents(faulty as object[]).issues, ...faults];

  it.each(issues.map((issue) => [`${issue.code} ${issue.path}, found ${issue.found}`, issue] as const))(
    "of refused rows: %s",
    (_, issue) => {
      const { expected, hint } = issueTexts(issue, "zh");
      if (issue.expected !== "JSON") expect(expected).toMatch(hasChinese);
      expect(hint).toMatch(hasChinese);
      expect(issueTexts(issue, "en")).toEqual({ expected: issue.expected, found: issue.found, hint: issue.hint });
    },
  );

  it("is seen in that many faults, of every code that a row without a map can have", () => {
    const refused = new Set(issues.slice(0, -faults.length).map(({ row }) => row));
    expect(faulty.filter((_, place) => !refused.has(place + 1))).toEqual([faulty.at(-2)]); // of two with one id, the first
    expect(new Set(issues.map(({ code }) => code)).size).toBe(13);
  });
});

describe("a note in Chinese", () => {
  it("keeps number, examples, file and rows", () => {
    const message =
      "people whom an activity message names and no message in the export is from; they are not credited: 2 (Ann, …)";
    const note = { code: "unknownNames", message, count: 2, rows: [3, 5], file: "a.json" };
    expect(noteLine(note, "zh")).toBe(
      "a.json：活动消息提到、而导出中没有其消息的人；不记在其名下：2 (Ann, …)（第 3、5 行）",
    );
    expect(noteLine({ ...note, count: 9 }, "zh")).toMatch(/：9（第 3、5… 行）$/);
    expect(noteLine(note)).toBe(`a.json: ${message} (rows 3, 5)`);
    expect(noteLine({ code: "cutOff", message: "the JSON array is not closed", file: "-" }, "zh")).toBe(
      "stdin：JSON 数组没有结尾",
    );
    expect(readNoteWords("repeatedColumn", 'a second column "a" is read as "a 2"', "zh")).toBe("重名的列“a”读作“a 2”");
  });

  it("is English where the code has no words", () => {
    const note = { code: "constructor", message: "something new: 3", count: 3 };
    expect(noteLine(note, "zh")).toBe("something new: 3");
    expect(sourceNoteWords(note, "zh")).toBeNull();
    expect(sourceNoteWords({ ...note, code: "noState" }, "en")).toBeNull();
    expect(sourceNoteWords({ code: "noState", message: "" }, "zh")).toBe("没有状态的行，按状态未变读取");
    expect(readNoteWords("cutOff", "it ends", "zh")).toBe("it ends");
  });

  it("stands in the whole of what check says", () => {
    const { issues, counts } = parseEvents([{ ticket: "T", at: "soon", type: "created", actor: { kind: "customer" } }]);
    const input = {
      ...counts,
      sourceRows: 1,
      files: [{ file: "a.ndjson", format: "ndjson", encoding: "utf-8", rows: 1 }],
    };
    const notes = [{ code: "emptyFile", message: "the file holds no rows" }];
    const text = checkText({ trueresolve: "0", input, issues, notes }, "zh");
    expect(text).toContain("文件中没有行");
    expect(text).toContain("应为 ISO 8601 时间，如 2026-11-11T09:30:00+08:00，或毫秒时间戳");
    expect(text).toContain('第 1 行 (T): 实为 "soon"');
    expect(text).toContain("→ 请更正时间");
  });
});
