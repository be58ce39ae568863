import type { Policy } from "../../src/schemas/policy.ts";
import type { Moment, Story } from "./story.ts";

type WaitEnd = "open" | "answered" | "closedUnanswered" | "abandoned" | "merged";

export interface OracleWait {
  round: number;
  start: "created" | "message" | "reopened";
  startAt: number;
  /** null while it runs. */
  endAt: number | null;
  end: WaitEnd;
  answerer: string | null;
  lateReplyAt: number | null;
  botReplies: number;
  /** Everybody who held it longest: several where they tie. `null` is the queue. */
  longestHolders: (string | null)[];
}

export const firstCreation = (story: Story) => story.moments.findIndex((moment) => moment.row.type === "created");

/** Who began the ticket: what its row says, else who created it, else the policy; unknown without such a row. */
export function initiatorOf(story: Story, policy: Policy): string {
  const created = story.moments[firstCreation(story)];
  if (created === undefined) return "unknown";
  if (created.row["initiator"] !== undefined) return created.row["initiator"] as string;
  if (created.kind === "bot") return "system";
  return created.kind === "unknown" ? policy.initiator : created.kind;
}

/** Every stretch during which the customer waited, as far as the ticket itself shows it. */
export function waitsOf(story: Story, policy: Policy, asOf: number): OracleWait[] {
  const { moments } = story;
  const waits: OracleWait[] = [];
  const creation = firstCreation(story);
  const byCustomer = initiatorOf(story, policy) === "customer";
  for (let from = 0; from < moments.length; ) {
    const start = moments.findIndex((moment, index) => index >= from && startOf(moment, index) !== null);
    if (start < 0) break;
    const end = moments.findIndex((moment, index) => index > start && endOf(moment) !== null);
    const ended = end < 0 ? "open" : endOf(moments[end]!)!;
    const unanswered = ended === "closedUnanswered" || ended === "abandoned";
    const late = moments.find((moment, index) => index > end && moment.humanReply);
    waits.push({
      round: 0,
      start: startOf(moments[start]!, start)!,
      startAt: moments[start]!.at,
      endAt: end < 0 ? null : moments[end]!.at,
      end: ended,
      answerer: ended === "answered" ? staffId(moments[end]!) : null,
      lateReplyAt: unanswered ? (late?.at ?? null) : null,
      botReplies: moments.filter(
        (moment, index) =>
          index > start && (end < 0 || index < end || (moment.humanReply && index === end)) && isBotMessage(moment),
      ).length,
      longestHolders: holdersOf(story, start, end < 0 ? null : end, asOf),
    });
    from = end < 0 ? moments.length : end + 1;
  }
  // Only where a customer began the ticket, and the log shows it, is the first wait the first response.
  waits.forEach((wait, place) => {
    wait.round = byCustomer && isFirstContact() ? place + 1 : place + 2;
  });
  return waits;

  function startOf(moment: Moment, index: number): OracleWait["start"] | null {
    // A creation that the log shows late begins nothing that a message had not begun before.
    const first =
      index === creation && byCustomer && waits.length === 0 && !["solved", "closed"].includes(moment.after);
    if (first) return "created";
    if (moment.customerWord) return "message";
    return moment.reopening && moment.byCustomer ? "reopened" : null;
  }

  /** Whether the creation found the ticket waiting, or made it wait. */
  function isFirstContact(): boolean {
    return creation >= 0 && !["solved", "closed"].includes(moments[creation]!.after);
  }
}

function endOf(moment: Moment): WaitEnd | null {
  if (moment.humanReply) return "answered";
  if (moment.closing && moment.closedByMerger) return "merged";
  if (moment.closing) return moment.byCustomer ? "abandoned" : "closedUnanswered";
  if (moment.mergesAway) return "merged";
  return moment.row.type === "handoff" && moment.row["step"] === "abandoned" ? "abandoned" : null;
}

export const isBotMessage = (moment: Moment) =>
  moment.row.type === "message" && moment.row["public"] === true && moment.kind === "bot";

/** Whoever acted for the desk. */
export const staffId = (moment: Moment) => (moment.kind === "customer" ? null : moment.who);

/** Who owned the ticket right after the moment at `index`; without any assignment, whoever of the staff replied first. */
export function holderAfter(story: Story, index: number): string | null {
  const past = story.moments.slice(0, index + 1);
  if (!story.moments.some((moment) => moment.row.type === "assigned")) {
    return firstReplier(story.moments.filter((moment) => moment.at <= story.moments[index]!.at));
  }
  const last = past.findLast((moment) => moment.row.type === "assigned" && moment.row["agent"] !== undefined);
  return (last?.row["agent"] as string | null | undefined) ?? null;
}

function firstReplier(moments: readonly Moment[]): string | null {
  return moments.find((moment) => moment.humanReply && moment.kind === "agent" && moment.who !== null)?.who ?? null;
}

function holdersOf(story: Story, start: number, end: number | null, asOf: number): (string | null)[] {
  const { moments } = story;
  const until = end === null ? asOf : moments[end]!.at;
  if (!moments.some((moment) => moment.row.type === "assigned")) {
    // Nobody says who held it: whoever replied first did, unless it had ended before he ever turned up.
    return [firstReplier(end === null ? moments : moments.filter((moment) => moment.at <= until))];
  }
  const held = new Map<string | null, number>();
  for (let index = start; index < moments.length && (end === null || index < end); index++) {
    const holder = holderAfter(story, index);
    const ms = Math.min(until, moments[index + 1]?.at ?? until) - moments[index]!.at;
    held.set(holder, (held.get(holder) ?? 0) + ms);
  }
  const most = Math.max(...held.values());
  return [...held].filter(([, ms]) => ms === most).map(([who]) => who);
}
