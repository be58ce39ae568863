import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { parseEvents } from "../../src/log/parse-events.ts";
import { parseTableMap, tableMapSchema } from "../../src/schemas/table-map.ts";
import { fromServiceNow } from "../../src/sources/servicenow.ts";
import type { SourceResult } from "../../src/sources/source.ts";
import { fromTable } from "../../src/sources/table.ts";
import { command } from "../cli/session.ts";

const file = new URL("../../docs/sources.md", import.meta.url);
const document = readFileSync(file, "utf8");

/** Rows, the map where there is one, the events that come out, and what is refused or noted. */
const example =
  /```csv(?<info>[^\n]*)\n(?<csv>.*?)```\n\n(?:```json\n(?<map>.*?)```\n\n)?```jsonl\n(?<events>.*?)```(?:\n\n```text\n(?<notes>.*?)```)?/gs;

function sourceOf(csv: string, info: string, map: string | undefined): SourceResult {
  const rows = parse(csv, { columns: true }) as Record<string, string>[];
  const timeZone = /timeZone=(\S+)/.exec(info)?.[1];
  if (map === undefined) return fromServiceNow(rows, { timeZone });
  const parsed = parseTableMap(JSON.parse(map));
  if (parsed.issues) throw new Error(JSON.stringify(parsed.issues));
  return fromTable(rows, { map: parsed.map, timeZone });
}

/** The events that count, one a line, times as ISO 8601, ids and places within an instant left out. */
function eventsShown(source: SourceResult): string {
  const refused = new Set(parseEvents(source.rows).issues.map(({ row }) => row));
  const seen = new Set<string>();
  return source.rows
    .filter((row, index) => !refused.has(index + 1) && !seen.has(JSON.stringify(row)) && seen.add(JSON.stringify(row)))
    .map(({ id: _id, seq: _seq, at, due, ...rest }) => {
      const iso = (time: unknown) =>
        typeof time === "number" ? new Date(time).toISOString().replace(".000", "") : time;
      const { ticket, type, ...fields } = rest;
      return `${JSON.stringify({ ticket, at: iso(at), type, ...fields, ...(due === undefined ? {} : { due: iso(due) }) })}\n`;
    })
    .join("");
}

function notesShown(source: SourceResult): string {
  const { issues, counts } = parseEvents(source.rows);
  const lines = [
    ...issues.map(({ row, path, found }) => `refused row ${source.sourceRows[row - 1]}: ${path} is ${found}`),
    ...source.notes.map(({ code, message }) => `noted ${code}: ${message}`),
    ...(counts.repeats > 0 ? [`repeats: ${counts.repeats}`] : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** A map with faults, and what is said of them. */
const faulty = /```json faulty\n(?<map>.*?)```\n\n```text\n(?<faults>.*?)```/gs;
const faultsShown = (map: string) =>
  parseTableMap(JSON.parse(map))
    .issues!.map(({ path, message, hint }) => `${path}: ${message}; ${hint}\n`)
    .join("");

/** A command line, and what it prints. */
const consoleRun = /```console\n\$ trueresolve (?<line>[^\n]*)\n(?<printed>.*?)```/gs;
async function printedBy(line: string): Promise<string> {
  const { code, out, err } = await command(line.split(" "));
  if (code !== 0) throw new Error(`${line}: exit ${code}: ${err}`);
  return out;
}

/** `UPDATE_README=1 npx vitest run test/sources/docs.test.ts` writes what comes out into the file, in place of comparing. */
if (process.env["UPDATE_README"] === "1") {
  let updated = document.replace(example, (whole, info, csv, map, _events, notes) => {
    const source = sourceOf(csv, info, map);
    const head = whole.slice(0, whole.indexOf("```jsonl"));
    const text = notes === undefined ? "" : `\n\n\`\`\`text\n${notesShown(source)}\`\`\``;
    return `${head}\`\`\`jsonl\n${eventsShown(source)}\`\`\`${text}`;
  });
  updated = updated.replace(faulty, (whole, map) => {
    return `${whole.slice(0, whole.indexOf("```text"))}\`\`\`text\n${faultsShown(map)}\`\`\``;
  });
  for (const { 0: whole, groups } of [...updated.matchAll(consoleRun)]) {
    const run = `\`\`\`console\n$ trueresolve ${groups!["line"]}\n${await printedBy(groups!["line"]!)}\`\`\``;
    updated = updated.replace(whole, () => run);
  }
  writeFileSync(file, updated);
}

const current = readFileSync(file, "utf8");
const groupsOf = (pattern: RegExp) => [...current.matchAll(pattern)].map((match) => match.groups!);
const examples = groupsOf(example);

describe("docs/sources.md", () => {
  it("has its examples where this test finds them", () => {
    const blocks = document.match(/^```csv/gm) ?? [];
    expect(examples).toHaveLength(blocks.length);
    expect(examples.length).toBeGreaterThanOrEqual(9);
  });

  it.each(examples)("shows what the code does with %#", ({ csv, info, map, events, notes = "" }) => {
    const source = sourceOf(csv!, info!, map);
    expect(eventsShown(source)).toBe(events);
    expect(notesShown(source)).toBe(notes);
  });

  it.each(groupsOf(faulty))("says what is wrong with a map", ({ map, faults }) => {
    expect(faultsShown(map!)).toBe(faults);
  });

  it.each(groupsOf(consoleRun))("prints what the program prints: $line", async ({ line, printed }) => {
    expect(await printedBy(line!)).toBe(printed);
  });

  it("names every field of a map, and uses it in an example", () => {
    const fields = new Set<string>();
    collectFields(z.toJSONSchema(tableMapSchema), fields);
    fields.delete("$schema");
    const used = new Set<string>();
    for (const { map } of examples) if (map !== undefined) collectKeys(JSON.parse(map), used);
    const inTablesOnly = ["origin", "intent", "level", "kept", "reason", "step"];
    const missing = [...fields].filter(
      (field) => !document.includes(`\`${field}\``) && !document.includes(`"${field}"`),
    );
    expect(missing).toEqual([]);
    const unused = [...fields].filter((field) => !used.has(field) && !inTablesOnly.includes(field));
    expect(unused).toEqual([]);
  });
});

function collectFields(schema: unknown, into: Set<string>): void {
  if (Array.isArray(schema)) for (const one of schema) collectFields(one, into);
  if (typeof schema !== "object" || schema === null) return;
  const { properties } = schema as { properties?: Record<string, unknown> };
  for (const name of Object.keys(properties ?? {})) into.add(name);
  for (const value of Object.values(schema)) collectFields(value, into);
}

function collectKeys(json: unknown, into: Set<string>): void {
  if (Array.isArray(json)) for (const one of json) collectKeys(one, into);
  if (typeof json !== "object" || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    into.add(key);
    collectKeys(value, into);
  }
}
