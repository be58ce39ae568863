import type { Method } from "./validity/fleet.ts";
import { methods } from "./validity/fleet.ts";
import { bestElsewhere } from "./validity/pay-off.ts";
import type { PayOffSummary, Summary } from "./validity/study.ts";
import { payOffs, study, worlds } from "./validity/study.ts";

/** Seeds from here on were not used while the simulator or the score were made. */
const firstSeed = 920_001;
const loads = [20, 50, 100, 200, 500];

/**
 * The simulation study of the agent score: how well it and the usual figures find the truth, whether its intervals
 * hold, what separates teams of equal quality, and what each way of gaming it pays.
 *
 * @param options.seed seed of the first fleet; the others follow it
 */
export async function run(options: { json?: boolean; fleets?: number; seed?: number } = {}): Promise<unknown> {
  const { json = false, fleets = 40, seed = firstSeed } = options;
  const seeds = Array.from({ length: fleets }, (_, i) => seed + i);
  const fewer = seeds.slice(0, Math.max(1, Math.ceil(fleets / 2)));
  const ordinary = loads.map((load) => ({ load, ...study({ ticketsPerAgent: load }, seeds) }));
  const stressed = Object.entries(worlds).map(([world, changes]) => ({
    world,
    ...study({ ...changes, ticketsPerAgent: 100 }, fewer),
  }));
  const identical = study({ ticketsPerAgent: 100, world: { abilitySd: 0, courtesySd: 0 } }, fewer);
  const paid = payOffs({ ticketsPerAgent: 100 }, seeds);
  const result = { fleets, firstSeed: seed, ordinary, stressed, identical, payOffs: paid };
  if (!json) {
    console.log(`${fleets} fleets of 100 agents, seeds from ${seed}; stresses on ${fewer.length} of them\n`);
    printRanks(ordinary);
    printIntervals(ordinary);
    printStressed(stressed);
    printIdentical(identical);
    printPayOffs(paid);
  }
  return result;
}

function printRanks(rows: readonly (Summary & { load: number })[]): void {
  console.log("Spearman's rank correlation with the truth, by tickets an agent");
  const line = (label: string, pick: (row: Summary & { load: number }) => string): void =>
    console.log(label.padEnd(20) + rows.map((row) => pick(row).padStart(8)).join(""));
  line("", (row) => String(row.load));
  for (const method of methods) line(method, (row) => row.rank[method].toFixed(3));
  line("(standard error)", (row) => row.rankError.toFixed(3));
  console.log("\nGap between outsourced and in-house at equal quality, in SD");
  line("", (row) => String(row.load));
  for (const method of methods) line(method, (row) => signed(row.teamGap[method]));
  line("(standard error)", (row) => row.teamGapError.toFixed(3));
}

function printIntervals(rows: readonly (Summary & { load: number })[]): void {
  console.log(
    "\nIntervals, reliability, labels (below: truly above the mean / labelled; pairs: called, wrong of called)",
  );
  console.log("tickets   shrunk direct lowest10% | reliability realised | below    | flagged | pairs         | named");
  for (const row of rows) {
    console.log(
      `${String(row.load).padEnd(8)} ${share(row.coverage)} ${share(row.directCoverage)}    ${share(row.lowestDecileCoverage)}  |       ` +
        `${row.reliability.toFixed(2)}     ${row.realisedReliability.toFixed(2)} | ${`${row.belowWrongly}/${row.below}`.padEnd(8)} | ` +
        `${share(row.flaggedShare)}  | ${share(row.pairsCalledShare)} ${share(row.pairsWrongShare)} | ${row.namedWrongly}/${row.named}`,
    );
  }
}

function printStressed(rows: readonly (Summary & { world: string })[]): void {
  console.log("\nOther worlds, 100 tickets an agent");
  console.log(
    `${"".padEnd(50)}Spearman: score  CSAT  adjusted | coverage direct | gap: score   CSAT | reliability realised`,
  );
  for (const row of rows) {
    const { rank, teamGap } = row;
    console.log(
      `${row.world.padEnd(50)}         ${rank.agentScore.toFixed(3)} ${rank.csatMean.toFixed(3)}     ${rank.queueAdjustedCsat.toFixed(3)} |   ` +
        `${share(row.coverage)} ${share(row.directCoverage)} |      ${signed(teamGap.agentScore)} ${signed(teamGap.csatMean)} | ` +
        `       ${row.reliability.toFixed(2)}     ${row.realisedReliability.toFixed(2)}`,
    );
  }
}

function printIdentical(row: Summary): void {
  console.log(
    `\nAll agents identical: ${row.below} of ${row.fleets * 100} labelled below, ${row.named} named as the lowest tenth, ` +
      `${(100 * row.pairsCalledShare).toFixed(2)} % of pairs called`,
  );
}

function printPayOffs(rows: readonly PayOffSummary[]): void {
  console.log("\nWhat a tactic pays: same agents, same luck, on minus off; 10 % adopt, 100 tickets, in SD");
  const shown: readonly Method[] = methods;
  console.log(`${"".padEnd(18)}score (s.e.)  weakest third  flagged  best for the gamer elsewhere`);
  for (const row of rows) {
    const best = bestElsewhere(row.payOff);
    console.log(
      `${row.tactic.padEnd(18)}${signed(row.payOff.agentScore)} (${row.payOffError.toFixed(3)})      ${signed(row.weakestThird)}    ` +
        `${share(row.flaggedShare)}  ${best} ${signed(row.payOff[best])}`,
    );
  }
  console.log(`\n${"".padEnd(18)}${shown.map((method) => method.slice(0, 9).padStart(10)).join("")}`);
  for (const row of rows)
    console.log(row.tactic.padEnd(18) + shown.map((method) => signed(row.payOff[method]).padStart(10)).join(""));
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(2)}`;
}

function share(value: number): string {
  return `${(100 * value).toFixed(1).padStart(5)}%`;
}
