import { type Answer, counted, leftOut } from "./answer.ts";
import { elapsed } from "./business-time.ts";
import type { ReportedResolutionRules, ResolutionTimeRules } from "./rules.ts";
import {
  closingsOf,
  discarded,
  hasCreation,
  isAssigned,
  isMergedAway,
  standsClosed,
  type TicketIndex,
} from "./ticket-index.ts";

/** How one definition reads the time from the creation of a ticket to its closing. */
export function resolutionTimeAnswers(index: TicketIndex, rules: ResolutionTimeRules): Answer[] {
  const answers: Answer[] = [];
  for (let ticket = 0; ticket < index.facts.tickets.length; ticket++) {
    answers.push(...timesOf(index, rules, ticket));
  }
  return answers;
}

function timesOf(index: TicketIndex, rules: ResolutionTimeRules, ticket: number): Answer[] {
  const { tickets, asOf } = index.facts;
  const createdAt = tickets.createdAt[ticket]!;
  const excluded = discarded(index, ticket, rules.merged === "counted" ? "kept" : "leftOut");
  if (excluded !== null) return [leftOut(ticket, excluded, createdAt)];
  if (!hasCreation(index, ticket)) return [leftOut(ticket, "beganBeforeLog")];
  if (rules.tickets === "assigned" && !isAssigned(index, ticket)) return [leftOut(ticket, "notAssigned", createdAt)];
  const answer = (status: 0 | 1, endAt: number): Answer => {
    const at = rules.dated === "closing" && status === 1 ? endAt : createdAt;
    const ms = elapsed(index, ticket, createdAt, Math.max(createdAt, endAt), rules);
    return Number.isNaN(ms) ? leftOut(ticket, "noTime", at) : counted(ticket, at, status, ms);
  };
  const closings = closingTimes(index, rules, ticket);
  const stillLive = (choice: "open" | "leftOut", reason: "liveAgain" | "neverReportedResolved") =>
    choice === "open" ? answer(0, asOf) : leftOut(ticket, reason, createdAt);
  if (closings.length === 0) {
    // Closed in its first row, or only by a closing that was taken back: when, the log does not show.
    if (standsClosed(index, ticket)) return [leftOut(ticket, "noTime", createdAt)];
    return [stillLive(rules.neverClosed, "neverReportedResolved")];
  }
  if (rules.unit === "closing") return closings.map((at) => answer(1, at));
  const stands = standsClosed(index, ticket) || isMergedAway(index, ticket);
  if (!stands && rules.openAgain !== "resolved") return [stillLive(rules.openAgain, "liveAgain")];
  return [answer(1, rules.end === "firstClosing" ? closings[0]! : closings.at(-1)!)];
}

/** When it was closed. Of a ticket that went into another one the merger is a closing too. */
function closingTimes(index: TicketIndex, rules: ResolutionTimeRules, ticket: number): number[] {
  const { closures } = index.facts;
  const times = closingsOf(index, ticket, rules.closings).map((row) => closures.at[row]!);
  const mergedAt = isMergedAway(index, ticket) ? index.mergedAt[ticket]! : Number.NaN;
  if (times.length === 0 || mergedAt > times.at(-1)!) times.push(mergedAt);
  return times.filter((at) => !Number.isNaN(at));
}

/** How one definition reads which tickets are resolved: 1, or as often as it was closed, of each ticket. */
export function reportedResolutionAnswers(index: TicketIndex, rules: ReportedResolutionRules): Answer[] {
  const { tickets } = index.facts;
  const answers: Answer[] = [];
  for (let ticket = 0; ticket < tickets.length; ticket++) {
    const at = tickets.createdAt[ticket]!;
    const excluded = discarded(index, ticket, rules.merged === "counted" ? "kept" : "leftOut");
    if (excluded !== null) answers.push(leftOut(ticket, excluded, at));
    else if (rules.tickets === "assigned" && !isAssigned(index, ticket)) {
      answers.push(leftOut(ticket, "notAssigned", at));
    } else {
      const resolved = resolutionsOf(index, rules, ticket);
      answers.push(counted(ticket, at, resolved > 0 ? 1 : 2, Number.NaN, resolved));
    }
  }
  return answers;
}

function resolutionsOf(index: TicketIndex, rules: ReportedResolutionRules, ticket: number): number {
  const stands = standsClosed(index, ticket) || (isMergedAway(index, ticket) && rules.merged === "counted");
  if (rules.counts === "standing") return stands ? 1 : 0;
  const closings = Math.max(closingsOf(index, ticket, "all").length, stands ? 1 : 0);
  return rules.counts === "everClosed" ? Math.min(1, closings) : closings;
}
