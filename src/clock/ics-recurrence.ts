import type ICAL from "ical.js";

type Rule = InstanceType<typeof ICAL.Recur>;
type Time = InstanceType<typeof ICAL.Time>;

/** For each frequency the rule parts that are understood, as alternatives sorted by name. */
const understood: Record<string, readonly string[]> = {
  DAILY: [""],
  WEEKLY: ["", "BYDAY"],
  MONTHLY: ["", "BYDAY", "BYMONTHDAY"],
  YEARLY: ["", "BYMONTH", "BYDAY,BYMONTH", "BYMONTH,BYMONTHDAY", "BYDAY,BYMONTH,BYMONTHDAY"],
};

/**
 * Whether a recurrence rule is one that holidays use and that ical.js 2.2 expands as RFC 5545 says (compared with python-dateutil
 * on thousands of random rules). Rarer combinations are left aside: some never return (`FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30`), in
 * others days are missing or wrong: days counted from the end of a month in a yearly rule, late days of a month bound to a weekday.
 */
export function isUnderstoodRule(rule: Rule): boolean {
  const { BYDAY: weekdays = [], BYMONTHDAY: days = [] } = rule.parts;
  if (understood[rule.freq]?.includes(Object.keys(rule.parts).sort().join(",")) !== true) return false;
  const numbered = weekdays.filter((weekday) => /\d/.test(weekday)).length;
  if (numbered > 0 && numbered < weekdays.length) return false;
  return rule.freq !== "YEARLY" || days.every((day) => day > 0 && (weekdays.length === 0 || day <= 28));
}

/**
 * Whether an occurrence that ical.js gives belongs to the rule. A day that a month does not have is to be left out (RFC 5545,
 * 3.3.10), but ical.js moves it on: a yearly 29 February becomes 1 March in other years.
 */
export function belongsToRule(rule: Rule, start: Time, occurrence: Time): boolean {
  const { BYMONTH: months = [start.month], BYMONTHDAY: days = [start.day], BYDAY: weekdays } = rule.parts;
  if (rule.freq !== "YEARLY" || weekdays !== undefined) return true;
  return months.includes(occurrence.month) && days.includes(occurrence.day);
}
