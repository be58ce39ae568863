import { compileZone } from "../clock/zone.ts";
import type { TicketIndex } from "./ticket-index.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Whether an instant lies between 8 and 23 o'clock, on the clocks of the policy's zone. */
export function daytimeOf({ facts }: TicketIndex): (at: number) => boolean {
  const { toWall } = compileZone(facts.policy.timeZone);
  return (at) => {
    const timeOfDay = ((toWall(at) % dayMs) + dayMs) % dayMs;
    return timeOfDay >= 8 * hourMs && timeOfDay < 23 * hourMs;
  };
}
