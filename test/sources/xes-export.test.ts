import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toXes } from "../../src/sources/xes-export.ts";
import { XesRows } from "../../src/sources/xes-rows.ts";
import { command } from "../cli/session.ts";

function readBack(xes: readonly string[]) {
  const reader = new XesRows();
  const rows = [...xes.flatMap((piece) => reader.write(piece)), ...reader.close()];
  return { rows, notes: reader.notes() };
}

describe("toXes", () => {
  it("writes a trace a ticket, its events in order of time, with who did what", () => {
    const { xes, notes } = toXes([
      { ticket: "B", at: "2026-11-02T10:00Z", type: "created", actor: { kind: "customer", id: "zhao" } },
      { ticket: "A", at: "2026-11-02T12:00+08:00", type: "status", phase: "solved", cause: "agent", seq: 2 },
      { ticket: "B", at: "2026-11-02T11:00Z", type: "assigned", agent: null, team: "orders" },
      {
        ticket: "A",
        at: "2026-11-02T03:00Z",
        type: "message",
        public: true,
        actor: { kind: "agent", id: "mei", team: "orders" },
      },
    ]);
    expect(notes).toEqual([]);
    const { rows, notes: faults } = readBack(xes);
    expect(faults).toEqual([]);
    const seen = rows.map((row) => [row["case:concept:name"], row["concept:name"], row["time:timestamp"]]);
    expect(seen).toEqual([
      ["B", "created", "2026-11-02T10:00:00.000Z"],
      ["B", "assigned", "2026-11-02T11:00:00.000Z"],
      ["A", "message by agent", "2026-11-02T03:00:00.000Z"],
      ["A", "status solved", "2026-11-02T04:00:00.000Z"],
    ]);
    expect(rows[2]).toMatchObject({
      "org:resource": "mei",
      "org:group": "orders",
      "actor.kind": "agent",
      type: "message",
      public: "true",
      "lifecycle:transition": "complete",
    });
    expect(rows[1]).toMatchObject({ "agent.nobody": "true", team: "orders" });
    expect(rows[3]).toMatchObject({ phase: "solved", cause: "agent", seq: "2" });
  });

  it("tells apart everything that happens", () => {
    const at = "2026-11-02T10:00Z";
    const said = [
      [{ type: "message", public: false }, "internal note"],
      [{ type: "message", public: true }, "message by unknown"],
      [{ type: "solution", step: "proposed" }, "solution proposed"],
      [{ type: "handoff", step: "queued" }, "handoff queued"],
      [{ type: "survey", step: "offered" }, "survey offered"],
      [{ type: "linked", relation: "mergedInto", other: "B" }, "linked mergedInto"],
      [{ type: "escalated", level: "regulator" }, "escalated to regulator"],
      [{ type: "field", name: "priority", value: "high" }, "field priority"],
      [{ type: "promised", due: at }, "promised"],
    ] as const;
    const { xes } = toXes(said.map(([event]) => ({ ticket: "A", at, ...event })));
    expect(readBack(xes).rows.map((row) => row["concept:name"])).toEqual(said.map(([, activity]) => activity));
  });

  it("keeps every text that XML can hold, and names those that it cannot", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (ticket) => {
        const { xes, notes } = toXes([{ ticket, at: 0, type: "created", attributes: { [ticket]: ticket } }]);
        if (notes.length > 0) return;
        const [row] = readBack(xes).rows;
        expect(row!["case:concept:name"]).toBe(ticket);
        expect(row![`attributes.${ticket}`]).toBe(ticket);
      }),
      { seed: 31, numRuns: 500, examples: [["<&>\"'"], ["a\tb\nc\rd"], ["退款"], ["😀"]] },
    );
    const { xes, notes } = toXes([{ ticket: "a\u0000b\ud800", at: 0, type: "created" }]);
    expect(notes.map(({ code }) => code)).toEqual(["signsLeftOut"]);
    expect(readBack(xes).rows[0]!["case:concept:name"]).toBe("ab");
  });

  it("leaves out and names what is no event or has no instant", () => {
    const { xes, notes } = toXes([
      { ticket: "A", at: "2026-11-02T10:00", type: "created" },
      { ticket: "A" },
      { ticket: "A", at: 1.5, type: "created" },
    ]);
    expect(notes.map(({ code, count }) => [code, count])).toEqual([
      ["timesLeftOut", 1],
      ["refusedRows", 1],
      ["fractionsLost", 1],
    ]);
    expect(readBack(xes).rows).toHaveLength(1);
    expect(
      readBack(toXes([{ ticket: "A", at: "2026-11-02T10:00", type: "created" }], { timeZone: "UTC" }).xes).rows,
    ).toHaveLength(1);
  });

  it("loses no event of the sample", () => {
    const rows = readFileSync("examples/sample.ndjson", "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { xes, notes } = toXes(rows);
    expect(notes).toEqual([]);
    expect(readBack(xes)).toMatchObject({ notes: [], rows: { length: rows.length } });
  });

  it("is what convert writes with --to xes, into a file of that name only", async () => {
    const rows = readFileSync("examples/sample.ndjson", "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { code, out } = await command(["convert", "examples/sample.ndjson", "--to", "xes"]);
    expect(code).toBe(0);
    expect(out).toBe(toXes(rows).xes.join(""));
    const wrong = await command(["convert", "examples/sample.ndjson", "--to", "xes", "--out", "log.ndjson"]);
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining("name it .xes or .xes.gz") });
  });
});
