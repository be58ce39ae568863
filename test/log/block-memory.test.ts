import { describe, expect, it } from "vitest";
import { LogInGroups } from "../../src/log/arranged-log.ts";
import { BlockMemory } from "../../src/log/block-memory.ts";
import { groupTickets } from "../../src/log/event-blocks.ts";
import { LogBuilder } from "../../src/log/log-builder.ts";
import type { MakeRoom } from "../../src/log/room.ts";

/** Memory of which is known what was made, and what was taken back, in the order of both. */
function watchedRoom() {
  const made: ArrayBuffer[] = [];
  const returned: ArrayBufferLike[] = [];
  const makeRoom: MakeRoom = (bytes) => {
    const room = new ArrayBuffer(bytes);
    made.push(room);
    return room;
  };
  const takeBack = (room: ArrayBufferLike) => void returned.push(room);
  return { made, returned, makeRoom: Object.assign(makeRoom, { takeBack }) };
}

describe("the memory of blocks", () => {
  it("gives each block room of its own", () => {
    const { makeRoom } = watchedRoom();
    const memory = new BlockMemory(8, makeRoom);
    const blocks = Array.from({ length: 40 }, (_, number) => memory.take(8).fill(number));
    expect(blocks.map((block) => [...block])).toEqual(blocks.map((_, number) => new Array(8).fill(number)));
  });

  it("is given back piece by piece, each as soon as the last of its blocks is let go, and once", () => {
    const { made, returned, makeRoom } = watchedRoom();
    const memory = new BlockMemory(8, makeRoom);
    const blocks = Array.from({ length: 40 }, () => memory.take(8));
    expect(made.length).toBeLessThan(blocks.length);
    const left = new Map<ArrayBufferLike, number>();
    for (const { buffer } of blocks) left.set(buffer, (left.get(buffer) ?? 0) + 1);
    for (const block of [...blocks].reverse()) {
      memory.release(block);
      left.set(block.buffer, left.get(block.buffer)! - 1);
      expect(new Set(returned)).toEqual(new Set([...left].filter(([, count]) => count === 0).map(([room]) => room)));
    }
    expect(returned).toHaveLength(made.length);
  });

  it("keeps what nobody has counted, and what no full block stands in", () => {
    const { returned, makeRoom } = watchedRoom();
    const memory = new BlockMemory(8, makeRoom);
    memory.release(memory.take(4));
    memory.release(new Int32Array(8));
    expect(returned).toEqual([]);
  });

  it("is that of another's blocks as well, once they are used again or adopted", () => {
    const { returned, makeRoom } = watchedRoom();
    const memory = new BlockMemory(8, makeRoom);
    const other = new ArrayBuffer(64);
    const [first, second] = [new Int32Array(other, 0, 8), new Int32Array(other, 32, 8)];
    memory.reuse(first);
    memory.reuse(second);
    const taken = [memory.take(8), memory.take(8)];
    expect(new Set(taken)).toEqual(new Set([first, second]));
    memory.release(taken[0]!);
    expect(returned).toEqual([]);
    memory.release(taken[1]!);
    expect(returned).toEqual([other]);
    memory.adopt(first);
    memory.release(first);
    expect(returned).toEqual([other, other]);
  });
});

describe("a log that is gone through in groups", () => {
  it("gives back the memory of all full blocks, none before their events were handed out", () => {
    const { made, returned, makeRoom } = watchedRoom();
    const builder = new LogBuilder({}, makeRoom);
    const tickets = groupTickets * 4;
    for (let row = 0; row < tickets * 5; row++) {
      const at = Date.UTC(2026, 0, 1) + row;
      builder.push({ ticket: `T${row % tickets}`, at, type: "message", public: true }, row + 1);
    }
    const pieces = new Set(builder.writer.events.groups.flat().map(({ numbers }) => numbers.buffer));
    const groups = new LogInGroups(builder.writer);
    const seen: [tickets: number, returned: number][] = [];
    for (const first of groups.firstTickets()) {
      expect(groups.log.at[0]).toBe(Date.UTC(2026, 0, 1) + first);
      seen.push([groups.log.length, returned.length]);
    }
    expect(seen.map(([events]) => events)).toEqual(new Array(4).fill(groupTickets * 5));
    expect(seen[0]![1]).toBeLessThan(seen[3]![1]);
    expect(new Set(returned).size).toBe(returned.length);
    const full = [...pieces].filter((room) => room.byteLength >= 4_096 * 32);
    expect(new Set(returned)).toEqual(new Set(full));
    expect(made.length).toBeGreaterThan(full.length);
  });
});
