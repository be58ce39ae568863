import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadFacts } from "../../src/facts/load-facts.ts";
import { scratchFolder } from "../io/scratch.ts";
import { command, ndjson, smallLog } from "./session.ts";

const file = scratchFolder();
const log = file("log.ndjson", ndjson(smallLog()));
const reconcile = ["reconcile", log, "--preset", "chatwoot", "--metric", "firstResponseTime"];

describe("a command that counts nothing", () => {
  it("exits with 1 and says so, and a program gets its object all the same", async () => {
    for (const argv of [["report", log], reconcile, ["evidence", log, "--metric", "reopenRate"]]) {
      for (const format of ["text", "json", "csv"]) {
        const { code, out, err } = await command([...argv, "--period", "2030-01", "--format", format]);
        expect({ code, err }, `${argv.join(" ")} ${format}`).toEqual({
          code: 1,
          err: "trueresolve: nothing could be counted in the period 2030-01\n",
        });
        expect(out).not.toBe("");
        if (format === "json") expect(() => JSON.parse(out)).not.toThrow();
      }
      expect(await command([...argv, "--period", "2026-11"]), argv.join(" ")).toMatchObject({ code: 0, err: "" });
    }
    const facts = file("log.facts", "");
    await command(["fold", log, "--out", facts]);
    expect((await command(["merge", facts, "--period", "2030-01"])).code).toBe(1);
    expect((await command(["merge", facts])).code).toBe(0);
  });

  it("exits with 1 also where the log shows nothing that a figure is made of", async () => {
    const { code, err } = await command(["report", log, "--metric", "promiseKeptRate"]);
    expect({ code, err }).toEqual({ code: 1, err: "trueresolve: nothing could be counted\n" });
    expect((await command(["report", log, "--metric", "promiseKeptRate", "--metric", "csat"])).code).toBe(0);
  });

  it("exits with 0 where the figure is the number of what was not there", async () => {
    const { code, err, out } = await command([
      "report",
      log,
      "--metric",
      "throughput",
      "--period",
      "2030-01",
      "--format",
      "json",
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out).estimates[0]).toMatchObject({ value: 0, n: 0 });
  });
});

describe("trueresolve fold", () => {
  it("exits with 1 where every row was refused, and writes the facts that say so", async () => {
    const out = file("refused.facts", "");
    const { code, err } = await command(["fold", "--out", out], "{}\n{}\n");
    expect(code).toBe(1);
    expect(err).toContain("2 of 2 rows refused");
    expect(err).toContain("no row could be read as an event");
    expect(loadFacts(readFileSync(out)).parts[0]!.input).toMatchObject({ rows: 2, refused: 2, accepted: 0 });
    expect((await command(["fold", "--out", out], `{}\n${ndjson(smallLog())}`)).code).toBe(0);
    expect((await command(["fold", "--out", out], "")).code).toBe(0);
  });
});
