import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import { type LogEvent, unitRowsFromLog } from "./log-units-oracle.ts";

const folder = fileURLToPath(new URL("../../../shared/data/score-fixture/", import.meta.url));

/** The golden desk lies beside the project; a clone without it skips the tests that need it. */
export const hasScoreFixture = existsSync(folder);
export const withoutFixture = "needs ../shared/data/score-fixture";

interface GoldenAgent {
  readonly n: number;
  readonly ratedWeight: number;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly reliability: number;
  readonly probBottom10: number;
  readonly probTop10: number;
  readonly direct: number;
  readonly directSd: number;
}

export interface Golden {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly returnWindowDays: number;
  readonly horizonDays: number;
  readonly agents: Readonly<Record<string, GoldenAgent>>;
  readonly fleet: {
    readonly base: number;
    readonly beta_P: readonly number[];
    readonly beta_S: readonly number[];
    readonly tau2_P: number;
    readonly tau2_S: number;
    readonly tau12: number;
  };
}

const DAY = 86_400_000;

export function goldenEvents(): LogEvent[] {
  return readFileSync(`${folder}honest.ndjson`, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as LogEvent);
}

export function readScoreFixture() {
  const golden = JSON.parse(readFileSync(`${folder}honest.expected.json`, "utf8")) as Golden;
  const events = goldenEvents();
  const period = { start: Date.parse(golden.from), end: Date.parse(golden.to) };
  const rows = unitRowsFromLog(events, {
    horizonMs: golden.horizonDays * DAY,
    windowMs: golden.returnWindowDays * DAY,
    asOf: Date.parse(golden.asOf),
  });
  return { golden, period, rows, units: unitsFromRows(rows) };
}
