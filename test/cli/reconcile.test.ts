import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { presets } from "../../src/reconciliation/presets.ts";
import { presetNames } from "../../src/schemas/policy.ts";
import { scratchFolder } from "../io/scratch.ts";
import { command, ndjson, smallLog } from "./session.ts";

const file = scratchFolder();
const log = file("log.ndjson", ndjson(smallLog()));
const policy = file("policy.json", JSON.stringify({ preset: "chatwoot" }));
const reconcile = (...argv: string[]) => command(["reconcile", log, ...argv]);

describe("trueresolve reconcile", () => {
  it("shows their figure, ours, and the rules with the tickets that they count otherwise", async () => {
    const { code, out, err } = await reconcile("--preset", "chatwoot", "--metric", "firstResponseTime");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("First reply by a person: Chatwoot → trueresolve");
    expect(out).toMatch(/ {2}Chatwoot +15 min \(.*n 2\)/);
    expect(out).toMatch(/ {2}trueresolve +20 min \(.*n 3\)/);
    expect(out).toContain("without a reply: left out → never answered once closed, not yet before that");
    expect(out).toContain("T2  left out: never replied to → no reply");
    expect(out).toContain("as its code does it");
    expect(out).toContain("They agree on: ");
  });

  it("says first what it read and of when, as report does", async () => {
    const options = ["--period", "2026-11-11", "--time-zone", "Asia/Shanghai"];
    const { out } = await reconcile("--preset", "chatwoot", "--metric", "firstResponseTime", ...options);
    const [first, second] = (await command(["report", log, ...options])).out.split("\n");
    expect(first).toContain("log.ndjson: 10 rows read, 0 refused");
    expect(second).toContain("period 2026-11-11 00:00 – 2026-11-12 00:00");
    expect(out.split("\n").slice(0, 3)).toEqual([first, second, ""]);
    const asJson = [...options, "--format", "json"];
    const ours = JSON.parse((await command(["report", log, ...asJson])).out);
    const theirs = JSON.parse((await reconcile("--preset", "chatwoot", "--metric", "csat", ...asJson)).out);
    for (const key of ["trueresolve", "asOf", "since", "period", "policy", "input"]) {
      expect(theirs[key], key).toEqual(ours[key]);
      expect(theirs[key], key).toBeTruthy();
    }
  });

  it("writes a difference of shares in points, and none where there is none", async () => {
    const shares = ["--preset", "zendesk", "--metric", "reopenRate"];
    // One of three came back; by the signs of dbt_zendesk, of the two that were solved, none.
    const english = (await reconcile(...shares, "--with", "dbtZendesk")).out;
    expect(english).toMatch(/difference +-33\.3 points\n/);
    expect((await reconcile(...shares, "--with", "dbtZendesk", "--lang", "zh")).out).toMatch(/差 +-33\.3 个百分点\n/);
    expect((await reconcile(...shares, "--with", "zendesk")).out).toMatch(/difference +no difference\n/);
    expect((await reconcile(...shares, "--with", "zendesk", "--lang", "zh")).out).toMatch(/差 +没有差别\n/);
    const times = ["--preset", "chatwoot", "--with", "chatwoot", "--metric", "firstResponseTime"];
    expect((await reconcile(...times)).out).toMatch(/difference +no difference\n/);
  });

  it("takes the product from the policy, and compares two products where asked to", async () => {
    const named = await reconcile("--policy", policy, "--metric", "reopenRate", "--format", "json");
    expect(JSON.parse(named.out)).toMatchObject({
      a: { definition: "chatwoot" },
      b: { definition: "trueresolve" },
    });
    const two = await reconcile("--preset", "zendesk", "--with", "dbtZendesk", "--metric", "reopenRate");
    expect(two.out).toContain("Zendesk → dbt_zendesk");
    expect(two.out).toContain("T3  came back → did not come back");
    const none = await reconcile("--preset", "zendesk", "--with", "zendesk", "--metric", "csat");
    expect(none.out).toContain("No rule makes a difference here.");
  });

  it("gives everything as JSON and as CSV, a row a ticket and rule", async () => {
    const options = ["--preset", "chatwoot", "--metric", "firstResponseTime"];
    const json = JSON.parse((await reconcile(...options, "--format", "json")).out);
    const csv = (await reconcile(...options, "--format", "csv")).out;
    const rows = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
    const told = json.steps.flatMap((step: { rule: string; tickets: { ticket: string }[] }) =>
      step.tickets.length === 0 ? [`${step.rule} `] : step.tickets.map(({ ticket }) => `${step.rule} ${ticket}`),
    );
    expect(rows.map(({ rule, ticket }) => `${rule} ${ticket}`)).toEqual(told);
    expect(rows.find(({ ticket }) => ticket === "T2")).toMatchObject({
      rule: "unanswered",
      beforeLeftOut: "neverReplied",
      afterCounted: "1",
      afterHappened: "0",
      cancelled: "false",
    });
  });

  it("compares in business hours where asked to, and only with a calendar", async () => {
    const options = ["--preset", "zendesk", "--metric", "firstResponseTime", "--clock", "business"];
    const nightly = { timeZone: "UTC", hours: { tue: [["22:00", "06:00"]] } };
    const hours = file("hours.json", JSON.stringify({ calendar: nightly }));
    const { code, out } = await reconcile(...options, "--policy", hours, "--format", "json");
    const { a, b, agreed } = JSON.parse(out);
    expect({ code, hours: agreed.hours }).toEqual({ code: 0, hours: "business" });
    expect([a.estimate.value, b.estimate.value]).toEqual([0, 0]);
    const onTheClock = await reconcile(...options.slice(0, 4), "--policy", hours, "--format", "json");
    const beside = JSON.parse(onTheClock.out).a.estimate;
    expect(beside.value).toBeGreaterThan(0);
    expect(beside.details.business.value).toBe(0);
    const { code: refused, err } = await reconcile(...options);
    expect(refused).toBe(2);
    expect(err).toContain('--clock business needs working hours: a policy with a "calendar"');
  });

  it("says in JSON, too, that a time and a share have no difference", async () => {
    const { out } = await reconcile("--preset", "kuaishou", "--metric", "firstResponseTime", "--format", "json");
    const { difference, notes } = JSON.parse(out);
    expect(difference).toBeNull();
    expect(notes).toEqual([{ code: "differentUnits", message: "they are of different units and have no difference" }]);
  });

  it("speaks Chinese", async () => {
    const { out } = await reconcile("--preset", "wangwang", "--metric", "firstResponseTime", "--lang", "zh");
    expect(out).toContain("首次人工回复：旺旺（淘宝） → trueresolve");
    expect(out).toContain("差异从何而来");
  });

  it("answers a wrong command line with exit code 2, before it reads a file", async () => {
    const wrong: [string[], string][] = [
      [["--preset", "zendesk"], "expected --metric"],
      [["--metric", "csat"], "expected --preset"],
      [["--preset", "zendask", "--metric", "csat"], "did you mean zendesk?"],
      [["--preset", "zendesk", "--metric", "csatt"], "did you mean csat?"],
      [["--preset", "zammad", "--metric", "csat"], "zammad has no csat; it has firstResponseTime, "],
      [["--preset", "zendesk", "--with", "wangwang", "--metric", "csat"], "wangwang has no csat"],
      [["--policy", policy, "--with", "kuaishou", "--metric", "reopenRate"], "kuaishou has no reopenRate"],
    ];
    for (const [argv, words] of wrong) {
      const { code, out, err } = await reconcile(...argv);
      expect(err, argv.join(" ")).toContain(words);
      expect({ code, out }).toEqual({ code: 2, out: "" });
    }
  });
});

describe("a policy with a word that is none of its choices", () => {
  it.each([
    [{ preset: "chatwot" }, "preset: expected zendesk, dbtZendesk,", ", got chatwot; did you mean chatwoot?"],
    [{ preset: 5 }, "preset: expected zendesk,", "or kuaishou, got 5"],
    [{ rating: "frist" }, "rating: expected ", ", got frist; did you mean first?"],
  ])(
    "%j is answered as a wrong option is: what was expected, what was found, what was meant",
    async (wrong, ...words) => {
      const { code, out, err } = await command(["report", log, "--policy", file("wrong.json", JSON.stringify(wrong))]);
      for (const part of words) expect(err).toContain(part);
      expect(err).not.toContain("Invalid");
      expect({ code, out }).toEqual({ code: 2, out: "" });
    },
  );
});

describe("trueresolve report with a preset", () => {
  it("shows the product's figures in a block of their own, and ours as without it", async () => {
    const plain = (await command(["report", log])).out;
    for (const preset of presetNames) {
      const { out } = await command(["report", log, "--preset", preset]);
      expect(out).toMatch(/What .+ would show/);
      expect(out).toContain(`--preset ${preset} --metric firstResponseTime`);
      const before = plain.slice(0, plain.indexOf("\nNotes"));
      expect(out.startsWith(before.trimEnd())).toBe(true);
    }
    expect((await command(["report", log, "--policy", policy])).out).toContain("What Chatwoot would show");
    expect((await command(["report", log, "--policy", policy, "--lang", "zh"])).out).toContain("Chatwoot 会显示");
    expect(plain).not.toContain("would show");
  });

  it("has them in JSON and, after ours, in CSV with whose definition it is", async () => {
    const json = JSON.parse((await command(["report", log, "--preset", "zammad", "--format", "json"])).out);
    expect(json.preset.preset).toBe("zammad");
    expect(json.preset.estimates.map(({ metric }: { metric: string }) => metric)).toEqual(Object.keys(presets.zammad));
    const csv = (await command(["report", log, "--preset", "zammad", "--format", "csv"])).out;
    const rows = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
    const theirs = rows.filter(({ definition }) => definition === "zammad");
    expect(theirs.map(({ metric }) => metric)).toEqual(Object.keys(presets.zammad));
    expect(rows.slice(0, -4).every(({ definition }) => definition === "trueresolve")).toBe(true);
  });

  it("shows only the figures that were asked for", async () => {
    const { out } = await command(["report", log, "--preset", "zendesk", "--metric", "csat", "--format", "json"]);
    expect(JSON.parse(out).preset.estimates).toMatchObject([{ metric: "csat" }]);
    const none = await command(["report", log, "--preset", "zendesk", "--metric", "backlog"]);
    expect(none.code).toBe(0);
    expect(none.out).not.toContain("would show");
  });
});
