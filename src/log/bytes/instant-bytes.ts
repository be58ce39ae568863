import { earliestAt, latestAt } from "../instant.ts";
import { powersOfTen } from "./number-bytes.ts";

/**
 * Reads the common form of ISO 8601 instants, `2026-11-11T09:30:00.123+08:00` (seconds and their fraction may be missing, `Z` is
 * an offset), digit by digit; the day and the minute of the last one are remembered, since logs are mostly in order.
 */
export class InstantBytes {
  #day = -1;
  #dayAt = 0;
  /** The 16 bytes of the last minute, four at a time, and when it begins. */
  #first = 0;
  #second = 0;
  #third = 0;
  #fourth = 0;
  #minuteAt = Number.NaN;
  /** Whether they are one. */
  #isMinute = false;

  /**
   * Puts an instant, as epoch ms, at a place of `into`: of each such number that a call returns, engines make an object. `view` shows
   * the same as `bytes`.
   * @returns whether it is in that form, and from 1970 to 2199
   */
  read(bytes: Uint8Array, view: DataView, from: number, to: number, into: Float64Array, place: number): boolean {
    if (to - from < 17) return false;
    const first = view.getInt32(from);
    const second = view.getInt32(from + 4);
    const third = view.getInt32(from + 8);
    const fourth = view.getInt32(from + 12);
    const isSameMinute =
      fourth === this.#fourth && third === this.#third && second === this.#second && first === this.#first;
    if (!isSameMinute) {
      this.#isMinute = this.#readMinute(bytes, from);
      this.#first = first;
      this.#second = second;
      this.#third = third;
      this.#fourth = fourth;
    }
    return this.#isMinute && this.#readRest(bytes, from + 16, to, into, place);
  }

  /** Remembers a minute, in UTC. */
  #readMinute(bytes: Uint8Array, from: number): boolean {
    const year = two(bytes, from) * 100 + two(bytes, from + 2);
    const day = (year * 100 + two(bytes, from + 5)) * 100 + two(bytes, from + 8);
    if (bytes[from + 4] !== 0x2d || bytes[from + 7] !== 0x2d) return false;
    if (day !== this.#day && !this.#begin(day)) return false;
    const mark = bytes[from + 10];
    if ((mark !== 0x54 && mark !== 0x20) || bytes[from + 13] !== 0x3a) return false;
    const hour = two(bytes, from + 11);
    const minute = two(bytes, from + 14);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
    this.#minuteAt = this.#dayAt + (hour * 60 + minute) * 60_000;
    return true;
  }

  /** Seconds, their fraction and the offset, from behind the minute on. */
  #readRest(bytes: Uint8Array, from: number, to: number, into: Float64Array, place: number): boolean {
    let second = 0;
    let fractionMs = 0;
    let at = from;
    if (bytes[at] === 0x3a) {
      second = two(bytes, at + 1);
      at += 3;
      if (bytes[at] === 0x2e) {
        let digits = 0;
        const start = ++at;
        for (; at < to && isDigit(bytes[at]!); at++) digits = digits * 10 + bytes[at]! - 0x30;
        if (at === start || at - start > 9) return false;
        // In this order the result has the same bits as Number(`0.${digits}`) * 1000.
        fractionMs = (digits / powersOfTen[at - start]!) * 1_000;
      }
    }
    if (second < 0 || second > 59) return false;
    const wallMs = this.#minuteAt + second * 1_000 + fractionMs;
    const offsetMs = offsetOf(bytes, at, to);
    const instant = wallMs - offsetMs;
    into[place] = instant;
    return instant >= earliestAt && instant < latestAt;
  }

  /** Remembers a day, given as the number 20261111. */
  #begin(day: number): boolean {
    if (day < 19_700_101 || day > 21_991_231) return false;
    const [year, month, dayOfMonth] = [Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100];
    const at = Date.UTC(year, month - 1, dayOfMonth);
    if (month < 1 || month > 12 || dayOfMonth < 1) return false;
    // 30 February would have rolled over into March.
    if (at >= Date.UTC(year, month, 1)) return false;
    this.#day = day;
    this.#dayAt = at;
    return true;
  }
}

/** So far below zero that nothing computed with it is a time. */
const noNumber = -1_000_000_000;

/** Two digits as a number, or `noNumber`. */
function two(bytes: Uint8Array, at: number): number {
  const high = bytes[at]! - 0x30;
  const low = bytes[at + 1]! - 0x30;
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? high * 10 + low : noNumber;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** `Z`, `+08:00` or `+0800` to the end of the text; NaN for anything else. */
function offsetOf(bytes: Uint8Array, from: number, to: number): number {
  const sign = bytes[from];
  if (sign === 0x5a && to - from === 1) return 0;
  const colon = bytes[from + 3] === 0x3a ? 1 : 0;
  if ((sign !== 0x2b && sign !== 0x2d) || to - from !== 5 + colon) return Number.NaN;
  const hours = two(bytes, from + 1);
  const minutes = two(bytes, from + 3 + colon);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return Number.NaN;
  return (sign === 0x2d ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
