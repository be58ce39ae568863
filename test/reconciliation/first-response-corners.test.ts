import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { evaluate } from "../../src/reconciliation/evaluate.ts";
import { presets } from "../../src/reconciliation/presets.ts";
import type { FirstResponseRules } from "../../src/reconciliation/rules.ts";
import { ticketIndex } from "../../src/reconciliation/ticket-index.ts";
import {
  botSays,
  closes,
  created,
  factsOf,
  handoff,
  hour,
  linked,
  reopens,
  replies,
  type Step,
  says,
  ticket,
} from "../facts/stories.ts";
import { randomLogs } from "../oracle/random-logs.ts";

const ours = presets.trueresolve.firstResponseTime!.rules;

/** What becomes of each ticket: status and hours, or the reason to leave it out. */
function told(facts: Facts, rules: Partial<FirstResponseRules>): string {
  const { answers } = evaluate(ticketIndex(facts), "firstResponseTime", { ...ours, ...rules }, {});
  const { tickets: names } = facts.dictionaries;
  return answers
    .map(({ ticket: row, status, value, reason }) => {
      const name = names.decode(facts.tickets.ticket[row]!);
      return `${name} ${reason ?? `${status} ${Number((value / hour).toFixed(3))}`}`;
    })
    .join(", ");
}

/** A ticket of a customer of its own. */
const one = (name: string, ...steps: Step[]) =>
  ticket(
    name,
    ...steps.map((step) => (step["type"] === "created" ? { ...step, requester: `customer of ${name}` } : step)),
  );

describe("a first response read off what was said", () => {
  it("is the one read off our waits, where both call the same a reply and nothing was merged", () => {
    const isMerger = (row: { type: string; [field: string]: unknown }) =>
      (row.type === "linked" && row["relation"] !== "followUpOf") || row["cause"] === "merge";
    // To leave a queue that one never was in ends a wait and leaves no hand-off behind.
    const isLeaving = (row: { [field: string]: unknown }) => row["step"] === "abandoned";
    const logs = randomLogs.map((rows) => rows.filter((row) => !isMerger(row) && !isLeaving(row)));
    fc.assert(
      fc.property(logs, (rows) => {
        const facts = buildFacts(parseEvents(rows).log, { countsAsReply: "assisted" });
        for (const unanswered of ["neverAnswered", "dropped", "notInTime"] as const) {
          expect(told(facts, { unanswered, replyBy: "agent" })).toBe(told(facts, { unanswered }));
        }
      }),
      { numRuns: 200, seed: 20_261_124 },
    );
  });

  it("ends where the customer leaves the queue, or the ticket is closed, whichever comes first", () => {
    const facts = factsOf(
      [
        ...one("A", created(0), handoff(1, "requested"), handoff(3, "abandoned"), closes(5, "mei"), replies(6, "mei")),
        ...one("B", created(0), handoff(1, "requested"), closes(2, "mei"), reopens(3), handoff(3, "requested")),
        ...one(
          "C",
          created(0),
          handoff(1, "requested"),
          replies(2, "mei"),
          handoff(3, "requested"),
          handoff(4, "abandoned"),
        ),
        ...one("D", created(0), replies(2, "mei"), closes(2, "mei")),
        ...one("E", closes(0, "mei"), created(1), says(2), closes(4, "mei")),
      ],
      {},
      9,
    );
    const expected = "A 2 3, B 2 2, C 1 2, D 1 2, E closingNotSeen";
    expect(told(facts, {})).toBe(expected);
    expect(told(facts, { replyBy: "agent" })).toBe(expected);
  });

  it("of a merged ticket is in the other one only where the wait goes on there, and only after the merger", () => {
    const facts = factsOf(
      [
        ...one("A", created(0)), // the first row of the table
        ...one("B", created(1), linked(2, "mergedInto", "A"), linked(3, "mergedInto", "A")),
        ...one("A", replies(1.5, "mei"), replies(2.5, "mei"), replies(4, "mei")),
        ...one("C", created(1), replies(1.5, "mei"), linked(2, "mergedInto", "A")),
      ],
      {},
      9,
    );
    expect(told(facts, { replyBy: "agent" })).toBe("A 1 1.5, B 1 3, C 1 0.5");
    expect(told(facts, { replyBy: "agent", merged: "counted" })).toBe("A 1 1.5, B 0 8, C 1 0.5");
    expect(told(facts, { merged: "counted" })).toBe("A 1 1.5, B 0 8, C 1 0.5");
    expect(told(facts, { merged: "leftOut" })).toBe("A 1 1.5, B merged, C merged");
  });

  it("is not seen where the log shows no replies", () => {
    const facts = factsOf([...one("A", created(0), closes(3, "mei"))], {}, 9);
    expect(told(facts, {})).toBe("A unseen");
    expect(told(facts, { replyBy: "agent", unanswered: "dropped" })).toBe("A unseen");
  });

  it("starts anew at a reopening or the bot's closing only between the first contact and the reply", () => {
    const bot = { actor: { kind: "bot", id: "b1" } };
    const rows = [
      ...one("A", created(0), closes(1, "b1", bot), reopens(2), replies(5, "mei"), closes(6, "b1", bot)),
      ...one("B", created(0), closes(1, "b1", bot), replies(5, "mei"), closes(6, "b1", bot), reopens(7)),
      ...one("C", created(0), botSays(0.5), closes(1, "mei"), replies(5, "mei")),
      ...one("D", created(0), closes(2, "mei"), reopens(3), closes(4, "mei"), reopens(5)),
    ];
    const rules = { start: "lastOpening", replyBy: "agent" } as const;
    expect(told(factsOf(rows, {}, 9), { ...rules, unanswered: "dropped" })).toBe("A 1 3, B 1 4, C 1 5, D neverReplied");
    expect(told(factsOf(rows, {}, 9), rules)).toBe("A 1 3, B 1 4, C 2 1, D 0 4");
  });
});

describe("rounds", () => {
  it("begin with the creation, unless the customer had written before it was entered", () => {
    const facts = factsOf(
      [
        ...one("A", created(1), replies(2, "mei"), says(3), says(4), replies(5, "mei")),
        ...one("B", says(0), replies(1, "mei"), created(2), says(3), replies(4, "mei")),
        ...one("C", replies(0, "mei"), created(1), replies(4, "mei")),
        ...one("D", created(1)),
        ...one("E", created(1, { initiator: "agent" }), replies(2, "mei"), says(3), closes(6, "mei")),
      ],
      {},
      9,
    );
    const rules = { unit: "round", agentBegun: "afterCustomer", replyBy: "agent" } as const;
    expect(told(facts, rules)).toBe("B 1 1, B 1 1, C 1 3, A 1 1, A 1 2, D 0 8, E 2 3");
  });
});

describe("a mean of times", () => {
  it("names how many have no end, and a figure that nothing counts in says so", () => {
    const rows = [
      ...ticket("A", created(0), replies(1, "mei")),
      ...ticket("B", created(0), closes(2, "mei")),
      ...ticket("C", created(0)),
    ];
    const rules = { ...ours, summary: "mean" } as const;
    const { estimate } = evaluate(ticketIndex(factsOf(rows, {}, 9)), "firstResponseTime", rules, {});
    expect(estimate).toMatchObject({ value: hour, n: 1, excluded: { notEnded: 2 }, notes: [], level: 0.95 });
    const all = evaluate(ticketIndex(factsOf(rows, {}, 9)), "firstResponseTime", ours, { level: 0.9 }).estimate;
    expect(all).toMatchObject({ n: 3, excluded: {}, level: 0.9 });
    const none = evaluate(ticketIndex(factsOf(rows, {}, 9)), "csat", presets.trueresolve.csat!.rules, {}).estimate;
    expect(none).toMatchObject({ value: null, n: 0, notes: ["notObserved:surveys"] });
  });
});

describe("a period", () => {
  it("holds no ticket whose creation the log does not show, and says so", () => {
    const facts = factsOf(
      [...ticket("A", says(1), replies(2, "mei")), ...ticket("B", created(1), replies(3, "mei"))],
      {},
      9,
    );
    const period = { start: facts.tickets.firstEventAt[0]! - hour, end: facts.asOf };
    const { estimate } = evaluate(ticketIndex(facts), "firstResponseTime", ours, { period });
    expect(estimate).toMatchObject({ n: 1, excluded: { noCreation: 1 } });
    const rules = presets.trueresolve.resolutionTime!.rules;
    const resolution = evaluate(ticketIndex(facts), "resolutionTime", rules, { period }).estimate;
    expect(resolution).toMatchObject({ n: 1, excluded: { noCreation: 1 } });
  });
});
