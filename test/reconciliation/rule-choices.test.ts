import { describe, expect, it } from "vitest";
import { evaluate, type ReconcileOptions } from "../../src/reconciliation/evaluate.ts";
import { presets } from "../../src/reconciliation/presets.ts";
import { type ReconciledMetric, type RulesOf, reconciledMetrics, ruleChoices } from "../../src/reconciliation/rules.ts";
import { ticketIndex } from "../../src/reconciliation/ticket-index.ts";
import type { PolicyInput } from "../../src/schemas/policy.ts";
import {
  agent,
  assigns,
  botSays,
  closes,
  created,
  factsOf,
  handoff,
  hour,
  after as instantOf,
  linked,
  moves,
  reopens,
  replies,
  type Step,
  says,
  survey,
  system,
  thanks,
  ticket,
} from "../facts/stories.ts";

/** One log, and what each choice of a rule makes of it, all else being as in our own definition or as `base` says. */
interface Case {
  base?: Record<string, string>;
  rows: object[];
  policy?: PolicyInput;
  /** Hours after the beginning. */
  until: number;
  period?: [number, number];
  /** For a summary: value (times in hours) and n; else what becomes of each ticket. */
  choices: Record<string, readonly [number | null, number] | string>;
}

/** A ticket of a customer of its own, so that none is another's repeat. */
const one = (name: string, ...steps: Step[]) =>
  ticket(
    name,
    ...steps.map((step) => (step["type"] === "created" ? { ...step, requester: `customer of ${name}` } : step)),
  );
const note = (hours: number) => says(hours, { public: false, actor: agent("mei") });
const byDesk = (hours: number) => created(hours, { actor: agent("mei"), requester: undefined, initiator: "agent" });
const rated = (hours: number, score: number) => survey(hours, "answered", { score });
const office = { mon: [["09:00", "18:00"]], tue: [["09:00", "18:00"]] } as const;
const shift = (team: string, from: string, to: string) => ({
  when: { team },
  calendar: { timeZone: "UTC", hours: { mon: [[from, to]] as [string, string][] } },
});
const shifts = [shift("early", "08:00", "12:00"), shift("late", "12:00", "20:00")];
const handedOn = [assigns(9, "mei", { team: "early" }), assigns(13, "tao", { team: "late" })];
const drafted = { origin: "assisted" };
const automatic = { origin: "autoReply" };

const cases: { [M in ReconciledMetric]: { [R in keyof RulesOf<M>]: Case } } = {
  firstResponseTime: {
    summary: {
      rows: [
        ...one("A", created(0), replies(0.02, "mei")),
        ...one("B", created(0), replies(4, "mei")),
        ...one("C", created(0), replies(8, "mei")),
        ...one("D", created(0), replies(20, "mei")),
        ...one("E", created(0), closes(5, "mei")),
      ],
      until: 30,
      choices: { incidenceMedian: [8, 5], median: [6, 4], mean: [8.005, 4], within3Minutes: [0.2, 5] },
    },
    transfers: {
      base: { unit: "round" },
      rows: one("A", created(0), assigns(0, "mei"), assigns(1, "tao"), replies(3, "tao")),
      until: 9,
      choices: { ignored: "A 1 3", endRound: "A 2 1, A 1 2" },
    },
    unit: {
      rows: one("A", created(0), replies(1, "mei"), says(2), says(3), replies(5, "mei"), thanks(6), replies(7, "mei")),
      until: 9,
      choices: { ticket: "A 1 1", round: "A 1 1, A 1 3, A 1 1" },
    },
    merged: {
      base: { replyBy: "agent" },
      rows: [
        ...one("A", created(0), linked(1, "mergedInto", "B")),
        ...one("B", created(0), replies(0.5, "mei"), replies(3, "mei")),
      ],
      until: 9,
      choices: {
        carriedOn: "A 1 3, B 1 0.5",
        leftOut: "A merged, B 1 0.5",
        counted: "A 0 9, B 1 0.5",
      },
    },
    tickets: {
      base: { unanswered: "dropped" },
      rows: [
        ...one("A", created(0), assigns(0, "mei"), replies(1, "mei")),
        ...one("B", created(0), assigns(0, "mei"), assigns(1, null), replies(2, "mei")),
        ...one("C", created(0), botSays(1)),
        ...one("D", created(0), botSays(1), handoff(2, "requested")),
        ...one("E", created(0)),
      ],
      until: 9,
      choices: {
        all: "A 1 1, B 1 2, C neverReplied, D neverReplied, E neverReplied",
        assigned: "A 1 1, B notAssigned, C notAssigned, D notAssigned, E notAssigned",
        beyondBot: "A 1 1, B 1 2, C botAlone, D neverReplied, E neverReplied",
      },
    },
    agentBegun: {
      base: { unanswered: "dropped" },
      rows: [
        ...one("A", byDesk(0), replies(0, "mei"), says(2), replies(5, "mei")),
        ...one("B", byDesk(0), note(1), replies(2, "mei"), says(3), replies(7, "mei")),
        ...one("C", byDesk(0), says(1), replies(3, "mei")),
        ...one("D", byDesk(0), replies(1, "mei")),
      ],
      until: 9,
      choices: {
        leftOut: "A agentBegun, B agentBegun, C agentBegun, D agentBegun",
        firstReply: "A 1 0, B 1 2, C 1 3, D 1 1",
        secondReply: "A 1 5, B 1 7, C 1 3, D neverReplied",
        secondReplyUnlessNoted: "A 1 5, B 1 2, C 1 3, D neverReplied",
        afterCustomer: "A 1 3, B 1 4, C 1 2, D customerNeverWrote",
      },
    },
    start: {
      base: { unanswered: "dropped" },
      rows: [
        ...one("A", says(0), created(1), handoff(2, "requested"), handoff(3, "queued"), replies(7, "mei")),
        ...one("B", created(1), closes(2, "mei"), reopens(4), replies(7, "mei"), closes(8, "mei"), reopens(9)),
        ...one("C", created(1), closes(3, "b1", { actor: { kind: "bot", id: "b1" } }), replies(7, "mei")),
        ...one("D", created(1), handoff(2, "requested"), replies(7, "mei"), handoff(8, "requested")),
        ...one("E", created(1), replies(2, "mei"), handoff(3, "requested"), replies(7, "mei")),
      ],
      until: 9,
      choices: {
        firstContact: "A 1 7, B 1 6, C 1 6, D 1 6, E 1 1",
        created: "A 1 6, B 1 6, C 1 6, D 1 6, E 1 1",
        lastOpening: "A 1 4, B 1 3, C 1 4, D 1 5, E 1 1",
        humanStage: "A 1 4, B 1 6, C 1 6, D 1 5, E 1 4",
      },
    },
    replyBy: {
      base: { unanswered: "dropped" },
      rows: one(
        "A",
        created(0),
        botSays(1),
        replies(2, "mei", automatic),
        replies(3, "mei", drafted),
        replies(4, "mei"),
      ),
      until: 9,
      choices: { policy: "A 1 4", agent: "A 1 3", agentAccount: "A 1 2", staffAccount: "A 1 1" },
    },
    hours: {
      policy: { timeZone: "Etc/GMT-8", calendar: { timeZone: "UTC", hours: office } },
      rows: [
        ...one("A", created(8), replies(10, "mei")), // from 16:00 on the clocks of the policy's zone
        ...one("B", created(15), replies(16, "mei")), // from 23:00
        ...one("C", created(14.99), replies(15.99, "mei")),
        ...one("D", created(24), replies(25, "mei")), // from 08:00
        ...one("E", created(23.99), replies(24.99, "mei")),
      ],
      until: 30,
      choices: {
        calendar: "A 1 2, C 1 1, B 1 1, E 1 1, D 1 1",
        business: "A 1 1, C 1 1, B 1 1, E 1 0, D 1 0",
        from8To23: "A 1 2, C 1 1, B outsideHours, E outsideHours, D 1 1",
      },
    },
    schedule: {
      base: { hours: "business" },
      policy: { calendars: shifts },
      rows: one("A", created(9), ...handedOn, replies(14, "tao")),
      until: 30,
      choices: { credited: "A 1 3", lastApplied: "A 1 2", eachInTurn: "A 1 4" },
    },
    longest: {
      base: { unanswered: "dropped" },
      rows: [...one("A", created(0), replies(0.125, "mei")), ...one("B", created(0), replies(4, "mei"))],
      until: 9,
      choices: { uncapped: "A 1 0.125, B 1 4", tenMinutes: "A 1 0.125, B 1 0.167" },
    },
    unanswered: {
      rows: [
        ...one("A", created(0), closes(2, "mei"), replies(3, "mei")),
        ...one("B", created(0), closes(2, "mei")),
        ...one("C", created(1), handoff(2, "requested"), handoff(4, "abandoned")),
        ...one("D", created(1)),
      ],
      until: 9,
      choices: {
        neverAnswered: "A 2 2, B 2 2, C 2 3, D 0 8",
        dropped: "A 1 3, B neverReplied, C neverReplied, D neverReplied",
        tenMinutes: "A 1 3, B 1 0.167, C 1 0.167, D 1 0.167",
        notInTime: "A 1 3, B 2 9, C 2 8, D 2 8",
      },
    },
    dated: {
      period: [0, 3],
      rows: [...one("A", created(0), replies(4, "mei")), ...one("B", created(1), replies(2, "mei"))],
      until: 9,
      choices: { start: "A 1 4, B 1 1", reply: "A outsidePeriod, B 1 1" },
    },
  },
  resolutionTime: {
    summary: {
      rows: [
        ...one("A", created(0), closes(4, "mei")),
        ...one("B", created(0), closes(8, "mei")),
        ...one("C", created(0), closes(21, "mei")),
        ...one("D", created(0), closes(23, "mei")),
        ...one("E", created(0)),
      ],
      until: 30,
      choices: { incidenceMedian: [21, 5], median: [14.5, 4], mean: [14, 4] },
    },
    unit: {
      rows: one("A", created(0), closes(2, "mei"), reopens(3), closes(5, "mei")),
      until: 9,
      choices: { ticket: "A 1 5", closing: "A 1 2, A 1 5" },
    },
    merged: {
      rows: [...one("A", created(0), linked(3, "mergedInto", "B")), ...one("B", created(0), closes(4, "mei"))],
      until: 9,
      choices: { leftOut: "A merged, B 1 4", counted: "A 1 3, B 1 4" },
    },
    tickets: {
      rows: [...one("A", created(0), assigns(1, "mei"), closes(2, "mei")), ...one("B", created(0), closes(3, "mei"))],
      until: 9,
      choices: { all: "A 1 2, B 1 3", assigned: "A 1 2, B notAssigned" },
    },
    closings: {
      base: { end: "firstClosing" },
      rows: one("A", created(0), closes(2, "mei"), reopens(3, agent("mei")), closes(5, "mei")),
      until: 9,
      choices: { lasting: "A 1 5", all: "A 1 2" },
    },
    end: {
      rows: one("A", created(0), closes(2, "mei"), reopens(3), closes(5, "mei")),
      until: 9,
      choices: { lastClosing: "A 1 5", firstClosing: "A 1 2" },
    },
    openAgain: {
      rows: one("A", created(0), closes(2, "mei"), reopens(3)),
      until: 9,
      choices: { open: "A 0 9", leftOut: "A liveAgain", resolved: "A 1 2" },
    },
    neverClosed: {
      rows: one("A", created(0)),
      until: 9,
      choices: { open: "A 0 9", leftOut: "A neverReportedResolved" },
    },
    hours: {
      policy: { calendar: { timeZone: "UTC", hours: office } },
      rows: one("A", created(8), closes(10, "mei")),
      until: 30,
      choices: { calendar: "A 1 2", business: "A 1 1" },
    },
    schedule: {
      base: { hours: "business" },
      policy: { calendars: shifts },
      rows: one("A", created(9), ...handedOn, moves(14, "closed", agent("mei", { team: "early" }))),
      until: 30,
      choices: { credited: "A 1 3", lastApplied: "A 1 2", eachInTurn: "A 1 4" },
    },
    dated: {
      period: [0, 3],
      rows: [...one("A", created(0), closes(4, "mei")), ...one("B", created(0))],
      until: 9,
      choices: { creation: "A 1 4, B 0 9", closing: "A outsidePeriod, B 0 9" },
    },
  },
  reportedResolutionRate: {
    merged: {
      rows: [...one("A", created(0), linked(3, "mergedInto", "B")), ...one("B", created(0))],
      until: 9,
      choices: { leftOut: "A merged, B 2 ×0", counted: "A 1 ×1, B 2 ×0" },
    },
    tickets: {
      rows: [...one("A", created(0), assigns(1, "mei")), ...one("B", created(0), closes(3, "mei"))],
      until: 9,
      choices: { all: "A 2 ×0, B 1 ×1", assigned: "A 2 ×0, B notAssigned" },
    },
    counts: {
      rows: [
        ...one("A", created(0), closes(2, "mei"), reopens(3)),
        ...one("B", created(0), closes(2, "mei"), reopens(3), closes(4, "mei")),
        ...one("C", created(0)),
        ...one("D", closes(0, "mei")),
      ],
      until: 9,
      choices: {
        standing: "A 2 ×0, B 1 ×1, C 2 ×0, D 1 ×1",
        everClosed: "A 1 ×1, B 1 ×1, C 2 ×0, D 1 ×1",
        eachClosing: "A 1 ×1, B 1 ×2, C 2 ×0, D 1 ×1",
      },
    },
  },
  reopenRate: {
    window: {
      base: { sign: "statusMove", unit: "ticket" },
      policy: { reopenWindow: "24h" },
      rows: [
        ...one("A", created(0), closes(1, "mei"), reopens(20)),
        ...one("B", created(0), closes(2, "mei"), reopens(40)),
        ...one("C", created(0), closes(3, "mei")),
        ...one("D", created(0), closes(200, "mei"), reopens(201), closes(202, "mei"), reopens(203)),
        ...one("E", created(0), closes(204, "mei")),
        ...one("F", created(0), closes(4, "mei"), reopens(205)),
      ],
      until: 210,
      choices: {
        reopenWindow: "A 1 ×1, B 0 ×0, C 0 ×0, D 1 ×1, E 0 ×0, F 0 ×0",
        unlimited: "A 1 ×1, B 1 ×1, C 0 ×0, D 1 ×1, E 0 ×0, F 1 ×1",
        lastSevenDays:
          "A outsideLastSevenDays, B outsideLastSevenDays, C outsideLastSevenDays, D 1 ×2, E 0 ×0, F 1 ×1 /0",
      },
    },
    unit: {
      rows: [
        ...one("A", created(0), closes(1, "mei"), reopens(2), closes(3, "mei")),
        ...one("B", created(0), closes(1, "mei"), reopens(2, agent("mei"))),
        ...one("C", created(0)),
      ],
      until: 9,
      choices: {
        closing: "A 1 ×1, A 0 ×0, B churn, C neverReportedResolved",
        ticket: "A 1 ×1, B churn, C neverReportedResolved",
      },
    },
    merged: {
      rows: [...one("A", created(0), closes(1, "mei"), linked(2, "mergedInto", "B")), ...one("B", created(0))],
      until: 9,
      choices: { counted: "A 0 ×0, B neverReportedResolved", leftOut: "A merged, B neverReportedResolved" },
    },
    closings: {
      base: { unit: "ticket", sign: "statusMove", window: "unlimited" },
      rows: [
        ...one("A", created(0), moves(1, "solved"), reopens(2, agent("mei")), moves(3, "solved")),
        ...one("B", created(0), closes(1, "mei"), reopens(2), moves(3, "solved")),
      ],
      until: 9,
      choices: { lasting: "A 0 ×0, B 1 ×1", all: "A 1 ×1, B 1 ×1", solved: "A 1 ×1, B 0 ×0" },
    },
    sign: {
      base: { unit: "ticket", window: "unlimited" },
      rows: [
        ...one("A", created(0), assigns(0, "mei"), closes(1, "mei"), reopens(2)),
        ...one("B", created(0), closes(1, "mei"), reopens(2)),
        ...one("C", created(0), closes(1, "mei"), says(2)),
        ...one("D", created(0), assigns(0, "mei"), closes(1, "mei"), reopens(2), closes(3, "mei")),
      ],
      until: 9,
      choices: {
        anyReturn: "A 1 ×1, B 1 ×1, C 1 ×1, D 1 ×1",
        statusMove: "A 1 ×1, B 1 ×1, C 0 ×0, D 1 ×1",
        heldStatusMove: "A 1 ×1, B 0 ×0, C 0 ×0, D 1 ×1",
        closedAgain: "A 0 ×0, B 0 ×0, C 0 ×0, D 1 ×1",
      },
    },
  },
  csat: {
    summary: {
      rows: [
        ...one("A", created(0), rated(1, 5)),
        ...one("B", created(0), rated(1, 4)),
        ...one("C", created(0), rated(1, 1)),
      ],
      until: 9,
      choices: { mean: [10 / 3, 3], shareSatisfied: [2 / 3, 3] },
    },
    tickets: {
      rows: [
        ...one("A", created(0), botSays(0.5), rated(1, 5)),
        ...one("B", created(0), replies(0.5, "mei", drafted), rated(1, 4)),
      ],
      until: 9,
      choices: { all: "A 1 5, B 1 4", humanReplied: "A botAlone, B 1 4" },
    },
    hours: {
      policy: { timeZone: "Etc/GMT-8" }, // 8 to 23 o'clock are hours 0 to 15
      rows: [
        ...one("A", created(0), survey(14, "offered"), rated(16, 5)),
        ...one("B", created(0), survey(15, "offered"), rated(25, 4)),
        ...one("C", created(0), rated(16, 3)),
        ...one("D", created(0), survey(24, "suppressed")),
      ],
      until: 30,
      choices: {
        calendar: "A 1 5, B 1 4, C 2 3, D suppressed",
        from8To23: "A 1 5, B outsideHours, C outsideHours, D suppressed",
      },
    },
    answer: {
      rows: one(
        "A",
        ...[created(0), rated(1, 5), closes(2, "mei"), survey(2, "offered"), rated(3, 1), rated(4, 2), reopens(5)],
        ...[closes(6, "mei"), survey(6, "suppressed"), rated(7, 3), survey(8, "answered", { saidSolved: true })],
      ),
      until: 9,
      choices: {
        policy: "A 1 5, A 2 1, A otherAnswer, A suppressed, A 2 3, A noScore",
        firstOfTicket: "A 1 5, A otherAnswer, A otherAnswer, A suppressed, A otherAnswer, A noScore",
        latestOfTicket: "A otherAnswer, A otherAnswer, A otherAnswer, A suppressed, A 2 3, A noScore",
        every: "A 1 5, A 2 1, A 2 2, A suppressed, A 2 3, A noScore",
      },
    },
    satisfied: {
      policy: { topBox: 1 },
      rows: [
        ...one("A", created(0), rated(1, 5)),
        ...one("B", created(0), rated(1, 4)),
        ...one("C", created(0), survey(1, "answered", { score: 6, scale: { min: 0, max: 10 } })),
        ...one("D", created(0), rated(1, 3)),
      ],
      until: 9,
      choices: {
        topBox: "A 1 1, B 2 0.75, C 2 0.6, D 2 0.5",
        threeQuarters: "A 1 1, B 1 0.75, C 2 0.6, D 2 0.5",
        aboveMiddle: "A 1 1, B 1 0.75, C 1 0.6, D 2 0.5",
      },
    },
    dated: {
      period: [0, 3],
      rows: [
        ...one("A", created(0), survey(2, "offered"), rated(4, 5)),
        ...one("B", created(0), rated(2, 4)),
        ...one("C", created(0), survey(2, "suppressed")),
      ],
      until: 9,
      choices: {
        answer: "A outsidePeriod, B 1 4, C suppressed",
        offer: "A 1 5, B 1 4, C suppressed",
      },
    },
  },
};

const isRate = (metric: ReconciledMetric) => metric === "reopenRate" || metric === "reportedResolutionRate";

describe("every choice of a rule has a log that it alone answers so", () => {
  for (const metric of reconciledMetrics) {
    for (const [rule, each] of Object.entries(cases[metric] as Record<string, Case>)) {
      const { base = {}, rows, policy, until, period, choices } = each;
      const options: ReconcileOptions =
        period === undefined ? {} : { period: { start: instantOf(period[0]), end: instantOf(period[1]) } };
      const read = (choice: string) => {
        const rules = { ...presets.trueresolve[metric]!.rules, ...base, [rule]: choice } as RulesOf<typeof metric>;
        const facts = factsOf(rows, policy, until);
        const names = facts.dictionaries.tickets;
        const { estimate, answers } = evaluate(ticketIndex(facts), metric, rules, options);
        const inHours = metric === "csat" ? 1 : hour;
        const told = answers.map((answer) => {
          const name = names.decode(facts.tickets.ticket[answer.ticket]!);
          if (answer.reason !== null) return `${name} ${answer.reason}`;
          const cohort = answer.weight === 1 ? "" : ` /${answer.weight}`;
          const value = Number((answer.value / inHours).toFixed(3));
          return `${name} ${answer.status} ${isRate(metric) ? `×${answer.times}${cohort}` : value}`;
        });
        const value = estimate.value === null ? null : estimate.value / (estimate.unit === "ms" ? hour : 1);
        return { told: told.join(", "), value, n: estimate.n };
      };

      it(`${metric}: ${rule}`, () => {
        expect(Object.keys(choices)).toEqual([...(ruleChoices[metric] as Record<string, readonly string[]>)[rule]!]);
        for (const [choice, expected] of Object.entries(choices)) {
          const found = read(choice);
          if (typeof expected === "string") expect(found.told, choice).toBe(expected);
          else {
            expect(found.value, choice).toBeCloseTo(expected[0]!, 9);
            expect(found.n, choice).toBe(expected[1]);
          }
        }
        const distinct = new Set(Object.values(choices).map((expected) => JSON.stringify(expected)));
        expect(distinct.size).toBe(Object.keys(choices).length);
      });
    }
  }
});

describe("the last seven days", () => {
  it("do not include the instant seven days ago, and include now", () => {
    const rows = [
      ...one("A", created(0), closes(42, "mei")),
      ...one("B", created(0), closes(42.001, "mei")),
      ...one("C", created(0), closes(1, "mei"), reopens(210)),
      ...one("D", created(0), closes(210, "mei")),
    ];
    const { rules } = presets.zammad.reopenRate!;
    const { estimate } = evaluate(ticketIndex(factsOf(rows, {}, 210)), "reopenRate", rules, {});
    expect(estimate).toMatchObject({ value: 0.5, low: null, high: null, n: 3, excluded: { outsideLastSevenDays: 1 } });
    const more = [
      ...rows,
      ...one("E", created(0), closes(2, "mei"), reopens(200), closes(201, "mei"), reopens(202)),
      ...one("F", created(0), closes(205, "mei"), reopens(206)),
    ];
    const capped = evaluate(ticketIndex(factsOf(more, {}, 210)), "reopenRate", rules, {}).estimate;
    expect(capped).toMatchObject({ value: 1, n: 5 });
    const none = evaluate(ticketIndex(factsOf(rows, {}, 900)), "reopenRate", rules, {}).estimate;
    expect(none).toMatchObject({ value: null, n: 0, notes: ["nothingToCount"] });
  });
});

describe("what is the same by every definition", () => {
  const rows = [
    ...one("A", created(0), replies(1, "mei"), closes(2, "mei"), rated(3, 5), moves(4, "spam", system)),
    ...one("B", created(0), replies(1, "mei"), closes(2, "mei"), rated(3, 5), moves(4, "deleted", system)),
    ...one("C", says(0), replies(1, "mei")),
  ];

  it("discarded tickets are in none, and those that began before the log have no times", () => {
    const index = ticketIndex(factsOf(rows, {}, 9));
    for (const preset of Object.values(presets)) {
      for (const metric of reconciledMetrics) {
        const figure = preset[metric];
        if (figure === undefined) continue;
        const { estimate } = evaluate(index, metric, figure.rules as RulesOf<typeof metric>, {});
        expect(estimate.n).toBe(metric === "reportedResolutionRate" ? 1 : 0);
        expect(estimate.excluded).toMatchObject({ spam: 1, deleted: 1 });
        const isTimed = metric === "firstResponseTime" || metric === "resolutionTime";
        if (isTimed) expect(estimate.excluded).toMatchObject({ beganBeforeLog: 1 });
      }
    }
  });
});
