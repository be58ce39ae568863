import { describe, expect, it } from "vitest";
import { commandOptions } from "../../src/cli/options.ts";
import { parseArguments } from "../../src/cli/parse-arguments.ts";
import { UsageError } from "../../src/cli/usage-error.ts";

const read = (...argv: string[]) => parseArguments(argv, commandOptions.report);
const fault = (...argv: string[]) => {
  try {
    read(...argv);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error("expected a UsageError");
};

describe("parseArguments", () => {
  it("tells files, options and switches apart, in any order", () => {
    const given = read(
      "a.ndjson",
      "--by",
      "team",
      "-",
      "--lang=zh",
      "--individuals",
      "--metric",
      "csat",
      "--metric",
      "backlog",
    );
    expect(given.files).toEqual(["a.ndjson", "-"]);
    expect(given.text("by")).toBe("team");
    expect(given.text("lang")).toBe("zh");
    expect(given.has("individuals")).toBe(true);
    expect(given.has("strict")).toBe(false);
    expect(given.texts("metric")).toEqual(["csat", "backlog"]);
  });

  it("takes everything after -- for files", () => {
    expect(read("--", "--by").files).toEqual(["--by"]);
  });

  it("refuses an unknown option with a suggestion", () => {
    expect(fault("--perid", "x")).toBe("unknown option --perid; did you mean --period?");
    expect(fault("--timeZone", "UTC")).toBe("unknown option --timeZone; did you mean --time-zone?");
    expect(fault("--frobnicate")).toBe("unknown option --frobnicate");
    expect(fault("-x")).toContain("unknown option -x");
    expect(fault("--constructor", "x")).toContain("unknown option --constructor");
  });

  it("refuses a missing value, a surplus one, a wrong one and a repeated option", () => {
    expect(fault("--by")).toBe("--by needs a value: --by WHAT");
    expect(fault("--by", "--lang", "zh")).toContain("--by needs a value");
    expect(fault("--out=")).toContain("--out needs a value");
    expect(fault("--strict=no")).toBe("--strict takes no value");
    expect(fault("--format", "jsn")).toBe("--format: expected text, json or csv, got jsn; did you mean json?");
    expect(fault("--by", "team", "--by", "day")).toBe("--by was given twice");
  });
});
