import type * as z from "zod/mini";
import { en } from "zod/v4/locales";

/** What to hand to a schema for messages in words, which the small build of zod leaves out: "Invalid input" says nothing. */
export function inEnglish(): z.core.ParseContext<z.core.$ZodIssue> {
  return { error: en().localeError };
}
