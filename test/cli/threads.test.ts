import { describe, expect, it } from "vitest";
import { scratchFolder } from "../io/scratch.ts";
import { command, ndjson, smallLog } from "./session.ts";

const file = scratchFolder();

describe("--threads", () => {
  it("changes nothing in what is reported", async () => {
    const path = file("log.ndjson", ndjson(smallLog()));
    const [one, two] = [await command(["report", path]), await command(["report", path, "--threads", "2"])];
    expect(one.out).not.toBe("");
    expect(two).toEqual(one);
  });

  it.each(["0", "two", "1.5", "65", "-1"])("refuses %s, which is no number of threads", async (threads) => {
    const { code, out, err } = await command(["report", file("log.ndjson", "{}"), `--threads=${threads}`]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`--threads: expected a number from 1 to 64, got ${threads}`);
  });
});
