import { describe, expect, it } from "vitest";
import { displayWidth } from "../../src/report/display-width.ts";
import { reportCsv } from "../../src/report/report-csv.ts";
import type { ReportData } from "../../src/report/report-data.ts";
import { reportJson } from "../../src/report/report-json.ts";
import { reportText } from "../../src/report/report-text.ts";
import type { Estimate } from "../../src/schemas/estimate.ts";
import { resolvePolicy } from "../../src/schemas/policy.ts";

const minute = 60_000;

function estimate(
  metric: string,
  unit: Estimate["unit"],
  value: number | null,
  more: Partial<Estimate> = {},
): Estimate {
  const low = value === null ? null : value * 0.9;
  const high = value === null ? null : value * 1.1;
  return { metric, value, low, high, n: 1_200, excluded: {}, unit, level: 0.95, method: "wilson", notes: [], ...more };
}

function data(estimates: Estimate[], more: Partial<ReportData> = {}): ReportData {
  return {
    trueresolve: "0.1.0",
    asOf: Date.UTC(2026, 10, 30, 15, 59),
    since: Date.UTC(2026, 10, 1),
    policy: resolvePolicy({ timeZone: "Asia/Shanghai" }),
    period: null,
    by: null,
    input: {
      sourceRows: 9_000,
      rows: 9_000,
      accepted: 8_990,
      refused: 4,
      repeats: 6,
      refusedByCode: { unknownType: 3, timeOffset: 1 },
      files: [{ file: "/logs/november.ndjson", format: "ndjson", encoding: "utf-8", rows: 9_000 }],
    },
    counts: {
      tickets: 1_210,
      closures: 1_500,
      reopenings: 90,
      ticketsReopened: 80,
      waits: 3_000,
      ratings: 300,
      excludedTickets: { spam: 10 },
    },
    estimates,
    issues: [],
    notes: [],
    ...more,
  };
}

const solved = estimate("trueResolutionRate", "rate", 0.6, {
  details: { failures: { premature: 400, refuted: 80, openAgain: 0 } },
});
const shownSolved = estimate("reportedResolutionRate", "rate", 0.96);
const firstReply = estimate("firstResponseTime", "ms", 95 * minute, {
  details: {
    answered: { n: 800, mean: 1, median: 11 * minute, p90: 1 },
    outcomes: { answered: 800, closedUnanswered: 300, abandoned: 100 },
  },
});

describe("reportText", () => {
  it("says the harm first, in sentences, and then puts the dashboard's figure beside the real one", () => {
    const text = reportText(data([shownSolved, solved, firstReply]), "en");
    expect(text).toContain("• 40.0% of tickets once shown as solved were not: 400 closed too early, 80 refuted later.");
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "• First reply: dashboards show 11 min; half waited 1 h 35 min or more, 400 of 1,200 ended without one.",
    );
    expect(text.indexOf("•")).toBeLessThan(text.indexOf("Was it solved"));
    expect(text).toMatch(/First reply by a person +1 h 35 min +11 min +1 h 26 min–1 h 45 min +1,200 waits/);
    expect(text).toMatch(/Shown as solved +96.0% /);
  });

  it("marks what is only a bound, in the table and by group, all and none aside", () => {
    const most = { notes: ["upperBound:staffReplies"] };
    const least = { notes: ["lowerBound:customerMessages"] };
    const beside = { details: { ofAll: { value: 0.5, low: 0.4, high: 0.6, n: 90 } } };
    const figures = [
      estimate("trueResolutionRate", "rate", 0.6, { ...most, ...beside }),
      estimate("reopenRate", "rate", 0.2, least),
      estimate("repeatContactRate", "rate", 0, least),
      estimate("prematureClosureRate", "rate", 1, least),
    ];
    const north = { by: "team", value: "north" } as const;
    const grouped = figures.slice(0, 2).map((each) => ({ ...each, group: north }));
    const text = reportText(data([...figures, ...grouped], { by: "team" }), "en");
    expect(text).toMatch(/Truly solved +≤60\.0% /);
    expect(text).toMatch(/of all, within 30 d +≤50\.0% /);
    expect(text).toMatch(/Customer came back +≥20\.0% /);
    expect(text).toMatch(/Had to ask again +≥0% /);
    expect(text).toMatch(/Closed too early +100% /);
    expect(text).toMatch(/north +≤60\.0% \(54–66\) +≥20\.0% \(18–22\)/);
    expect(reportText(data([solved]), "en")).not.toMatch(/[≤≥]/);
  });

  it("does not speak of waits that ended without a reply where none did", () => {
    const open = { ...firstReply, details: { ...firstReply.details, outcomes: { answered: 800, open: 400 } } };
    expect(reportText(data([open]), "en").replaceAll(/\s+/g, " ")).toContain("half waited 1 h 35 min or more. ");
    expect(reportText(data([open]), "zh").replaceAll(/\s+/g, "")).toContain("一半客户要等1小时35分钟以上。");
  });

  it("opens with the file, the span and the counts, and names what was refused and left out", () => {
    const text = reportText(data([shownSolved]), "en");
    expect(text).toContain("november.ndjson: 9,000 rows read, 4 refused, 6 repeats left out");
    expect(text).toContain("from 2026-11-01 08:00 as of 2026-11-30 23:59 (Asia/Shanghai)");
    expect(text).toContain("1,210 tickets, 1,500 closings, 90 reopenings in 80 tickets, 300 ratings");
    expect(text).toContain(
      "4 rows were refused and are in none of the figures: unknown event type 3, time without offset 1",
    );
    expect(text).toContain("tickets left out: spam 10");
  });

  it("names event rows where they are others than the rows of the files", () => {
    const few = data([shownSolved]);
    const input = { ...few.input, sourceRows: 90, rows: 124, accepted: 61, refused: 1, repeats: 62 };
    expect(reportText({ ...few, input }, "en")).toContain("90 rows read as 124 events, 1 refused, 62 repeats left out");
    expect(reportText({ ...few, input }, "en")).toContain("1 event row was refused and is in none of the figures");
    expect(reportText({ ...few, input }, "zh")).toContain("90 行已读，成为 124 条事件，1 条被拒绝，62 条重复不计");
    expect(reportText(few, "zh")).toContain("9,000 行已读，4 行被拒绝，6 行重复不计");
  });

  it("counts one of anything in the singular", () => {
    const one = data([{ ...firstReply, n: 1 }]);
    const counts = { ...one.counts, tickets: 1, closures: 1, reopenings: 1, ticketsReopened: 1, ratings: 1 };
    const input = { ...one.input, sourceRows: 1, rows: 2, accepted: 1, refused: 0, repeats: 1 };
    const text = reportText({ ...one, counts, input }, "en");
    expect(text).toContain("1 row read as 2 events, 0 refused, 1 repeat left out");
    expect(text).toContain("1 ticket, 1 closing, 1 reopening in 1 ticket, 1 rating\n");
    expect(text).toMatch(/ 1 wait$/m);
  });

  it("makes no sentence of a harm that there is not", () => {
    const none = [
      estimate("botTrapRate", "rate", 0),
      estimate("humanReachRate", "rate", 1),
      estimate("trueResolutionRate", "rate", 1),
      estimate("firstResponseTime", "ms", 11 * minute, {
        details: { answered: { n: 800, mean: 1, median: 11 * minute, p90: 1 }, outcomes: { answered: 800 } },
      }),
    ];
    for (const language of ["en", "zh"] as const) expect(reportText(data(none), language)).not.toContain("•");
    const some = [estimate("botTrapRate", "rate", 0.01), estimate("humanReachRate", "rate", 0.99)];
    expect(reportText(data(some), "en").match(/•/g)).toHaveLength(2);
  });

  it("has no table where the log answers none of the questions", () => {
    const unseen = estimate("firstResponseTime", "ms", null, { n: 0, notes: ["notObserved:staffReplies"] });
    expect(reportText(data([unseen]), "en")).not.toContain("dashboards show");
  });

  it("says of a product that it has none of the figures that were asked for", () => {
    const preset = { preset: "kuaishou" as const, estimates: [], missing: [] };
    const text = reportText(data([solved], { preset }), "en");
    expect(text).toMatch(/^Kuaishou.* shows no such figure: Truly solved$/m);
    expect(reportText(data([solved], { preset }), "zh")).toContain("没有这样的指标");
  });

  it("sets a product's figure in working hours beside ours, and names what no figure of it is known for", () => {
    const business = { value: 5 * minute, low: null, high: null, n: 3 };
    const theirs = estimate("firstResponseTime", "ms", 9 * minute, { n: 4, details: { business } });
    const ours = { ...firstReply, details: { ...firstReply.details, business: { ...business, value: 7 * minute } } };
    const preset = { preset: "zammad" as const, estimates: [theirs], missing: ["csat" as const] };
    const text = reportText(data([ours], { preset }), "en");
    expect(text).toMatch(/^ {4}in working hours +5 min +3 +7 min$/m);
    expect(text).toContain("- no such figure of it is known: Survey score");
    const chinese = reportText(data([ours], { preset }), "zh");
    expect(chinese).toMatch(/^ {4}按工作时间 +5 分钟 +3 +7 分钟$/m);
    expect(chinese).toContain("未知其有这样的指标：");
    const without = { preset: "zammad" as const, estimates: [{ ...theirs, details: {} }], missing: [] };
    expect(reportText(data([ours], { preset: without }), "en").match(/in working hours|is known/g)).toHaveLength(1);
  });

  it("claims nothing that the log cannot show", () => {
    const unseen = estimate("firstResponseTime", "ms", null, { n: 0, notes: ["notObserved:staffReplies"] });
    const unheard = estimate("csat", "score", null, { n: 0, notes: ["notObserved:surveys"] });
    const text = reportText(data([unseen, unheard, estimate("throughput", "count", 5)]), "en");
    expect(text).not.toContain("•");
    expect(text).not.toContain("How long did customers wait?");
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "the log does not show: replies by staff; answers to surveys; so there is no figure for: First reply by a person; Survey score",
    );
  });

  it("says that half were never answered where there is no median", () => {
    const never = { ...firstReply, value: null, low: null, high: null, notes: ["median:neverReached"] };
    expect(reportText(data([never]), "en")).toContain("dashboards show 11 min; fewer than half ever got one");
    const open = { ...never, notes: ["median:followUpTooShort"] };
    expect(reportText(data([open]), "en")).not.toContain("fewer than half");
  });

  it("says “at least” where the log shows only part of the failures", () => {
    const bound = { ...solved, notes: ["upperBound:staffReplies"] };
    expect(reportText(data([bound]), "en")).toContain("• At least 40.0% of tickets");
    expect(reportText(data([bound]), "zh")).toContain("至少 40.0% 其实没有解决");
  });

  it("lines up its columns with East Asian characters, within the width that it was given", () => {
    const rows = [shownSolved, solved, firstReply];
    const groups = ["退款组", "orders", null].flatMap((value) =>
      rows.map((each) => ({ ...each, group: { by: "team", value } })),
    );
    for (const language of ["en", "zh"] as const) {
      const lines = reportText(data([...rows, ...groups], { by: "team" }), language, 100).split("\n");
      for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(100);
      const ends = lines.filter((line) => /1,200/.test(line) && !line.startsWith("•")).map(displayWidth);
      expect(ends).toHaveLength(3);
    }
    const table = reportText(data([...rows, ...groups], { by: "team" }), "zh").split("\n");
    const from = table.findIndex((line) => line.startsWith("按团队"));
    const widths = table.slice(from + 1, from + 4).map((line) => displayWidth(line));
    expect(new Set(widths).size).toBe(1);
    expect(table[from + 1]).toMatch(/^orders/);
    expect(table[from + 3]).toMatch(/^（未注明）/);
  });

  it("leaves out groups in which nothing was counted, and warns where groups are people", () => {
    const group = (value: string, n: number) => ({ ...solved, n, group: { by: "agent", value } });
    const text = reportText(data([solved, group("mei", 9), group("bo", 0)], { by: "agent" }), "en");
    expect(text).toMatch(/^mei /m);
    expect(text).not.toMatch(/^bo /m);
    expect(text.replaceAll(/\s+/g, " ")).toContain("not for pay, dismissal or ranking");
  });

  it("shows business time below calendar time where the policy has a calendar", () => {
    const business = {
      value: 30 * minute,
      low: 20 * minute,
      high: 40 * minute,
      n: 1_200,
      notes: [],
      answered: { n: 1, mean: 1, median: 4 * minute, p90: 1 },
    };
    const text = reportText(data([{ ...firstReply, details: { ...firstReply.details, business } }]), "en");
    expect(text).toMatch(/in working hours +30 min +4 min +20 min–40 min/);
  });

  it("names period and level", () => {
    const period = { start: Date.UTC(2026, 9, 31, 16), end: Date.UTC(2026, 10, 30, 16) };
    const text = reportText(data([{ ...shownSolved, level: 0.9 }], { period }), "en");
    expect(text).toContain("period 2026-11-01 00:00 – 2026-12-01 00:00, as of");
    expect(text).toContain("in the whole log 1,210 tickets");
    expect(text).toContain("90% interval");
  });
});

describe("reportJson and reportCsv", () => {
  it("write no NaN and no Infinity, and null for the time of an empty log", () => {
    const strange = estimate("reopenRate", "rate", Number.NaN, { high: Number.POSITIVE_INFINITY });
    const parsed = JSON.parse(reportJson(data([strange], { asOf: null, since: null })));
    expect(parsed.asOf).toBeNull();
    expect(parsed.estimates[0]).toMatchObject({ value: null, high: null });
    expect(reportCsv([strange])).not.toMatch(/NaN|Infinity/);
  });

  it("keep numbers at full precision and write instants as ISO 8601", () => {
    const third = estimate("reopenRate", "rate", 1 / 3);
    const parsed = JSON.parse(reportJson(data([third])));
    expect(parsed.asOf).toBe("2026-11-30T15:59:00.000Z");
    expect(parsed.estimates[0].value).toBe(1 / 3);
    expect(reportCsv([third])).toContain(String(1 / 3));
  });

  it("neutralise group names that a spreadsheet would run", () => {
    const named = estimate("reopenRate", "rate", 0.5, { group: { by: "team", value: "=HYPERLINK(1)" } });
    expect(reportCsv([named])).toContain("'=HYPERLINK(1)");
  });
});
