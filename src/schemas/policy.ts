import * as z from "zod";
import type { Calendar } from "./calendar.ts";
import { calendarsSchema } from "./calendar.ts";
import { type DurationInput, durationSchema } from "./duration.ts";
import { longestText } from "./event.ts";
import { defaultPolicy } from "./policy-defaults.ts";
import { isTimeZone } from "./time-zone.ts";

/** Which public messages stop the customer's clock. */
export type CountsAsReply = "human" | "assisted" | "any";

/** What a log shows at all; a figure that needs what it does not show is `null` with a note. */
export const observables = [
  "messages",
  "customerMessages",
  "staffReplies",
  "botMessages",
  "intents",
  "surveys",
  "surveyOffers",
  "handoffs",
  "assignments",
  "requesters",
  "categories",
  "promises",
  "escalations",
  "waitingOnCustomer",
  "closures",
  "creations",
] as const;
export type Observable = (typeof observables)[number];

/** Products whose definitions can stand beside ours. */
export const presetNames = [
  "zendesk",
  "dbtZendesk",
  "chatwoot",
  "intercom",
  "freshdesk",
  "zammad",
  "wangwang",
  "kuaishou",
] as const;
export type PresetName = (typeof presetNames)[number];

/** Days of a sales peak, both ends included, in the policy's zone. */
export interface Peak {
  name: string;
  /** First day, `yyyy-MM-dd`. */
  from: string;
  /** Last day, `yyyy-MM-dd`. */
  to: string;
}

/** Which calendar holds for whom: the first rule whose every condition fits; a rule without conditions fits all. */
export interface CalendarRule {
  when?:
    | {
        team?: string | string[] | undefined;
        employer?: string | string[] | undefined;
        channel?: string | string[] | undefined;
        priority?: string | string[] | undefined;
      }
    | undefined;
  calendar: Calendar | Calendar[];
}

/** Whose team and employer somebody is, where the log does not say. */
export interface RosterEntry {
  agent: string;
  team?: string | undefined;
  employer?: string | undefined;
}

/** The rules by which a log is read. Every field has a default; `defaultPolicy` says why it is what it is. */
export interface Policy {
  /** How long after a closing a return refutes it, in ms; bounds included. */
  reopenWindow: number;
  /** A closure refuted within this time was premature, in ms. */
  prematureWindow: number;
  /** Share of all tickets truly resolved within this time of their creation, in ms. */
  resolutionHorizon: number;
  /** The agent score's horizon from first assignment to first closing, in ms. */
  scoreHorizon: number;
  countsAsReply: CountsAsReply;
  /** Whether a public customer message after the closing refutes it by itself, or only a reopening does. */
  messageAfterClosing: "refutes" | "needsReopening";
  /** Who began a ticket whose row does not say. */
  initiator: "customer" | "agent" | "system";
  /** Service-level targets, in ms. */
  targets: { firstResponse: number; nextResponse: number; human: number };
  /** Which answer counts where a customer rated more than once. */
  rating: "first" | "last";
  /** From which normalised score (0–1) an answer is satisfied. */
  topBox: number;
  /** The zone of days, weeks and months. */
  timeZone: string;
  /** First day of a week: 1 Monday … 7 Sunday. */
  weekStartsOn: number;
  peaks: Peak[];
  /** What the log shows, where its own rows would mislead. */
  observes: Partial<Record<Observable, boolean>>;
  roster: RosterEntry[];
  /** Working hours; without rules business time is not computed. */
  calendars: CalendarRule[];
  /** The product whose figures are shown beside ours. It changes none of ours. */
  preset: PresetName | null;
}

/** A policy as written by people: everything optional, durations as "7d" or milliseconds, one `calendar` for all. */
export type PolicyInput = Partial<
  Omit<Policy, "reopenWindow" | "prematureWindow" | "resolutionHorizon" | "scoreHorizon" | "targets">
> & {
  reopenWindow?: DurationInput;
  prematureWindow?: DurationInput;
  resolutionHorizon?: DurationInput;
  scoreHorizon?: DurationInput;
  targets?: { firstResponse?: DurationInput; nextResponse?: DurationInput; human?: DurationInput };
  calendar?: Calendar | Calendar[];
};

const text = z.string().min(1).max(longestText);
const day = z.iso.date();
const oneOrMany = z.union([text, z.array(text).min(1)]);

const positiveDuration = durationSchema.refine((ms) => ms > 0, { error: "expected a duration above zero" });

/** The contract of a policy as people write it. Output: every field, durations in milliseconds. */
export const policySchema = z
  .strictObject({
    reopenWindow: positiveDuration.default(defaultPolicy.reopenWindow),
    prematureWindow: positiveDuration.default(defaultPolicy.prematureWindow),
    resolutionHorizon: positiveDuration.default(defaultPolicy.resolutionHorizon),
    scoreHorizon: positiveDuration.default(defaultPolicy.scoreHorizon),
    countsAsReply: z.enum(["human", "assisted", "any"]).default(defaultPolicy.countsAsReply),
    messageAfterClosing: z.enum(["refutes", "needsReopening"]).default(defaultPolicy.messageAfterClosing),
    initiator: z.enum(["customer", "agent", "system"]).default(defaultPolicy.initiator),
    targets: z
      .strictObject({
        firstResponse: positiveDuration.default(defaultPolicy.targets.firstResponse),
        nextResponse: positiveDuration.default(defaultPolicy.targets.nextResponse),
        human: positiveDuration.default(defaultPolicy.targets.human),
      })
      .default(defaultPolicy.targets),
    rating: z.enum(["first", "last"]).default(defaultPolicy.rating),
    topBox: z.number().min(0).max(1).default(defaultPolicy.topBox),
    timeZone: text
      .refine(isTimeZone, { error: "expected an IANA time zone, like Asia/Shanghai" })
      .default(defaultPolicy.timeZone),
    weekStartsOn: z.number().int().min(1).max(7).default(defaultPolicy.weekStartsOn),
    peaks: z
      .array(
        z
          .strictObject({ name: text, from: day, to: day })
          .refine((peak) => peak.from <= peak.to, { error: "expected from on or before to" }),
      )
      .default([]),
    observes: z.partialRecord(z.enum(observables), z.boolean()).default({}),
    roster: z.array(z.strictObject({ agent: text, team: text.optional(), employer: text.optional() })).default([]),
    calendars: z
      .array(
        z.strictObject({
          when: z
            .strictObject({
              team: oneOrMany.optional(),
              employer: oneOrMany.optional(),
              channel: oneOrMany.optional(),
              priority: oneOrMany.optional(),
            })
            .optional(),
          calendar: calendarsSchema,
        }),
      )
      .default([]),
    preset: z.enum(presetNames).nullable().default(defaultPolicy.preset),
    calendar: calendarsSchema.optional(),
  })
  .transform(
    ({ calendar, ...policy }): Policy =>
      calendar === undefined ? policy : { ...policy, calendars: [...policy.calendars, { calendar }] },
  );

/**
 * Fills a policy's gaps with the defaults.
 * @throws {TypeError} naming every field that is wrong: a policy is written by whoever runs the report, not by the data
 */
export function resolvePolicy(input: PolicyInput | Policy = {}): Policy {
  const parsed = policySchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "policy"}: ${issue.message}`);
  throw new TypeError(`resolvePolicy: ${faults.join("; ")}`);
}
