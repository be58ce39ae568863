import { describe, expect, it } from "vitest";
import { LogBuilder } from "../../src/log/log-builder.ts";
import { parseEvents } from "../../src/log/parse-events.ts";

const agent = { kind: "agent", id: "mei", team: "north", employer: "own" };
const base = { ticket: "T", at: 1_000, actor: agent };
const samples: Record<string, object> = {
  created: {
    type: "created",
    requester: "ann",
    channel: "mail",
    category: "a",
    priority: "p",
    team: "t",
    initiator: "customer",
    attributes: { x: "1", y: "2" },
  },
  message: { type: "message", public: true, origin: "human", intent: "other" },
  assigned: { type: "assigned", agent: "bo", team: "south" },
  status: { type: "status", phase: "closed", cause: "rule" },
  solution: { type: "solution", step: "accepted" },
  handoff: { type: "handoff", step: "queued" },
  survey: { type: "survey", step: "answered", score: 3, scale: { min: 1, max: 7 }, saidSolved: true },
  linked: { type: "linked", relation: "followUpOf", other: "U" },
  escalated: { type: "escalated", level: "public" },
  promised: { type: "promised", due: 5_000, kept: true },
  field: { type: "field", name: "note", value: "v" },
};
/** Another value of every field that a row can have. */
const others: Record<string, unknown> = {
  ticket: "V",
  at: 1_001,
  seq: 1,
  actor: { ...agent, team: "south" },
  requester: "zoe",
  channel: "app",
  category: "b",
  priority: "q",
  initiator: "agent",
  attributes: { x: "1", y: "3" },
  public: false,
  origin: "assisted",
  intent: "gratitude",
  agent: null,
  team: null,
  phase: "open",
  cause: "bot",
  score: 4,
  scale: { min: 1, max: 5 },
  saidSolved: false,
  relation: "splitFrom",
  other: "W",
  level: "platform",
  due: 5_001,
  kept: false,
  name: "mark",
  value: "w",
};
const counts = (...rows: object[]) => {
  const { accepted, refused, repeats } = parseEvents(rows).counts;
  return [accepted, refused, repeats];
};

describe("repeats", () => {
  it.each(Object.keys(samples))("a %s row given twice is one event, with an id or without", (type) => {
    const row = { ...base, ...samples[type] };
    expect(counts(row, structuredClone(row))).toEqual([1, 0, 1]);
    expect(counts({ ...row, id: "e1" }, { ...row, id: "e1" })).toEqual([1, 0, 1]);
    expect(counts({ ...row, id: "e1" }, { ...row, id: "e2" })).toEqual([2, 0, 0]);
    expect(counts({ ...row, id: "e1" }, row)).toEqual([2, 0, 0]);
  });

  const fields = Object.entries(samples).flatMap(([type, sample]) =>
    ["ticket", "at", "seq", "actor", ...Object.keys(sample)]
      .filter((name) => name !== "type" && name !== "step")
      .map((name) => [type, name] as const),
  );
  it.each(fields)("a %s row with another %s is another event, or refused under the same id", (type, name) => {
    const row = { ...base, ...samples[type] };
    const value = type === "created" && name === "team" ? "u" : others[name];
    expect(value).toBeDefined();
    expect(counts(row, { ...row, [name]: value })).toEqual([2, 0, 0]);
    // An id stands for itself within its ticket; seq only orders.
    const same = name === "ticket" ? [2, 0, 0] : name === "seq" ? [1, 0, 1] : [1, 1, 0];
    expect(counts({ ...row, id: "e" }, { ...row, id: "e", [name]: value })).toEqual(same);
  });

  it.each(
    Object.entries(samples)
      .flatMap(([type, sample]) => Object.keys(sample).map((name) => [type, name] as const))
      .filter(
        ([, name]) =>
          !["type", "step", "public", "phase", "relation", "other", "level", "due", "name", "value", "scale"].includes(
            name,
          ),
      ),
  )("a %s row without %s is another event", (type, name) => {
    const { [name]: _, ...less } = { ...base, ...samples[type] } as Record<string, unknown>;
    if (name === "score") less["scale"] = undefined;
    expect(counts({ ...base, ...samples[type] }, less)).toEqual([2, 0, 0]);
  });

  it("are the same whatever the order of keys, the form of the time, or a scale that says the usual", () => {
    const row = { ticket: "T", at: Date.UTC(2026, 10, 2), type: "survey", step: "answered", score: 3 };
    expect(
      counts(row, { score: 3, step: "answered", type: "survey", at: "2026-11-02T08:00:00+08:00", ticket: "T" }),
    ).toEqual([1, 0, 1]);
    expect(counts(row, { ...row, scale: { min: 1, max: 5 } })).toEqual([1, 0, 1]);
    const made = { ...base, type: "created", attributes: { a: "1", b: "2" } };
    expect(counts(made, { ...made, attributes: { b: "2", a: "1" } })).toEqual([1, 0, 1]);
  });

  it("keep the first row, and name it to whoever takes its id", () => {
    const row = { ...base, type: "message", public: true, id: "e1" };
    const { log, issues } = parseEvents([row, { ...row, public: false }, { ...row, at: 9 }]);
    expect([...log.row]).toEqual([1]);
    expect(issues).toMatchObject([
      {
        row: 2,
        path: "id",
        code: "idConflict",
        ticket: "T",
        found: '"e1"',
        expected: "the content of row 1, which has the same ticket and id",
      },
      { row: 3, code: "idConflict" },
    ]);
    expect(issues[0]!.hint).not.toBe("");
  });

  it("of one id in two tickets are none", () => {
    const row = { ...base, type: "message", public: true, id: "e1" };
    expect(counts(row, { ...row, ticket: "U" })).toEqual([2, 0, 0]);
  });

  it("are found among many events of one instant, whichever they are", () => {
    const rows = Array.from({ length: 500 }, (_, index) => ({ ...base, type: "field", name: "n", value: `v${index}` }));
    expect(counts(...rows, ...rows.toReversed())).toEqual([500, 0, 500]);
    const named = rows.map((row, index) => ({ ...row, id: `e${index}` }));
    expect(counts(...named, ...named)).toEqual([500, 0, 500]);
    expect(counts(...named, ...named.map((row) => ({ ...row, value: "x" })))).toEqual([500, 500, 0]);
  });
});

describe("a builder", () => {
  it("reads row by row, and ends once", () => {
    const builder = new LogBuilder();
    builder.push({ ...base, type: "escalated", level: "public" });
    builder.refuse({ row: 2, path: "", code: "notJson", expected: "JSON", found: '"{"', hint: "cut off?" });
    expect(builder.rows).toBe(2);
    expect(builder.finish().counts).toEqual({
      rows: 2,
      accepted: 1,
      refused: 1,
      repeats: 0,
      refusedByCode: { notJson: 1 },
    });
    expect(() => builder.finish()).toThrow(TypeError);
  });

  it("counts every refused row, and lists as many as it is told", () => {
    const { counts: told, issues } = parseEvents([1, 2, 3], { maxIssues: 2 });
    expect(told).toMatchObject({ refused: 3, refusedByCode: { notAnObject: 3 } });
    expect(issues.map((issue) => issue.row)).toEqual([1, 2]);
  });

  it("refuses any number of rows of one ticket that have its first id", () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => {
      return { ticket: "T1", id: "same", at: 1_767_225_600_000 + i, type: "message", public: true };
    });
    const { counts } = parseEvents(rows, { maxIssues: 1 });
    expect(counts).toMatchObject({ accepted: 1, refused: 199_999, refusedByCode: { idConflict: 199_999 } });
  });
});
