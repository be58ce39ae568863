import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { crc32 } from "../../src/facts/crc32.ts";
import type { Facts, FoldedFacts } from "../../src/facts/facts.ts";
import { reverseCells } from "../../src/facts/facts-layout.ts";
import { foldTickets } from "../../src/facts/fold-tickets.ts";
import { linkFacts } from "../../src/facts/link-facts.ts";
import { loadFacts } from "../../src/facts/load-facts.ts";
import { saveFacts } from "../../src/facts/save-facts.ts";
import type { FactsInput } from "../../src/facts/saved-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import type { PolicyInput } from "../../src/schemas/policy.ts";
import { randomLogs } from "../oracle/random-logs.ts";

const policy: PolicyInput = {
  timeZone: "Asia/Shanghai",
  roster: [{ agent: "a1", team: "north" }],
  peaks: [{ name: "618", from: "2026-06-01", to: "2026-06-20" }],
  calendars: [
    {
      when: { team: "north" },
      calendar: { timeZone: "Asia/Shanghai", hours: { mon: [["09:00", "18:00"]] } },
    },
  ],
};
const folded = (rows: readonly object[], options = {}) => foldTickets(parseEvents(rows).log, {}, options);
const some = () =>
  folded([
    { ticket: "T1", at: 1_000, type: "created", requester: "c1", attributes: { region: "north" } },
    { ticket: "T1", at: 2_000, type: "message", public: true, actor: { kind: "agent", id: "mei", team: "orders" } },
    { ticket: "T\ud800", at: 3_000, type: "created", requester: "客户", attributes: { ["__proto__"]: "x" } },
  ]);
const input: FactsInput = {
  ...{ sourceRows: 4, rows: 4, accepted: 3, refused: 1, repeats: 0, refusedByCode: { notJson: 1 }, notes: [] },
  issues: [{ row: 4, path: "", code: "notJson", expected: "JSON", found: "{", hint: "mend it" }],
};

/** Dictionaries as their texts: whether the index behind them is made already is of no account. */
function plain(facts: Facts | FoldedFacts): object {
  const dictionaries = Object.entries(facts.dictionaries).map(([name, { values }]) => [name, values]);
  return { ...facts, dictionaries: Object.fromEntries(dictionaries) };
}
const loaded = (bytes: Uint8Array) => {
  const { parts, fault } = loadFacts(bytes);
  expect(fault).toBe(null);
  return parts;
};

describe("saved facts", () => {
  it("come back bit for bit, folded and linked, with and without what updates need", () => {
    fc.assert(
      fc.property(randomLogs, fc.boolean(), fc.boolean(), (rows, forUpdates, cut) => {
        const asOf = cut ? rows[0]!.at : undefined;
        const facts = folded(rows, { forUpdates, asOf });
        for (const each of [facts, linkFacts(facts)]) {
          const [part, ...others] = loaded(saveFacts(each, input));
          expect(others).toEqual([]);
          expect(plain(part!.facts)).toStrictEqual(plain(each));
          expect(part!.input).toEqual(input);
          expect(saveFacts(part!.facts, input)).toEqual(saveFacts(each, input));
        }
      }),
      { numRuns: 60, seed: 21 },
    );
  });

  it("keep every text apart, halves of surrogate pairs included, and the policy with its calendars", () => {
    const facts = foldTickets(
      parseEvents([
        { ticket: "\ud800", at: 1, type: "created" },
        { ticket: "\udbff", at: 2, type: "created", attributes: { 地区: "北" } },
        { ticket: "😀", at: 3, type: "created", attributes: { 地区: "南" } },
      ]).log,
      policy,
    );
    const [part] = loaded(saveFacts(facts));
    expect(plain(part!.facts)).toStrictEqual(plain(facts));
    expect(part!.input).toBe(null);
  });

  it("of an empty log are facts too", () => {
    const facts = folded([]);
    expect(plain(loaded(saveFacts(facts))[0]!.facts)).toStrictEqual(plain(facts));
    expect(plain(loaded(saveFacts(linkFacts(facts)))[0]!.facts)).toStrictEqual(plain(linkFacts(facts)));
    expect(loadFacts(new Uint8Array())).toEqual({ parts: [], fault: null });
  });

  it("may be written one after another", () => {
    const [one, other] = [saveFacts(some(), input), saveFacts(folded([]))];
    const both = new Uint8Array([...one, ...other, ...one]);
    expect(loaded(both).map(({ facts }) => facts.tickets.length)).toEqual([2, 0, 2]);
  });

  it("are read from the middle of a buffer, and share no memory with it", () => {
    const facts = some();
    const saved = saveFacts(facts);
    const buffer = Buffer.concat([Buffer.from("x"), saved]);
    const [part] = loaded(buffer.subarray(1));
    buffer.fill(0);
    expect(plain(part!.facts)).toStrictEqual(plain(facts));
  });

  it("store whole numbers of any size as they are", () => {
    for (const most of [127, 128, 32_767, 32_768, 2_000_000_000]) {
      const facts = some();
      const columns = { ...facts.tickets, humanReplies: Int32Array.of(most, 0), transfers: Int32Array.of(0, most) };
      const [part] = loaded(saveFacts({ ...facts, tickets: columns } as FoldedFacts));
      expect([...part!.facts.tickets.humanReplies]).toEqual([most, 0]);
      expect([...part!.facts.tickets.transfers]).toEqual([0, most]);
    }
  });
});

describe("loadFacts", () => {
  const bytes = saveFacts(some(), input);
  const codeOf = (changed: Uint8Array) => loadFacts(changed).fault?.code;
  const changed = (at: number, ...values: number[]) => {
    const copy = bytes.slice();
    copy.set(values, at);
    return copy;
  };

  it("notices every flipped bit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
        const copy = bytes.slice();
        copy[bit >> 3]! ^= 1 << (bit & 7);
        const { parts, fault } = loadFacts(copy);
        expect(parts).toEqual([]);
        expect(fault).not.toBe(null);
      }),
      { numRuns: 2_000, seed: 22 },
    );
  });

  it("notices wherever the bytes end, and keeps what came whole before", () => {
    for (let end = 1; end < bytes.length; end += 7) expect(codeOf(bytes.subarray(0, end))).toBe("cutOff");
    const { parts, fault } = loadFacts(new Uint8Array([...bytes, ...bytes.subarray(0, 100)]));
    expect(parts).toHaveLength(1);
    expect(fault).toMatchObject({ code: "cutOff", at: bytes.length, found: "100 bytes" });
  });

  it("says what is no facts, what was taken for text, and what another version wrote", () => {
    expect(codeOf(new TextEncoder().encode("ticket,at,type\n"))).toBe("notFacts");
    expect(loadFacts(changed(4, 0x0a)).fault).toMatchObject({ code: "damaged", found: /line ends/ as never });
  });

  it("says which version is needed", () => {
    expect(loadFacts(changed(8, 9)).fault).toMatchObject({
      code: "otherFormat",
      expected: "format 1",
      found: "format 9",
    });
    const [major, minor] = version.split(".").map(Number);
    const patched = withHead((head) => ({ ...head, trueresolve: `${major}.${minor}.99` }));
    expect(loadFacts(patched).fault).toBe(null);
    for (const other of [`${major}.${minor! + 1}.0`, `${major! + 1}.${minor}.0`])
      expect(loadFacts(withHead((head) => ({ ...head, trueresolve: other }))).fault).toMatchObject({
        code: "otherVersion",
        found: `facts by trueresolve ${other}`,
      });
    expect(codeOf(withHead((head) => ({ ...head, layout: "00000000" })))).toBe("otherVersion");
  });

  /** Facts with another head and a checksum that fits it, as only somebody who means it can make them. */
  function withHead(change: (head: Record<string, unknown>) => object): Uint8Array {
    const fixed = new DataView(bytes.buffer);
    const oldEnd = 32 + fixed.getUint32(24, true);
    const head = new TextEncoder().encode(
      JSON.stringify(change(JSON.parse(new TextDecoder().decode(bytes.subarray(32, oldEnd))))),
    );
    const columnsAt = Math.ceil((32 + head.length) / 8) * 8;
    const columns = bytes.subarray(Math.ceil(oldEnd / 8) * 8);
    const made = new Uint8Array(columnsAt + columns.length);
    made.set(bytes.subarray(0, 32));
    made.set(head, 32);
    made.set(columns, columnsAt);
    const view = new DataView(made.buffer);
    view.setUint32(16, made.length, true);
    view.setUint32(24, head.length, true);
    view.setUint32(12, crc32(made, 16), true);
    return made;
  }
  const tables = (head: Record<string, unknown>) => head["tables"] as Record<string, [number, string]>;

  it("believes no length, no packing, no reference and no policy, though the checksum fits", () => {
    const forged: ((head: Record<string, unknown>) => object)[] = [
      (head) => ({ ...head, tables: { ...tables(head), tickets: [2 ** 31, tables(head)["tickets"]![1]] } }),
      (head) => ({ ...head, tables: { ...tables(head), tickets: [3, tables(head)["tickets"]![1]] } }),
      (head) => ({ ...head, tables: { ...tables(head), tickets: [-1, tables(head)["tickets"]![1]] } }),
      (head) => ({ ...head, tables: { ...tables(head), tickets: [2, tables(head)["tickets"]![1].replace("b", "c")] } }),
      (head) => ({ ...head, tables: { ...tables(head), tickets: [2, tables(head)["tickets"]![1].replace("p", "b")] } }),
      (head) => ({ ...head, tables: { ...tables(head), waits: [2 ** 40, "c".repeat(20)] } }),
      (head) => ({ ...head, tables: {} }),
      (head) => ({ ...head, dictionaries: { ...(head["dictionaries"] as object), tickets: [1, "b", 4] } }),
      (head) => ({ ...head, dictionaries: { ...(head["dictionaries"] as object), tickets: [9e9, "p", 4] } }),
      (head) => ({ ...head, policy: { reopenWindow: -1 } }),
      (head) => ({ ...head, attributes: [] }),
      (head) => ({ ...head, input: { ...input, accepted: 4 } }),
      (head) => ({ ...head, asOf: "today" }),
      () => ({}),
      () => [],
    ];
    for (const change of forged)
      expect([change.toString(), codeOf(withHead(change))]).toEqual([change.toString(), "damaged"]);
    expect(codeOf(withHead((head) => head))).toBe(undefined);
  });

  it("hands out no cell that points nowhere", () => {
    const facts = some();
    const wrong: [string, object][] = [
      ["a text that is not there", { requester: Int32Array.of(0, 2) }],
      ["a row that is not there", { mergedInto: Int32Array.of(2, -1) }],
      ["a reference below none", { agent: Int32Array.of(-2, -1) }],
      ["a word that is not there", { phase: Uint8Array.of(200, 0) }],
      ["a flag that is neither", { handedOver: Uint8Array.of(0, 2) }],
      ["a bit without a word", { marks: Int32Array.of(0, 1 << 30) }],
      ["a count below zero", { transfers: Int32Array.of(0, -1) }],
    ];
    for (const [what, columns] of wrong) {
      const saved = saveFacts({ ...facts, tickets: { ...facts.tickets, ...columns } } as FoldedFacts);
      expect([what, codeOf(saved)]).toEqual([what, "damaged"]);
    }
  });
});

describe("a programmer's mistake", () => {
  it("is a TypeError that says what was expected: bytes, or facts", () => {
    const load = (bytes: unknown) => () => loadFacts(bytes as Uint8Array);
    expect(load("iVRSRg==")).toThrow(new TypeError("loadFacts: expected a Uint8Array, got a string"));
    expect(load(null)).toThrow(new TypeError("loadFacts: expected a Uint8Array, got null"));
    expect(load(undefined)).toThrow(new TypeError("loadFacts: expected a Uint8Array, got undefined"));
    expect(load(new ArrayBuffer(8))).toThrow(new TypeError("loadFacts: expected a Uint8Array, got an ArrayBuffer"));
    expect(loadFacts(Buffer.from(saveFacts(some()))).fault).toBe(null);
    const save = (facts: unknown) => () => saveFacts(facts as Facts);
    const expected = "saveFacts: expected facts, linked or folded, got";
    expect(save({})).toThrow(new TypeError(`${expected} object`));
    expect(save(null)).toThrow(new TypeError(`${expected} null`));
    expect(save("facts")).toThrow(new TypeError(`${expected} string`));
  });
});

describe("the checksum", () => {
  // python3 -c "import zlib; print(zlib.crc32(b'123456789'), zlib.crc32(b''), zlib.crc32(bytes(range(256))))"
  it("is that of ZIP and PNG", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(3_421_780_262);
    expect(crc32(new Uint8Array())).toBe(0);
    expect(crc32(Uint8Array.from({ length: 256 }, (_, byte) => byte))).toBe(688_229_491);
  });
});

describe("bytes of a machine that has the highest first", () => {
  it("are turned around cell by cell", () => {
    expect([...reverseCells(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 4)]).toEqual([4, 3, 2, 1, 8, 7, 6, 5]);
    expect([...reverseCells(Uint8Array.of(1, 2), 1)]).toEqual([1, 2]);
  });
});
