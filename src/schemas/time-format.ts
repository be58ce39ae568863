/** A time as its text says it. */
interface TimeReading {
  /** What the clocks showed, written as if it were UTC: epoch ms, fractions kept. */
  wallMs: number;
  /** How far those clocks were ahead of UTC, in ms; `null` where the text does not say. */
  offsetMs: number | null;
}

/** Reads a text, or answers `null` where it does not fit the format or names no real time (30 February, 24:00). */
export type TimeFormat = (text: string) => TimeReading | null;

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  fractionMs: number;
  /** 0 am, 12 pm, -1 where the clock has 24 hours. */
  halfDay: number;
  offsetMs: number | null;
}

interface Token {
  pattern: string;
  /** Fixed-width pattern, for a number that stands right before or after another. */
  packed?: string;
  read?: (text: string, parts: Parts) => void;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthName =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const dayName = "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*";
const numericOffset = "[+-]\\d\\d(?::?\\d\\d)?";

const number = (field: "month" | "day" | "hour" | "minute" | "second"): Token => ({
  pattern: "\\d{1,2}",
  packed: "\\d{2}",
  read: (text, parts) => {
    parts[field] = Number(text);
  },
});
const month: Token = {
  pattern: monthName,
  read: (text, parts) => {
    parts.month = months.indexOf(text.slice(0, 3).toLowerCase()) + 1;
  },
};
const halfDay: Token = {
  pattern: "[ap]\\.?m\\.?",
  read: (text, parts) => {
    parts.halfDay = text[0]!.toLowerCase() === "p" ? 12 : 0;
  },
};
const offset = (pattern: string): Token => ({
  pattern,
  read: (text, parts) => {
    parts.offsetMs = offsetOf(text);
  },
});

const tokens: Record<string, Token> = {
  yyyy: {
    pattern: "\\d{4}",
    packed: "\\d{4}",
    read: (text, parts) => {
      parts.year = Number(text);
    },
  },
  // POSIX: 69-99 are the last century, 00-68 this one; a pivot that moved with the present would change old reports.
  yy: {
    pattern: "\\d{2}",
    packed: "\\d{2}",
    read: (text, parts) => {
      parts.year = Number(text) + (Number(text) < 69 ? 2000 : 1900);
    },
  },
  M: number("month"),
  MM: number("month"),
  MMM: month,
  MMMM: month,
  d: number("day"),
  dd: number("day"),
  H: number("hour"),
  HH: number("hour"),
  h: number("hour"),
  hh: number("hour"),
  m: number("minute"),
  mm: number("minute"),
  s: number("second"),
  ss: number("second"),
  a: halfDay,
  aa: halfDay,
  aaa: halfDay,
  EEE: { pattern: dayName },
  EEEE: { pattern: dayName },
  x: offset(numericOffset),
  xx: offset(numericOffset),
  xxx: offset(numericOffset),
  X: offset(`Z|${numericOffset}`),
  XX: offset(`Z|${numericOffset}`),
  XXX: offset(`Z|${numericOffset}`),
};
const fraction: Token = {
  pattern: "\\d{1,9}",
  read: (text, parts) => {
    parts.fractionMs = Number(`0.${text}`) * 1_000;
  },
};

/** Letters that other libraries use for the same thing. */
const otherSpellings: Record<string, string> = {
  YYYY: "yyyy",
  YY: "yy",
  Y: "yyyy",
  y: "yyyy",
  DD: "dd",
  D: "d",
  A: "a",
  ddd: "EEE",
  dddd: "EEEE",
  E: "EEE",
  Z: "xxx",
  ZZ: "xx",
  z: "X",
};

/**
 * Makes a time format ready: `iso`, `epochSeconds`, `epochMilliseconds`, or tokens as date-fns writes them
 * ("dd/MM/yyyy HH:mm", "EEE MMM dd HH:mm:ss xx yyyy"). Letters that are no tokens stand between single quotes. Month and day
 * names are English. A reading does not depend on the zone of the machine, since no local `Date` is ever built.
 *
 * @throws {RangeError} where the format has an unknown token, one field twice, or no year, month and day
 */
export function compileTimeFormat(format: string): TimeFormat {
  if (format === "iso") return readIso;
  if (format === "epochSeconds") return (text) => readEpoch(text, 1_000);
  if (format === "epochMilliseconds") return (text) => readEpoch(text, 1);
  const pieces = format.match(/''|'(?:''|[^'])*'?|([A-Za-z])\1*|[^A-Za-z']+/g) ?? [];
  const found = pieces.map((piece) => (/^[A-Za-z]/.test(piece) ? tokenOf(piece, format) : null));
  const readers: ((text: string, parts: Parts) => void)[] = [];
  let pattern = "";
  pieces.forEach((piece, index) => {
    const token = found[index];
    if (!token) {
      pattern += literal(piece, format);
      return;
    }
    const touching = Boolean(found[index - 1]?.packed ?? found[index + 1]?.packed);
    const text = touching && token.packed ? token.packed : token.pattern;
    if (token.read) readers.push(token.read);
    pattern += token.read ? `(${text})` : `(?:${text})`;
  });
  requireDate(pieces, format);
  const expression = new RegExp(`^${pattern}$`, "i");
  return (text) => {
    const match = expression.exec(text.trim());
    if (match === null) return null;
    const parts: Parts = {
      year: 0,
      month: 0,
      day: 0,
      hour: 0,
      minute: 0,
      second: 0,
      fractionMs: 0,
      halfDay: -1,
      offsetMs: null,
    };
    readers.forEach((read, index) => void read(match[index + 1]!, parts));
    return readingOf(parts);
  };
}

const isoPattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?)?$/i;

function readIso(text: string): TimeReading | null {
  const match = isoPattern.exec(text.trim());
  if (match === null) return null;
  return readingOf({
    year: Number(match[1]),
    month: Number(match[2]),
    day: Number(match[3]),
    hour: Number(match[4] ?? 0),
    minute: Number(match[5] ?? 0),
    second: Number(match[6] ?? 0),
    fractionMs: match[7] === undefined ? 0 : Number(`0.${match[7]}`) * 1_000,
    halfDay: -1,
    offsetMs: match[8] === undefined ? null : offsetOf(match[8]),
  });
}

function readEpoch(text: string, unitMs: number): TimeReading | null {
  if (!/^-?\d+(?:\.\d+)?(?:e\+?\d+)?$/i.test(text.trim())) return null;
  return { wallMs: Number(text) * unitMs, offsetMs: 0 };
}

function readingOf(parts: Parts): TimeReading | null {
  const { year, month, day, minute, second, offsetMs } = parts;
  let { hour } = parts;
  if (parts.halfDay >= 0) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + parts.halfDay;
  }
  if (hour > 23 || minute > 59 || second > 59) return null;
  if (offsetMs !== null && Number.isNaN(offsetMs)) return null;
  const date = new Date(0);
  // setUTCFullYear, because Date.UTC reads the years 0-99 as 1900-1999.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const timeMs = ((hour * 60 + minute) * 60 + second) * 1_000;
  return { wallMs: date.getTime() + timeMs + parts.fractionMs, offsetMs };
}

/** @returns ms, or NaN where it is no offset of any clock */
function offsetOf(text: string): number {
  if (/^(z|utc)$/i.test(text)) return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = text.length > 3 ? Number(text.slice(-2)) : 0;
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function tokenOf(piece: string, format: string): Token {
  const token = /^S{1,9}$/.test(piece) ? fraction : Object.hasOwn(tokens, piece) ? tokens[piece] : undefined;
  if (token) return token;
  const other = Object.hasOwn(otherSpellings, piece) ? otherSpellings[piece] : undefined;
  const advice = other ? `write ${other}` : "put words between single quotes";
  throw new RangeError(`time format ${JSON.stringify(format)}: ${piece} is no token; ${advice}`);
}

function literal(piece: string, format: string): string {
  let text = piece;
  if (piece === "''") text = "'";
  else if (piece.startsWith("'")) {
    if (piece.length < 2 || !piece.endsWith("'")) {
      throw new RangeError(`time format ${JSON.stringify(format)}: a single quote is not closed`);
    }
    text = piece.slice(1, -1).replaceAll("''", "'");
  }
  // Exports pad with blanks ("Oct  1"), so a run of them is one.
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/ +/g, " +");
}

function requireDate(pieces: readonly string[], format: string): void {
  const fields = pieces.map((piece) =>
    /^[A-Za-z]/.test(piece) ? (piece[0] === "H" ? "h" : piece[0] === "X" ? "x" : piece[0]!) : "",
  );
  const fail = (fault: string): never => {
    throw new RangeError(`time format ${JSON.stringify(format)}: ${fault}`);
  };
  for (const field of ["y", "M", "d"]) {
    if (!fields.includes(field)) fail("expected a year (yyyy), a month (MM or MMM) and a day (dd)");
  }
  const twice = fields.find((field, index) => field !== "" && fields.indexOf(field) !== index);
  if (twice !== undefined) fail(`${twice} stands twice`);
  const twelveHours = pieces.some((piece) => /^h+$/.test(piece));
  if (twelveHours !== fields.includes("a")) fail("hh goes with a (am, pm), HH goes without");
}
