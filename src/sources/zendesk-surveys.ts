import type { EventRow, SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import type { VendorRecord } from "./vendor-records.ts";
import { numberIn, objectsOf, textOf } from "./vendor-values.ts";
import { zendeskNotes } from "./zendesk-words.ts";

/** What a score of the older surveys says: good is 1, bad is 0. */
export function zendeskRating(score: string | undefined): EventRow | null {
  if (score === "offered") return { type: "survey", step: "offered" };
  const rated = score?.startsWith("good") ? 1 : score?.startsWith("bad") ? 0 : null;
  return rated === null ? null : { type: "survey", step: "answered", score: rated, scale: { min: 0, max: 1 } };
}

/** The ticket that a response to a survey is about. */
export function ticketOfResponse(value: SourceRow): string | undefined {
  const subject = objectsOf(value, "subjects").find((one) => (textOf(one, "type") ?? "ticket") === "ticket");
  return textOf(value, "ticket_id") ?? textOf(subject ?? {}, "id") ?? ticketIn(textOf(subject ?? {}, "zrn"));
}

/** Writes a response to one of the newer surveys, which an audit only names. */
export function writeSurveyResponse({ number, value }: VendorRecord, frame: VendorFrame): void {
  const ticket = ticketOfResponse(value);
  const answer = objectsOf(value, "answers").find((one) => ratingOf(one) !== null);
  const rating = answer === undefined ? null : ratingOf(answer);
  if (answer === undefined || rating === null) {
    frame.notes.add(zendeskNotes.noScore, number, textOf(value, "id"));
    return;
  }
  const time = frame.time(textOf(answer, "updated_at", "created_at") ?? textOf(value, "updated_at", "created_at"));
  const actor = frame.actor("customer", textOf(value, "responder_id"));
  const fields = { type: "survey", step: "answered", ...rating, actor };
  frame.add({ number, ticket, time, id: `survey:${textOf(value, "id")}`, fields });
}

/** A score on the scale of its question's options (five where it lists none), or else whether its category is good. */
function ratingOf(answer: SourceRow): { score: number; scale: { min: number; max: number } } | null {
  const score = numberIn(answer, "rating");
  const max = objectsOf(answer, "question.options").length || 5;
  if (score !== undefined) return score >= 1 && score <= max ? { score, scale: { min: 1, max } } : null;
  const category = textOf(answer, "rating_category")?.toLowerCase() ?? "";
  const isGood = /good$/.test(category) ? 1 : /bad$/.test(category) ? 0 : null;
  return isGood === null ? null : { score: isGood, scale: { min: 0, max: 1 } };
}

const ticketIn = (name: string | undefined): string | undefined => /ticket:(\d+)$/.exec(name ?? "")?.[1];
