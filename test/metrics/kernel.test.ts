import { describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { foldTickets } from "../../src/facts/fold-tickets.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { metrics } from "../../src/metrics/catalogue.ts";
import { csat } from "../../src/metrics/csat.ts";
import { difference } from "../../src/metrics/difference.ts";
import { evidence } from "../../src/metrics/evidence.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import { grouped } from "../../src/metrics/grouped.ts";
import { parseBy } from "../../src/metrics/kernel/by.ts";
import { leftOut } from "../../src/metrics/kernel/metric.ts";
import { promiseKeptRate } from "../../src/metrics/promise-kept-rate.ts";
import { reopenRate } from "../../src/metrics/reopen-rate.ts";
import { reportedResolutionRate } from "../../src/metrics/reported-resolution-rate.ts";
import { scorecard } from "../../src/metrics/scorecard.ts";
import { serviceLevel } from "../../src/metrics/service-level.ts";
import { throughput } from "../../src/metrics/throughput.ts";
import { timeToHuman } from "../../src/metrics/time-to-human.ts";
import { trueResolutionRate } from "../../src/metrics/true-resolution-rate.ts";
import * as s from "../facts/stories.ts";
import { byGroup, one } from "./desk.ts";

const { factsOf } = s;
const mei = s.agent("mei", { team: "north", employer: "own" });
const bo = s.agent("bo", { team: "south", employer: "vendor" });

/** North closes A and B, B in vain; south closes C. D is open. */
const desk = [
  ...one(
    "A",
    s.created(0, { channel: "mail", priority: "high", attributes: { plan: "gold" } }),
    s.replies(1, "mei", { actor: mei }),
    s.moves(2, "solved", mei),
  ),
  ...one(
    "B",
    s.created(30, { channel: "app", category: "refund", attributes: { plan: "free" } }),
    s.replies(31, "mei", { actor: mei }),
    s.moves(32, "solved", mei),
    s.says(40),
  ),
  ...one("C", s.created(200, { channel: "app" }), s.replies(201, "bo", { actor: bo }), s.moves(202, "solved", bo)),
  ...one("D", s.created(700)),
];
const facts = factsOf(desk, {}, 900);

describe("groups", () => {
  it("are in order of their names, the unnamed one last", () => {
    expect(grouped(reportedResolutionRate, facts, "agent").map((each) => each.group)).toEqual([
      { by: "agent", value: "bo" },
      { by: "agent", value: "mei" },
      { by: "agent", value: null },
    ]);
  });

  it("go by whom a row credits, as he was then", () => {
    expect(byGroup(throughput, facts, "team")).toEqual({ north: [2, 2], south: [1, 1] });
    expect(byGroup(reopenRate, facts, "employer")).toEqual({ own: [2, 0.5], vendor: [1, 0] });
  });

  it("go by the holder's team and employer where the metric credits the holder", () => {
    const passed = factsOf(
      one(
        "A",
        ...[s.created(0), s.replies(1, "mei", { actor: mei }), s.moves(2, "solved", mei), s.says(3), s.reopens(3)],
        ...[s.replies(4, "bo", { actor: bo }), s.assigns(5, "bo", { team: "south" })],
      ),
    );
    const backlogged = metrics.find((metric) => metric.metricName === "backlog")!;
    expect(byGroup(backlogged, passed, "employer")).toEqual({ vendor: [1, 1] });
    expect(byGroup(backlogged, passed, "team")).toEqual({ south: [1, 1] });
    expect(byGroup(throughput, passed, "employer")).toEqual({ own: [1, 1] });
    expect(byGroup(throughput, passed, "team")).toEqual({ north: [1, 1] });
    const unnamed = factsOf(
      one(
        "A",
        s.created(0),
        s.replies(1, "li", { actor: s.agent("li", { team: "a" }) }),
        s.moves(2, "solved", s.agent("li", { team: "a" })),
      ),
    );
    expect(byGroup(throughput, unnamed, "employer")).toEqual({ null: [1, 1] });
    expect(byGroup(throughput, unnamed, "team")).toEqual({ a: [1, 1] });
  });

  it("go by the ticket's intake, its fields and attributes", () => {
    expect(byGroup(reopenRate, facts, "channel")).toEqual({ app: [2, 0.5], mail: [1, 0] });
    expect(byGroup(reopenRate, facts, "category")).toEqual({ parcel: [2, 0], refund: [1, 1] });
    expect(byGroup(reopenRate, facts, "priority")).toEqual({ high: [1, 0], null: [2, 0.5] });
    expect(byGroup(reopenRate, facts, "attribute:plan")).toEqual({ free: [1, 1], gold: [1, 0], null: [1, 0] });
    expect(byGroup(reopenRate, facts, "attribute:none such")).toEqual({ null: [3, 1 / 3] });
  });

  it("go by days, weeks and months of the policy's zone", () => {
    // A on Monday 2 November, B on Tuesday, C on Tuesday the 10th, D on Tuesday 1 December.
    expect(byGroup(reportedResolutionRate, facts, "day")).toEqual({
      "2026-11-02": [1, 1],
      "2026-11-03": [1, 1],
      "2026-11-10": [1, 1],
      "2026-12-01": [1, 0],
    });
    expect(byGroup(reportedResolutionRate, facts, "week")).toEqual({
      "2026-11-02": [2, 1],
      "2026-11-09": [1, 1],
      "2026-11-30": [1, 0],
    });
    expect(byGroup(reportedResolutionRate, facts, "month")).toEqual({ "2026-11": [3, 1], "2026-12": [1, 0] });
    // In Shanghai it is eight hours later: B is of the 3rd still, D of 1 December; weeks from Sunday.
    const shanghai = factsOf(desk, { timeZone: "America/New_York", weekStartsOn: 7 }, 900);
    expect(Object.keys(byGroup(reportedResolutionRate, shanghai, "day"))).toEqual([
      "2026-11-01",
      "2026-11-03",
      "2026-11-10",
      "2026-11-30",
    ]);
    expect(Object.keys(byGroup(reportedResolutionRate, shanghai, "week"))).toEqual([
      "2026-11-01",
      "2026-11-08",
      "2026-11-29",
    ]);
    const unseen = factsOf([...desk, ...s.ticket("Z", s.says(5))], {}, 900);
    expect(byGroup(reportedResolutionRate, unseen, "month")["null"]).toEqual([1, 0]);
  });

  it("go by the policy's peaks, both days included", () => {
    const peaks = [{ name: "Double 11", from: "2026-11-10", to: "2026-11-11" }];
    expect(byGroup(reportedResolutionRate, factsOf(desk, { peaks }, 900), "peak")).toEqual({
      "Double 11": [1, 1],
      ordinary: [3, 2 / 3],
    });
    const oneDay = [{ name: "Double 11", from: "2026-11-09", to: "2026-11-10" }];
    expect(byGroup(reportedResolutionRate, factsOf(desk, { peaks: oneDay }, 900), "peak")["Double 11"]).toEqual([1, 1]);
    const before = [{ name: "Double 11", from: "2026-11-11", to: "2026-11-30" }];
    expect(byGroup(reportedResolutionRate, factsOf(desk, { peaks: before }, 900), "peak")).toEqual({
      ordinary: [4, 0.75],
    });
  });

  it("are refused where the dimension is none", () => {
    expect(() => grouped(throughput, facts, "phase" as never)).toThrow(
      /grouped: expected a dimension or attribute:NAME, got phase/,
    );
    const expected = "expected a dimension or attribute:NAME, got undefined";
    expect(() => grouped(throughput, facts, undefined as never)).toThrow(expected);
    expect(() => evidence(facts, throughput, "team" as never)).toThrow(expected);
    expect(parseBy("attribute:")).toBeNull();
    expect(parseBy("attribute:x")).toBe("attribute:x");
    expect(parseBy("toString")).toBeNull();
  });
});

describe("what is no metric, or no log", () => {
  it("is refused with what was expected, its name too", () => {
    const expected = (caller: string, got: string) =>
      new TypeError(`${caller}: expected a metric, such as reopenRate, got ${got}`);
    expect(() => evidence(facts, "reopenRate" as never)).toThrow(expected("evidence", "reopenRate"));
    expect(() => evidence(facts, undefined as never)).toThrow(expected("evidence", "undefined"));
    expect(() => grouped("reopenRate" as never, facts, "agent")).toThrow(expected("grouped", "reopenRate"));
    const parsed = parseEvents([{ ticket: "T1", at: 1_790_000_000_000, type: "created" }]);
    const noLog = new TypeError("foldTickets: expected a log, such as parseEvents(rows).log");
    for (const none of [parsed, undefined, [], null]) expect(() => foldTickets(none as never)).toThrow(noLog);
    expect(() => foldTickets(parsed.log)).not.toThrow();
    expect(() => parseEvents('{"ticket":"T1"}')).toThrow(/parseEvents: expected rows, .* got text/);
  });
});

describe("facts that are not linked", () => {
  it("are refused by every metric, and by what is asked of one", () => {
    const { log } = parseEvents([{ ticket: "T1", at: 1_790_000_000_000, type: "created" }]);
    const folded = foldTickets(log) as unknown as Facts;
    const refusal = (name: string) =>
      new TypeError(`${name}: expected linked facts, got folded ones: linkFacts makes them`);
    for (const metric of metrics) expect(() => metric(folded)).toThrow(refusal(metric.metricName));
    expect(() => evidence(folded, reopenRate)).toThrow(refusal("reopenRate"));
    expect(() => grouped(reopenRate, folded, "agent")).toThrow(refusal("reopenRate"));
    expect(() => scorecard(folded, { by: "agent" })).toThrow(TypeError);
    expect(() => agentScores(folded)).toThrow(refusal("unitsFromFacts"));
  });
});

describe("options", () => {
  it("are refused where they make no sense", () => {
    expect(() => throughput(facts, { level: 1 })).toThrow(/expected level strictly between 0 and 1, got level=1/);
    expect(() => throughput(facts, { level: 0 })).toThrow(
      /metric: expected level strictly between 0 and 1, got level=0/,
    );
    expect(() => throughput(facts, { period: { start: 5, end: 5 } })).toThrow(
      /expected period.start < period.end, got 5, 5 in epoch ms/,
    );
    const dates = { start: "2026-11-01", end: "2026-12-01" } as unknown as { start: number; end: number };
    expect(() => throughput(facts, { period: dates })).toThrow(/got 2026-11-01, 2026-12-01 in epoch ms/);
  });

  it("carry the level into the answer", () => {
    const [narrow, wide] = [throughput(facts, { level: 0.5 }), throughput(facts, { level: 0.99 })];
    expect([narrow.level, wide.level]).toEqual([0.5, 0.99]);
    expect(wide.low! < narrow.low! && narrow.high! < wide.high!).toBe(true);
  });

  it("place every table's rows in time by their own instant", () => {
    const rows = one(
      "T",
      ...[
        s.created(0),
        s.says(0, { intent: "humanRequest" }),
        s.replies(1, "mei"),
        s.promised(10, 11),
        s.closes(20, "mei"),
      ],
      ...[
        s.survey(30, "offered"),
        s.survey(40, "answered", { score: 5 }),
        s.survey(50, "offered"),
        s.survey(60, "suppressed"),
      ],
    );
    const counts = (hours: number) => {
      const period = { start: s.after(hours), end: s.after(hours + 1) };
      const all = [reportedResolutionRate, firstResponseTime, timeToHuman, promiseKeptRate, throughput, csat];
      return all
        .map((metric) => metric(factsOf(rows), { period }))
        .map(({ n, excluded }) => [n, excluded["outsidePeriod"] ?? 0]);
    };
    expect(counts(0)).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 1],
      [0, 1],
      [0, 3],
    ]);
    expect(counts(10)).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
      [1, 0],
      [0, 1],
      [0, 3],
    ]);
    expect(counts(20)).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 1],
      [1, 0],
      [0, 3],
    ]);
    expect(counts(30)[5]).toEqual([0, 3]);
    expect(counts(40)[5]).toEqual([1, 2]);
    expect(csat(factsOf(rows), { period: { start: s.after(50), end: s.after(51) } }).excluded).toEqual({
      notAnswered: 1,
      outsidePeriod: 2,
    });
    expect(csat(factsOf(rows), { period: { start: s.after(60), end: s.after(61) } }).excluded).toEqual({
      suppressed: 1,
      outsidePeriod: 2,
    });
  });
});

describe("evidence", () => {
  it("names the tickets counted and left out, and why", () => {
    const told = evidence(
      factsOf([...desk, ...one("S", s.created(0), s.moves(1, "spam"))], {}, 900),
      reportedResolutionRate,
    );
    expect(told.metric).toBe("reportedResolutionRate");
    expect(told).not.toHaveProperty("group");
    expect(told.counted).toEqual([
      { ticket: "A", at: s.after(0), agent: "mei", outcome: "shownAsResolved", value: null },
      { ticket: "B", at: s.after(30), agent: "mei", outcome: "shownAsResolved", value: null },
      { ticket: "C", at: s.after(200), agent: "bo", outcome: "shownAsResolved", value: null },
      { ticket: "D", at: s.after(700), agent: null, outcome: "live", value: null },
    ]);
    expect(told.excluded).toEqual([{ ticket: "S", at: s.after(0), agent: null, reason: "spam" }]);
  });

  it("names whom the row credits, and says nothing of rows that were not asked", () => {
    const rows = [
      ...one(
        "A",
        s.created(0, { team: "other" }),
        s.replies(1, "li"),
        s.closes(2, "zoe"),
        s.says(5),
        s.replies(6, "li"),
      ),
      ...one("B", s.created(0), s.replies(3, "bo", { actor: s.agent("bo", { team: "x", employer: "y" }) })),
    ];
    const told = evidence(factsOf(rows), firstResponseTime);
    expect(told.counted.map(({ ticket, agent }) => [ticket, agent])).toEqual([
      ["A", "li"],
      ["B", "bo"],
    ]);
    expect(told.excluded).toEqual([]);
    expect(evidence(factsOf(rows), throughput).counted).toMatchObject([{ agent: "zoe", outcome: "closed" }]);
  });

  it("says why, where the outcome does not", () => {
    const back = factsOf(
      [
        ...one("A", s.created(0), s.replies(1, "mei"), s.closes(2, "mei"), s.reopens(3)),
        ...one("B", s.created(0), s.replies(1, "mei"), s.closes(2, "mei")),
        ...one("C", s.created(0), s.replies(1, "mei"), s.closes(2, "mei"), s.reopens(300, s.agent("bo"))),
      ],
      {},
      900,
    );
    expect(evidence(back, reopenRate).counted.map((row) => row.because)).toEqual([
      ["reopenedByCustomer"],
      undefined,
      undefined,
    ]);
    expect(evidence(back, trueResolutionRate).counted.map((row) => row.because)).toEqual([
      ["refuted"],
      undefined,
      ["openAgain"],
    ]);
    expect(reopenRate(back).details?.["returnedBy"]).toEqual({ reopenedByCustomer: 1 });
    expect(Object.keys(trueResolutionRate(back).details?.["failures"] as object)).toEqual([
      "openAgain",
      "refuted",
      "premature",
      "saidUnsolved",
    ]);
  });

  it("keeps to a group, and to none where the group has no rows", () => {
    const of = (value: string | null) =>
      evidence(facts, firstResponseTime, { by: "agent", value }).counted.map((row) => row.ticket);
    expect([of("mei"), of("bo"), of(null), of("nobody such")]).toEqual([["A", "B"], ["C"], ["D"], []]);
  });

  it("tells values in the figure's unit, and no instant where the log shows none", () => {
    const [row] = evidence(
      factsOf(s.story(s.says(0), s.replies(2, "mei"))),
      metrics.find((m) => m.metricName === "nextResponseTime")!,
    ).counted;
    expect(row).toMatchObject({ outcome: "answered", value: 2 * s.hour });
    const [unborn] = evidence(factsOf(s.story(s.says(0))), metrics.find((m) => m.metricName === "backlog")!).counted;
    expect(unborn).toMatchObject({ ticket: "T", at: null });
  });
});

describe("difference", () => {
  const [mail, app] = [...grouped(reopenRate, facts, "channel")].reverse();

  it("of two groups has an interval of its own, and says whether it tells them apart", () => {
    // Newcombe's hybrid score interval of 0/1 and 1/2.
    const result = difference(mail!, app!);
    expect(result).toMatchObject({
      metric: "reopenRate",
      a: { group: { by: "channel", value: "mail" }, value: 0, n: 1 },
      b: { group: { by: "channel", value: "app" }, value: 0.5, n: 2 },
      value: -0.5,
      unit: "rate",
      method: "mover",
      distinguishable: false,
      notes: [],
    });
    // R: l = -.5 - sqrt(0^2 + (.905469 - .5)^2), u = -.5 + sqrt(.793451^2 + (.5 - .094531)^2)
    expect(result.low).toBeCloseTo(-0.905469, 5);
    expect(result.high).toBeCloseTo(0.391045, 5);
  });

  it("is null where one side is", () => {
    const open = reopenRate(factsOf(one("A", s.created(0), s.replies(1, "mei"), s.closes(2, "mei")), {}, 3));
    expect(difference(mail!, open)).toMatchObject({
      value: null,
      low: null,
      distinguishable: null,
      notes: ["nothingToCompare"],
      b: { value: null, n: 1 },
    });
    expect(difference(mail!, open).b).not.toHaveProperty("group");
    expect(difference(open, mail!).value).toBeNull();
  });

  it("does not tell apart what just touches, nor what has no interval", () => {
    const of = (value: number, low: number | null, high: number | null) => ({ ...reopenRate(facts), value, low, high });
    // 0.25 − √(0² + 0.25²) = 0, and the same from below.
    expect(difference(of(0.5, 0.5, 0.5), of(0.25, 0.25, 0.5))).toMatchObject({ low: 0, distinguishable: false });
    expect(difference(of(0.25, 0.25, 0.5), of(0.5, 0.5, 0.5))).toMatchObject({ high: 0, distinguishable: false });
    expect(difference(of(0.5, null, 0.6), of(0.1, 0.1, 0.1)).distinguishable).toBeNull();
    expect(difference(of(0.5, 0.4, null), of(0.1, 0.1, 0.1)).distinguishable).toBeNull();
  });

  it("tells apart what does not overlap", () => {
    const many = (value: number) => ({ ...reopenRate(facts), value, low: value - 0.01, high: value + 0.01 });
    expect(difference(many(0.9), many(0.1))).toMatchObject({ distinguishable: true });
    expect(difference(many(0.1), many(0.9))).toMatchObject({ distinguishable: true });
    expect(difference(many(0.1), many(0.1))).toMatchObject({ distinguishable: false });
  });

  it("of two different things is refused", () => {
    expect(() => difference(mail!, throughput(facts))).toThrow(TypeError);
    expect(() => difference(mail!, reopenRate(facts, { level: 0.9 }))).toThrow(/one metric, unit and level/);
    expect(() => difference(mail!, { ...mail!, unit: "count" })).toThrow(TypeError);
  });
});

describe("the catalogue", () => {
  it("has every metric once, each callable by its name", () => {
    expect(metrics).toHaveLength(21);
    expect(new Set(metrics.map((metric) => metric.metricName)).size).toBe(21);
    for (const metric of metrics) {
      expect(metric(facts).metric).toBe(metric.metricName);
      expect(metric(facts).unit).toBe(metric.unit);
    }
  });

  it("side by side for every group of a dimension, a group without rows missing, not zero", () => {
    const card = scorecard(facts, { by: "agent", level: 0.9 });
    expect(card.map((row) => row.group)).toEqual(["bo", "mei", null]);
    expect(Object.keys(card[1]!.estimates)).toContain("throughput");
    expect(card[1]!.estimates["throughput"]).toMatchObject({ value: 2, level: 0.9 });
    expect(card[2]!.estimates).not.toHaveProperty("throughput");
    // Whoever turns up only in a later metric takes his place by name all the same, and the unnamed stay last.
    const late = factsOf([
      ...one("A", s.created(0), s.replies(1, "mei"), s.closes(2, "bea")),
      ...one("B", s.created(0), s.says(1)),
      ...one("C", s.created(0), s.closes(2, "zed")),
    ]);
    expect(scorecard(late, { by: "agent" }).map((row) => row.group)).toEqual(["bea", "mei", "zed", null]);
  });

  it("tells a row left out by a reason of the metric's own, and by no other", () => {
    expect(leftOut({ exclusions: ["a", "b"] }, "b")).toBe(-3);
    expect(() => leftOut({ exclusions: ["a"] }, "c")).toThrow(TypeError);
  });

  it("gives no figure of an empty log", () => {
    const nothing = factsOf([]);
    for (const metric of metrics) {
      const { value, n, notes } = metric(nothing);
      expect([value, n], metric.metricName).toEqual([metric.metricName === "backlog" ? 0 : null, 0]);
      expect(notes.length).toBeGreaterThan(0);
    }
    expect(serviceLevel(nothing).low).toBeNull();
  });
});
