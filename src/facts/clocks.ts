import { businessMs } from "../clock/business-ms.ts";
import { type Clock, compileCalendar } from "../clock/compile-calendar.ts";
import { isCovered } from "../clock/is-covered.ts";
import type { LogDictionaries } from "../log/event-log.ts";
import type { CalendarRule, Policy } from "../schemas/policy.ts";

/** A day either way, so that rounding at the edges of the log meets no edge of the calendar. */
const marginMs = 86_400_000;

interface Who {
  team: number;
  employer: number;
  channel: number;
  priority: number;
}

/** Business time by the policy's calendar rules; each calendar is compiled once, on first use. */
export class Clocks {
  readonly #policy: Policy;
  readonly #dictionaries: LogDictionaries;
  readonly #fromMs: number;
  readonly #toMs: number;
  readonly #clocks: (Clock | undefined)[] = [];
  readonly #ruleOf = new Map<string, number>();

  constructor(policy: Policy, dictionaries: LogDictionaries, fromMs: number, toMs: number) {
    this.#policy = policy;
    this.#dictionaries = dictionaries;
    this.#fromMs = fromMs - marginMs;
    this.#toMs = toMs + marginMs;
  }

  /** Whether there is any calendar at all. */
  get any(): boolean {
    return this.#policy.calendars.length > 0;
  }

  /** Business time between two instants for somebody; NaN where no rule fits him, or no calendar is valid throughout. */
  between(fromMs: number, toMs: number, who: Who): number {
    if (Number.isNaN(fromMs) || Number.isNaN(toMs)) return Number.NaN;
    const rule = this.#rule(who);
    if (rule < 0) return Number.NaN;
    let clock = this.#clocks[rule];
    if (clock === undefined) {
      clock = compileCalendar(this.#policy.calendars[rule]!.calendar, this.#fromMs, this.#toMs);
      this.#clocks[rule] = clock;
    }
    return isCovered(clock, fromMs, toMs) ? businessMs(clock, fromMs, toMs) : Number.NaN;
  }

  #rule(who: Who): number {
    const key = `${who.team} ${who.employer} ${who.channel} ${who.priority}`;
    const known = this.#ruleOf.get(key);
    if (known !== undefined) return known;
    const { teams, employers, channels, priorities } = this.#dictionaries;
    const names = {
      team: teams.decode(who.team),
      employer: employers.decode(who.employer),
      channel: channels.decode(who.channel),
      priority: priorities.decode(who.priority),
    };
    const rule = this.#policy.calendars.findIndex((candidate) => fits(candidate, names));
    this.#ruleOf.set(key, rule);
    return rule;
  }
}

function fits(rule: CalendarRule, names: Record<"team" | "employer" | "channel" | "priority", string | null>): boolean {
  for (const [dimension, wanted] of Object.entries(rule.when ?? {})) {
    if (wanted === undefined) continue;
    const name = names[dimension as keyof typeof names];
    const list = typeof wanted === "string" ? [wanted] : wanted;
    if (name === null || !list.includes(name)) return false;
  }
  return true;
}
