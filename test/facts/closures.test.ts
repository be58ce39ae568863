import { describe, expect, it } from "vitest";
import * as s from "./stories.ts";

const { agent, factsOf, onlyRow, rowsOf, story } = s;
const mei = "mei";
const solvedBy = (id: string, hours = 2) => [s.created(0), s.replies(1, id), s.closes(hours, id)];
const closure = (rows: readonly object[], policy = {}, until?: number) =>
  onlyRow(factsOf(rows, policy, until), "closures");
const reasons = (rows: readonly object[], policy = {}) => closure(rows, policy)["reasons"];
/** Somebody else's ticket, with every sign by which a log shows that it shows replies, and that time went by. */
const elsewhere = (hours: number) => s.ticket("Z", s.created(hours, { requester: "zoe" }), s.says(hours));

describe("what a closure is", () => {
  it("is a move into solved or closed; solved to closed is one", () => {
    const rows = story(s.created(0), s.replies(1, mei), s.moves(2, "solved"), s.moves(90, "closed", s.system));
    expect(closure(rows)).toMatchObject({ at: s.after(2), closer: mei, agent: mei, cause: "agent", byCustomer: false });
  });

  it("is none where the log begins with a closed ticket, which is marked instead", () => {
    const facts = factsOf(
      story(s.moves(0, "closed"), s.says(5), s.reopens(6), s.replies(7, mei), s.moves(9, "solved")),
    );
    expect(rowsOf(facts, "closures").map((row) => row["at"])).toEqual([s.after(9)]);
    expect(onlyRow(facts, "tickets")).toMatchObject({ reopenings: 1, marks: ["noCreation", "closedAtFirstSight"] });
    expect(facts.notes).toContainEqual({ code: "closedAtFirstSight", count: 1 });
  });

  it("is none where spam or a deleted ticket is tidied away, and the ticket stays what it was", () => {
    const facts = factsOf(
      story(s.created(0), s.moves(1, "spam"), s.moves(2, "closed"), s.moves(3, "closed", s.system, { cause: "merge" })),
    );
    expect(rowsOf(facts, "closures")).toHaveLength(0);
    expect(onlyRow(facts, "tickets")).toMatchObject({ phase: "spam", excluded: "spam" });
  });

  it("counts again once a ticket is taken back from spam, reopened if it was closed before", () => {
    const facts = factsOf(story(...solvedBy(mei), s.moves(3, "spam"), s.reopens(4, agent("bo")), s.closes(5, mei)));
    expect(onlyRow(facts, "tickets")).toMatchObject({ closures: 2, reopenings: 1, excluded: "none", excludedBy: null });
  });
});

describe("churn", () => {
  it("is a closing undone by the closer with no sign of the customer: it counts nowhere", () => {
    const facts = factsOf(story(...solvedBy(mei), s.reopens(3, agent(mei)), s.closes(4, mei)));
    expect(rowsOf(facts, "closures").map((row) => row["annulled"])).toEqual([true, false]);
    expect(onlyRow(facts, "tickets")).toMatchObject({ closures: 1, selfReopenings: 1, firstClosedAt: s.after(4) });
  });

  it("is none where a colleague, somebody unnamed, or a machine undoes it: that refutes", () => {
    const word = (actor: unknown) => closure(story(...solvedBy(mei), s.reopens(3, actor)))["refutedBy"];
    expect(word(agent("bo"))).toBe("reopenedByColleague");
    expect(word({ kind: "agent" })).toBe("reopenedByUnknown");
    expect(word(s.system)).toBe("reopenedByUnknown");
    expect(word(null)).toBe("reopenedByUnknown");
  });

  it("is none where the customer gave a sign in between", () => {
    for (const sign of [
      s.says(2.5),
      s.solution(2.5, "rejected"),
      s.survey(2.5, "answered", { saidSolved: false }),
      s.handoff(2.5, "requested"),
      s.escalated(2.5, "regulator"),
    ]) {
      const row = closure(story(...solvedBy(mei), sign, s.reopens(3, agent(mei))), {
        messageAfterClosing: "needsReopening",
      });
      expect(row, JSON.stringify(sign)).toMatchObject({ annulled: false, verdict: "refuted" });
    }
  });

  it("is churn still where the customer only said thanks, or a supervisor looked at it", () => {
    for (const sign of [s.thanks(2.5), s.escalated(2.5, "supervisor"), s.survey(2.5, "answered", { score: 5 })]) {
      expect(closure(story(...solvedBy(mei), sign, s.reopens(3, agent(mei))))["annulled"]).toBe(true);
    }
  });
});

describe("why a closure is premature", () => {
  it("customerWaiting: he spoke last", () => {
    expect(reasons(story(s.created(0), s.replies(1, mei), s.says(2), s.closes(3, mei)))).toEqual(["customerWaiting"]);
    expect(reasons(story(s.created(0), s.replies(1, mei), s.thanks(2), s.closes(3, mei)))).toEqual([]);
  });

  it("customerWaiting: he spoke last even if an earlier closing cut his wait off", () => {
    const rows = story(
      s.created(0),
      s.replies(1, mei),
      s.says(2),
      s.closes(3, mei),
      s.reopens(4, agent("bo")),
      s.closes(5, "bo"),
    );
    expect(rowsOf(factsOf(rows), "closures").map((row) => row["reasons"])).toEqual([
      ["customerWaiting", "returnedSoon"],
      ["customerWaiting"],
    ]);
  });

  it("noHumanReply: nobody ever answered, a bot is nobody", () => {
    const rows = story(s.created(0), s.botSays(1), s.ruleCloses(3));
    expect(reasons(rows)).toEqual(["customerWaiting", "noHumanReply"]);
  });

  it("noHumanReply is unknown where the log began after the ticket, and no reason where no customer ever asked", () => {
    expect(reasons([...story(s.thanks(1), s.closes(2, mei)), ...elsewhere(1)])).toEqual([]);
    const own = story(s.created(0, { initiator: "system", actor: s.system }), s.closes(2, mei));
    expect(onlyRow(factsOf([...own, ...elsewhere(1)]), "closures")["reasons"]).toEqual([]);
  });

  it("inactivityWhileOurTurn: closed for silence that was ours", () => {
    const silent = (...before: s.Step[]) =>
      reasons(
        story(s.created(0), s.replies(1, mei), ...before, s.moves(90, "closed", s.system, { cause: "inactivity" })),
      );
    expect(silent(s.says(2))).toEqual(["customerWaiting", "inactivityWhileOurTurn"]);
    expect(silent(s.moves(2, "onHold"))).toEqual(["inactivityWhileOurTurn"]);
    expect(silent(s.moves(2, "waitingOnCustomer"))).toEqual([]);
    expect(silent(s.moves(2, "waitingOnCustomer"), s.says(3))).toEqual(["customerWaiting", "inactivityWhileOurTurn"]);
    // The desk spoke last: by the messages it is the customer's turn, whatever the phase says.
    expect(silent()).toEqual([]);
  });

  it("inactivityWhileOurTurn: without messages the phase decides, where the log has one for waiting", () => {
    const close = s.moves(90, "closed", s.system, { cause: "inactivity" });
    const other = s.ticket("Z", s.created(0, { requester: "zoe" }), s.moves(1, "waitingOnCustomer"), close);
    const facts = factsOf([...story(s.created(0), close), ...other]);
    expect(rowsOf(facts, "closures").map((row) => [row["ticket"], row["reasons"]])).toEqual([
      ["T", ["inactivityWhileOurTurn"]],
      ["Z", []],
    ]);
    expect(reasons(story(s.created(0), close))).toEqual([]);
  });

  it("handoffPending: he asked for a person and got none", () => {
    const rows = story(s.created(0), s.replies(1, mei), s.says(2, { intent: "humanRequest" }), s.ruleCloses(3));
    expect(reasons(rows)).toEqual(["customerWaiting", "handoffPending"]);
    expect(
      reasons(story(s.created(0), s.says(1, { intent: "humanRequest" }), s.replies(2, mei), s.ruleCloses(3))),
    ).toEqual([]);
  });

  it("returnedSoon: refuted within 72 hours, the last millisecond included", () => {
    const back = (hours: number, ms = 0) => {
      const message = s.says(2 + hours);
      return reasons(story(...solvedBy(mei), { ...message, at: message.at + ms }));
    };
    expect(back(72)).toEqual(["returnedSoon"]);
    expect(back(72, 1)).toEqual([]);
  });

  it("rejected: before the closing, if nobody answered; or after it", () => {
    expect(reasons(story(s.created(0), s.replies(1, mei), s.solution(2, "rejected"), s.closes(3, mei)))).toEqual([
      "rejected",
    ]);
    expect(reasons(story(s.created(0), s.solution(1, "rejected"), s.replies(2, mei), s.closes(3, mei)))).toEqual([]);
    expect(reasons(story(...solvedBy(mei), s.solution(100, "rejected")))).toEqual(["rejected"]);
  });

  it("saidUnsolved: before the closing, if nobody answered; or after it", () => {
    const no = (hours: number) => s.survey(hours, "answered", { saidSolved: false });
    expect(reasons(story(s.created(0), s.replies(1, mei), no(2), s.closes(3, mei)))).toEqual(["saidUnsolved"]);
    expect(reasons(story(s.created(0), no(1), s.replies(2, mei), s.closes(3, mei)))).toEqual([]);
    expect(reasons(story(...solvedBy(mei), no(100)))).toEqual(["saidUnsolved"]);
  });

  it("none where the customer closed, accepted or said solved", () => {
    expect(reasons(story(s.created(0), s.botSays(1), s.customerCloses(2), s.says(3)))).toEqual([]);
    expect(reasons(story(s.created(0), s.botSays(1), s.solution(2, "accepted"), s.ruleCloses(3)))).toEqual([]);
    expect(
      reasons(story(s.created(0), s.botSays(1), s.ruleCloses(3), s.survey(4, "answered", { saidSolved: true }))),
    ).toEqual([]);
    // A yes that was taken back is none.
    const back = story(s.created(0), s.replies(1, mei), s.solution(2, "accepted"), s.says(3), s.closes(4, mei));
    expect(reasons(back)).toEqual(["customerWaiting"]);
    const both = story(...solvedBy(mei), s.solution(3, "accepted"), s.solution(4, "rejected"));
    expect(reasons(both)).toEqual(["returnedSoon", "rejected"]);
  });

  it("none that needs messages, in a log of bare status changes", () => {
    const facts = factsOf(story(s.created(0), s.ruleCloses(5)));
    expect(onlyRow(facts, "closures")["reasons"]).toEqual([]);
  });

  it("says since when it is known", () => {
    const known = (...rest: s.Step[]) => closure(story(...solvedBy(mei), ...rest))["prematureAt"];
    expect(closure(story(s.created(0), s.botSays(1), s.ruleCloses(3), s.says(5)))["prematureAt"]).toBe(s.after(3));
    expect(known(s.says(5))).toBe(s.after(5));
    expect(known(s.says(100))).toBeNull();
    expect(known(s.says(100), s.solution(120, "rejected"))).toBe(s.after(120));
    expect(known()).toBeNull();
  });
});

describe("what refutes a closure", () => {
  it("a message, labelled or bare, but no thanks", () => {
    const word = (...rest: s.Step[]) => closure(story(...solvedBy(mei), ...rest))["refutedBy"];
    expect(word(s.says(3))).toBe("bareMessage");
    expect(word(s.says(3, { intent: "other" }))).toBe("message");
    expect(word(s.thanks(3))).toBe("none");
    expect(word(s.says(3, { public: false }))).toBe("none");
  });

  it("no message, only a reopening, where the policy demands one", () => {
    const policy = { messageAfterClosing: "needsReopening" };
    expect(closure(story(...solvedBy(mei), s.says(3)), policy)["refutedBy"]).toBe("none");
    expect(closure(story(...solvedBy(mei), s.says(3), s.reopens(4)), policy)).toMatchObject({
      refutedBy: "reopenedByCustomer",
      refutedAt: s.after(4),
      signals: ["reopenedByCustomer"],
    });
  });

  it("within seven days, the last millisecond included", () => {
    const back = (ms: number) => {
      const message = s.says(2 + 7 * 24);
      return closure(story(...solvedBy(mei), { ...message, at: message.at + ms }))["refutedBy"];
    };
    expect([back(-1), back(0), back(1)]).toEqual(["bareMessage", "bareMessage", "none"]);
  });

  it("the first sign by name, all of them in the signals", () => {
    const rows = story(...solvedBy(mei), s.solution(3, "rejected"), s.says(4), s.reopens(5));
    expect(closure(rows)).toMatchObject({
      refutedBy: "rejected",
      refutedAt: s.after(3),
      returnedBy: "bareMessage",
      returnedAt: s.after(4),
      signals: ["reopenedByCustomer", "bareMessage", "rejected"],
    });
  });
});

describe("the verdict on a closure", () => {
  it("stood once the window has passed to its last millisecond, undecided before", () => {
    const rows = story(...solvedBy(mei));
    expect(closure(rows, {}, 2 + 168)["verdict"]).toBe("stood");
    expect(closure(rows, {}, 2 + 168 - 0.001)["verdict"]).toBe("undecided");
  });

  it("confirmed where the customer accepted or said solved, and nothing refuted", () => {
    expect(closure(story(...solvedBy(mei), s.solution(3, "accepted")))).toMatchObject({
      verdict: "confirmed",
      confirmedBy: "accepted",
    });
    const told = s.survey(3, "answered", { saidSolved: true });
    expect(closure(story(...solvedBy(mei), told))).toMatchObject({ verdict: "confirmed", confirmedBy: "saidSolved" });
    expect(closure(story(...solvedBy(mei), told, s.says(4)))["verdict"]).toBe("refuted");
    expect(closure(story(s.created(0), s.solution(1, "accepted"), s.ruleCloses(2)))["verdict"]).toBe("confirmed");
  });
});

describe("the credit of a closure", () => {
  const credited = (...rest: s.Step[]) => {
    const rows = story(s.created(0), s.assigns(0, "bo"), s.replies(1, mei), ...rest);
    return closure(rows)["agent"];
  };

  it("goes to the closer, not to the holder", () => {
    expect(credited(s.closes(2, mei))).toBe(mei);
    expect(credited(s.closes(2, mei, { cause: "inactivity" }))).toBe(mei);
  });

  it("goes to the holder where a rule, a machine or the customer closed it, or nobody is named", () => {
    expect(credited(s.ruleCloses(2))).toBe("bo");
    expect(credited(s.closes(2, mei, { cause: "rule" }))).toBe("bo");
    expect(credited(s.moves(2, "closed", s.bot))).toBe("bo");
    expect(credited(s.customerCloses(2))).toBe("bo");
    expect(credited(s.moves(2, "closed", { kind: "agent" }))).toBe("bo");
    expect(credited(s.moves(2, "closed", null))).toBe("bo");
  });

  it("goes to nobody where nobody held it, nor ever to him who came after", () => {
    expect(closure(story(s.created(0), s.assigns(1, null), s.ruleCloses(2), s.assigns(3, "bo")))["agent"]).toBeNull();
    const rescued = story(s.created(0), s.botSays(1), s.ruleCloses(2), s.reopens(3), s.replies(4, mei));
    expect(closure(rescued)["agent"]).toBeNull();
    expect(closure(story(s.created(0), s.replies(1, mei), s.ruleCloses(2)))["agent"]).toBe(mei);
  });
});
