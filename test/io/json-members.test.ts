import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonMembers } from "../../src/io/rows/json-members.ts";

/** What is found in a text that comes in chunks of so many bytes. */
function membersIn(text: string, chunkBytes: number, longest = 1e6) {
  const cutter = new JsonMembers(["events", "objects"], longest);
  const bytes = Buffer.from(text);
  const found = [];
  for (let from = 0; from < bytes.length; from += chunkBytes)
    found.push(...cutter.push(bytes.subarray(from, from + chunkBytes)));
  found.push(...cutter.finish());
  const { ended, trailing, lists, repeated } = cutter;
  return {
    ended,
    trailing,
    lists: [...lists],
    repeated,
    found: found.map(({ name, element }) => [name, element.index, element.bytes?.toString("utf8").trim()]),
  };
}

describe("the lists of a JSON object", () => {
  it("come element by element as JSON.parse has them, in whatever chunks, whatever else there is", () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const lists = fc.record({
      before: fc.dictionary(fc.string(), value, { maxKeys: 3 }),
      events: fc.array(value, { maxLength: 5 }),
      between: fc.dictionary(fc.constantFrom('e"vents', "{", "x]", "Events"), value),
      objects: fc.array(value, { maxLength: 5 }),
      indent: fc.constantFrom(undefined, 1, "\n\t"),
      chunk: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(lists, ({ before, events, between, objects, indent, chunk }) => {
        const inner = Object.fromEntries(Object.entries(before).filter(([name]) => !/^(events|objects)$/.test(name)));
        const text = JSON.stringify({ ...inner, events, ...between, objects, last: { events: [1] } }, null, indent);
        const { found, ...state } = membersIn(text, chunk);
        expect(state).toEqual({ ended: true, trailing: false, lists: ["events", "objects"], repeated: null });
        expect(found.map(([name, index, json]) => [name, index, JSON.parse(json as string)])).toEqual([
          ...events.map((each, at) => ["events", at + 1, JSON.parse(JSON.stringify(each))]),
          ...objects.map((each, at) => ["objects", at + 1, JSON.parse(JSON.stringify(each))]),
        ]);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("knows a name by what it says, a member that is no list, and what is cut off, too long or too much", () => {
    expect(membersIn('{"\\u0065vents":[1, 2]}', 3).found).toEqual([
      ["events", 1, "1"],
      ["events", 2, "2"],
    ]);
    expect(membersIn('{"events": {"a":[1]}, "objects":"[3]"}', 4)).toMatchObject({ found: [], lists: [] });
    expect(membersIn('{"events":[],"objects":[],"events":[1]}', 4)).toMatchObject({ repeated: "events" });
    expect(membersIn('{"events":[{"id":1},{"id', 5)).toMatchObject({
      ended: false,
      trailing: false,
      found: [
        ["events", 1, '{"id":1}'],
        ["events", 2, '{"id'],
      ],
    });
    expect(membersIn('{"events":[]} x', 100)).toMatchObject({ ended: true, trailing: true, found: [] });
    expect(membersIn(`{"events":["${"x".repeat(20)}",1]}`, 7, 10).found).toEqual([
      ["events", 1, undefined],
      ["events", 2, "1"],
    ]);
  });
});
