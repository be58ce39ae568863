import { benjaminiHochberg } from "../stats/benjamini-hochberg.ts";
import { binomialUpperTail } from "../stats/binomial.ts";
import { normalCdf } from "../stats/normal.ts";
import { overDispersion } from "./over-dispersion.ts";
import { type AppraisalStats, type Tally, tally } from "./stats-table.ts";

/** What can be unusual about the way an agent's tickets are handled. */
export const PROCESS_FLAGS = [
  "blockedSurveys",
  "agentCreatedTickets",
  "selfReopenings",
  "transfersOut",
  "categoryChanges",
  "reclosedWithoutReply",
  "closedLateInPeriod",
  "neverClosed",
  "removedByAgent",
  "manyAnswers",
  "selfPickedDoBetter",
] as const;
export type ProcessFlagKind = (typeof PROCESS_FLAGS)[number];

/** A question to ask, never a verdict and never part of the score: the agent's count is unusual for this desk. */
export interface ProcessFlag {
  readonly flag: ProcessFlagKind;
  /** `count` of `of`; answers of offered surveys, or self-picked tickets that stayed solved of all self-picked ones. */
  readonly count: number;
  readonly of: number;
  /** What the count is held against, 0-1: the desk's rate, or the agent's own rate on routed tickets. */
  readonly expectedRate: number;
  /** One-sided; adjusted over all tests of all agents by Benjamini & Hochberg 1995. */
  readonly pValue: number;
  readonly adjustedPValue: number;
}

/** The answers of one agent against what his tickets let expect. */
export interface AnswerCount {
  readonly answers: number;
  readonly offered: number;
  readonly expectedAnswers: number;
  /** z / sqrt(over-dispersion); `null` where chance leaves no room. */
  readonly standardised: number | null;
}

/**
 * The process flags of every agent (index into `stats.agents`): one-sided binomial tails against the desk's rate after
 * dividing both counts by the over-dispersion factor, normal tails for answers and self-picked tickets, all p-values of
 * all agents together through Benjamini-Hochberg.
 */
export function processFlags(
  stats: AppraisalStats,
  answers: ReadonlyMap<number, AnswerCount>,
  falseDiscoveryRate: number,
): ProcessFlag[][] {
  const tests: { agent: number; test: Omit<ProcessFlag, "adjustedPValue"> }[] = [];
  for (const [flag, count, of] of BINOMIAL_FLAGS) {
    const counts = stats.agents.map((_, agent) => ({
      agent,
      count: tally(stats, agent, count),
      of: tally(stats, agent, of),
    }));
    for (const { agent, ...test } of binomialTests(counts)) tests.push({ agent, test: { flag, ...test } });
  }
  for (let agent = 0; agent < stats.agents.length; agent++) {
    const answer = answers.get(agent);
    if (answer && answer.standardised !== null) {
      tests.push({
        agent,
        test: {
          flag: "manyAnswers",
          count: answer.answers,
          of: answer.offered,
          expectedRate: answer.expectedAnswers / answer.offered,
          pValue: normalCdf(-answer.standardised),
        },
      });
    }
    const selfPicked = selfPickedTest(stats, agent);
    if (selfPicked) tests.push({ agent, test: selfPicked });
  }
  const adjusted = benjaminiHochberg(tests.map(({ test }) => test.pValue));
  const flags: ProcessFlag[][] = stats.agents.map(() => []);
  tests.forEach(({ agent, test }, i) => {
    if (adjusted[i]! <= falseDiscoveryRate) flags[agent]!.push({ ...test, adjustedPValue: adjusted[i]! });
  });
  return flags;
}

const BINOMIAL_FLAGS: readonly (readonly [ProcessFlagKind, Tally, Tally])[] = [
  ["blockedSurveys", "blockedSurvey", "firstOwned"],
  ["agentCreatedTickets", "agentCreated", "firstOwned"],
  ["selfReopenings", "selfReopened", "firstOwned"],
  ["transfersOut", "transferredOut", "firstOwned"],
  ["categoryChanges", "categoryChanged", "firstOwned"],
  ["reclosedWithoutReply", "reclosedWithoutReply", "firstOwned"],
  ["closedLateInPeriod", "closedLate", "closed"],
  ["neverClosed", "neverClosed", "firstOwned"],
  ["removedByAgent", "removedByAgent", "firstOwned"],
];

function binomialTests(all: readonly { agent: number; count: number; of: number }[]) {
  const counts = all.filter(({ of }) => of > 0);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  // What nobody was ever seen to do is no test, and must not make the others harder to pass.
  if (total === 0) return [];
  const rate = (total + 1) / (counts.reduce((sum, { of }) => sum + of, 0) + 2);
  const factor = overDispersion(counts.map(({ count, of }) => (count - of * rate) / Math.sqrt(of * rate * (1 - rate))));
  return counts.map(({ agent, count, of }) => {
    const trials = Math.round(of / factor);
    const hits = Math.min(Math.round(count / factor), trials);
    return { agent, count, of, expectedRate: rate, pValue: Math.min(1, binomialUpperTail(hits, trials, rate)) };
  });
}

/** Two-proportion test: do the tickets that he chose himself stay solved more often than those he was given? */
function selfPickedTest(stats: AppraisalStats, agent: number): Omit<ProcessFlag, "adjustedPValue"> | null {
  const chosen = tally(stats, agent, "selfPicked");
  const routed = tally(stats, agent, "routed");
  if (chosen === 0 || routed === 0) return null;
  const chosenStood = tally(stats, agent, "selfPickedStood");
  const routedStood = tally(stats, agent, "routedStood");
  const pooled = (chosenStood + routedStood) / (chosen + routed);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / chosen + 1 / routed));
  if (error === 0) return null;
  const difference = chosenStood / chosen - routedStood / routed;
  return {
    flag: "selfPickedDoBetter",
    count: chosenStood,
    of: chosen,
    expectedRate: routedStood / routed,
    pValue: normalCdf(-difference / error),
  };
}
