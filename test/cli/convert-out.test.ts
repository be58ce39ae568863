import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { ocelTexts, xesTexts } from "../../src/cli/conversion-texts.ts";
import { LogConversion } from "../../src/io/convert/convert-log.ts";
import { toOcel } from "../../src/sources/ocel-export.ts";
import { toXes } from "../../src/sources/xes-export.ts";
import { scratchFolder } from "../io/scratch.ts";
import { ndjson } from "./session.ts";

const file = scratchFolder();
const sample = readFileSync("examples/sample.ndjson", "utf8");
const rows = sample
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

async function textOf(texts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of texts) text += piece;
  return text;
}
const wanted = () => true;

describe("a log that is written as it comes", () => {
  it("is the OCEL document of toOcel, with repeated events and events without ids", async () => {
    const repeated = [...rows, ...rows.slice(0, 50), ...rows.slice(0, 20).map(({ id: _id, ...row }) => row)];
    const path = file("sample.ndjson", ndjson(repeated));
    const conversion = new LogConversion([path]);
    const { ocel, notes } = toOcel(repeated);
    expect(JSON.parse(await textOf(ocelTexts(conversion, wanted)))).toEqual(ocel);
    expect(conversion.sourceNotes).toEqual(notes);
    expect(new Set(ocel.events.map(({ id }) => id)).size).toBe(repeated.length);
  });

  it("has in XES the traces of toXes, also where its events were put aside, of which nothing is left", async () => {
    const odd = [...rows, { ...rows[0], id: "odd", ticket: 'T"\u0001<', at: 1e12 + 0.5 }];
    const path = file("traces.ndjson", ndjson(odd));
    const { xes, notes } = toXes(odd);
    const tracesOf = (text: string) => text.split("</trace>\n").map((trace) => trace.slice(trace.indexOf("<trace>")));
    for (const mostHeld of [10, 1e6]) {
      const conversion = new LogConversion([path]);
      const text = await textOf(xesTexts(conversion, dirname(path), wanted, mostHeld));
      expect(text.startsWith(xes[0]!)).toBe(true);
      expect(tracesOf(text).sort()).toEqual(tracesOf(xes.join("")).sort());
      expect(conversion.sourceNotes).toEqual(notes);
      if (mostHeld > odd.length) expect(text).toBe(xes.join(""));
    }
    expect(readdirSync(dirname(path)).filter((name) => name.startsWith(".trueresolve"))).toEqual([]);
  });

  it("is none where no event is wanted", async () => {
    const path = file("none.ndjson", "{}\n");
    expect(await textOf(ocelTexts(new LogConversion([path]), () => false))).toBe("");
    expect(await textOf(xesTexts(new LogConversion([path]), dirname(path), () => false))).toBe("");
  });
});
