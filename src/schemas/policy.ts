import * as z from "zod/mini";
import type { Calendar } from "./calendar.ts";
import { calendarsSchema } from "./calendar.ts";
import { type DurationInput, durationSchema } from "./duration.ts";
import { longestText } from "./event.ts";
import { inEnglish } from "./in-english.ts";
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

const text = z.string().check(z.minLength(1), z.maxLength(longestText));
const day = z.iso.date();
const oneOrMany = z.optional(z.union([text, z.array(text).check(z.minLength(1))]));
const timeZone = text.check(z.refine(isTimeZone, { error: "expected an IANA time zone, like Asia/Shanghai" }));
const peak = z
  .strictObject({ name: text, from: day, to: day })
  .check(z.refine(({ from, to }) => from <= to, { error: "expected from on or before to" }));

const positiveDuration = durationSchema.check(z.refine((ms) => ms > 0, { error: "expected a duration above zero" }));
const duration = (byDefault: number) => z._default(positiveDuration, byDefault);

const { targets, ...windows } = defaultPolicy;

const written = z.strictObject({
  reopenWindow: duration(windows.reopenWindow),
  prematureWindow: duration(windows.prematureWindow),
  resolutionHorizon: duration(windows.resolutionHorizon),
  scoreHorizon: duration(windows.scoreHorizon),
  countsAsReply: z._default(z.enum(["human", "assisted", "any"]), defaultPolicy.countsAsReply),
  messageAfterClosing: z._default(z.enum(["refutes", "needsReopening"]), defaultPolicy.messageAfterClosing),
  initiator: z._default(z.enum(["customer", "agent", "system"]), defaultPolicy.initiator),
  targets: z._default(
    z.strictObject({
      firstResponse: duration(targets.firstResponse),
      nextResponse: duration(targets.nextResponse),
      human: duration(targets.human),
    }),
    targets,
  ),
  rating: z._default(z.enum(["first", "last"]), defaultPolicy.rating),
  topBox: z._default(z.number().check(z.minimum(0), z.maximum(1)), defaultPolicy.topBox),
  timeZone: z._default(timeZone, defaultPolicy.timeZone),
  weekStartsOn: z._default(z.int().check(z.minimum(1), z.maximum(7)), defaultPolicy.weekStartsOn),
  peaks: z._default(z.array(peak), []),
  observes: z._default(z.partialRecord(z.enum(observables), z.boolean()), {}),
  roster: z._default(z.array(z.strictObject({ agent: text, team: z.optional(text), employer: z.optional(text) })), []),
  calendars: z._default(
    z.array(
      z.strictObject({
        when: z.optional(
          z.strictObject({ team: oneOrMany, employer: oneOrMany, channel: oneOrMany, priority: oneOrMany }),
        ),
        calendar: calendarsSchema,
      }),
    ),
    [],
  ),
  preset: z._default(z.nullable(z.enum(presetNames)), defaultPolicy.preset),
  calendar: z.optional(calendarsSchema),
});

/** The contract of a policy as people write it. Output: every field, durations in milliseconds. */
export const policySchema = z.pipe(
  written,
  z.transform(
    ({ calendar, ...policy }: z.output<typeof written>): Policy =>
      calendar === undefined ? policy : { ...policy, calendars: [...policy.calendars, { calendar }] },
  ),
);

/**
 * Fills a policy's gaps with the defaults.
 * @throws {TypeError} naming every field that is wrong: a policy is written by whoever runs the report, not by the data
 */
export function resolvePolicy(input: PolicyInput | Policy = {}): Policy {
  const parsed = policySchema.safeParse(input, inEnglish());
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "policy"}: ${issue.message}`);
  throw new TypeError(`resolvePolicy: ${faults.join("; ")}`);
}
