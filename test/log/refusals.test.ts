import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";

const row = { ticket: "T", at: "2026-11-02T09:00:00Z", type: "message", public: true };
const issueOf = (bad: unknown, options = {}) => {
  const { issues, counts } = parseEvents([row, bad], options);
  expect(counts).toMatchObject({ accepted: 1, refused: 1, repeats: 0 });
  expect(issues).toHaveLength(1);
  const [issue] = issues;
  expect(issue!.row).toBe(2);
  expect(issue!.hint.length).toBeGreaterThan(5);
  expect(issue!.expected.length).toBeGreaterThan(2);
  expect(issueTextIsShort(issue!.found)).toBe(true);
  return issue!;
};
const issueTextIsShort = (text: string) => text.length <= 64;

describe("a row that does not fit is refused with its place, its code and what would fit", () => {
  it.each([
    ["a number", 7, "", "notAnObject"],
    ["nothing", null, "", "notAnObject"],
    ["a list", [row], "", "notAnObject"],
    ["a text", "T", "", "notAnObject"],
    ["no ticket", { ...row, ticket: undefined }, "ticket", "missing"],
    ["a ticket that is a number", { ...row, ticket: 17 }, "ticket", "wrongType"],
    ["an empty ticket", { ...row, ticket: "" }, "ticket", "wrongValue"],
    ["a ticket of a million letters", { ...row, ticket: "x".repeat(1_000_000) }, "ticket", "wrongValue"],
    ["no time", { ...row, at: undefined }, "at", "missing"],
    ["a time that is a list", { ...row, at: [] }, "at", "wrongType"],
    ["no type", { ...row, type: undefined }, "type", "missing"],
    ["an unknown type", { ...row, type: "massage" }, "type", "unknownType"],
    ["a type that is no text", { ...row, type: 5 }, "type", "unknownType"],
    ["an unknown field", { ...row, colour: "red" }, "colour", "unknownField"],
    ["a field of another type", { ...row, phase: "open" }, "phase", "unknownField"],
    ["an unknown field of the actor", { ...row, actor: { kind: "agent", name: "Mei" } }, "actor.name", "unknownField"],
    ["no kind of the actor", { ...row, actor: { id: "mei" } }, "actor.kind", "missing"],
    ["an unknown kind of actor", { ...row, actor: { kind: "human" } }, "actor.kind", "wrongValue"],
    ["an actor that is a text", { ...row, actor: "mei" }, "actor", "wrongType"],
    ["a name of no letters", { ...row, actor: { kind: "agent", id: "" } }, "actor.id", "wrongValue"],
    ["null where nothing is meant", { ...row, actor: null }, "actor", "wrongType"],
    ["no word on whether it was public", { ...row, public: undefined }, "public", "missing"],
    ["a text for yes", { ...row, public: "true" }, "public", "wrongType"],
    ["an unknown origin", { ...row, origin: "robot" }, "origin", "wrongValue"],
    ["a seq that is no number", { ...row, seq: "1" }, "seq", "wrongType"],
    ["a seq of NaN", { ...row, seq: Number.NaN }, "seq", "wrongType"],
    ["the phase unknown", { ticket: "T", at: 5, type: "status", phase: "unknown" }, "phase", "wrongValue"],
    ["the phase reopened", { ticket: "T", at: 5, type: "status", phase: "reopened" }, "phase", "wrongValue"],
    [
      "a score of NaN",
      { ticket: "T", at: 5, type: "survey", step: "answered", score: Number.NaN },
      "score",
      "wrongType",
    ],
    [
      "an endless score",
      { ticket: "T", at: 5, type: "survey", step: "answered", score: Number.POSITIVE_INFINITY },
      "score",
      "wrongType",
    ],
    [
      "a score off its scale",
      { ticket: "T", at: 5, type: "survey", step: "answered", score: 9 },
      "score",
      "wrongValue",
    ],
    [
      "a scale upside down",
      { ticket: "T", at: 5, type: "survey", step: "answered", score: 3, scale: { min: 5, max: 1 } },
      "scale",
      "wrongValue",
    ],
    [
      "a score that was not answered",
      { ticket: "T", at: 5, type: "survey", step: "offered", score: 3 },
      "score",
      "wrongValue",
    ],
    ["an answer that says nothing", { ticket: "T", at: 5, type: "survey", step: "answered" }, "score", "wrongValue"],
    ["a promise without a date", { ticket: "T", at: 5, type: "promised" }, "due", "missing"],
    [
      "a promise for 30 February",
      { ticket: "T", at: 5, type: "promised", due: "2026-02-30T09:00:00Z" },
      "due",
      "timeFormat",
    ],
    [
      "attributes that are no texts",
      { ticket: "T", at: 5, type: "created", attributes: { age: 5 } },
      "attributes.age",
      "wrongType",
    ],
  ])("%s", (_, bad, path, code) => {
    expect(issueOf(bad)).toMatchObject({ path, code });
  });

  it("with the ticket, where it can be read, cut short", () => {
    expect(issueOf({ ...row, public: 1 }).ticket).toBe("T");
    expect(issueOf({ ...row, ticket: "x".repeat(500), public: 1 }).ticket).toHaveLength(60);
    expect(issueOf({ ...row, ticket: 5 })).not.toHaveProperty("ticket");
  });

  it("with a hint that helps", () => {
    expect(issueOf({ ...row, type: "mesage" }).hint).toBe("did you mean message?");
    expect(issueOf({ ...row, ticket: 5 }).hint).toContain("string");
    expect(issueOf({ ...row, actor: null }).hint).toContain("leave actor out");
    expect(issueOf({ ...row, at: "2026-11-02T09:00:00" }).hint).toContain("timeZone");
    expect(issueOf({ ...row, at: 1_793_600_000 * 1_000_000 }).hint).toContain("microseconds");
    expect(issueOf({ ticket: "T", at: 5, type: "survey", step: "answered", score: 9 }).hint).toContain("scale");
  });

  it("never with a prototype's properties", () => {
    const odd = JSON.parse('{"ticket":"T","at":5,"type":"message","public":true,"__proto__":{"public":false}}');
    expect(issueOf(odd)).toMatchObject({ code: "unknownField" });
    expect(issueOf({ ...row, type: "toString" })).toMatchObject({ code: "unknownType" });
    expect(issueOf({ ...row, type: "constructor" })).toMatchObject({ code: "unknownType" });
    expect(issueOf({ ...row, actor: { kind: "__proto__" } })).toMatchObject({ path: "actor.kind" });
  });
});

describe("odd names are names", () => {
  it("as tickets, people, attributes, fields and values", () => {
    const names = [
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "",
      "a".repeat(1_000),
      "客服 🙂",
      "\u0000",
      " ",
    ];
    const rows = names
      .filter((name) => name !== "")
      .flatMap((name, index) => [
        JSON.parse(
          JSON.stringify({
            ticket: name,
            at: index + 1,
            type: "created",
            requester: name,
            category: name,
            attributes: { plan: "" },
          }).replace('"plan":""', `${JSON.stringify(name)}:"v"`),
        ),
        { ticket: name, at: index + 1, type: "message", public: true, actor: { kind: "agent", id: name, team: name } },
        { ticket: name, at: index + 1, type: "field", name, value: name },
      ]);
    const { log, counts } = parseEvents(rows);
    expect(counts).toMatchObject({ accepted: rows.length, refused: 0, repeats: 0 });
    expect(log.dictionaries.tickets.values).toEqual(names.filter((name) => name !== ""));
    expect([...log.dictionaries.names.values].sort()).toEqual(names.filter((name) => name !== "").sort());
  });

  it("up to a thousand letters long", () => {
    expect(parseEvents([{ ...row, ticket: "x".repeat(1_000) }]).counts.accepted).toBe(1);
    expect(issueOf({ ...row, ticket: "x".repeat(1_001) }).expected).toBe("at most 1000 characters");
  });
});
