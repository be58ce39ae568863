import { describe, expect, it } from "vitest";
import * as s from "./stories.ts";

const { agent, factsOf, hour, onlyRow, rowsOf, story } = s;
const mei = "mei";
const solved = [s.created(0), s.replies(1, mei), s.closes(2, mei)];
const row = (steps: readonly s.Step[], until?: number, policy = {}) =>
  onlyRow(factsOf(story(...steps), policy, until), "tickets");

describe("the verdict on a ticket", () => {
  it("is resolved where its last closure holds through the window, undecided before", () => {
    expect(row(solved, 2 + 168)).toMatchObject({ verdict: "resolved", failure: "none", verdictMs: 168 * hour });
    expect(row(solved, 50)).toMatchObject({ verdict: "undecided", failure: "none", verdictMs: 48 * hour });
  });

  it("stays undecided though confirmed, until the window has passed", () => {
    expect(row([...solved, s.solution(3, "accepted")], 50)["verdict"]).toBe("undecided");
    expect(row([...solved, s.solution(3, "accepted")], 200)["verdict"]).toBe("resolved");
  });

  it("is neverClosed without a closure that counts", () => {
    expect(row([s.created(0), s.says(1)])["verdict"]).toBe("neverClosed");
    expect(row([...solved, s.reopens(3, agent(mei))])).toMatchObject({
      verdict: "neverClosed",
      closures: 0,
      phase: "open",
    });
  });

  it("fails by what came first", () => {
    const failed = (...rest: s.Step[]) => row([...solved, ...rest], 400);
    expect(failed(s.says(12))).toMatchObject({ verdict: "failed", failure: "refuted", verdictMs: 10 * hour });
    expect(failed(s.reopens(200, agent("bo")))).toMatchObject({ failure: "openAgain", verdictMs: 168 * hour });
    expect(failed(s.survey(300, "answered", { saidSolved: false }))).toMatchObject({
      failure: "saidUnsolved",
      verdictMs: 168 * hour,
    });
    const unanswered = row([s.created(0), s.botSays(1), s.ruleCloses(2), s.says(12)], 400);
    expect(unanswered).toMatchObject({ verdict: "failed", failure: "premature", verdictMs: 0 });
  });

  it("fails by a rejection when it is spoken, not when it was closed", () => {
    expect(row([...solved, s.solution(26, "rejected")])).toMatchObject({ failure: "refuted", verdictMs: 24 * hour });
    const before = [s.created(0), s.replies(1, mei), s.solution(2, "rejected"), s.closes(3, mei)];
    expect(row(before)).toMatchObject({ failure: "premature", verdictMs: 0 });
  });

  it("goes by the last answer of the customer", () => {
    const answer = (hours: number, saidSolved: boolean) => s.survey(hours, "answered", { saidSolved });
    expect(row([...solved, answer(300, false), answer(301, true)], 400)["verdict"]).toBe("resolved");
    expect(row([...solved, answer(300, true), answer(301, false)], 400)["failure"]).toBe("saidUnsolved");
  });

  it("goes by the last closure that counts", () => {
    const rows = [...solved, s.says(3), s.replies(4, "bo"), s.reopens(5, agent("bo")), s.closes(6, "bo")];
    expect(row(rows, 400)).toMatchObject({
      verdict: "resolved",
      agent: "bo",
      closures: 2,
      reopenings: 1,
      lastClosedAt: s.after(6),
    });
  });
});

describe("the creation of a ticket", () => {
  it("is its first one; a second row fills gaps and changes nothing", () => {
    const again = s.created(5, {
      requester: "zoe",
      category: "refund",
      channel: "mail",
      initiator: "agent",
      attributes: { plan: "gold" },
    });
    expect(row([s.created(0, { attributes: { plan: "free" } }), again])).toMatchObject({
      createdAt: s.after(0),
      requester: "ann",
      category: "parcel",
      channel: "mail",
      initiator: "customer",
      "attribute:plan": "free",
    });
  });

  it("is unknown where the log does not show it", () => {
    expect(row([s.says(1)])).toMatchObject({
      createdAt: null,
      initiator: "unknown",
      marks: ["noCreation"],
      resolutionMs: null,
    });
  });

  it("gives the intake category, which later changes mark but do not move", () => {
    const change = (actor: unknown) => row([s.created(0), s.field(1, "category", "refund", { actor })]);
    expect(change(agent(mei))).toMatchObject({ category: "parcel", marks: ["recategorised"] });
    expect(change(s.customer)).toMatchObject({ category: "parcel", marks: [] });
    const late = row([s.created(0, { category: undefined }), s.field(1, "category", "refund")]);
    expect(late).toMatchObject({ category: "refund", marks: [] });
  });
});

describe("what a ticket counts", () => {
  it("messages by who wrote them", () => {
    const rows = [
      s.created(0),
      s.says(1),
      s.thanks(2),
      s.replies(3, mei),
      s.replies(4, mei, { origin: "autoReply" }),
      s.botSays(5),
      s.replies(6, mei, { public: false }),
      s.replies(7, mei, { actor: { kind: "unknown" } }),
      s.closes(8, mei),
      s.replies(9, mei),
    ];
    expect(row(rows)).toMatchObject({
      customerMessages: 2,
      humanReplies: 2,
      otherReplies: 2,
      botMessages: 1,
      internalNotes: 1,
      updates: 1,
      firstReplyAt: s.after(3),
    });
  });

  it("transfers from one agent to another, through the queue or not", () => {
    const rows = [
      s.created(0),
      s.assigns(1, mei),
      s.assigns(2, "bo"),
      s.assigns(3, null),
      s.assigns(4, "bo"),
      s.assigns(5, null),
      s.assigns(6, mei),
    ];
    expect(row(rows)).toMatchObject({ transfers: 2, holder: mei, firstAssignedAt: s.after(1) });
  });

  it("time that is ours, and the longest silence in it", () => {
    const rows = [
      s.created(0),
      s.replies(2, mei),
      s.moves(3, "waitingOnCustomer"),
      s.says(10),
      s.replies(14, mei),
      s.moves(20, "open"),
      s.moves(26, "solved"),
    ];
    // Ours: 0–3, 10–14 (he wrote back), 20–26; silences 2, 1 + 4, 6.
    expect(row(rows)).toMatchObject({ ourTimeMs: 13 * hour, longestSilenceMs: 6 * hour });
    expect(row([s.created(0), s.replies(2, mei), s.moves(3, "onHold")], 9)).toMatchObject({
      ourTimeMs: 9 * hour,
      longestSilenceMs: 7 * hour,
    });
    expect(row([s.created(0), s.closes(5, mei), s.reopens(9), s.says(9)], 12)).toMatchObject({
      ourTimeMs: 8 * hour,
      longestSilenceMs: 5 * hour,
    });
  });

  it("time from its creation to its last closing", () => {
    expect(row([...solved, s.says(3), s.reopens(4), s.closes(9, mei)], 50)).toMatchObject({
      resolutionMs: 9 * hour,
      firstClosedAt: s.after(2),
    });
    expect(row([s.created(0), s.says(1)], 50)["resolutionMs"]).toBe(50 * hour);
  });

  it("escalations by level", () => {
    const rows = [s.created(0), s.escalated(1, "regulator"), s.escalated(2, "supervisor"), s.escalated(3, "regulator")];
    expect(row(rows)).toMatchObject({ escalations: ["supervisor", "regulator"], firstEscalatedAt: s.after(1) });
  });
});

describe("what a log shows at all", () => {
  it("is told by its own rows, unless the policy knows better", () => {
    const facts = factsOf(story(s.created(0), s.moves(1, "waitingOnCustomer")));
    expect(facts.observed).toMatchObject({
      creations: true,
      waitingOnCustomer: true,
      staffReplies: false,
      closures: false,
    });
    const told = factsOf(story(s.created(0), s.botSays(1), s.ruleCloses(2)), { observes: { staffReplies: false } });
    expect(onlyRow(told, "closures")["reasons"]).toEqual([]);
  });
});

describe("what one row shows", () => {
  const shown = (step: s.Step) => {
    const { creations: _, requesters: __, categories: ___, ...observed } = factsOf(story(s.created(0), step)).observed;
    return Object.entries(observed).flatMap(([what, isShown]) => (isShown ? [what] : []));
  };

  it.each([
    ["onHold", s.moves(1, "onHold"), ["waitingOnCustomer"]],
    ["solved", s.moves(1, "solved"), ["closures"]],
    ["open", s.moves(1, "open"), []],
    ["a survey that was offered", s.survey(1, "offered"), ["surveyOffers"]],
    ["a survey that was answered", s.survey(1, "answered", { score: 4 }), ["surveys"]],
    ["a survey that was suppressed", s.survey(1, "suppressed"), ["surveyOffers"]],
    ["a bot's message", s.botSays(1), ["messages", "staffReplies", "botMessages"]],
    ["a bot's note", s.botSays(1, { public: false }), ["messages"]],
    [
      "a customer's wish",
      s.says(1, { intent: "humanRequest" }),
      ["messages", "customerMessages", "staffReplies", "intents", "handoffs"],
    ],
    ["a message of the system", s.says(1, { actor: s.system }), ["messages"]],
  ])("%s", (_, step, what) => {
    expect(shown(step)).toEqual(what);
  });
});

describe("promises", () => {
  const end = (...rest: s.Step[]) =>
    onlyRow(factsOf(story(s.created(0), s.says(0), s.promised(1, 10), ...rest), {}, 20), "promises");

  it("are kept by a human's word by the time they fall due, the moment itself included", () => {
    expect(end(s.replies(10, mei))).toMatchObject({ end: "kept", keptAt: s.after(10), agent: mei });
    expect(end(s.replies(10.01, mei))["end"]).toBe("broken");
    expect(end(s.botSays(9))["end"]).toBe("broken");
  });

  it("are not kept by the message that makes them, nor by a closing", () => {
    expect(end(s.replies(1, mei))["end"]).toBe("broken");
    expect(end(s.ruleCloses(5))["end"]).toBe("broken");
  });

  it("are moot where the customer closed first, and pending until due", () => {
    expect(end(s.customerCloses(5))["end"]).toBe("moot");
    const open = factsOf(story(s.created(0), s.promised(1, 10), s.says(2)), {}, 9.99);
    expect(onlyRow(open, "promises")["end"]).toBe("pending");
  });

  it("believe the row that says it", () => {
    const said = (kept: boolean) =>
      onlyRow(factsOf(story(s.created(0), s.promised(1, 10, { kept }), s.replies(2, mei))), "promises")["end"];
    expect([said(true), said(false)]).toEqual(["kept", "broken"]);
  });
});

it("rows name every column of every table", () => {
  const facts = factsOf(story(...solved));
  expect(Object.keys(rowsOf(facts, "closures")[0]!)).toContain("prematureAt");
});
