import { tzOffset } from "@date-fns/tz";

/** Three-letter zone names that are in the IANA data; every other one is an engine's legacy alias ("IST", "CST"), ambiguous. */
const threeLetterZones = /^(CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i;

/**
 * True when `name` is an IANA time zone this engine knows ("Asia/Shanghai", "UTC"). Bare offsets ("+08:00") and ambiguous
 * abbreviations ("CST" is Chicago to one reader and Shanghai to another) are not.
 */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== "string" || !/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  if (name.length === 3 && !threeLetterZones.test(name)) return false;
  // tzOffset answers NaN for an unknown zone, and an inherited function for "constructor" and its like.
  return Number.isFinite(tzOffset(name, new Date(0)));
}
