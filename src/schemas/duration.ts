import * as z from "zod/mini";

/** Milliseconds, or a number with a unit: "90s", "45m", "72h", "7d", "2w". */
export type DurationInput = number | string;

const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const pattern = /^(\d+(?:\.\d+)?)\s?(ms|s|m|h|d|w)$/;

/**
 * Reads a duration.
 * @returns milliseconds, or `null` where the text is none
 */
function parseDuration(input: DurationInput): number | null {
  if (typeof input === "number") return Number.isFinite(input) && input >= 0 ? input : null;
  const match = pattern.exec(input.trim());
  if (match === null) return null;
  return Number(match[1]) * unitMs[match[2]!]!;
}

/** A duration in a policy; becomes milliseconds. */
export const durationSchema = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((input, context) => {
    const durationMs = parseDuration(input);
    if (durationMs !== null) return durationMs;
    const message = 'expected milliseconds or a number with a unit, like "90s", "45m", "72h", "7d"';
    context.issues.push({ code: "custom", message, input });
    return z.NEVER;
  }),
);
