import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatFacts } from "../../src/facts/concat-facts.ts";
import type { Facts, FoldedFacts } from "../../src/facts/facts.ts";
import { foldTickets } from "../../src/facts/fold-tickets.ts";
import { linkFacts } from "../../src/facts/link-facts.ts";
import { loadFacts } from "../../src/facts/load-facts.ts";
import { saveFacts } from "../../src/facts/save-facts.ts";
import { updateFacts } from "../../src/facts/update-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import { resolutionTime } from "../../src/metrics/resolution-time.ts";
import type { DefinitionName } from "../../src/reconciliation/preset-figures.ts";
import { presetFigures } from "../../src/reconciliation/preset-figures.ts";
import { reconcile } from "../../src/reconciliation/reconcile.ts";
import type { CalendarRule, PolicyInput } from "../../src/schemas/policy.ts";
import { agent, assigns, begin, botSays, closes, created, factsOf, moves, replies, ticket } from "../facts/stories.ts";

const minute = 60_000;

const weekdays = ["mon", "tue", "wed", "thu", "fri"] as const;
const office = (timeZone: string, days: readonly string[], from: string, to: string) => ({
  timeZone,
  hours: Object.fromEntries(days.map((day) => [day, [[from, to] as [string, string]]])),
});
const of = (team: string, calendar: CalendarRule["calendar"]): CalendarRule => ({ when: { team }, calendar });

const estimate = (facts: Facts, preset: DefinitionName, metric: string, clock?: "business") =>
  presetFigures(facts, { preset, clock }).estimates.find((each) => each.metric === metric)!;

/*
 * The example in the decision log of dbt_zendesk, "Business Time Metrics": seven days a week from 07:00 to 21:00 in Chicago,
 * Monday to Friday from 08:00 to 17:30 in San Francisco. Worked there with minutes rounded up and seconds as hundredths of minutes,
 * to 959.46 and 689.46 minutes; to the second it is 960 min 8 s and 690 min 8 s, 270 minutes apart as there.
 */
const chicago = office("America/Chicago", [...weekdays, "sat", "sun"], "07:00", "21:00");
const sanFrancisco = office("America/Los_Angeles", weekdays, "08:00", "17:30");
const twoLevels: PolicyInput = { calendars: [of("level 1", chicago), of("level 2", sanFrancisco)] };
const at = (text: string) => ({ at: Date.parse(`2020-${text}Z`) });
const worked = ticket(
  "941606",
  { ...created(0), ...at("09-29T17:01:38"), team: "level 1" },
  { ...assigns(0, null, { team: "level 2" }), ...at("09-30T19:01:25") },
  { ...replies(0, "mei"), ...at("09-30T19:01:46") },
  { ...moves(0, "solved", agent("mei")), ...at("10-01T15:03:44") },
);

describe("business hours of a ticket that moved", () => {
  it("are those of the last schedule in Zendesk, and of each in turn in dbt_zendesk", () => {
    const facts = factsOf(worked, twoLevels);
    const zendesk = 690 * minute + 8000;
    const dbt = 960 * minute + 8000;
    expect(estimate(facts, "zendesk", "firstResponseTime", "business").value).toBe(zendesk);
    expect(estimate(facts, "dbtZendesk", "firstResponseTime", "business").value).toBe(dbt);
    // To 10-01 15:03:44: Chicago to 09-30 19:01:25, then San Francisco to 00:30 and from 15:00.
    const after = (5 * 60 + 28) * minute + 35_000 + 3 * minute + 44_000;
    expect(estimate(facts, "dbtZendesk", "resolutionTime", "business").value).toBe(dbt - 21_000 + after);
    expect(estimate(facts, "zendesk", "resolutionTime", "business").value).toBe(zendesk - 21_000 + after);
  });

  it("stand beside time on the clock, which stays what it was", () => {
    const [onTheClock, withHours] = [{}, twoLevels].map((policy) =>
      estimate(factsOf(worked, policy), "zendesk", "firstResponseTime"),
    );
    expect(withHours).toMatchObject({ value: onTheClock!.value, n: onTheClock!.n, notes: onTheClock!.notes });
    expect(onTheClock!.details).toBeUndefined();
    expect(withHours!.details!["business"]).toMatchObject({ value: 690 * minute + 8000, n: 1, excluded: {} });
  });

  it("differ by the rule of the schedule alone, and by the tickets that moved", () => {
    const stayed = ticket(
      "1",
      { ...created(0), ...at("09-29T17:00:00"), team: "level 1" },
      { ...replies(0, "mei"), ...at("09-29T18:00:00") },
    );
    const facts = factsOf([...worked, ...stayed], twoLevels);
    const { steps, difference, tickets, agreed } = reconcile(facts, "zendesk", "dbtZendesk", "firstResponseTime", {
      clock: "business",
    });
    const moving = steps.filter((step) => step.tickets.length > 0);
    expect(moving.map(({ rule, from, to, change }) => [rule, from, to, change])).toEqual([
      ["schedule", "lastApplied", "eachInTurn", 135 * minute],
    ]);
    expect(tickets.map((each) => each.ticket)).toEqual(["941606"]);
    expect(agreed["hours"]).toBe("business");
    expect(difference).toBe(135 * minute);
    const onTheClock = reconcile(facts, "zendesk", "dbtZendesk", "firstResponseTime");
    expect(onTheClock.tickets).toEqual([]);
    expect(onTheClock.agreed["hours"]).toBe("calendar");
  });

  it("lead to ours in business hours, whose steps add up", () => {
    const facts = factsOf(worked, twoLevels);
    const { a, b, steps, difference } = reconcile(facts, "dbtZendesk", "trueresolve", "firstResponseTime", {
      clock: "business",
    });
    expect(b.estimate.value).toBe(firstResponseTime(facts, { clock: "business" }).value);
    // Nobody held it but queues, and the wait is credited to the last of them.
    expect(b.estimate.value).toBe(690 * minute + 8000);
    expect(a.estimate.value! + steps.reduce((sum, { change }) => sum + change!, 0)).toBe(b.estimate.value);
    expect(difference).toBe(-270 * minute);
  });

  it("lead to our resolution time in business hours as well", () => {
    const solved = { ...moves(0, "solved", agent("mei", { team: "level 2" })), ...at("10-01T15:03:44") };
    const facts = factsOf([...worked.slice(0, 3), ...ticket("941606", solved)], twoLevels);
    const options = { clock: "business" } as const;
    const { a, b, steps, difference, agreed } = reconcile(
      facts,
      "dbtZendesk",
      "trueresolve",
      "resolutionTime",
      options,
    );
    expect(b.estimate.value).toBe(resolutionTime(facts, options).value);
    expect(agreed["hours"]).toBe("business");
    expect(a.estimate.value! + steps.reduce((sum, { change }) => sum + change!, 0)).toBe(b.estimate.value);
    expect(difference).toBe(-270 * minute);
  });

  it("are none where no rule of the policy fits a holder in turn", () => {
    const facts = factsOf(worked, { calendars: [of("level 2", sanFrancisco)] });
    expect(estimate(facts, "zendesk", "firstResponseTime", "business").value).toBe(690 * minute + 8000);
    const dbt = estimate(facts, "dbtZendesk", "firstResponseTime", "business");
    expect(dbt).toMatchObject({ value: null, n: 0, excluded: { noTime: 1 } });
  });

  it("ask for no rule where somebody held it for no time at all", () => {
    const policy = { calendars: [of("early", office("UTC", weekdays, "00:00", "12:00"))] };
    const early = { team: "early" };
    const rows = ticket(
      "A",
      created(1, early),
      assigns(3, "tao", { team: "without hours" }),
      assigns(3, "mei", early),
      replies(4, "mei"),
    );
    const { value, excluded } = estimate(factsOf(rows, policy), "dbtZendesk", "firstResponseTime", "business");
    expect({ value, excluded }).toEqual({ value: 3 * 60 * minute, excluded: {} });
  });

  it("are those of the queue before anybody holds it, and where nobody ever did, of whoever replied", () => {
    const all = office("UTC", weekdays, "00:00", "12:00");
    const late = office("UTC", weekdays, "12:00", "24:00");
    const policy = { calendars: [of("late", late), { calendar: all }] };
    const moved = ticket("A", created(10), assigns(13, "mei", { team: "late" }), replies(14, "mei"));
    const facts = factsOf(moved, policy);
    expect(estimate(facts, "dbtZendesk", "firstResponseTime", "business").value).toBe(3 * 60 * minute);
    expect(estimate(facts, "zendesk", "firstResponseTime", "business").value).toBe(2 * 60 * minute);
    // Who holds it at the very instant of the reply counts; who takes over later does not.
    const atOnce = ticket("A", created(10), assigns(14, "mei", { team: "late" }), replies(14, "mei"));
    expect(estimate(factsOf(atOnce, policy), "zendesk", "firstResponseTime", "business").value).toBe(2 * 60 * minute);
    const tooLate = ticket("A", created(10), replies(14, "mei"), assigns(15, "mei", { team: "late" }));
    expect(estimate(factsOf(tooLate, policy), "zendesk", "firstResponseTime", "business").value).toBe(2 * 60 * minute);
    const everybody = factsOf(
      ticket("A", created(10), replies(14, "mei", { actor: agent("mei", { team: "late" }) })),
      policy,
    );
    expect(estimate(everybody, "zendesk", "firstResponseTime", "business").value).toBe(2 * 60 * minute);
  });

  it("are looked up by payroll and channel as well, and by the team that an agent is known to be in", () => {
    const daily = office("UTC", weekdays, "00:00", "06:00");
    const policy: PolicyInput = {
      calendars: [
        { when: { employer: "vendor" }, calendar: daily },
        { when: { channel: "chat" }, calendar: office("UTC", weekdays, "05:00", "10:00") },
      ],
      roster: [{ agent: "tao", employer: "vendor" }],
    };
    const rows = ticket("A", created(2, { channel: "chat" }), assigns(7, "tao"), replies(8, "tao"));
    expect(estimate(factsOf(rows, policy), "dbtZendesk", "firstResponseTime", "business").value).toBe(2 * 60 * minute);
    expect(estimate(factsOf(rows, policy), "zendesk", "firstResponseTime", "business").value).toBe(4 * 60 * minute);
  });
});

describe("figures in business hours", () => {
  const daily: PolicyInput = { calendar: office("UTC", weekdays, "09:00", "17:00") };
  const rows = ticket("A", created(8), botSays(8), replies(11, "mei"), closes(12, "mei"));

  it("are refused where the policy has none", () => {
    const facts = factsOf(rows);
    const options = { clock: "business" } as const;
    expect(() => presetFigures(facts, { preset: "zendesk", ...options })).toThrow(
      new RangeError("presetFigures: expected a policy with a calendar for business hours, got one without"),
    );
    expect(() => reconcile(facts, "zendesk", "trueresolve", "resolutionTime", options)).toThrow(RangeError);
    expect(() => reconcile(facts, "zendesk", "trueresolve", "resolutionTime", { clock: "calendar" })).not.toThrow();
  });

  it("are those of products that show them, and others say that they have none", () => {
    const facts = factsOf(rows, daily);
    for (const preset of ["zendesk", "chatwoot", "intercom", "freshdesk"] as const) {
      const { value, notes, details } = estimate(facts, preset, "firstResponseTime", "business");
      expect([preset, value, details]).toEqual([preset, 2 * 60 * minute, undefined]);
      expect(notes).not.toContain("noBusinessFigure");
    }
    for (const preset of ["zammad", "kuaishou"] as const) {
      expect(estimate(facts, preset, "firstResponseTime", "business").notes).toContain("noBusinessFigure");
      expect(estimate(facts, preset, "firstResponseTime").notes).not.toContain("noBusinessFigure");
    }
    // What is no time is the same in all hours.
    expect(estimate(facts, "zammad", "reopenRate", "business").notes).not.toContain("noBusinessFigure");
    expect(estimate(facts, "zendesk", "reopenRate", "business")).toEqual(estimate(facts, "zendesk", "reopenRate"));
  });

  it("stand beside the others only where they are not asked for, and for the same period", () => {
    const facts = factsOf(rows, daily);
    const period = { start: begin + 20 * 60 * minute, end: begin + 30 * 60 * minute };
    const [figure] = presetFigures(facts, { preset: "dbtZendesk", period }).estimates;
    expect(figure!.details!["business"]).toEqual({
      value: null,
      low: null,
      high: null,
      n: 0,
      excluded: { outsidePeriod: 1 },
      notes: ["nothingToCount"],
    });
    expect(estimate(facts, "freshdesk", "firstResponseTime").details).toBeUndefined();
    expect(estimate(facts, "dbtZendesk", "reportedResolutionRate").details).toEqual({ oneTouch: { value: 0, n: 1 } });
  });
});

describe("a ticket's business hours are what counting minute by minute gives", () => {
  const shifts = { early: [6, 14], late: [13, 22], night: [0, 5] } as const;
  type Shift = keyof typeof shifts;
  const names = Object.keys(shifts) as Shift[];
  const clockTime = (hours: number) => `${String(hours).padStart(2, "0")}:00`;
  const policy: PolicyInput = {
    calendars: names.map((name) =>
      of(name, office("UTC", weekdays, clockTime(shifts[name][0]), clockTime(shifts[name][1]))),
    ),
  };
  const isOpen = (at: number, shift: Shift) => {
    const hours = (at / (60 * minute)) % 24;
    const isWeekday = [1, 2, 3, 4, 5].includes(new Date(at).getUTCDay());
    return isWeekday && hours >= shifts[shift][0] && hours < shifts[shift][1];
  };
  const count = (from: number, to: number, shiftAt: (at: number) => Shift) => {
    let minutes = 0;
    for (let now = from; now < to; now += minute) if (isOpen(now, shiftAt(now))) minutes++;
    return minutes * minute;
  };

  it("for the last holder and for each in turn, whatever the moves", () => {
    const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: 70 * 60 }), fc.constantFrom(...names)), { maxLength: 5 });
    const inMinutes = fc.integer({ min: 0, max: 60 * 60 });
    fc.assert(
      fc.property(inMinutes, fc.constantFrom(...names), moves, (replyMinute, first, moved) => {
        const ordered = [...moved].sort(([x], [y]) => x - y);
        const rows = ticket(
          "A",
          created(0, { team: first }),
          ...ordered.map(([at, team]) => assigns(at / 60, null, { team })),
          replies(replyMinute / 60, "mei"),
        ).map((row) => ({ ...row, at: Math.round(row.at) }));
        const facts = factsOf(rows, policy);
        const replyAt = begin + replyMinute * minute;
        const shiftAt = (at: number) => ordered.findLast(([since]) => begin + since * minute <= at)?.[1] ?? first;
        const found = (["zendesk", "dbtZendesk"] as const).map(
          (preset) => estimate(facts, preset, "firstResponseTime", "business").value,
        );
        const last = shiftAt(replyAt);
        expect(found).toEqual([count(begin, replyAt, () => last), count(begin, replyAt, shiftAt)]);
      }),
      { numRuns: 150, seed: 20_261_122 },
    );
  });
});

describe("who held a ticket when", () => {
  const stayed = ticket(
    "1",
    { ...created(0), ...at("09-29T17:00:00"), team: "level 1" },
    { ...replies(0, "mei"), ...at("09-29T18:00:00") },
  );
  const figures = (facts: Facts) =>
    (["zendesk", "dbtZendesk"] as const).map((preset) => presetFigures(facts, { preset, clock: "business" }));
  const whole = figures(factsOf([...worked, ...stayed], twoLevels));
  const fold = (rows: object[]) => foldTickets(parseEvents(rows).log, twoLevels, { forUpdates: true });

  it("is the same from shards in any order, and from facts that were saved", () => {
    const joined = concatFacts([fold(stayed), fold(worked)]);
    expect(figures(linkFacts(joined))).toEqual(whole);
    const { parts, fault } = loadFacts(saveFacts(joined));
    expect(fault).toBeNull();
    expect(figures(linkFacts(parts[0]!.facts as FoldedFacts))).toEqual(whole);
  });

  it("is told anew where a ticket's events change", () => {
    const before = fold([...worked.slice(0, 1), ...stayed]);
    const updated = updateFacts(before, parseEvents(worked).log, ["941606"]);
    expect(figures(linkFacts(updated))).toEqual(whole);
  });

  it("is not kept where no calendar asks for it", () => {
    const calendars = [{ when: { channel: "chat" }, calendar: chicago }, { calendar: sanFrancisco }];
    expect(factsOf(worked, { calendars }).assignments.length).toBe(0);
    expect(factsOf(worked).assignments.length).toBe(0);
    expect(factsOf(worked, twoLevels).assignments.length).toBe(2);
  });
});
