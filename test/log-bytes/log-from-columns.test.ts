import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventLog } from "../../src/log/event-log.ts";
import type { LogColumns } from "../../src/log/log-columns.ts";
import { logFromColumns } from "../../src/log/log-from-columns.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { eventRow } from "./event-arbitrary.ts";

function columnsOf(log: EventLog): LogColumns {
  const ticket = new Int32Array(log.length);
  for (let t = 0; t + 1 < log.ticketFrom.length; t++) ticket.fill(t, log.ticketFrom[t]!, log.ticketFrom[t + 1]!);
  const { at, type, actor, code, detail, a, b, row, actors, created, scores, dueAt } = log;
  return { ticket, at, type, actor, code, detail, a, b, row, actors, created, scores, dueAt };
}

function textsOf(log: EventLog): Record<keyof EventLog["dictionaries"], readonly string[]> {
  const entries = Object.entries(log.dictionaries).map(([name, { values }]) => [name, values]);
  return Object.fromEntries(entries) as Record<keyof EventLog["dictionaries"], readonly string[]>;
}

/** A log as plain data. */
function plain({ dictionaries, ...columns }: EventLog): object {
  return { ...columns, dictionaries: textsOf({ dictionaries } as EventLog) };
}

const rows = [
  { ticket: "T1", at: 1_767_225_600_000, type: "created", category: "k", actor: { kind: "customer", id: "c" } },
  {
    ticket: "T1",
    at: 1_767_225_700_000,
    type: "survey",
    step: "answered",
    score: 4,
    actor: { kind: "customer", id: "c" },
  },
  { ticket: "T1", at: 1_767_225_800_000, type: "field", name: "category", value: "other" },
];

describe("logFromColumns", () => {
  it("gives back the log whose columns it is given, whatever the log", () => {
    fc.assert(
      fc.property(fc.array(eventRow, { maxLength: 40 }), (events) => {
        const bare = events.map(({ id: _id, seq: _seq, ...event }) => event);
        const { log } = parseEvents(bare);
        const read = logFromColumns(columnsOf(log), textsOf(log));
        expect(plain(read.log)).toEqual(plain(log));
        expect(read.counts).toEqual({
          rows: log.length,
          accepted: log.length,
          refused: 0,
          repeats: 0,
          refusedByCode: {},
        });
      }),
      { seed: 20261111, numRuns: 300 },
    );
  });

  it("orders events that come in no order, and drops rows that are equal", () => {
    const { log } = parseEvents(rows);
    const columns = columnsOf(log);
    const turned: LogColumns = { ...columns };
    for (const name of ["ticket", "at", "type", "actor", "code", "detail", "a", "b", "row"] as const) {
      const column = columns[name]!;
      const twice = [...column, ...column].reverse();
      Object.assign(turned, { [name]: (column.constructor as unknown as typeof Float64Array).from(twice) });
    }
    const read = logFromColumns(turned, textsOf(log));
    expect([...read.log.at]).toEqual([...log.at]);
    expect([...read.log.type]).toEqual([...log.type]);
    expect(read.counts).toMatchObject({ rows: 6, accepted: 3, repeats: 3 });
  });

  it.each<[string, (columns: LogColumns) => Partial<LogColumns>, string]>([
    ["of another length", ({ at }) => ({ at: at.slice(1) }), "expected at with 3 values, as ticket has, got 2"],
    ["with an unknown ticket", () => ({ ticket: Int32Array.of(0, 1, 0) }), "expected ticket[1] from 0 to 0, got 1"],
    ["with a time that is none", () => ({ at: Float64Array.of(1e12, Number.NaN, 1e12) }), "expected at[1] from 0 to"],
    ["with an unknown type", () => ({ type: Uint8Array.of(0, 99, 10) }), "expected type[1] from 0 to 10, got 99"],
    [
      "with a code that the type does not have",
      () => ({ code: Uint8Array.of(0, 7, 0) }),
      "code[1] of type survey from 0 to 2, got 7",
    ],
    [
      "that point behind a table",
      () => ({ a: Int32Array.of(0, 5, 0) }),
      "expected a[1] of type survey from -1 to 0, got 5",
    ],
    [
      "with an answer without a score",
      () => ({ a: Int32Array.of(0, -1, 0) }),
      "where a survey was answered, and only there",
    ],
    [
      "whose scores lie outside their scale",
      ({ scores }) => ({ scores: { ...scores, score: Float64Array.of(9) } }),
      "expected scores.score[0] from 1 to 5, got 9",
    ],
    [
      "whose actors have unknown persons",
      ({ actors }) => ({ actors: { ...actors, id: Int32Array.of(8) } }),
      "expected actors.id[0] from -1 to 0, got 8",
    ],
    [
      "whose attributes do not add up",
      ({ created }) => ({ created: { ...created, attributesFrom: Int32Array.of(0) } }),
      "expected created.attributesFrom with 2 values, one more than rows, got 1",
    ],
  ])("throws at columns %s, saying what was expected", (_, change, message) => {
    const { log } = parseEvents(rows);
    const columns = columnsOf(log);
    expect(() => logFromColumns({ ...columns, ...change(columns) }, textsOf(log))).toThrow(message);
    expect(() => logFromColumns({ ...columns, ...change(columns) }, textsOf(log))).toThrow(TypeError);
  });

  it("takes names of any number of tickets that have no event, before and behind those that have", () => {
    const { log } = parseEvents(rows);
    const tickets = [...Array.from({ length: 9_000 }, (_, i) => `U${i}`), "T1"];
    const ticket = new Int32Array(log.length).fill(5_000);
    const made = logFromColumns({ ...columnsOf(log), ticket }, { ...textsOf(log), tickets }).log;
    expect(made.length).toBe(log.length);
    expect([made.ticketFrom[5_000], made.ticketFrom[5_001], made.ticketFrom[9_001]]).toEqual([
      0,
      log.length,
      log.length,
    ]);
  });
});
