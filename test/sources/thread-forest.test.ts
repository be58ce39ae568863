import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ThreadForest } from "../../src/sources/thread-forest.ts";

interface Message {
  id: string;
  ancestors?: string[];
  responses?: string[];
  at?: number;
}

function forestOf(messages: readonly Message[]): ThreadForest {
  const forest = new ThreadForest((id) => id === "0");
  for (const { id, ancestors = [], responses = [], at = 1 } of messages) forest.add(id, ancestors, responses, at);
  return forest;
}

const rootsOf = (messages: readonly Message[]) => {
  const forest = forestOf(messages);
  return Object.fromEntries(messages.map(({ id }) => [id, forest.placeOf(id).root]));
};

describe("ThreadForest", () => {
  it("finds the first message and how far away each answer is, whatever comes first", () => {
    const messages = [{ id: "c", ancestors: ["b"] }, { id: "a", at: 5 }, { id: "b", ancestors: ["a"] }, { id: "x" }];
    const forest = forestOf(messages);
    expect(forest.placeOf("c")).toEqual({ root: "a", depth: 2, parentAtMs: 1 });
    expect(forest.placeOf("b")).toEqual({ root: "a", depth: 1, parentAtMs: 5 });
    expect(forest.placeOf("x")).toEqual({ root: "x", depth: 0, parentAtMs: null });
  });

  it("keeps together what answers a message that is not there", () => {
    const messages = [
      { id: "b", ancestors: ["gone"] },
      { id: "c", ancestors: ["gone"] },
    ];
    expect(rootsOf(messages)).toEqual({ b: "gone", c: "gone" });
    expect(forestOf(messages).has("gone")).toBe(false);
  });

  it("bridges a missing message by what later ones refer to", () => {
    const messages = [{ id: "a" }, { id: "c", ancestors: ["a", "b"] }, { id: "d", ancestors: ["b"] }];
    expect(rootsOf(messages)).toEqual({ a: "a", c: "a", d: "a" });
  });

  it("lets a message's own word count, and else the earliest of those who list it as their response", () => {
    const claims = [
      { id: "late", responses: ["b", "c"], at: 9 },
      { id: "early", responses: ["b"], at: 3 },
      { id: "b" },
      { id: "c", ancestors: ["b"] },
    ];
    const expected = { late: "late", early: "early", b: "early", c: "early" };
    expect(rootsOf(claims)).toEqual(expected);
    expect(rootsOf(claims.toReversed())).toEqual(expected);
  });

  it("takes texts that stand for no message as none, unless a message has that id", () => {
    expect(
      rootsOf([
        { id: "a", ancestors: ["0"] },
        { id: "b", ancestors: ["0"] },
      ]),
    ).toEqual({ a: "a", b: "b" });
    expect(rootsOf([{ id: "0" }, { id: "b", ancestors: ["0"] }])).toEqual({ "0": "0", b: "0" });
  });

  it("reads a message that answers itself as the beginning, and names it", () => {
    const messages = [
      { id: "a", ancestors: ["a"] },
      { id: "b", ancestors: ["a"] },
    ];
    expect(rootsOf(messages)).toEqual({ a: "a", b: "a" });
    expect(forestOf(messages).faults().selfParents).toEqual(["a"]);
  });

  it("puts a circle under its earliest message and names it; what answers the circle belongs to it", () => {
    const circle = [
      { id: "a", ancestors: ["c"], at: 3 },
      { id: "b", ancestors: ["a"], at: 2 },
      { id: "c", ancestors: ["b"], at: 4 },
      { id: "d", ancestors: ["c"], at: 5 },
    ];
    for (const messages of [circle, circle.toReversed()]) {
      expect(rootsOf(messages)).toEqual({ a: "b", b: "b", c: "b", d: "b" });
      expect(forestOf(messages).faults().circles).toEqual(["b"]);
    }
  });

  it("opens a circle where only others say what a message answers", () => {
    const messages = [
      { id: "a", responses: ["b"], ancestors: ["b"], at: 1 },
      { id: "b", at: 2 },
    ];
    for (const order of [messages, messages.toReversed()]) {
      expect(rootsOf(order)).toEqual({ a: "b", b: "b" });
      expect(forestOf(order).faults()).toMatchObject({ circles: [], severalParents: ["b"] });
    }
  });

  it("names messages of which two rows say otherwise, and responses that are not there", () => {
    const forest = forestOf([
      { id: "a", responses: ["gone", "b"] },
      { id: "b", ancestors: ["a"] },
      { id: "b", ancestors: ["x"] },
    ]);
    expect(forest.faults()).toEqual({
      circles: [],
      selfParents: [],
      severalParents: ["b"],
      absentResponses: ["gone"],
    });
    expect(forest.placeOf("b").root).toBe("a");
  });

  it("holds a chain of 200,000 answers without recursing, in time that grows with their number", () => {
    const count = 200_000;
    const forest = new ThreadForest(() => false);
    for (let i = count; i > 0; i--) forest.add(String(i), [String(i - 1)], [], i);
    expect(forest.placeOf(String(count))).toEqual({ root: "0", depth: count, parentAtMs: count - 1 });
  });

  it("finds the same places whatever the order of the messages, also where they make no sense", () => {
    const id = fc.integer({ min: 1, max: 12 }).map(String);
    const message = fc.record({
      id,
      ancestors: fc.array(id, { maxLength: 2 }),
      responses: fc.array(id, { maxLength: 2 }),
      at: fc.integer({ min: 1, max: 3 }),
    });
    const shuffled = fc
      .array(message, { maxLength: 14 })
      .chain((messages) =>
        fc.tuple(
          fc.constant(messages),
          fc.shuffledSubarray(messages, { minLength: messages.length, maxLength: messages.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([messages, again]) => {
        const [one, two] = [forestOf(messages), forestOf(again)];
        for (const each of messages) {
          expect(two.placeOf(each.id)).toEqual(one.placeOf(each.id));
          expect(one.placeOf(one.placeOf(each.id).root)).toMatchObject({ root: one.placeOf(each.id).root, depth: 0 });
        }
        const sorted = (forest: ThreadForest) =>
          Object.fromEntries(Object.entries(forest.faults()).map(([name, ids]) => [name, (ids as string[]).sort()]));
        expect(sorted(two)).toEqual(sorted(one));
      }),
      { seed: 20261122, numRuns: 2_000 },
    );
  });
});
