import type { OracleTicket } from "../oracle/desk.ts";
import type { Moment } from "../oracle/story.ts";
import { holderAfter } from "../oracle/waits.ts";

/** What a product would keep for a ticket's first response, or for every response: times in ms. Read off the events. */
type Reader = (ticket: OracleTicket, timeZoneOffsetMs: number) => number[];

const minute = 60_000;
const hour = 60 * minute;
const isPublic = ({ row }: Moment) => row.type === "message" && row["public"] === true;
const origin = ({ row }: Moment) => (row["origin"] as string | undefined) ?? "human";
const byMachine = (moment: Moment) => ["bot", "autoReply", "campaign"].includes(origin(moment));
const byPerson = (moment: Moment) => isPublic(moment) && moment.kind === "agent" && !byMachine(moment);
const fromAccount = (moment: Moment) => isPublic(moment) && moment.kind === "agent";
const fromAnyAccount = (moment: Moment) => isPublic(moment) && (moment.kind === "agent" || moment.kind === "bot");

/** The comment that ends first reply time in Zendesk's tables: the second one where staff opened the ticket itself. */
function zendeskReply(ticket: OracleTicket, isReply: (moment: Moment) => boolean, notesMatter: boolean) {
  const { moments } = ticket.story;
  const comments = moments.filter(isPublic);
  const replies = moments.filter((moment) => isReply(moment) && moment.at >= ticket.createdAt!);
  const opening = comments[0];
  const openedByStaff = ticket.initiator !== "customer" && opening !== undefined && isReply(opening);
  const noted = moments.slice(0, moments.indexOf(opening!)).some(({ row }) => row.type === "message");
  return openedByStaff && !(notesMatter && noted) ? replies[1] : replies[0];
}

export const naiveFirstResponses: Record<string, Reader> = {
  zendesk: (ticket) => {
    const reply = zendeskReply(ticket, byPerson, false);
    return reply === undefined ? [] : [reply.at - ticket.createdAt!];
  },
  dbtZendesk: (ticket) => {
    const reply = zendeskReply(ticket, fromAnyAccount, true);
    return reply === undefined ? [] : [reply.at - ticket.createdAt!];
  },
  zammad: (ticket) => {
    const reply = ticket.story.moments.find((moment) => fromAccount(moment) && moment.at >= ticket.createdAt!);
    return reply === undefined ? [] : [reply.at - ticket.createdAt!];
  },
  chatwoot: (ticket) => {
    const { moments } = ticket.story;
    const reply = moments.find((moment) => byPerson(moment) && moment.at >= ticket.createdAt!);
    if (reply === undefined) return [];
    const isBefore = (at: number | null): at is number => at !== null && at > ticket.createdAt! && at <= reply.at;
    const [first] = ticket.handoffs;
    const during = first === undefined ? [] : moments.slice(first.from, (first.to ?? moments.length) + 1);
    const queued = during.findLast(({ row }) => row.type === "handoff" && row["step"] === "queued");
    const handoffAt = queued?.at ?? first?.requestedAt ?? null;
    const opened = [handoffAt, ...ticket.closures.map(({ reopenedAt }) => reopenedAt)].filter(isBefore);
    const closings = ticket.closures.map(({ index }) => moments[index]!);
    const closedByBot = closings.filter(isBotsClosing).map(({ at }) => at);
    const since = opened.length > 0 ? opened : closedByBot.filter(isBefore);
    return [reply.at - Math.max(ticket.createdAt!, ...since)];
  },
  wangwang: (ticket, timeZoneOffsetMs) => {
    const { moments } = ticket.story;
    const hasPerson = moments.some(byPerson);
    const bots = moments.filter(
      (moment) => isPublic(moment) && (moment.kind === "bot" || (moment.kind === "agent" && byMachine(moment))),
    );
    if (bots.length > 0 && !hasPerson && ticket.handoffs.length === 0) return [];
    const rounds: [from: number, ms: number][] = [];
    const creation = moments.findIndex(({ row }) => row.type === "created");
    const lines = moments.filter((moment) => isPublic(moment) && moment.kind === "customer");
    const isFirst = ticket.initiator === "customer" && !lines.some((line) => moments.indexOf(line) < creation);
    let since: number | null = null;
    let owner: string | null = null;
    moments.forEach((moment, index) => {
      if ((index === creation && isFirst) || lines.includes(moment)) since ??= moment.at;
      const next = moment.row.type === "assigned" ? holderAfter(ticket.story, index) : null;
      const handedOn = next !== null && owner !== null && next !== owner;
      owner = next ?? owner;
      if (since === null || !(byPerson(moment) || handedOn)) return;
      rounds.push([since, handedOn ? 10 * minute : Math.min(10 * minute, moment.at - since)]);
      since = handedOn ? moment.at : null;
    });
    if (since !== null) rounds.push([since, 10 * minute]);
    const timeOfDay = (at: number) => (at + timeZoneOffsetMs) % (24 * hour);
    return rounds.filter(([at]) => timeOfDay(at) >= 8 * hour && timeOfDay(at) < 23 * hour).map(([, ms]) => ms);
  },
};

function isBotsClosing({ row, kind }: Moment): boolean {
  const cause = (row["cause"] as string | undefined) ?? "unknown";
  return cause === "bot" || (cause === "unknown" && kind === "bot");
}

/** Closings that were no part of a merger. */
const closingsOf = ({ story, closures }: OracleTicket) =>
  closures.filter(({ index }) => !story.moments[index]!.closedByMerger);

/** Whether the product calls a ticket reopened; `null`: it was never closed, and does not count. */
export const naiveReopens: Record<string, (ticket: OracleTicket) => boolean | null> = {
  zendesk: (ticket) => {
    const closings = closingsOf(ticket);
    return closings.length === 0 ? null : closings.some(({ reopenedAt }) => reopenedAt !== null);
  },
  dbtZendesk: (ticket) => {
    const solved = closingsOf(ticket).filter(({ index }) => ticket.story.moments[index]!.after === "solved").length;
    return solved === 0 ? null : Math.max(solved - 1, 0) > 0;
  },
};
