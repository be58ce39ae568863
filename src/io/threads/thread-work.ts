import { type FoldedRange, foldToldRange, type RangeTask } from "./fold-range.ts";
import { type ReadStretch, readStretch, type StretchTask } from "./read-stretch.ts";
import type { ToldTable } from "./shared-tables.ts";

/** What a thread can be asked for, and what it answers. */
export interface ThreadWork {
  read: { task: StretchTask; answer: ReadStretch };
  fold: { task: RangeTask; answer: FoldedRange };
}

export type Request = { [Kind in keyof ThreadWork]: { kind: Kind; task: ThreadWork[Kind]["task"] } }[keyof ThreadWork];
export type Answer = ThreadWork[keyof ThreadWork]["answer"];

/** What comes back from a thread. */
export type Reply = { answer: Answer } | { error: unknown };

/** What a thread may be told besides, while it works on a request. */
export interface Aside {
  told: ToldTable;
}

/** `hear` gives what was told aside since the request, one after another, or `null`. */
export async function answerTo({ kind, task }: Request, hear: () => Aside | null): Promise<Answer> {
  return kind === "read" ? readStretch(task) : foldToldRange(task, () => hear()?.told ?? null);
}

/** The memory of all columns in an answer, to be handed over instead of copied. */
export function roomOf(answer: object): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (value: unknown) => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
    } else if (value instanceof Map || Array.isArray(value)) value.forEach(look);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(look);
  };
  look(answer);
  return [...found];
}
