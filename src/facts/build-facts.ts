import type { EventLog } from "../log/event-log.ts";
import type { PolicyInput } from "../schemas/policy.ts";
import type { Facts } from "./facts.ts";
import { type FoldOptions, foldTickets } from "./fold-tickets.ts";
import { linkOwned } from "./link-facts.ts";

/**
 * Turns a log into the fact tables that every metric reads: `foldTickets`, then `linkFacts`.
 *
 * @param options.asOf events after this instant (epoch ms) are ignored; default the newest event
 * @throws {TypeError} where the policy is wrong, or the log is none
 * @example
 * const facts = buildFacts(log, { reopenWindow: "7d", timeZone: "Asia/Shanghai" });
 */
export function buildFacts(log: EventLog, policy: PolicyInput = {}, options: FoldOptions = {}): Facts {
  return linkOwned(foldTickets(log, policy, options));
}
