import type { Facts } from "../facts/facts.ts";
import type { AppraisalPeriod } from "./appraisal-period.ts";

/** What a team is: the team itself, or who pays the agents. */
export type TeamDimension = "team" | "employer";

/**
 * The team (or employer) of every agent in a period, by name: the one that he was last seen in by the end of the period, else
 * the first one after it, else what the policy's roster says. Agents in none are left out.
 */
export function teamsOfAgents(
  { roster, policy, dictionaries }: Pick<Facts, "roster" | "policy" | "dictionaries">,
  by: TeamDimension,
  period: AppraisalPeriod,
): Map<string, string> {
  const teams = new Map<string, string>();
  for (const entry of policy.roster) {
    const team = entry[by];
    if (team !== undefined) teams.set(entry.agent, team);
  }
  const names = by === "team" ? dictionaries.teams : dictionaries.employers;
  const seen = new Map<number, number>();
  for (let row = 0; row < roster.length; row++) {
    if (roster[by][row]! < 0) continue;
    const best = seen.get(roster.agent[row]!);
    if (best === undefined || isNearer(roster, row, best, period.end)) seen.set(roster.agent[row]!, row);
  }
  for (const [agent, row] of seen) teams.set(dictionaries.agents.decode(agent)!, names.decode(roster[by][row]!)!);
  return teams;
}

function isNearer({ firstSeenAt, lastSeenAt }: Facts["roster"], row: number, best: number, end: number): boolean {
  const begun = firstSeenAt[row]! <= end;
  const bestBegun = firstSeenAt[best]! <= end;
  if (begun !== bestBegun) return begun;
  if (!begun) return firstSeenAt[row]! < firstSeenAt[best]!;
  return Math.min(lastSeenAt[row]!, end) > Math.min(lastSeenAt[best]!, end);
}
