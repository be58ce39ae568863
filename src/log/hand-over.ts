import { timesOf } from "./block-memory.ts";
import { type EventBlock, type EventBlocks, eventNumbers } from "./event-blocks.ts";

/**
 * Takes the groups from `first` on up to before `end` out of events, for another thread, which takes their memory. Where blocks of
 * other groups stand in the same memory as well, they are copied.
 */
export function handOver(events: EventBlocks, first: number, end: number): Omit<EventBlock, "number">[][] {
  const leaving = events.groups.slice(first, end);
  const all = blocksByMemory(events.groups);
  const gone = blocksByMemory(leaving);
  const isAlone = ({ numbers: { buffer } }: EventBlock) => gone.get(buffer) === all.get(buffer);
  return leaving.map((blocks, index) => {
    const handed = blocks.map((block) => {
      const { length, seq, ids } = block;
      const used = block.numbers.subarray(0, length * eventNumbers);
      const numbers = isAlone(block) ? used : used.slice();
      return { length, numbers, times: timesOf(numbers), seq, ids };
    });
    // The memory of what was copied is let go of; that of what was not is no longer ours.
    events.groups[first + index] = blocks.filter((block) => !isAlone(block));
    events.release(first + index);
    return handed;
  });
}

function blocksByMemory(groups: readonly (readonly EventBlock[])[]): Map<ArrayBufferLike, number> {
  const count = new Map<ArrayBufferLike, number>();
  for (const { numbers } of groups.flat()) count.set(numbers.buffer, (count.get(numbers.buffer) ?? 0) + 1);
  return count;
}
