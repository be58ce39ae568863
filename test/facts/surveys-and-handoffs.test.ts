import { describe, expect, it } from "vitest";
import * as s from "./stories.ts";

const { agent, factsOf, hour, onlyRow, rowsOf, story } = s;
const mei = "mei";
const solved = [s.created(0), s.replies(1, mei), s.closes(2, mei)];

describe("ratings", () => {
  const ratings = (...steps: s.Step[]) => rowsOf(factsOf(story(...steps)), "ratings");

  it("are normalised by their scale, 1 to 5 where none is given", () => {
    const scores = ratings(
      ...solved,
      s.survey(3, "answered", { score: 4 }),
      s.survey(4, "answered", { score: 0, scale: { min: 0, max: 10 } }),
    );
    expect(scores.map(({ score, rawScore, scaleMin, scaleMax }) => [score, rawScore, scaleMin, scaleMax])).toEqual([
      [0.75, 4, 1, 5],
      [0, 0, 0, 10],
    ]);
  });

  it("make one row of an offer and its answer, whatever happens in between", () => {
    const rows = ratings(
      ...solved,
      s.survey(3, "offered"),
      s.says(4),
      s.reopens(5, agent("bo")),
      s.closes(6, "bo"),
      s.survey(7, "answered", { score: 5 }),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ offeredAt: s.after(3), answeredAt: s.after(7), answerNumber: 1 });
  });

  it("are credited to the agent of the closure that the answer follows, never to the holder", () => {
    const rated = (...rest: s.Step[]) => ratings(...solved, ...rest)[0]!["agent"];
    expect(rated(s.survey(3, "offered"), s.assigns(4, "bo"), s.survey(5, "answered", { score: 1 }))).toBe(mei);
    expect(rated(s.says(3), s.reopens(4, agent("bo")), s.closes(5, "bo"), s.survey(6, "answered", { score: 5 }))).toBe(
      "bo",
    );
    expect(
      rated(
        s.survey(3, "offered"),
        s.says(4),
        s.reopens(5, agent("bo")),
        s.closes(6, "bo"),
        s.survey(7, "answered", { score: 5 }),
      ),
    ).toBe("bo");
    expect(
      rated(s.survey(3, "offered"), s.says(4), s.reopens(5, agent("bo")), s.survey(7, "answered", { score: 1 })),
    ).toBe(mei);
  });

  it("that follow no closure are credited to whoever replied last, else to the holder", () => {
    expect(
      ratings(s.created(0), s.replies(1, mei), s.replies(2, "bo"), s.survey(3, "answered", { score: 5 }))[0],
    ).toMatchObject({ agent: "bo", closure: null });
    expect(ratings(s.created(0), s.assigns(0, mei), s.survey(3, "answered", { score: 5 }))[0]!["agent"]).toBe(mei);
  });

  it("number the answers of a closure, and mark the last", () => {
    const answer = (hours: number, score: number) => s.survey(hours, "answered", { score });
    const rows = ratings(
      ...solved,
      answer(3, 1),
      answer(4, 5),
      s.says(5),
      s.reopens(5),
      s.closes(6, mei),
      answer(7, 3),
    );
    expect(rows.map(({ answerNumber, latest }) => [answerNumber, latest])).toEqual([
      [1, false],
      [2, true],
      [1, true],
    ]);
  });

  it("show the suppressed, with the reason if it is an accepted one", () => {
    const rows = ratings(
      ...solved,
      s.survey(3, "suppressed", { reason: "optedOut" }),
      s.survey(4, "suppressed", { reason: "toString" }),
      s.survey(5, "suppressed"),
    );
    expect(rows.map((row) => row["suppression"])).toEqual(["optedOut", "other", "none"]);
    expect(rows[0]).toMatchObject({ suppressedAt: s.after(3), answeredAt: null, answerNumber: 0 });
  });

  it("of thousands in one ticket take no square", () => {
    const many = Array.from({ length: 30_000 }, (_, index) =>
      s.survey(3 + index, "answered", { score: 1 + (index % 5) }),
    );
    const started = performance.now();
    const rows = ratings(...solved, ...many);
    expect(rows.at(-1)).toMatchObject({ answerNumber: 30_000, latest: true });
    expect(rows.filter((row) => row["latest"] === true)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});

describe("requests for a human", () => {
  const handoffs = (...steps: s.Step[]) => rowsOf(factsOf(story(s.created(0), ...steps)), "handoffs");

  it("begin by an event or a customer's words, and end when a person answers", () => {
    const [asked] = handoffs(
      s.says(1, { intent: "humanRequest" }),
      s.botSays(2),
      s.handoff(3, "queued"),
      s.handoff(4, "completed"),
      s.replies(5, mei),
    );
    expect(asked).toMatchObject({
      trigger: "message",
      requestedAt: s.after(1),
      queuedAt: s.after(3),
      completedAt: s.after(4),
      end: "reached",
      endAt: s.after(5),
      reached: mei,
      agent: mei,
      calendarMs: 4 * hour,
    });
  });

  it("are reached by no bot, even where the policy lets any answer stop the clock", () => {
    const facts = factsOf(story(s.created(0), s.handoff(1, "requested"), s.botSays(2), s.replies(4, mei)), {
      countsAsReply: "any",
    });
    expect(onlyRow(facts, "handoffs")).toMatchObject({ reached: mei, calendarMs: 3 * hour });
    const unreached = factsOf(story(s.created(0), s.handoff(1, "requested"), s.botSays(2), s.ruleCloses(3)), {
      countsAsReply: "any",
    });
    expect(onlyRow(unreached, "handoffs")["end"]).toBe("closedUnreached");
    expect(onlyRow(unreached, "tickets")["holder"]).toBeNull();
  });

  it("asked again while pending are one; after an end they are another", () => {
    expect(handoffs(s.says(0), s.handoff(1, "requested"), s.handoff(2, "requested"))).toHaveLength(1);
    const two = handoffs(s.handoff(1, "requested"), s.replies(2, mei), s.handoff(3, "queued"), s.customerCloses(5));
    expect(two.map((row) => row["end"])).toEqual(["reached", "abandoned"]);
  });

  it.each([
    ["queued", "queuedAt"],
    ["completed", "completedAt"],
    ["abandoned", "endAt"],
  ])("keep their times however many there are, where the first that the log shows is %s", (word, at) => {
    const rows = Array.from({ length: 2_000 }, (_, i) => s.ticket(`T${i}`, s.created(0), s.handoff(1, word))).flat();
    const times = rowsOf(factsOf(rows), "handoffs").map((row) => row[at]);
    expect(times).toEqual(Array.from(times, () => s.after(1)));
    expect(times).toHaveLength(2_000);
  });

  it("do not begin with the entry that one was completed or given up", () => {
    const reached = handoffs(s.handoff(1, "requested"), s.replies(2, mei), s.handoff(3, "completed"));
    expect(reached.map(({ end, completedAt }) => [end, completedAt])).toEqual([["reached", s.after(3)]]);
    const closed = handoffs(
      s.handoff(1, "requested"),
      s.botSays(1),
      s.customerCloses(2),
      s.handoff(2, "abandoned"),
      s.handoff(3, "completed"),
    );
    expect(closed.map((row) => row["end"])).toEqual(["abandoned"]);
    // Where the log shows nothing but the end, there was a request all the same.
    expect(handoffs(s.botSays(1), s.handoff(2, "abandoned")).map((row) => row["end"])).toEqual(["abandoned"]);
  });

  it("are closedUnreached where we close, and open until then", () => {
    expect(handoffs(s.says(1), s.handoff(1, "requested"), s.ruleCloses(4))[0]).toMatchObject({
      end: "closedUnreached",
      calendarMs: 3 * hour,
    });
    expect(
      onlyRow(factsOf(story(s.created(0), s.says(1), s.handoff(1, "requested")), {}, 9), "handoffs"),
    ).toMatchObject({ end: "open", calendarMs: 8 * hour });
  });

  it("count as reached when completed, where the log shows no messages at all", () => {
    expect(handoffs(s.handoff(1, "requested"), s.handoff(3, "completed"), s.ruleCloses(9))[0]).toMatchObject({
      end: "reached",
      calendarMs: 2 * hour,
    });
  });
});
