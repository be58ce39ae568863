import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { sampleDesk, sampleSeed } from "../../scripts/sample-desk.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { eventTypes } from "../../src/schemas/vocabulary.ts";

const file = fileURLToPath(new URL("../../examples/sample.ndjson", import.meta.url));

describe("examples/sample.ndjson", () => {
  const text = readFileSync(file, "utf8");
  const events = sampleDesk(sampleSeed);

  it("is what scripts/make-sample.mjs writes, byte for byte", () => {
    const written = events.map((event) => `${JSON.stringify(event)}\n`).join("");
    expect(written === text).toBe(true);
  });

  it("is read without a refused or repeated row", () => {
    const { counts, issues } = parseEvents(events);
    expect(issues).toEqual([]);
    expect(counts.accepted).toBe(events.length);
    expect(counts.refused + counts.repeats).toBe(0);
  });

  it("shows every type of event, and 1,400 tickets of seven weeks around Double 11", () => {
    const types = new Set(events.map((event) => event.type));
    expect(eventTypes.filter((type) => !types.has(type))).toEqual([]);
    const tickets = new Set(events.map((event) => event.ticket));
    expect(tickets.size).toBeGreaterThan(1_400);
    const days = new Set(events.map((event) => String(event.at).slice(0, 10)));
    expect(days.size).toBe(49);
    expect(days.has("2026-11-11")).toBe(true);
    expect(text.length).toBeLessThan(3_000_000);
  });

  it("has the teams, employers, bots and tickets without a beginning that its story speaks of", () => {
    const employers = new Set(events.map((event) => event.actor?.employer));
    expect(employers).toContain("Northgate BPO");
    expect(employers).toContain("in-house");
    const agents = events.flatMap((event) => (event.type === "assigned" && event.agent ? [event.agent] : []));
    expect(new Set(agents).size).toBe(24);
    expect(events.some((event) => event.actor?.kind === "bot")).toBe(true);
    const created = new Set(events.flatMap((event) => (event.type === "created" ? [event.ticket] : [])));
    const begunBefore = new Set(events.flatMap((event) => (created.has(event.ticket) ? [] : [event.ticket])));
    expect(begunBefore.size).toBeGreaterThan(5);
  });
});
