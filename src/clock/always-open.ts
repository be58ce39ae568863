import type { Calendar } from "../schemas/calendar.ts";
import { weekdays } from "../schemas/wall-time.ts";

/** A calendar that never closes (24×7): its business time is time. `timeZone` is IANA, by default UTC. */
export function alwaysOpen(timeZone = "UTC"): Calendar {
  return { timeZone, hours: Object.fromEntries(weekdays.map((day) => [day, [["00:00", "24:00"]]])) };
}
