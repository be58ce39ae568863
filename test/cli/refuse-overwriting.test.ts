import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { scratchFolder } from "../io/scratch.ts";
import { command, ndjson, smallLog } from "./session.ts";

const file = scratchFolder();
const text = ndjson(smallLog());
const log = file("log.ndjson", text);
const folder = dirname(log);
const place = (name: string) => join(folder, name);
const policy = file("policy.json", "{}");
const map = file("map.json", "{}");
const shard = place("shard.facts");

/** What a refused command said; it must have written nothing. */
async function refusal(argv: string[], stdin?: Parameters<typeof command>[1]): Promise<string> {
  const before = readdirSync(folder);
  const { code, out, err } = await command(argv, stdin);
  expect({ code, out }, argv.join(" ")).toEqual({ code: 2, out: "" });
  expect(readdirSync(folder)).toEqual(before);
  return err;
}

describe("a command that would write over what it reads", () => {
  it("is refused, whatever the command and whichever file it is", async () => {
    await command(["fold", log, "--out", shard]);
    const facts = readFileSync(shard);
    const reconcile = ["reconcile", log, "--preset", "chatwoot", "--metric", "firstResponseTime"];
    const commands: [argv: string[], option: string, path: string][] = [
      [["report", log], "--out", log],
      [["appraise", log], "--out", log],
      [["fold", log], "--out", log],
      [["merge", shard], "--out", shard],
      [["check", log], "--out", log],
      [["convert", log], "--out", log],
      [["convert", log], "--policy-out", log],
      [["evidence", log, "--metric", "csat"], "--out", log],
      [reconcile, "--out", log],
      [["report", log, "--policy", policy], "--out", policy],
      [["convert", log, "--from", "table", "--map", map], "--out", map],
      [["convert", log, "--from", "table", "--map", map], "--policy-out", map],
      [["report", "--query", `select * from '${log}'`], "--out", log],
    ];
    for (const [argv, option, path] of commands)
      expect(await refusal([...argv, option, path])).toContain(`${option} ${path}: that is a file to be read`);
    expect(readFileSync(log, "utf8")).toBe(text);
    expect(readFileSync(policy, "utf8")).toBe("{}");
    expect(readFileSync(map, "utf8")).toBe("{}");
    expect(readFileSync(shard)).toEqual(facts);
  });

  it("is refused under any other name of the file: relative, a link, a folder that is a link, standard input", async () => {
    symlinkSync(log, place("symbolic.ndjson"));
    linkSync(log, place("hard.ndjson"));
    symlinkSync(folder, place("folder"));
    for (const name of ["./x/../log.ndjson", "symbolic.ndjson", "hard.ndjson", "folder/log.ndjson"]) {
      mkdirSync(place("x"), { recursive: true });
      expect(await refusal(["report", log, "--out", `${folder}/${name}`])).toContain("that is a file to be read");
      expect(await refusal(["report", `${folder}/${name}`, "--out", log])).toContain("that is a file to be read");
    }
    const handle = await open(log);
    try {
      const stdin = Object.assign(handle.createReadStream({ autoClose: false }), { fd: handle.fd });
      expect(await refusal(["fold", "--out", log], stdin)).toContain("that is a file to be read");
    } finally {
      await handle.close();
    }
    expect(readFileSync(log, "utf8")).toBe(text);
  });

  it("is refused where a table of facts or a file of a glob is meant", async () => {
    mkdirSync(place("tables"));
    const tickets = file("tables/tickets.parquet", "");
    for (const read of [tickets, place("tables/*.parquet"), place("**/t?ckets.parquet"), place("tables/[s-u]*")]) {
      const query = read.endsWith("*") ? ["--query", `select * from '${read}'`] : [read];
      const err = await refusal(["report", ...query, "--facts", place("tables"), "--individuals"]);
      expect(err).toContain(`--facts ${place("tables")}: ${tickets} is a file to be read`);
    }
    expect(readdirSync(place("tables"))).toEqual(["tickets.parquet"]);
  });

  it("is refused where two outputs are one file, also one that is not there yet", async () => {
    const out = place("both.json");
    symlinkSync(out, place("dangling.json"));
    for (const other of [out, place("dangling.json")])
      expect(await refusal(["convert", log, "--out", out, "--policy-out", other])).toContain(
        `--policy-out ${other}: that is what --out writes`,
      );
    const err = await refusal([
      "report",
      log,
      "--individuals",
      "--facts",
      place("f"),
      "--out",
      place("f/about.parquet"),
    ]);
    expect(err).toContain("about.parquet is what --out writes");
  });

  it("is not refused for a device, nor for a file that is only there", async () => {
    const there = file("there.json", "old");
    expect(await command(["report", log, "--format", "json", "--out", there])).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(readFileSync(there, "utf8")).counts.tickets).toBe(3);
    if (existsSync("/dev/null"))
      expect((await command(["convert", log, "--out", "/dev/null", "--policy-out", "/dev/null"])).code).toBe(0);
  });
});

describe("a command that cannot write all that it is to write", () => {
  it("writes nothing", async () => {
    const out = place("new.ndjson");
    const wrong: [path: string, code: string][] = [
      [place("no/such/policy.json"), "ENOENT"],
      [folder, "EISDIR"],
      [`${log}/policy.json`, "ENOTDIR"],
    ];
    for (const [path, code] of wrong) {
      const err = await refusal(["convert", log, "--out", out, "--policy-out", path]);
      expect(err).toContain(`--policy-out ${path}: cannot be written (${code})`);
    }
    expect(await refusal(["report", log, "--individuals", "--facts", policy])).toContain("cannot be written (ENOTDIR)");
  });
});
