import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { fromGitHub } from "../../src/sources/github.ts";
import { fromIntercom } from "../../src/sources/intercom.ts";
import { fromZendesk } from "../../src/sources/zendesk.ts";
import { scratchFolder } from "../io/scratch.ts";
import { isSharedDataAbsent, sharedDataNeeded, sharedRows } from "../sources/shared-data.ts";
import { command } from "./session.ts";

const file = scratchFolder();
const data = "../shared/data";
const utc = ["--time-zone", "UTC"];
const tables = (folder: string, names: string[], ending: string) =>
  names.map((name) => `${data}/${folder}/${name}${ending}.csv`);
const zendesk = ["ticket", "ticket_comment", "ticket_field_history", "user", "audit_log"];
const intercom = ["conversation_history", "conversation_part_history", "admin", "team"];
const github = ["github_issues", "github_issue_comments", "github_issue_events"];

const exports: [name: string, argv: string[]][] = [
  ["zendesk", [...tables("zendesk-seeds", zendesk, "_data"), "--from", "zendesk", ...utc]],
  ["intercom", [...tables("intercom-seeds", intercom, "_data"), "--from", "intercom", ...utc]],
  ["github", [...tables("github-issues-devlake", github, ""), "--from", "github"]],
  ["servicenow", [`${data}/servicenow-incidents-200/fixture_200_incidents.csv`, "--from", "servicenow", ...utc]],
  [
    "xes",
    [
      `${data}/bpi2013-closed-problems/BPI_Challenge_2013_closed_problems.xes.gz`,
      ...["--from", "xes", "--map", "examples/maps/bpi2013.json"],
    ],
  ],
];

describe.skipIf(isSharedDataAbsent)(`other people's exports (${sharedDataNeeded})`, () => {
  it.each(exports)("give the same figures once they are converted: %s", async (name, argv) => {
    const out = file(`${name}.ndjson`, "");
    const policy = `${dirname(out)}/${name}.policy.json`;
    expect((await command(["convert", ...argv, "--out", out, "--policy-out", policy])).code).toBe(0);
    const figures = async (...report: string[]) => {
      const { estimates, counts } = JSON.parse((await command(["report", ...report, "--format", "json"])).out);
      return { estimates, counts };
    };
    const zone = argv.includes("UTC") ? utc : [];
    expect(await figures(out, "--policy", policy, ...zone)).toEqual(await figures(...argv));
  });

  const seeds = (folder: string, names: string[], ending: string) =>
    isSharedDataAbsent ? [] : names.flatMap((name) => sharedRows(`${folder}/${name}${ending}.csv`));

  it.each([
    ["zendesk", fromZendesk, seeds("zendesk-seeds", zendesk, "_data")],
    ["intercom", fromIntercom, seeds("intercom-seeds", intercom, "_data")],
    ["github", fromGitHub, seeds("github-issues-devlake", github, "")],
  ] as const)("read alike with their columns in capitals: %s", (_, read, rows) => {
    const capitals = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value])),
    );
    const [plain, told] = [read(rows, { timeZone: "UTC" }), read(capitals, { timeZone: "UTC" })];
    expect(told.rows).toEqual(plain.rows);
    expect(told.notes).toEqual(plain.notes);
  });
});
