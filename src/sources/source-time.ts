import { compileZone, type Zone } from "../clock/zone.ts";
import { compileTimeFormat, type TimeFormat } from "../schemas/time-format.ts";

/** When a row happened, as far as its text says. */
export interface SourceTime {
  /** Epoch ms, fractions kept; `null` where the text is none or no zone is known. */
  atMs: number | null;
  /** What an event row carries as `at`: the instant, or else a text that `parseEvents` refuses with the right reason. */
  at: number | string | undefined;
  /** The text as it stands in the export. */
  text: string | undefined;
}

/** Reads a time's text; `undefined` is an empty cell. */
export type TimeReader = (text: string | undefined) => SourceTime;

/** Longest `at` that an event may carry. */
const longestAt = 64;

/** Makes readers of times that share their compiled zones. */
export class TimeReaders {
  readonly #zones = new Map<string, Zone>();
  /** How many times could not be placed because neither text, column nor caller names a zone. */
  withoutZone = 0;

  /**
   * @param formats tried in order; the first that fits counts
   * @param timeZone zone of texts without an offset
   * @throws {RangeError} for an unknown zone or format
   */
  reader(formats: readonly string[], timeZone: string | undefined): TimeReader {
    const readings = formats.map((format): TimeFormat => compileTimeFormat(format));
    const zone = timeZone === undefined ? null : this.#zone(timeZone);
    const shape = formats.join(" or ");
    return (text) => {
      if (text === undefined) return { atMs: null, at: undefined, text };
      for (const read of readings) {
        const reading = read(text);
        if (reading === null) continue;
        if (reading.offsetMs === null && zone === null) {
          this.withoutZone++;
          return { atMs: null, at: wallText(reading.wallMs), text };
        }
        const atMs = reading.offsetMs === null ? zone!.toInstant(reading.wallMs) : reading.wallMs - reading.offsetMs;
        return { atMs, at: atMs, text };
      }
      return { atMs: null, at: unreadable(text, shape), text };
    };
  }

  #zone(name: string): Zone {
    let zone = this.#zones.get(name);
    if (zone === undefined) {
      zone = compileZone(name);
      this.#zones.set(name, zone);
    }
    return zone;
  }
}

/**
 * A text that says what is wrong and can be read as no instant, so that a time which does not fit its format is refused even
 * where it happens to be ISO 8601.
 */
export function unreadable(text: string, shape: string): string {
  return `${text.slice(0, 30)} (not ${shape})`.slice(0, longestAt);
}

/** ISO 8601 without an offset. */
function wallText(wallMs: number): string {
  return Number.isFinite(wallMs) && Math.abs(wallMs) < 8.64e15
    ? new Date(wallMs).toISOString().slice(0, -1)
    : String(wallMs);
}
