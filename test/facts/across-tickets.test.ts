import { describe, expect, it } from "vitest";
import * as s from "./stories.ts";

const { agent, factsOf, hour, onlyRow, rowsOf, ticket } = s;
const mei = "mei";
const solvedAt = (name: string, hours: number, more = {}) =>
  ticket(name, s.created(hours - 2, more), s.replies(hours - 1, mei), s.closes(hours, mei));
const closure = (rows: readonly object[], name: string, policy = {}) =>
  onlyRow(factsOf(rows, policy), "closures", name);
const ticketRow = (rows: readonly object[], name: string) => onlyRow(factsOf(rows), "tickets", name);

describe("a new ticket", () => {
  it("of the same requester in the same category within the window refutes the closure before it", () => {
    const rows = [...solvedAt("A", 10), ...ticket("B", s.created(30))];
    expect(closure(rows, "A")).toMatchObject({
      refutedBy: "repeatContact",
      refutedAt: s.after(30),
      refutingTicket: "B",
      reasons: ["returnedSoon"],
    });
    expect(ticketRow(rows, "B")["repeatOf"]).toBe("A");
  });

  it("refutes to the last millisecond of the window, not after and not before the closing", () => {
    const word = (hours: number, ms = 0) => {
      const born = s.created(hours);
      return closure([...solvedAt("A", 10), ...ticket("B", { ...born, at: born.at + ms })], "A")["refutedBy"];
    };
    expect([word(10), word(10, -1), word(178), word(178, 1)]).toEqual([
      "repeatContact",
      "none",
      "repeatContact",
      "none",
    ]);
  });

  it("of another person, another or no category, or begun by the desk, refutes nothing", () => {
    for (const other of [
      { requester: "zoe" },
      { category: "refund" },
      { category: undefined },
      { initiator: "agent" },
    ]) {
      expect(
        closure([...solvedAt("A", 10), ...ticket("B", s.created(30, other))], "A")["refutedBy"],
        JSON.stringify(other),
      ).toBe("none");
    }
    const bare = { category: undefined };
    expect(closure([...solvedAt("A", 10, bare), ...ticket("B", s.created(30, bare))], "A")["refutedBy"]).toBe("none");
  });

  it("refutes the latest closure only", () => {
    const rows = [...solvedAt("A", 10), ...solvedAt("B", 40, { requester: "ann" }), ...ticket("C", s.created(50))];
    expect(closure(rows, "A")["refutedBy"]).toBe("repeatContact"); // by B, created at 38
    expect(closure(rows, "B")).toMatchObject({ refutedBy: "repeatContact", refutingTicket: "C" });
    expect(closure(rows, "A")["refutingTicket"]).toBe("B");
  });

  it("refutes the closure of a ticket that the desk had begun", () => {
    const rows = [...solvedAt("A", 10, { initiator: "agent" }), ...ticket("B", s.created(30))];
    expect(closure(rows, "A")["refutedBy"]).toBe("repeatContact");
  });

  it("that is spam, deleted, or split off by the desk, is no return", () => {
    const then = (...rest: s.Step[]) =>
      closure([...solvedAt("A", 10), ...ticket("B", s.created(30), ...rest)], "A")["refutedBy"];
    expect(then(s.moves(31, "spam"))).toBe("none");
    expect(then(s.moves(31, "deleted"))).toBe("none");
    expect(then(s.linked(31, "splitFrom", "X"))).toBe("none");
  });

  it("passes by churn", () => {
    const rows = [
      ...ticket("A", s.created(0), s.replies(1, mei), s.closes(2, mei), s.reopens(3, agent(mei)), s.closes(20, mei)),
      ...ticket("B", s.created(10)),
    ];
    expect(rowsOf(factsOf(rows), "closures", "A").map((row) => row["refutedBy"])).toEqual(["none", "none"]);
  });
});

describe("a follow-up", () => {
  it("refutes by the instant at which it began, whoever began it", () => {
    const rows = [
      ...solvedAt("A", 10),
      ...ticket("B", s.created(30, { requester: "zoe", initiator: "agent" }), s.linked(99, "followUpOf", "A")),
    ];
    expect(closure(rows, "A")).toMatchObject({ refutedBy: "followUp", refutedAt: s.after(30), refutingTicket: "B" });
    expect(ticketRow(rows, "B")["followUpOf"]).toBe("A");
  });

  it("of an unknown ticket, or of itself, is none", () => {
    const rows = ticket("B", s.created(30), s.linked(31, "followUpOf", "gone"), s.linked(31, "followUpOf", "B"));
    expect(ticketRow(rows, "B")["followUpOf"]).toBeNull();
  });

  it("holds to the known ticket where another link leads out of the log", () => {
    const rows = [
      ...solvedAt("A", 10),
      ...ticket("B", s.created(30), s.linked(31, "followUpOf", "A"), s.linked(32, "followUpOf", "gone")),
    ];
    expect(ticketRow(rows, "B")["followUpOf"]).toBe("A");
  });

  it("of a merged ticket follows what it was merged into", () => {
    const rows = [
      ...ticket("A", s.created(0), s.linked(5, "mergedInto", "C")),
      ...solvedAt("C", 10, { requester: "zoe" }),
      ...ticket("B", s.created(30), s.linked(31, "followUpOf", "A")),
    ];
    expect(ticketRow(rows, "B")["followUpOf"]).toBe("C");
    expect(closure(rows, "C")["refutedBy"]).toBe("followUp");
    const own = [
      ...ticket("A", s.created(0), s.linked(5, "mergedInto", "B")),
      ...ticket("B", s.created(3), s.linked(4, "followUpOf", "A")),
    ];
    expect(ticketRow(own, "B")["followUpOf"]).toBeNull();
  });
});

describe("a merger", () => {
  it("takes the ticket out of ticket figures, and its closing is none", () => {
    const rows = [
      ...ticket("A", s.created(0), s.linked(5, "mergedInto", "B", { actor: agent(mei) }), s.closes(5, mei)),
      ...ticket("B", s.created(1, { requester: "zoe" }), s.says(2)),
    ];
    const facts = factsOf(rows);
    expect(onlyRow(facts, "tickets", "A")).toMatchObject({
      excluded: "merged",
      excludedBy: mei,
      mergedInto: "B",
      closures: 0,
    });
    expect(rowsOf(facts, "closures")).toHaveLength(0);
  });

  it("annuls a closing of the same instant, but leaves an answer of that instant alone", () => {
    const closing = ticket("A", s.created(0), s.closes(5, mei), s.linked(5, "mergedInto", "gone"));
    expect(closure([...closing, ...ticket("Z", s.says(0))], "A")).toMatchObject({ annulled: true, cause: "merge" });
    const answered = ticket("A", s.created(0), s.replies(5, mei), s.closes(5, mei), s.linked(5, "mergedInto", "gone"));
    expect(onlyRow(factsOf(answered), "waits")).toMatchObject({ end: "answered", answerer: mei });
  });

  it("is followed to its end", () => {
    const rows = [
      ...ticket("A", s.created(0), s.linked(5, "mergedInto", "B")),
      ...ticket("B", s.created(1), s.linked(6, "mergedInto", "C")),
      ...ticket("C", s.created(2)),
    ];
    expect(rowsOf(factsOf(rows), "tickets").map((row) => row["mergedInto"])).toEqual(["C", "C", null]);
  });

  it("into itself, or the first one of a circle, leaves the ticket in the figures", () => {
    const self = ticket("A", s.created(0), s.says(1), s.linked(5, "mergedInto", "A"), s.replies(6, mei));
    expect(ticketRow(self, "A")).toMatchObject({ excluded: "none", mergedInto: null });
    expect(onlyRow(factsOf(self), "waits")["calendarMs"]).toBe(6 * hour);
    const circle = [
      ...ticket("A", s.created(0), s.linked(6, "mergedInto", "B")),
      ...ticket("B", s.created(1), s.linked(5, "mergedInto", "A")),
    ];
    expect(
      rowsOf(factsOf(circle), "tickets").map(({ ticket: name, excluded, mergedInto }) => [name, excluded, mergedInto]),
    ).toEqual([
      ["A", "merged", "B"],
      ["B", "none", null],
    ]);
  });

  it("is not forgotten when the ticket is taken back from spam", () => {
    const rows = ticket("A", s.created(0), s.linked(5, "mergedInto", "B"), s.moves(6, "spam"), s.moves(7, "open"));
    expect(ticketRow(rows, "A")["excluded"]).toBe("merged");
  });

  it("of a new ticket into a closed one refutes that closure", () => {
    const rows = [
      ...solvedAt("A", 10),
      ...ticket("B", s.created(30, { category: "refund" }), s.linked(31, "mergedInto", "A")),
    ];
    expect(closure(rows, "A")).toMatchObject({ refutedBy: "followUp", refutingTicket: "B" });
  });

  it("out of sight is named", () => {
    const facts = factsOf(ticket("A", s.created(0), s.linked(5, "mergedInto", "gone")));
    expect(facts.notes).toContainEqual({ code: "mergedOutOfSight", count: 1 });
    expect(
      onlyRow(factsOf(ticket("A", s.created(0), s.says(0), s.linked(5, "mergedInto", "gone"))), "waits"),
    ).toMatchObject({ end: "merged", endAt: s.after(5) });
  });

  it("lets the customer wait on in the other ticket, until somebody answers or closes there", () => {
    const into = (...rest: s.Step[]) =>
      onlyRow(
        factsOf(
          [
            ...ticket("A", s.created(0), s.linked(5, "mergedInto", "B")),
            ...ticket("B", s.created(1, { actor: agent(mei), requester: "zoe" }), ...rest),
          ],
          {},
          100,
        ),
        "waits",
        "A",
      );
    const waiting = into(s.says(2), s.replies(8, mei));
    expect(waiting).toMatchObject({ end: "answered", answerer: mei, calendarMs: 8 * hour, replyMs: 8 * hour });
    // Nobody waits there when it arrives: the next answer counts all the same, whichever of several it is.
    const idle = into(s.replies(2, mei), s.replies(9, "bo"), s.replies(40, mei));
    expect(idle).toMatchObject({ end: "answered", answerer: "bo", calendarMs: 9 * hour });
    expect(into(s.replies(2, mei), s.closes(7, mei), s.replies(9, mei))).toMatchObject({
      end: "closedUnanswered",
      calendarMs: 7 * hour,
      lateReplyAt: s.after(9),
    });
    expect(into(s.replies(2, mei), s.closes(3, mei))).toMatchObject({
      end: "open",
      endAt: null,
      calendarMs: 100 * hour,
    });
    expect(into(s.replies(2, mei), s.customerCloses(7))).toMatchObject({ end: "abandoned", calendarMs: 7 * hour });
  });

  it("lets the customer wait on through one merger after another", () => {
    const chain = (...inB: s.Step[]) => [
      ...ticket("A", s.created(0), s.linked(5, "mergedInto", "B")),
      ...ticket("B", s.created(1, { actor: agent(mei) }), ...inB, s.linked(10, "mergedInto", "C")),
      ...ticket("C", s.created(2, { actor: agent(mei) }), s.replies(3, mei), s.replies(20, "bo")),
    ];
    expect(onlyRow(factsOf(chain()), "waits", "A")).toMatchObject({
      end: "answered",
      calendarMs: 20 * hour,
      answerer: "bo",
    });
    expect(onlyRow(factsOf(chain(s.replies(7, mei))), "waits", "A")).toMatchObject({
      end: "answered",
      calendarMs: 7 * hour,
    });
  });
});
