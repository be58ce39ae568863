import { describe, expect, it } from "vitest";
import { presetFigures } from "../../src/reconciliation/preset-figures.ts";
import type { Estimate } from "../../src/schemas/estimate.ts";
import type { PresetName } from "../../src/schemas/policy.ts";
import { botSays, closes, created, factsOf, linked, reopens, replies, says, survey, ticket } from "../facts/stories.ts";

const rated = (hours: number, score: number) => survey(hours, "answered", { score });
const figure = (preset: PresetName, metric: string, rows: object[], policy = {}): Estimate =>
  presetFigures(factsOf(rows, policy), { preset }).estimates.find((each) => each.metric === metric)!;

describe("dbt_zendesk's details", () => {
  it("call one-touch what is closed after one public comment of any account of the desk, returns or not", () => {
    const rows = [
      ...ticket("one", created(0), replies(1, "mei"), closes(2, "mei"), reopens(3), closes(4, "mei")),
      ...ticket(
        "a note besides",
        created(0),
        replies(1, "mei"),
        says(1, { public: false, actor: { kind: "agent" } }),
        closes(2, "mei"),
      ),
      ...ticket("two", created(0), replies(1, "mei"), replies(2, "mei"), closes(2, "mei")),
      ...ticket("a bot besides", created(0), botSays(0), replies(1, "mei"), closes(2, "mei")),
      ...ticket("none", created(0), closes(2, "mei")),
      ...ticket("open", created(0), replies(1, "mei")),
    ];
    expect(figure("dbtZendesk", "reportedResolutionRate", rows)).toMatchObject({
      n: 6,
      details: { oneTouch: { value: 0.4, n: 5 } },
    });
    expect(figure("zendesk", "reportedResolutionRate", rows).details).toBeUndefined();
  });

  it("exchange the ratings that became bad and those that became good, as the package does", () => {
    const rows = [
      ...ticket("became bad", created(0), rated(1, 5), rated(2, 1)),
      ...ticket(
        "became bad too",
        created(0),
        rated(1, 4),
        closes(2, "mei"),
        survey(3, "answered", { saidSolved: true }),
        rated(4, 2),
      ),
      ...ticket("became good", created(0), rated(1, 1), rated(2, 5)),
      ...ticket("went both ways", created(0), rated(1, 5), rated(2, 1), rated(3, 5)),
      ...ticket("stayed", created(0), rated(1, 5), rated(2, 4)),
    ];
    const { details, value, n, notes } = figure("dbtZendesk", "csat", rows);
    expect(details).toEqual({ isGoodToBad: 2, isBadToGood: 3 });
    expect({ value, n }).toEqual({ value: 0.6, n: 5 });
    expect(notes).toContain("fault:swappedRatingChanges");
    expect(figure("zendesk", "csat", rows).details).toBeUndefined();
    // The middle of the scale is not good.
    const middling = ticket("fell to the middle", created(0), rated(1, 5), rated(2, 3));
    expect(figure("dbtZendesk", "csat", middling).details).toEqual({ isGoodToBad: 0, isBadToGood: 1 });
  });
});

describe("the notes of a product's figure", () => {
  const rows = ticket("T", created(0), replies(1, "mei"));

  it("say where business hours are asked for and the policy has none", () => {
    expect(figure("freshdesk", "firstResponseTime", rows).notes).toEqual([
      ...["basis:documentation", "notInLog:publicNotes", "noBusinessHours"],
    ]);
    const calendar = { timeZone: "UTC", hours: { mon: [["00:00", "24:00"]] } };
    expect(figure("freshdesk", "firstResponseTime", rows, { calendar }).notes).not.toContain("noBusinessHours");
    expect(figure("chatwoot", "firstResponseTime", rows).notes).toEqual(["basis:code"]);
  });

  it("say that the summary was chosen, and what the log does not show", () => {
    expect(figure("zendesk", "firstResponseTime", rows).notes).toEqual([
      ...[
        "basis:documentation",
        "summaryChosen",
        "notInLog:phoneTickets",
        "notInLog:ticketSharing",
        "notInLog:otherAccounts",
      ],
    ]);
    const silent = ticket("T", created(0), closes(1, "mei"));
    expect(figure("chatwoot", "firstResponseTime", silent)).toMatchObject({
      value: null,
      notes: ["notObserved:staffReplies", "basis:code"],
    });
    expect(figure("chatwoot", "csat", [...rows, ...ticket("S", survey(1, "offered"))])).toMatchObject({
      value: null,
      n: 0,
      excluded: { notAnswered: 1 },
      notes: ["notObserved:surveys", "basis:code"],
    });
    expect(figure("kuaishou", "csat", [...ticket("B", created(0), botSays(1), rated(2, 5))])).toMatchObject({
      value: null,
      excluded: { botAlone: 1 },
      notes: ["nothingToCount", "basis:reprint", "hoursInZone:UTC"],
    });
  });

  it("are beside what was left out, and a merger closes a ticket where merged ones count", () => {
    const merged = [
      ...rows,
      ...ticket("M", created(0), linked(1, "mergedInto", "elsewhere")),
      ...ticket("C", created(0), closes(3, "mei")),
    ];
    expect(figure("zammad", "firstResponseTime", merged)).toMatchObject({ n: 1, excluded: { neverReplied: 2 } });
    expect(figure("zammad", "resolutionTime", merged)).toMatchObject({
      n: 2,
      value: 7_200_000,
      excluded: { neverReportedResolved: 1 },
    });
  });
});

describe("limits of other products' figures", () => {
  const waits = (...hours: number[]) =>
    hours.flatMap((hour, place) => ticket(`T${place}`, created(0), replies(hour, "mei")));

  it("of a mean time are no shorter than no time at all", () => {
    // R: t.test(c(1, 12)) gives 6.5 and -63.38 to 76.38 hours.
    const { value, low, high } = figure("chatwoot", "firstResponseTime", waits(1, 12));
    expect({ value, low }).toEqual({ value: 6.5 * 3_600_000, low: 0 });
    expect(high! / 3_600_000).toBeCloseTo(76.3841, 3);
  });

  it("of a mean of capped times are no longer than the cap", () => {
    // Two minutes and ten: t alone would go up to 57 minutes.
    const rows = [
      ...ticket("one", created(9), replies(9 + 2 / 60, "mei")),
      ...ticket("two", created(9), replies(12, "mei")),
    ];
    const { value, low, high } = figure("wangwang", "firstResponseTime", rows);
    expect({ value, low, high }).toEqual({ value: 6 * 60_000, low: 0, high: 10 * 60_000 });
  });

  it("are none where all times are equal, since nothing is known of how far others spread", () => {
    const { value, low, high } = figure("chatwoot", "firstResponseTime", waits(2, 2, 2));
    expect({ value, low, high }).toEqual({ value: 2 * 3_600_000, low: null, high: null });
  });

  it("of closings by ticket are there from 10 tickets on, and a note says that it is no share", () => {
    const again = ticket("again", created(0), closes(1, "mei"), reopens(2), closes(3, "mei"));
    const once = (count: number) =>
      Array.from({ length: count }, (_, place) => ticket(`T${place}`, created(0), closes(1, "mei"))).flat();
    const few = figure("chatwoot", "reportedResolutionRate", [...again, ...once(8)]);
    expect(few).toMatchObject({ value: 10 / 9, low: null, high: null, n: 9, method: "ratioEstimator" });
    expect(few.notes.slice(0, 2)).toEqual(["manyPerTicket", "fewTickets"]);
    const enough = figure("chatwoot", "reportedResolutionRate", [...again, ...once(9)]);
    expect(enough.notes).toContain("manyPerTicket");
    expect(enough.notes).not.toContain("fewTickets");
    // Mean 1.1, standard error 0.1, t on 9 degrees of freedom 2.262157.
    expect(enough.low).toBeCloseTo(1.1 - 0.2262157, 6);
    expect(enough.high).toBeCloseTo(1.1 + 0.2262157, 6);
    const share = figure("chatwoot", "reportedResolutionRate", once(3));
    expect(share).toMatchObject({ value: 1, method: "wilson" });
    expect(share.notes).not.toContain("manyPerTicket");
  });
});

describe("hours of the day", () => {
  it("name the zone that they are read in, which is UTC where nobody names one", () => {
    const rows = ticket("T", created(0), replies(1, "mei"));
    for (const preset of ["wangwang", "kuaishou"] as const) {
      expect(figure(preset, "firstResponseTime", rows).notes).toContain("hoursInZone:UTC");
      const there = figure(preset, "firstResponseTime", rows, { timeZone: "Asia/Shanghai" });
      expect(there.notes).toContain("hoursInZone:Asia/Shanghai");
    }
    const { notes } = figure("chatwoot", "firstResponseTime", rows);
    expect(notes.filter((note) => note.startsWith("hoursInZone"))).toEqual([]);
  });
});
