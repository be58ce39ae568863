import type { FileHandle } from "node:fs/promises";

const lineFeed = 0x0a;
const blockBytes = 65_536;

/** Cuts the bytes of a file from `from` to `to` behind line ends into about so many stretches; gives where they begin and the end. */
export async function splitAtLines(handle: FileHandle, from: number, to: number, stretches: number): Promise<number[]> {
  const cuts = [from];
  for (let i = 1; i < stretches; i++) {
    const cut = await behindLineEnd(handle, from + Math.floor(((to - from) * i) / stretches), to);
    if (cut > cuts.at(-1)! && cut < to) cuts.push(cut);
  }
  cuts.push(to);
  return cuts;
}

/** The place behind the first line end at or after `position`, or `to` where there is none. */
export async function behindLineEnd(handle: FileHandle, position: number, to: number): Promise<number> {
  const block = Buffer.alloc(blockBytes);
  for (let at = position; at < to; ) {
    const { bytesRead } = await handle.read(block, 0, Math.min(blockBytes, to - at), at);
    if (bytesRead === 0) return to;
    const found = block.subarray(0, bytesRead).indexOf(lineFeed);
    if (found >= 0) return at + found + 1;
    at += bytesRead;
  }
  return to;
}
