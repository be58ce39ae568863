import { describe, expect, it } from "vitest";
import { leftOutReasons } from "../../src/reconciliation/answer.ts";
import type { TicketStanding } from "../../src/reconciliation/changed-tickets.ts";
import { presetBases, presetBlindSpots, presetFaults, presets } from "../../src/reconciliation/presets.ts";
import { reconciledMetrics } from "../../src/reconciliation/rules.ts";
import { hasNoteWords, noteWords } from "../../src/report/note-words.ts";
import { exclusionWords } from "../../src/report/reason-words.ts";
import { standingWords } from "../../src/report/reconcile-words.ts";

const minute = 60_000;
const standing = (fields: Partial<TicketStanding>): TicketStanding => ({
  counted: 1,
  happened: 1,
  value: null,
  leftOut: [],
  ...fields,
});

describe("the words of other products' figures", () => {
  it("there are for every reason to leave something out, in both languages", () => {
    for (const reason of leftOutReasons) {
      expect(exclusionWords[reason]?.en, reason).toBeTruthy();
      expect(exclusionWords[reason]?.zh, reason).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it("there are for every note, and every note is used by a product", () => {
    const figures = Object.values(presets).flatMap((preset) => reconciledMetrics.map((metric) => preset[metric]));
    const bases = new Set(figures.map((figure) => figure?.basis));
    const blindSpots = new Set(figures.flatMap((figure) => figure?.blindSpots ?? []));
    const faults = new Set(figures.flatMap((figure) => figure?.faults ?? []));
    for (const basis of presetBases) expect(bases.has(basis) && hasNoteWords(`basis:${basis}`), basis).toBe(true);
    for (const what of presetBlindSpots) expect(blindSpots.has(what) && hasNoteWords(`notInLog:${what}`)).toBe(true);
    for (const what of presetFaults) expect(faults.has(what) && hasNoteWords(`fault:${what}`), what).toBe(true);
    const plain = [
      "manyPerTicket",
      "fewTickets",
      "summaryChosen",
      "noBusinessHours",
      "noBusinessFigure",
      "differentUnits",
    ];
    for (const note of plain) expect(hasNoteWords(note), note).toBe(true);
    expect(noteWords("basis:hearsay", "en")).toBe("basis:hearsay");
    expect(noteWords("toString", "en")).toBe("toString");
  });

  it("name the zone of hours of the day, and where it is UTC how to name another", () => {
    for (const language of ["en", "zh"] as const) {
      const named = noteWords("hoursInZone:Asia/Shanghai", language);
      expect(named).toMatch(/8 .*23 .*Asia\/Shanghai/);
      expect(named).not.toContain("--time-zone");
      expect(noteWords("hoursInZone:UTC", language)).toMatch(/8 .*23 .*UTC.*--time-zone Asia\/Shanghai/);
    }
  });

  it("say how a ticket is counted", () => {
    const cases: [string, Partial<TicketStanding>, string, string][] = [
      ["firstResponseTime", { value: 20 * minute }, "20 min", "20 分钟"],
      ["firstResponseTime", { happened: 0 }, "no reply", "未回复"],
      [
        "firstResponseTime",
        { counted: 3, happened: 2, value: 6 * minute },
        "3 rounds, 2 replied to, 6 min",
        "3轮，2 已回复，6 分钟",
      ],
      ["firstResponseTime", { counted: 3, happened: 3, value: 6 * minute }, "3 rounds, 6 min", "3轮，6 分钟"],
      [
        "firstResponseTime",
        { counted: 0, happened: 0, leftOut: ["neverReplied"] },
        "left out: never replied to",
        "不计：从未回复",
      ],
      ["firstResponseTime", { counted: 0, happened: 0 }, "nothing of the kind", "没有这类事件"],
      ["reopenRate", {}, "came back", "又回来"],
      [
        "reopenRate",
        { happened: 0, leftOut: ["churn"] },
        "did not come back, left out: undone by whoever closed it, without the customer",
        "没有回来，不计：关闭人自行撤销，客户未参与",
      ],
      ["reportedResolutionRate", { happened: 2 }, "resolved, 2 times", "已解决，2 次"],
      ["csat", { value: 4.5 }, "satisfied, 4.5", "满意，4.5"],
      ["csat", { happened: 0, value: 2 }, "not satisfied, 2", "不满意，2"],
    ];
    for (const [metric, fields, en, zh] of cases) {
      expect(standingWords(metric, standing(fields), "en")).toBe(en);
      expect(standingWords(metric, standing(fields), "zh")).toBe(zh);
    }
    expect(standingWords("firstResponseTime", standing({ value: 3_725_000 }), "en", true)).toBe("1 h 2 min 5 s");
    expect(standingWords("firstResponseTime", standing({ value: 20 }), "en", true)).toBe("0 s");
  });
});
