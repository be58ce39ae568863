import { describe, expect, it } from "vitest";
import * as s from "./stories.ts";

const { factsOf, hour, onlyRow, rowsOf, story } = s;
const mei = "mei";

describe("the start of a wait", () => {
  it("is the creation by a customer, in round 1", () => {
    const wait = onlyRow(factsOf(story(s.created(0), s.replies(2, mei))), "waits");
    expect(wait).toMatchObject({ round: 1, start: "created", end: "answered", answerer: mei, calendarMs: 2 * hour });
  });

  it("is not the creation by an agent: the customer's first message opens round 2", () => {
    const rows = story(s.created(0, { actor: s.agent(mei) }), s.says(5), s.replies(6, mei));
    expect(onlyRow(factsOf(rows), "waits")).toMatchObject({ round: 2, start: "message", calendarMs: hour });
  });

  it("takes the row's initiator before the actor, and the policy where neither is known", () => {
    const began = (more: object, policy = {}) =>
      onlyRow(factsOf(story(s.created(0, more as never)), policy), "tickets")["initiator"];
    expect(began({ actor: s.agent(mei), initiator: "customer" })).toBe("customer");
    expect(began({ actor: s.bot })).toBe("system");
    expect(began({ actor: undefined })).toBe("customer");
    expect(began({ actor: { kind: "unknown" } }, { initiator: "agent" })).toBe("agent");
  });

  it("is not put off by further messages of the customer", () => {
    const rows = story(s.created(0), s.says(1), s.says(3), s.replies(4, mei));
    expect(rowsOf(factsOf(rows), "waits").map((wait) => wait["calendarMs"])).toEqual([4 * hour]);
  });

  it("is no thank-you", () => {
    const rows = story(s.created(0), s.replies(1, mei), s.thanks(2), s.replies(9, mei));
    expect(rowsOf(factsOf(rows), "waits")).toHaveLength(1);
  });

  it("is a customer's reopening", () => {
    const rows = story(s.created(0), s.replies(1, mei), s.closes(2, mei), s.reopens(5), s.replies(8, mei));
    expect(rowsOf(factsOf(rows), "waits")[1]).toMatchObject({ round: 2, start: "reopened", calendarMs: 3 * hour });
  });

  it("is a reopening by the customer's hand, whatever cause the row gives", () => {
    const reopened = s.moves(5, "open", s.customer, { cause: "rule" });
    const facts = factsOf(story(s.created(0), s.replies(1, mei), s.closes(2, mei), reopened));
    expect(rowsOf(facts, "waits")[1]).toMatchObject({ start: "reopened", end: "open" });
    expect(onlyRow(facts, "closures")).toMatchObject({ refutedBy: "reopenedByCustomer" });
  });

  it("without a creation in the log begins at round 2", () => {
    const rows = story(s.says(0), s.replies(1, mei), s.says(2));
    expect(rowsOf(factsOf(rows), "waits").map((wait) => wait["round"])).toEqual([2, 3]);
  });

  it("before a creation that the log shows late is the first response all the same", () => {
    const late = story(s.says(0), s.replies(1, mei), s.created(2), s.says(3), s.replies(4, mei));
    const waits = rowsOf(factsOf(late), "waits");
    expect(waits.map(({ round, start, calendarMs }) => [round, start, calendarMs])).toEqual([
      [1, "message", hour],
      [2, "message", hour],
    ]);
  });

  it("lies on a closed ticket where the customer writes on", () => {
    const rows = story(s.created(0), s.replies(1, mei), s.closes(2, mei), s.says(4), s.replies(10, mei));
    expect(rowsOf(factsOf(rows), "waits")[1]).toMatchObject({
      start: "message",
      end: "answered",
      calendarMs: 6 * hour,
    });
  });
});

describe("the end of a wait", () => {
  it("is never a bot's, nor an automatic, nor an internal, nor a machine-made message", () => {
    const rows = story(
      s.created(0),
      s.botSays(1),
      s.replies(2, mei, { origin: "autoReply" }),
      s.replies(3, mei, { origin: "assisted" }),
      s.replies(4, mei, { origin: "template" }),
      s.replies(5, mei, { public: false }),
      s.replies(6, mei, { origin: "campaign" }),
      s.botSays(6.5, { origin: "human" }),
      s.replies(7, mei, { origin: "human" }),
    );
    expect(onlyRow(factsOf(rows), "waits")).toMatchObject({ calendarMs: 7 * hour, botReplies: 2 });
  });

  it("admits drafts and canned texts, or any answer, where the policy says so", () => {
    const rows = story(s.created(0), s.botSays(1), s.replies(2, mei, { origin: "template" }), s.replies(3, mei));
    const first = (countsAsReply: "assisted" | "any") =>
      rowsOf(factsOf(rows, { countsAsReply }), "waits")[0]!["calendarMs"];
    expect(first("assisted")).toBe(2 * hour);
    expect(first("any")).toBe(hour);
  });

  it("is closedUnanswered where we close, with the late reply beside", () => {
    const rows = story(s.created(0), s.ruleCloses(3), s.replies(10, mei));
    expect(onlyRow(factsOf(rows), "waits")).toMatchObject({
      end: "closedUnanswered",
      endAt: s.after(3),
      calendarMs: 3 * hour,
      lateReplyAt: s.after(10),
      replyMs: 10 * hour,
      answerer: null,
    });
  });

  it("is abandoned where the customer closes or leaves the queue", () => {
    const closed = factsOf(story(s.created(0), s.botSays(1), s.customerCloses(3)));
    expect(onlyRow(closed, "waits")).toMatchObject({ end: "abandoned", endAt: s.after(3) });
    const left = factsOf(story(s.created(0), s.botSays(1), s.handoff(1, "requested"), s.handoff(3, "abandoned")));
    expect(onlyRow(left, "waits")).toMatchObject({ end: "abandoned", endAt: s.after(3) });
  });

  it("gives every wait that a closing cut off its late reply", () => {
    const rows = story(
      s.created(0),
      s.ruleCloses(1),
      s.reopens(2),
      s.customerCloses(3),
      s.says(4),
      s.reopens(4.5, s.agent("li")),
      s.ruleCloses(5),
      s.reopens(6, s.agent("li")),
      s.replies(7, "li"),
    );
    expect(rowsOf(factsOf(rows), "waits").map((wait) => [wait["end"], wait["replyMs"]])).toEqual([
      ["closedUnanswered", 7 * hour],
      ["abandoned", 5 * hour],
      ["closedUnanswered", 3 * hour],
    ]);
  });

  it("keeps its late reply where the customer wrote at the closing and the ticket was merged at once", () => {
    const rows = story(
      s.created(0),
      s.ruleCloses(1),
      s.says(1, { seq: 2 }),
      s.linked(1, "mergedInto", "gone", { seq: 3 }),
      s.replies(3, mei),
    );
    expect(rowsOf(factsOf(rows), "waits").map((wait) => [wait["end"], wait["lateReplyAt"]])).toEqual([
      ["closedUnanswered", s.after(3)],
      ["merged", null],
    ]);
  });

  it("is not yet, while it is open: measured up to asOf", () => {
    const facts = factsOf(story(s.created(0), s.says(1)), {}, 5);
    expect(onlyRow(facts, "waits")).toMatchObject({ end: "open", endAt: null, calendarMs: 5 * hour, replyMs: null });
  });

  it("is unseen where the log shows nobody's messages", () => {
    const facts = factsOf(story(s.created(0), s.ruleCloses(3)));
    expect(onlyRow(facts, "waits")).toMatchObject({ end: "unseen", endAt: null, calendarMs: null });
    expect(facts.notes).toContainEqual({ code: "unseenWaits", count: 1 });
  });
});

describe("the credit of a wait", () => {
  const teams = { bo: s.agent("bo", { team: "night", employer: "vendor" }) };

  it("goes to whoever held it longest, not to the one who answers", () => {
    const rows = story(s.created(0), s.assigns(0, "bo"), s.assigns(47, mei), s.replies(48, mei));
    expect(onlyRow(factsOf(rows), "waits")).toMatchObject({ agent: "bo", answerer: mei });
  });

  it("stays with him who passes it on, and counts the queue", () => {
    expect(onlyRow(factsOf(story(s.created(0), s.assigns(5, "bo"), s.replies(6, "bo"))), "waits")["agent"]).toBeNull();
    const back = story(
      s.created(0),
      s.assigns(0, "bo"),
      s.assigns(2, null),
      s.assigns(3, "bo"),
      s.assigns(4, mei),
      s.replies(6.5, mei),
    );
    expect(onlyRow(factsOf(back), "waits")["agent"]).toBe("bo");
  });

  it("goes to the first human replier where nobody is ever assigned, from his first reply on", () => {
    const rows = story(s.created(0), s.ruleCloses(2), s.says(3), s.botSays(4), s.replies(5, mei), s.says(6));
    const waits = rowsOf(factsOf(rows), "waits");
    expect(waits.map((wait) => wait["agent"])).toEqual([null, mei, mei]);
  });

  it("takes team and employer from where the holder was seen nearest in time", () => {
    const rows = story(s.created(0), s.assigns(0, "bo"), { ...s.replies(3, "bo"), actor: teams.bo });
    expect(onlyRow(factsOf(rows), "waits")).toMatchObject({ agent: "bo", team: "night", employer: "vendor" });
  });

  it("keeps to the team of that day where somebody moved", () => {
    const then = (hours: number, team: string) => ({ ...s.replies(hours, "bo"), actor: s.agent("bo", { team }) });
    const rows = [
      ...s.ticket("A", s.created(0), s.assigns(0, "bo"), then(1, "night")),
      ...s.ticket("B", s.created(100), s.assigns(100, "bo"), then(101, "day")),
      ...s.ticket("C", s.created(2), s.assigns(2, "bo")),
      ...s.ticket("D", s.created(99), s.assigns(99, "bo")),
    ];
    const facts = factsOf(rows);
    expect(["A", "B", "C", "D"].map((name) => onlyRow(facts, "waits", name)["team"])).toEqual([
      "night",
      "day",
      "night",
      "day",
    ]);
  });

  it("falls back on the policy's roster", () => {
    const rows = story(s.created(0), s.assigns(0, "bo"), s.replies(3, "bo"));
    const facts = factsOf(rows, { roster: [{ agent: "bo", team: "night", employer: "vendor" }] });
    expect(onlyRow(facts, "waits")).toMatchObject({ team: "night", employer: "vendor" });
  });

  it("of an open wait counts the holder's time up to asOf", () => {
    const rows = story(s.created(0), s.assigns(0, "bo"), s.assigns(4, mei));
    expect(onlyRow(factsOf(rows, {}, 7), "waits")["agent"]).toBe("bo");
    expect(onlyRow(factsOf(rows, {}, 9), "waits")["agent"]).toBe(mei);
  });
});

describe("business time of a wait", () => {
  it("counts only the hours of the calendar that fits the team", () => {
    const office = { timeZone: "UTC", hours: { mon: [["09:00", "17:00"]], tue: [["09:00", "17:00"]] } };
    const rows = story(s.created(16), { ...s.replies(34, "bo"), actor: s.agent("bo", { team: "day" }) });
    const wait = onlyRow(factsOf(rows, { calendars: [{ when: { team: "day" }, calendar: office as never }] }), "waits");
    expect(wait).toMatchObject({ calendarMs: 18 * hour, businessMs: 2 * hour, replyBusinessMs: 2 * hour });
    const other = onlyRow(
      factsOf(rows, { calendars: [{ when: { team: "night" }, calendar: office as never }] }),
      "waits",
    );
    expect(other["businessMs"]).toBeNull();
  });
});
