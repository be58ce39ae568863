import * as z from "zod/mini";
import {
  type Column,
  type ColumnName,
  type ColumnOptions,
  cellOptions,
  columnName,
  columnSchema,
  patternSchema,
  text,
} from "./table-map-parts.ts";

/** A column whose cells list ids: `119249,119251`, `["119249", "119251"]`, `<a@x> <b@x>`, or with a `separator` of their own. */
export type IdList = ColumnName | (ColumnOptions & { separator?: string | undefined });

/**
 * Messages that name the message they answer: mail, forums, tweets. The ticket is the thread, under the id of its first message.
 * Ids are read as in `as: "integer"` unless their column says `as: "text"`; angle brackets around them are taken away.
 */
export interface Thread {
  /** The message's own id. */
  id: Column;
  /** The message that it answers, the first where a cell lists several; an empty cell begins a thread. */
  parent?: IdList | undefined;
  /** All messages before it, the oldest first, as in the `References` of a mail. The last one stands for a parent that is missing. */
  references?: IdList | undefined;
  /** The messages that answer it, for those that do not say themselves what they answer. */
  responses?: IdList | undefined;
  /** Texts that stand for no message, unless a message has that id. Default: 0, -1 and the ways of writing a missing value. */
  none?: string[] | undefined;
}

const idList = z.optional(
  z.union([
    ...columnName.def.options,
    z.strictObject({ column: columnName, ...cellOptions, separator: z.optional(text) }),
  ]) satisfies z.ZodMiniType<IdList>,
);

export const threadSchema = z
  .strictObject({
    id: columnSchema,
    parent: idList,
    references: idList,
    responses: idList,
    none: z.optional(z.array(patternSchema)),
  })
  .check(
    z.refine((thread) => [thread.parent, thread.references, thread.responses].some((link) => link !== undefined), {
      path: ["parent"],
      error: "expected parent, references or responses, so that messages hang together",
    }),
  ) satisfies z.ZodMiniType<Thread>;
