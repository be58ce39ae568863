import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AnsweredOnly, Estimate } from "../../src/schemas/estimate.ts";
import { command } from "./session.ts";

const data = "../shared/data";
const absent = !existsSync(data);
if (absent) console.warn(`skipped: ${data} is not there (logs of other people that are not part of this repository)`);

async function report(path: string, ...options: string[]) {
  const { code, out, err } = await command(["report", `${data}/${path}`, "--format", "json", ...options]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { counts, input, estimates } = JSON.parse(out);
  expect(input.accepted + input.refused + input.repeats).toBe(input.rows);
  const estimate = (metric: string, group?: string): Estimate =>
    estimates.find((each: Estimate) => each.metric === metric && each.group?.value === group);
  return { counts, input, estimate };
}

const answered = (estimate: Estimate) => estimate.details!["answered"] as AnsweredOnly;

describe.skipIf(absent)("known answers of real logs, by the command line", () => {
  it("ServiceNow: 200 incidents, 42 of them reopened 50 times by the order of the file", async () => {
    const { counts, input } = await report(
      "servicenow-incidents-200/fixture_200_incidents.csv",
      ...["--from", "servicenow", "--time-zone", "UTC"],
    );
    expect(counts).toMatchObject({ tickets: 200, reopenings: 50, ticketsReopened: 42 });
    expect(input).toMatchObject({ sourceRows: 1_511, refused: 0 });
  });

  it("ServiceNow without a zone: refused, not guessed", async () => {
    const path = `${data}/servicenow-incidents-200/fixture_200_incidents.csv`;
    const { code, err } = await command(["report", path, "--from", "servicenow"]);
    expect(code).toBe(1);
    expect(err).toContain("--time-zone");
  });

  it("BPI 2014: 428 reopenings in 384 cases", async () => {
    const { counts, input } = await report(
      "bpi2014-incident-activity-val/incident_activity_val_split.csv.gz",
      ...["--from", "table", "--map", "examples/maps/bpi2014.json", "--time-zone", "Europe/Amsterdam"],
    );
    expect(counts).toMatchObject({ tickets: 7_459, reopenings: 428, ticketsReopened: 384 });
    expect(input.sourceRows).toBe(74_879);
  });

  it("call centre: answered calls, speed of answer and satisfaction, also by agent", async () => {
    const { counts, estimate } = await report(
      "pwc-call-center/calls.csv",
      ...["--from", "table", "--map", "examples/maps/call-center.json", "--by", "agent", "--individuals"],
    );
    expect(counts.tickets).toBe(5_000);
    const { n, mean, median } = answered(estimate("firstResponseTime"));
    expect([n, median]).toEqual([4_054, 68_000]);
    expect(mean).toBeCloseTo(67_520.72, 1);
    expect(estimate("csat").n).toBe(4_054);
    expect(estimate("csat").value).toBeCloseTo(3.403552, 6);
    expect(estimate("csat", "Martha").value).toBeCloseTo(3.470817, 6);
    expect(estimate("csat", "Joe").value).toBeCloseTo(3.330579, 6);
  });

  it("flat tickets of simulated agents: first response and satisfaction", async () => {
    const { counts, estimate } = await report(
      "simulated-agents-5000/customer_support_tickets.csv.gz",
      ...["--from", "table", "--map", "examples/maps/flat-tickets.json"],
    );
    expect(counts.tickets).toBe(5_000);
    const { mean, median } = answered(estimate("firstResponseTime"));
    expect(mean! / 60_000).toBeCloseTo(67.584583, 5);
    expect(median! / 60_000).toBeCloseTo(32.297363, 5);
    expect(estimate("csat").n).toBe(3_724);
    expect(estimate("csat").value).toBeCloseTo(2.969119, 6);
  });

  it("Twitter: 25 conversations that a customer began, 24 of them answered", async () => {
    const { counts, input, estimate } = await report(
      "twitter-support-93/sample.csv",
      ...["--from", "table", "--map", "examples/maps/twitter.json"],
    );
    expect(counts.tickets).toBe(27);
    expect(input).toMatchObject({ sourceRows: 93, refused: 0 });
    expect(estimate("firstResponseTime").n).toBe(25);
    const { n, mean, median } = answered(estimate("firstResponseTime"));
    expect([n, median]).toEqual([24, 4_111_500]);
    expect(mean! / 60_000).toBeCloseTo(194.7049, 4);
  });
});
