import { describe, expect, it } from "vitest";
import { LogInGroups } from "../../src/log/arranged-log.ts";
import { LogBuilder } from "../../src/log/log-builder.ts";
import { logParts, writerOf } from "../../src/log/log-parts.ts";

const row = (ticket: string, second: number, more: object = {}) => {
  return { ticket, at: 1_767_225_600_000 + second * 1_000, type: "message", public: true, ...more };
};

describe("arranging a group of tickets", () => {
  it("closes the gap that a single repeat leaves", () => {
    const builder = new LogBuilder();
    for (const each of [row("T1", 0), row("T1", 0), row("T2", 1), row("T2", 2), row("T3", 3)]) builder.push(each);
    const { log, counts } = builder.finish();
    expect(counts.repeats).toBe(1);
    expect([...log.row]).toEqual([1, 3, 4, 5]);
    expect([...log.ticketFrom]).toEqual([0, 1, 3, 4]);
  });

  it("goes by `seq` in a thread that was told of the events as well", () => {
    const built = () => {
      const builder = new LogBuilder();
      for (const [i, seq] of [3, 1, 2].entries()) builder.push(row("T1", 0, { seq, public: i === 1 }));
      return builder;
    };
    const builder = built();
    const told = new LogInGroups(writerOf(logParts(builder.writer, 0, 1)));
    const rows = Array.from(told.firstTickets(), () => [...told.log.row.subarray(0, told.log.length)]);
    expect(rows).toEqual([[2, 3, 1]]);
    expect([...built().finish().log.row]).toEqual([2, 3, 1]);
    expect(builder.writer.events.groups).toEqual([[]]);
  });
});
