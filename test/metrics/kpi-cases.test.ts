import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { factRows } from "../../src/facts/rows.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { evidence } from "../../src/metrics/evidence.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import { grouped } from "../../src/metrics/grouped.ts";
import { nextResponseTime } from "../../src/metrics/next-response-time.ts";
import { reportedResolutionRate } from "../../src/metrics/reported-resolution-rate.ts";
import { resolutionTime } from "../../src/metrics/resolution-time.ts";
import { throughput } from "../../src/metrics/throughput.ts";
import { timeToHuman } from "../../src/metrics/time-to-human.ts";
import type { AnsweredOnly, Estimate } from "../../src/schemas/estimate.ts";

const file = new URL("../../../shared/data/kpi_cases.json", import.meta.url);
const there = existsSync(file);
const second = 1_000;

interface FirstResponseCase {
  id: string;
  requester: string;
  clock_start: string;
  ignore_users: string[];
  events: { at: string; actor: string; actor_type: string }[];
  expected_first_response_seconds: number | null;
}
interface Cases {
  first_response: FirstResponseCase[];
  aggregates: { id: string; values_seconds: (number | null)[]; expected_mean: number | null }[];
  chatwoot: Record<string, unknown>[];
  erpnext: Record<string, unknown>[];
}
const cases: Cases = there
  ? JSON.parse(readFileSync(file, "utf8"))
  : { first_response: [], aggregates: [], chatwoot: [], erpnext: [] };

const customer = { kind: "customer", id: "customer" };
const agent = (id: string) => ({ kind: "agent", id });
const factsOf = (rows: readonly object[], asOf?: number) => {
  const { log, issues } = parseEvents(rows);
  expect(issues).toEqual([]);
  return buildFacts(log, {}, asOf === undefined ? {} : { asOf });
};
const answered = (estimate: Estimate | undefined) => estimate?.details?.["answered"] as AnsweredOnly | undefined;
const named = <T extends Record<string, unknown>>(list: T[], id: string) => list.find((each) => each["id"] === id)!;
/** A ticket whose customer writes at the given second and is answered some seconds later, or not. */
const asked = (ticket: string, at: number, seconds: number | null, who = "mei") => [
  { ticket, at: at * second, type: "created", actor: customer },
  ...(seconds === null
    ? [{ ticket, at: at * second, type: "message", public: true, actor: customer }]
    : [{ ticket, at: (at + seconds) * second, type: "message", public: true, actor: agent(who) }]),
];

describe.skipIf(!there)("rules of other tools (skipped where ../shared/data/kpi_cases.json is absent)", () => {
  it("are seventeen cases", () => {
    const { first_response, aggregates, chatwoot, erpnext } = cases;
    expect(first_response.length + aggregates.length + chatwoot.length + erpnext.length).toBe(17);
  });

  describe("first response in github/issue-metrics", () => {
    for (const each of cases.first_response) {
      it(each.id, () => {
        // The clock starts where the ticket is handed in; whoever is to be ignored is no person to the customer.
        const rows = [
          { ticket: "I", at: each.clock_start, type: "created", actor: { kind: "customer", id: each.requester } },
          ...each.events.map(({ at, actor, actor_type }) => {
            const kind = actor === each.requester ? "customer" : actor_type === "bot" ? "bot" : "agent";
            const ignored = each.ignore_users.includes(actor);
            return {
              ticket: "I",
              at,
              type: "message",
              public: true,
              actor: { kind: ignored ? "system" : kind, id: actor },
            };
          }),
          // Something else in the log shows that it shows messages.
          { ticket: "other", at: each.clock_start, type: "message", public: true, actor: customer },
        ];
        const { value, n } = firstResponseTime(factsOf(rows));
        expect(n).toBe(1);
        expect(value === null ? null : value / second).toBe(each.expected_first_response_seconds);
      });
    }
  });

  describe("averages", () => {
    for (const { id, values_seconds, expected_mean } of cases.aggregates) {
      it(id, () => {
        const rows = values_seconds.flatMap((seconds, index) => asked(`T${index}`, 1_000 * index, seconds));
        const { mean } = answered(firstResponseTime(factsOf(rows)))!;
        expect(mean === null ? null : mean / second).toBe(expected_mean);
      });
    }
  });

  describe("Chatwoot", () => {
    it("cw-frt-distribution: buckets closed on the left, from the evidence", () => {
      const { values_seconds, expected_counts } = named(cases.chatwoot, "cw-frt-distribution") as unknown as {
        values_seconds: number[];
        expected_counts: number[];
      };
      const rows = values_seconds.flatMap((seconds, index) => asked(`T${index}`, index, seconds));
      const counts = expected_counts.map(() => 0);
      const edges = [0, 1, 4, 8, 24].map((hours) => hours * 3_600 * second);
      for (const { value } of evidence(factsOf(rows), firstResponseTime).counted) {
        counts[edges.findLastIndex((edge) => value! >= edge)]!++;
      }
      expect(counts).toEqual(expected_counts);
    });

    it("cw-agent-summary: averages by agent, none where there is no data", () => {
      const rows = [
        ...asked("A", 0, 20, "user1"),
        ...[100, 130].map((at, turn) => ({
          ticket: "A",
          at: at * second,
          type: "message",
          public: true,
          actor: turn === 0 ? customer : agent("user1"),
        })),
        ...[200, 240].map((at, turn) => ({
          ticket: "A",
          at: at * second,
          type: "message",
          public: true,
          actor: turn === 0 ? customer : agent("user1"),
        })),
        { ticket: "B", at: 0, type: "created", actor: agent("user2") },
        { ticket: "B", at: 50 * second, type: "status", phase: "solved", actor: agent("user2") },
      ];
      const facts = factsOf(rows);
      const of = (metric: typeof throughput, who: string) =>
        grouped(metric, facts, "agent").find((each) => each.group!.value === who);
      const seconds = (estimate: Estimate | undefined) => {
        const mean = answered(estimate)?.mean ?? null;
        return mean === null ? null : mean / second;
      };
      const summary = (who: string) => ({
        resolved_count: of(throughput, who)?.value ?? 0,
        avg_resolution: seconds(of(resolutionTime, who)),
        avg_first_response: seconds(of(firstResponseTime, who)),
        avg_reply: seconds(of(nextResponseTime, who)),
      });
      const { expected } = named(cases.chatwoot, "cw-agent-summary") as unknown as {
        expected: Record<string, unknown>;
      };
      expect({ user1: summary("user1"), user2: summary("user2") }).toEqual(expected);
    });

    it("cw-reopen-not-counted: what stands resolved; throughput counts every closing", () => {
      const { resolved, expected_resolutions_count } = named(cases.chatwoot, "cw-reopen-not-counted") as Record<
        string,
        number
      >;
      const rows = Array.from({ length: resolved! }, (_, index) => [
        { ticket: `T${index}`, at: 0, type: "created", actor: { kind: "customer", id: `c${index}` } },
        { ticket: `T${index}`, at: 10 * second, type: "status", phase: "solved", actor: agent("mei") },
      ]).flat();
      const facts = factsOf([
        ...rows,
        { ticket: "T0", at: 20 * second, type: "status", phase: "open", actor: customer },
      ]);
      expect(reportedResolutionRate(facts).details).toMatchObject({
        outcomes: { shownAsResolved: expected_resolutions_count },
      });
      expect(throughput(facts).value).toBe(resolved);
    });

    it("cw-frt-after-reopen: differs; the first wait keeps its end, and the one from the reopening is a further wait", () => {
      // There a bot's resolving restarts the first response at the reopening. Here nobody had answered when the bot closed,
      // and that stays a first response that never came; the customer's second wait runs from the reopening all the same.
      const [day, minute, now] = [86_400, 60, 1_000_000];
      const rows = [
        { ticket: "T", at: (now - 5 * day) * second, type: "created", actor: customer },
        {
          ticket: "T",
          at: (now - 5 * day + 5 * minute) * second,
          type: "status",
          phase: "solved",
          actor: { kind: "bot", id: "b" },
        },
        { ticket: "T", at: (now - 60 * minute) * second, type: "status", phase: "open", actor: customer },
        { ticket: "T", at: (now - 60 * minute) * second, type: "message", public: true, actor: customer },
        { ticket: "T", at: now * second, type: "message", public: true, actor: agent("mei") },
      ];
      const facts = factsOf(rows);
      expect(nextResponseTime(facts)).toMatchObject({ value: 60 * minute * second, n: 1 });
      expect(firstResponseTime(facts)).toMatchObject({
        value: null,
        n: 1,
        details: { outcomes: { closedUnanswered: 1 } },
      });
    });

    it("cw-bot-handoff: the time from the hand-off is the time to a human; the first response runs from the creation", () => {
      const { handoff_after_s, human_reply_after_s, expected_first_response_seconds } = named(
        cases.chatwoot,
        "cw-bot-handoff",
      ) as Record<string, number>;
      const rows = [
        { ticket: "T", at: 0, type: "created", actor: customer },
        {
          ticket: "T",
          at: handoff_after_s! * second,
          type: "handoff",
          step: "requested",
          actor: { kind: "bot", id: "b" },
        },
        { ticket: "T", at: human_reply_after_s! * second, type: "message", public: true, actor: agent("mei") },
      ];
      const facts = factsOf(rows);
      expect(timeToHuman(facts).value).toBe(expected_first_response_seconds! * second);
      expect(firstResponseTime(facts).value).toBe(human_reply_after_s! * second);
    });
  });

  describe("ERPNext", () => {
    type Timeline = { events: [string, string][]; expected: Record<string, number> };
    const rowsOf = ({ events }: Timeline) =>
      events.flatMap(([at, what], index) => {
        const row = { ticket: "T", at: `${at}:00Z` };
        const message = { ...row, type: "message", public: true };
        if (what === "closed") return [{ ...row, type: "status", phase: "closed", actor: agent("mei") }];
        if (what === "customer")
          return [index === 0 ? { ...row, type: "created", actor: customer } : { ...message, actor: customer }];
        const hold = { ...row, type: "status", phase: "waitingOnCustomer", actor: agent("mei") };
        return [{ ...message, actor: agent("mei") }, ...(what.includes("hold") ? [hold] : [])];
      });

    it("erpnext-issue-metrics: mean of all responses, time to the closing, time that the customer waited for us", () => {
      const timeline = named(cases.erpnext, "erpnext-issue-metrics") as unknown as Timeline;
      const facts = factsOf(rowsOf(timeline));
      const waits = [...factRows(facts, "waits")].map((row) => row["calendarMs"] as number);
      const total = waits.reduce((sum, ms) => sum + ms, 0);
      expect({
        avg_response_time_s: total / waits.length / second,
        resolution_time_s: resolutionTime(facts).value! / second,
        user_resolution_time_s: total / second,
      }).toEqual(timeline.expected);
    });

    it("erpnext-hold: time on hold is the time to the closing less the time that was ours", () => {
      const timeline = named(cases.erpnext, "erpnext-hold") as unknown as Timeline;
      const [row] = [...factRows(factsOf(rowsOf(timeline)), "tickets")];
      const holdMs = (row!["resolutionMs"] as number) - (row!["ourTimeMs"] as number);
      expect({ total_hold_time_s: holdMs / second }).toEqual(timeline.expected);
    });
  });
});
