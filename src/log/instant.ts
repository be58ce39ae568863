import { compileZone, type Zone } from "../clock/zone.ts";

/** Epoch ms of 1970-01-01 and of 2200-01-01: what lies outside is a fault of the export, not a ticket. */
export const earliestAt = 0;
export const latestAt = 7_258_118_400_000;

export type InstantFault = "timeFormat" | "timeOffset" | "timeRange";

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d\d(?::?\d\d)?)?)?$/;
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads instants as epoch ms; wall-clock times only where it was given a zone for them. */
export class InstantReader {
  readonly #zone: Zone | null;

  /** @throws {RangeError} where `timeZone` is not an IANA zone */
  constructor(timeZone?: string | undefined) {
    this.#zone = timeZone === undefined ? null : compileZone(timeZone);
  }

  /** @returns epoch ms, or what is wrong with the input */
  read(input: string | number): number | InstantFault {
    const atMs = typeof input === "number" ? input : this.#readText(input);
    if (typeof atMs === "string") return atMs;
    if (Number.isNaN(atMs)) return "timeFormat";
    return atMs >= earliestAt && atMs < latestAt ? atMs : "timeRange";
  }

  #readText(input: string): number | InstantFault {
    const match = pattern.exec(input);
    if (match === null) return "timeFormat";
    const year = Number(match[1]);
    const month = Number(match[2]);
    const dayOfMonth = Number(match[3]);
    const hour = Number(match[4] ?? 0);
    const minute = Number(match[5] ?? 0);
    const second = Number(match[6] ?? 0);
    if (month < 1 || month > 12 || dayOfMonth < 1 || hour > 23 || minute > 59 || second > 59) return "timeFormat";
    const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    if (dayOfMonth > daysInMonth[month - 1]! + (leapDay ? 1 : 0)) return "timeFormat";
    if (year < 1970 || year >= 2200) return "timeRange"; // also keeps Date.UTC from reading 99 as 1999
    const fraction = match[7] === undefined ? 0 : Number(`0.${match[7]}`) * 1_000;
    const wallMs = Date.UTC(year, month - 1, dayOfMonth, hour, minute, second) + fraction;
    const offset = match[8];
    if (offset === undefined) return this.#zone === null ? "timeOffset" : this.#zone.toInstant(wallMs);
    if (offset === "Z" || offset === "z") return wallMs;
    const offsetHours = Number(offset.slice(1, 3));
    const offsetMinutes = offset.length > 3 ? Number(offset.slice(-2)) : 0;
    if (offsetHours > 23 || offsetMinutes > 59) return "timeFormat";
    const offsetMs = (offsetHours * 60 + offsetMinutes) * 60_000;
    return offset[0] === "-" ? wallMs + offsetMs : wallMs - offsetMs;
  }
}
