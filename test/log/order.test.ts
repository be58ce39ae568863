import { describe, expect, it } from "vitest";
import type { EventLog } from "../../src/log/event-log.ts";
import { parseEvents } from "../../src/log/parse-events.ts";

const agent = { kind: "agent", id: "mei" };
const customer = { kind: "customer", id: "ann" };
const row = (type: string, more: object = {}, at = 1_000) => ({ ticket: "T", at, type, ...more });
const created = (more = {}) => row("created", { actor: customer, ...more });
const reply = (more = {}) => row("message", { public: true, actor: agent, ...more });
const says = (more = {}) => row("message", { public: true, actor: customer, ...more });
const phase = (word: string, more = {}) => row("status", { phase: word, actor: agent, ...more });

/** The input rows in the order in which the log holds them, by position. */
const orderOf = (rows: readonly object[]): number[] => [...parseEvents(rows).log.row].map((number) => number - 1);
const timesOf = (log: EventLog): number[] => [...log.at];

describe("the order of a ticket's events", () => {
  it("is that of time, then of seq, a missing seq as 0, then of the file", () => {
    expect(orderOf([row("message", { public: false }, 2), row("message", { public: false }, 1)])).toEqual([1, 0]);
    expect(orderOf([says({ seq: 2 }), reply({ seq: -1 }), says({ seq: 1 }), reply()])).toEqual([1, 3, 2, 0]);
    expect(orderOf([says(), reply(), row("field", { name: "a", value: "b" }), reply({ origin: "human" })])).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it("keeps tickets together, in the order of their first rows", () => {
    const rows = [
      { ...says(), ticket: "B", at: 5 },
      { ...says(), ticket: "A", at: 1 },
      { ...reply(), ticket: "B", at: 3 },
    ];
    const { log } = parseEvents(rows);
    expect([...log.ticketFrom]).toEqual([0, 2, 3]);
    expect(log.dictionaries.tickets.values).toEqual(["B", "A"]);
    expect(timesOf(log)).toEqual([3, 5, 1]);
  });

  it("puts creations first within an instant, in the order of the file", () => {
    expect(orderOf([phase("open"), says(), created(), reply()])).toEqual([2, 0, 1, 3]);
    expect(orderOf([says(), created({ category: "a" }), created({ category: "b" })])).toEqual([1, 2, 0]);
    expect(orderOf([says({ seq: 0 }), created({ seq: 1 })])).toEqual([0, 1]); // seq goes before
  });

  it("puts a public reply before the closing of the same instant that was written before it", () => {
    expect(orderOf([phase("closed"), reply()])).toEqual([1, 0]);
    expect(orderOf([phase("solved"), row("message", { public: true, actor: { kind: "bot" } })])).toEqual([1, 0]);
    expect(
      orderOf([phase("solved"), row("field", { name: "a", value: "b" }), reply(), reply({ origin: "human" })]),
    ).toEqual([2, 3, 0, 1]);
    expect(orderOf([phase("solved"), phase("closed"), reply()])).toEqual([2, 0, 1]);
  });

  it("leaves a customer's message, an internal note and another phase where they stand", () => {
    expect(orderOf([phase("closed"), says()])).toEqual([0, 1]);
    expect(orderOf([phase("closed"), reply({ public: false })])).toEqual([0, 1]);
    expect(orderOf([phase("spam"), reply()])).toEqual([0, 1]);
    expect(orderOf([phase("onHold"), reply()])).toEqual([0, 1]);
    expect(orderOf([phase("closed", { seq: 0 }), reply({ seq: 1 })])).toEqual([0, 1]);
  });

  it("takes a reply after a reopening for what follows it", () => {
    expect(orderOf([phase("closed"), phase("open"), reply()])).toEqual([0, 1, 2]);
    expect(orderOf([phase("closed"), says(), phase("open"), phase("solved"), reply()])).toEqual([0, 1, 2, 4, 3]);
  });

  it("does not depend on the order of rows whose times differ", () => {
    const rows = Array.from({ length: 200 }, (_, index) => says({ at: (index * 7_919) % 1_009 }));
    const times = timesOf(parseEvents(rows).log);
    expect(times).toEqual([...times].sort((x, y) => x - y));
  });
});

describe("a hundred thousand events of one ticket at one instant", () => {
  const n = 100_000;
  const many = (make: (index: number) => object) => Array.from({ length: n }, (_, index) => make(index));
  const cases: Record<string, object[]> = {
    "fields of different values": many((index) => row("field", { name: "note", value: `v${index}` })),
    "fields of different names": many((index) => row("field", { name: `n${index}`, value: "v" })),
    "assignments to different agents": many((index) => row("assigned", { agent: `a${index}`, actor: agent })),
    "links to different tickets": many((index) => row("linked", { relation: "followUpOf", other: `T${index}` })),
    "promises due at different times": many((index) => row("promised", { due: 2_000 + index, actor: agent })),
    "surveys of different scores": many((index) =>
      row("survey", { step: "answered", score: index, scale: { min: 0, max: n } }),
    ),
    "surveys of different reasons": many((index) => row("survey", { step: "suppressed", reason: `r${index}` })),
    "creations of different requesters": many((index) => created({ requester: `c${index}` })),
    "creations of different attributes": many((index) => created({ attributes: { plan: `p${index}` } })),
    "messages with ids": many((index) => reply({ id: `m${index}` })),
    "a closing, as many words of the customer and as many replies": [
      phase("closed"),
      ...many((index) => says({ id: `c${index}` })).slice(n / 2),
      ...many((index) => reply({ id: `r${index}` })).slice(n / 2),
    ],
  };
  for (const [name, rows] of Object.entries(cases)) {
    it(`takes no square: ${name}`, () => {
      const started = performance.now();
      const { counts } = parseEvents(rows);
      expect(counts).toMatchObject({ accepted: rows.length, repeats: 0, refused: 0 });
      // Two seconds on two slow cores where it is linear; minutes where it is not.
      expect(performance.now() - started).toBeLessThan(8_000);
    });
  }
});
