import { describe, expect, it } from "vitest";
import { reconcile } from "../../src/reconciliation/reconcile.ts";
import {
  agent,
  botSays,
  closes,
  created,
  factsOf,
  hour,
  reopens,
  replies,
  says,
  survey,
  ticket,
} from "../facts/stories.ts";

const none = { counted: 0, happened: 0, value: null, leftOut: [] };
const byDesk = (hours: number) => created(hours, { actor: agent("mei"), requester: undefined, initiator: "agent" });

describe("what a ticket counts as", () => {
  it("is nothing at all where a definition has no answer of it", () => {
    // No customer wrote, so there is no round; Zendesk takes the second reply.
    const rows = ticket("A", byDesk(10), replies(10, "mei"), replies(12, "mei"));
    const facts = factsOf(rows);
    const after = { counted: 1, happened: 1, value: 2 * hour, leftOut: [] };
    expect(reconcile(facts, "wangwang", "zendesk", "firstResponseTime").tickets).toEqual([
      { ticket: "A", before: none, after, cancelled: false },
    ]);
    expect(reconcile(facts, "zendesk", "wangwang", "firstResponseTime").tickets).toEqual([
      { ticket: "A", before: after, after: none, cancelled: false },
    ]);
  });

  it("is how often it happened, and the mean of its times", () => {
    const rows = ticket("A", created(0), closes(1, "mei"), reopens(2), closes(4, "mei"), reopens(5), closes(7, "mei"));
    const facts = factsOf(rows);
    const [resolved] = reconcile(facts, "chatwoot", "zendesk", "reportedResolutionRate").tickets;
    expect(resolved).toMatchObject({
      before: { counted: 1, happened: 3, value: null },
      after: { counted: 1, happened: 1, value: null },
    });
    const [time] = reconcile(facts, "chatwoot", "zendesk", "resolutionTime").tickets;
    expect(time).toMatchObject({
      before: { counted: 3, happened: 3, value: 4 * hour },
      after: { counted: 1, happened: 1, value: 7 * hour },
    });
  });

  it("is its score, and why answers beside the one that counts are left out, each reason once", () => {
    const rated = (hours: number, score: number) => survey(hours, "answered", { score });
    const rows = ticket(
      "A",
      created(0),
      says(0.5),
      replies(1, "mei"),
      closes(2, "mei"),
      rated(3, 5),
      rated(4, 1),
      rated(5, 2),
    );
    const [change] = reconcile(factsOf(rows), "chatwoot", "zendesk", "csat").tickets;
    expect(change).toEqual({
      ticket: "A",
      before: { counted: 1, happened: 1, value: 5, leftOut: ["otherAnswer"] },
      after: { counted: 1, happened: 0, value: 2, leftOut: ["otherAnswer"] },
      cancelled: false,
    });
  });

  it("stands in the order of the tickets, whatever changed first", () => {
    const rows = ["C", "A", "B"].flatMap((name, place) =>
      ticket(
        name,
        created(place, { requester: name }),
        closes(place + 1, "mei"),
        reopens(place + 2),
        closes(place + 4, "mei"),
      ),
    );
    const { tickets, steps } = reconcile(factsOf(rows), "chatwoot", "zendesk", "reportedResolutionRate");
    expect(tickets.map((each) => each.ticket)).toEqual(["C", "A", "B"]);
    expect(steps.find(({ rule }) => rule === "counts")!.tickets).toEqual(tickets);
  });
});

describe("a difference", () => {
  it("is none where one of the two has no value, nor is that step's change", () => {
    const facts = factsOf(ticket("A", created(10), botSays(10), survey(12, "answered", { score: 5 })));
    for (const [a, b] of [
      ["kuaishou", "zendesk"],
      ["zendesk", "kuaishou"],
    ] as const) {
      const { difference, steps, a: one, b: other, notes } = reconcile(facts, a, b, "csat");
      expect([one.estimate.value, other.estimate.value].sort()).toEqual([1, null]);
      expect({ difference, notes }).toEqual({ difference: null, notes: [] });
      const [step] = steps.filter(({ tickets }) => tickets.length > 0);
      expect(step).toMatchObject({ rule: "tickets", change: null });
    }
  });
});
