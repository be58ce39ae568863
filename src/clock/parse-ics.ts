import ICAL from "ical.js";
import type { RowIssue } from "../schemas/issue.ts";
import { cut, EventFault, textOf } from "./ics-occurrences.ts";

type Component = InstanceType<typeof ICAL.Component>;

/** The events of a calendar file, each with its place in the file. */
export interface IcsFile {
  /** What the file calls itself (X-WR-CALNAME). */
  name: string | null;
  events: { row: number; event: Component }[];
}

/**
 * Parses the text of an iCalendar file. ical.js gives up a whole file for one bad line; here a bad event is set aside, reported in
 * `issues`, and the others are read.
 */
export function parseIcs(text: string, issues: RowIssue[]): IcsFile {
  const rows: number[] = [];
  let row = 0;
  const sound = text.replace(/^BEGIN:VEVENT\r?\n[\s\S]*?^END:VEVENT[^\S\n]*(?:\n|$)/gim, (block) => {
    row++;
    try {
      ICAL.parse(block);
      rows.push(row);
      return block;
    } catch (error) {
      const summary = /^SUMMARY[^:\n]*:(.*)/im.exec(block)?.[1]?.trim() ?? "";
      issues.push(eventIssue(error, row, summary));
      return "";
    }
  });
  const calendars = parseCalendars(sound, issues);
  const name = calendars.map((calendar) => textOf(calendar, "x-wr-calname")).find((found) => found !== "") ?? null;
  const events = calendars.flatMap((calendar) => calendar.getAllSubcomponents("vevent"));
  return { name, events: events.map((event, index) => ({ row: rows[index] ?? index + 1, event })) };
}

/** What is wrong with one event, in the words of a {@link RowIssue}. */
export function eventIssue(error: unknown, row: number, summary: string): RowIssue {
  const about = summary === "" ? "" : ` Event: ${cut(summary)}.`;
  if (error instanceof EventFault) {
    const { path, code, expected, found, hint } = error;
    return { row, path, code, expected, found, hint: hint + about };
  }
  const hint = `Correct the event.${about}`;
  return { row, path: "", code: "wrongValue", expected: "an event as in RFC 5545", found: messageOf(error), hint };
}

function parseCalendars(text: string, issues: RowIssue[]): Component[] {
  const refuse = (found: string) => {
    const hint = "Check that the file is an .ics file and was downloaded whole.";
    issues.push({ row: 0, path: "", code: "wrongValue", expected: "an iCalendar file", found, hint });
    return [];
  };
  try {
    const parsed: unknown[] = ICAL.parse(text.replace(/^\uFEFF/, ""));
    // One VCALENDAR is given as itself, several as a list of them.
    const list = (typeof parsed[0] === "string" ? [parsed] : parsed) as unknown[][];
    const calendars = list.filter((one) => one[0] === "vcalendar").map((one) => new ICAL.Component(one));
    return calendars.length > 0 ? calendars : refuse(cut(text));
  } catch (error) {
    return refuse(messageOf(error));
  }
}

function messageOf(error: unknown): string {
  return cut(error instanceof Error ? error.message : String(error));
}
