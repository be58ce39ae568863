import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byBytes, byObjects } from "./both-ways.ts";
import { eventRow } from "./event-arbitrary.ts";

const ndjson = (text: string | Buffer, chunkBytes?: number, longestBytes?: number) => ({
  format: "ndjson" as const,
  bytes: Buffer.from(text as string),
  ...(chunkBytes === undefined ? {} : { chunkBytes }),
  ...(longestBytes === undefined ? {} : { longestBytes }),
});

/** A row as some exporter may write it: any order of keys, blanks anywhere, characters escaped or not. */
const lineOfRow = fc
  .tuple(eventRow, fc.boolean(), fc.constantFrom("", " ", "\t", " \r"), fc.boolean(), fc.nat(40))
  .map(([row, sorted, blank, escaped, turn]) => {
    const entries = Object.entries(row);
    const turned = [...entries.slice(turn % entries.length), ...entries.slice(0, turn % entries.length)];
    const ordered = Object.fromEntries(sorted ? entries.sort(([x], [y]) => (x < y ? -1 : 1)) : turned);
    let text = JSON.stringify(ordered);
    if (blank !== "") text = text.replaceAll('":', `"${blank}:${blank}`).replaceAll(',"', `${blank},${blank}"`);
    if (escaped) text = text.replaceAll("李", "\\u674e").replaceAll("/", "\\/");
    return text;
  });

const plainRow =
  '{"ticket":"T1","at":"2026-11-11T09:00:00Z","type":"message","public":true,"actor":{"kind":"agent","id":"a"}}';
/** Lines that are easily read wrongly. */
const nasty: (string | Buffer)[] = [
  "",
  "   ",
  "\r",
  "\u00a0",
  "{}",
  "[]",
  "null",
  "{",
  '{"ticket":"T1"',
  `${plainRow},`,
  `${plainRow}${plainRow}`,
  `  ${plainRow}`,
  `${plainRow} \t\r`,
  plainRow.replace("{", "{,"),
  plainRow.replace('"ticket":"T1"', '"ticket":"T1",'),
  plainRow.replace('"ticket":"T1"', '"ticket":"T0","ticket":"T1"'),
  plainRow.replace('"ticket"', '"\\u0074icket"'),
  plainRow.replace("T1", "T\\n1"),
  plainRow.replace("T1", "T\t1"),
  plainRow.replace("T1", "\\ud800"),
  plainRow.replace("T1", "\\ud83d\\ude42"),
  plainRow.replace("T1", "x".repeat(1_000)),
  plainRow.replace("T1", "x".repeat(1_001)),
  plainRow.replace("T1", "李".repeat(500)),
  plainRow.replace("T1", "李".repeat(1_001)),
  plainRow.replace("true", "truex"),
  plainRow.replace("true", "tru"),
  plainRow.replace("true", "TRUE"),
  plainRow.replace("true", "1"),
  plainRow.replace('"a"', '"a}"'),
  plainRow.replace('"a"', '"a","kind":"customer"'),
  plainRow.replace('"a"', '"a","id":null'),
  plainRow.replace('"a"', '"a","extra":{"x":1}'),
  plainRow.replace('{"kind":"agent","id":"a"}', "{}"),
  plainRow.replace('"actor"', '"__proto__":{},"actor"'),
  plainRow.replace('"at":"2026-11-11T09:00:00Z"', '"at":01767225600000'),
  plainRow.replace('"at":"2026-11-11T09:00:00Z"', '"at":1767225600000.25'),
  plainRow.replace('"at":"2026-11-11T09:00:00Z"', '"at":1.7672256e12'),
  plainRow.replace('"at":"2026-11-11T09:00:00Z"', '"at":-0'),
  plainRow.replace('"at":"2026-11-11T09:00:00Z"', '"at":NaN'),
  plainRow.replace('"at":"2026-11-11T09:00:00Z"', '"at":1767225600000.'),
  plainRow.replace('"at":"2026-11-11T09:00:00Z"', '"at":.5'),
  plainRow.replace('"at":"2026-11-11T09:00:00Z"', '"at":+5'),
  ...["2199-12-31T23:30:00-01:00", "1970-01-01T00:30:00+01:00", `2026-11-11T09:00:00.${"0".repeat(60)}Z`].map((at) =>
    plainRow.replace("2026-11-11T09:00:00Z", at),
  ),
  plainRow.replace('"actor"', '"actor":{"kind":"customer","team":"t"},"actor"'),
  plainRow.replace('"public":true', '"public":true,"actor":"x"'),
  ...["origin", "intent"].flatMap((key) =>
    ["unstated", "unknown", "human", "other"].map((word) =>
      plainRow.replace('"public":true', `"public":true,"${key}":"${word}"`),
    ),
  ),
  ...["unknown", "solved", "closed "].map((word) =>
    plainRow.replace('"message","public":true', `"status","phase":"${word}"`),
  ),
  ...["unknown", "unstated", "system"].map((word) =>
    plainRow.replace('"message","public":true', `"created","initiator":"${word}"`),
  ),
  ...["unknown", "human", ""].map((word) => plainRow.replace('"agent"', `"${word}"`)),
  plainRow.replace('"public":true', '"public":true,"seq":1e999'),
  plainRow.replace('"public":true', '"public":true,"seq":-0.5'),
  Buffer.concat([Buffer.from(plainRow.slice(0, 12)), Buffer.from([0xff]), Buffer.from(plainRow.slice(12))]),
  Buffer.concat([Buffer.from(plainRow.slice(0, 12)), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from(plainRow.slice(12))]),
  Buffer.concat([Buffer.from(plainRow.slice(0, 12)), Buffer.from([0xc0, 0xaf]), Buffer.from(plainRow.slice(12))]),
  Buffer.concat([
    Buffer.from(plainRow.slice(0, 12)),
    Buffer.from([0xf4, 0x90, 0x80, 0x80]),
    Buffer.from(plainRow.slice(12)),
  ]),
  Buffer.concat([Buffer.from(plainRow.slice(0, 12)), Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(plainRow.slice(12))]),
];

describe("NDJSON read from its bytes", () => {
  it("gives the log, the refusals and the counts of reading every row as an object", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 8, arbitrary: lineOfRow }, fc.constantFrom(...nasty.map(String))), {
          maxLength: 30,
        }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(undefined, "Asia/Shanghai"),
        async (lines, lineEnd, endsWithLine, chunkBytes, timeZone) => {
          const file = ndjson(lines.join(lineEnd) + (endsWithLine ? lineEnd : ""), chunkBytes);
          expect((await byBytes(file, { timeZone })).text).toBe((await byObjects(file, { timeZone })).text);
        },
      ),
      { seed: 20261111, numRuns: 1_000 },
    );
  });

  it.each(nasty.map((line) => [line.toString().slice(0, 150), line]))(
    "treats %j as JSON.parse and the schema do",
    async (_, line) => {
      for (const lines of [[line], [plainRow, line, plainRow]]) {
        const bytes = Buffer.concat(lines.flatMap((each) => [Buffer.from(each as string), Buffer.from("\n")]));
        for (const file of [ndjson(bytes), ndjson(bytes.subarray(0, -1)), ndjson(bytes, 7)]) {
          expect((await byBytes(file)).text).toBe((await byObjects(file)).text);
        }
      }
    },
  );

  it("refuses a line that is longer than allowed, at the same length, and goes on behind it", async () => {
    for (const longest of [plainRow.length - 1, plainRow.length, plainRow.length + 1]) {
      for (const text of [`${plainRow}\n${plainRow} \n${plainRow}  \n${plainRow}`, `${plainRow}\r\n\n${plainRow}`]) {
        for (const chunkBytes of [3, 50, 1_000]) {
          const file = ndjson(text, chunkBytes, longest);
          expect((await byBytes(file)).text).toBe((await byObjects(file)).text);
        }
      }
    }
  });

  it("takes plain rows in any order of keys without making objects of them", async () => {
    const rows = [
      plainRow,
      '{"type":"status","phase":"solved","cause":"agent","actor":{"id":"a","kind":"agent"},"at":1767225600000,"ticket":"T1"}',
      '{ "ticket" : "工单", "at" : "2026-11-11T17:00:00.5+08:00", "type" : "created", "category" : "k", "actor" : { "kind" : "customer" } }',
      '{"ticket":"T1","at":"2026-11-11T09:00:00Z","type":"assigned","agent":null,"team":"t","id":"7","seq":2}',
      '{"ticket":"T1","at":"2026-11-11T09:00:00Z","type":"survey","step":"answered","score":4.5,"scale":{"min":0,"max":10}}',
      '{"ticket":"T1","at":"2026-11-11T09:00:00Z","type":"promised","due":"2026-11-12T09:00:00Z","kept":false}',
      '{"ticket":"T1","at":"2026-11-11T09:00:00Z","type":"field","name":"category","value":""}',
      '{"ticket":"T1","at":"2026-11-11T09:00:00Z","type":"linked","relation":"mergedInto","other":"T2"}',
    ];
    const { pushed, parsed } = await byBytes(ndjson(`${rows.join("\n")}\n`));
    expect([pushed, parsed.counts.accepted, parsed.counts.refused]).toEqual([0, rows.length, 0]);
  });

  it("sends an unusual line alone through JSON.parse, not those around it", async () => {
    const text = `${plainRow}\n${plainRow.replace('"a"', '"a\\"b"')}\n${plainRow.replace("T1", "T2")}\n`;
    const { pushed, parsed } = await byBytes(ndjson(text));
    expect([pushed, parsed.counts.accepted]).toEqual([1, 3]);
  });

  it("gives no row the id of one that was read before it", async () => {
    const withId = plainRow.replace("{", '{"id":"m1",');
    const escaped = plainRow.replace('"a"', '"a\\"b"');
    const later = plainRow.replace("09:00", "10:00");
    const file = ndjson(`${[withId, escaped, later, escaped].join("\n")}\n`);
    const outcome = await byBytes(file);
    expect(outcome.text).toBe((await byObjects(file)).text);
    expect(outcome.parsed.counts).toMatchObject({ accepted: 3, refused: 0, repeats: 1 });
  });
});
