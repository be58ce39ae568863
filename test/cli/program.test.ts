import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scratchFolder } from "../io/scratch.ts";
import { ndjson, smallLog } from "./session.ts";

const file = scratchFolder();
// Within the project, so that the bundle finds the packages.
const program = join("node_modules", ".cache", "trueresolve", `program-${process.pid}.mjs`);

beforeAll(async () => {
  await build({
    entryPoints: ["src/cli/main.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    outfile: program,
    logLevel: "error",
  });
});

afterAll(() => rmSync(program, { force: true }));

/** Runs the program as a process of its own. */
function start(argv: string[], onOutput?: (child: ReturnType<typeof spawn>) => void, flags: string[] = []) {
  const child = spawn(process.execPath, [...flags, program, ...argv], { stdio: ["pipe", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
    onOutput?.(child);
  });
  child.stderr.on("data", (chunk) => (err += chunk));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, out, err })),
  );
  return { child, ended };
}

describe("the program", () => {
  it("reads a pipe, prints its report, and shows no progress where nobody looks", async () => {
    const { child, ended } = start(["report", "-", "--format", "json"]);
    child.stdin!.end(ndjson(smallLog()));
    const { code, out, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out).counts.tickets).toBe(3);
  });

  it("hands its exit code to the shell", async () => {
    expect((await start(["report", "nowhere.ndjson"]).ended).code).toBe(2);
    expect((await start(["check", file("bad.ndjson", "{}\n")]).ended).code).toBe(1);
  });

  it("stops quietly when whoever reads its output has seen enough", async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) =>
      smallLog().map((row) => ({ ...row, ticket: `${row["ticket"]}-${i}` })),
    ).flat();
    const path = file("large.ndjson", ndjson(rows));
    const { ended } = start(["evidence", path, "--metric", "backlog", "--format", "json"], ({ stdout }) =>
      stdout!.destroy(),
    );
    const { code, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it.skipIf(!existsSync("/dev/full"))("says in a line that standard output is full, and exits with 2", async () => {
    const path = file("log.ndjson", ndjson(smallLog()));
    const full = openSync("/dev/full", "w");
    try {
      for (const argv of [["report", path], ["check", path], ["fold", path], ["convert", path], ["--help"]]) {
        const child = spawn(process.execPath, [program, ...argv], { stdio: ["ignore", full, "pipe"] });
        let err = "";
        child.stderr!.on("data", (chunk) => (err += chunk));
        const code = await new Promise((resolve) => child.on("close", resolve));
        expect({ code, err }, argv.join(" ")).toEqual({
          code: 2,
          err: "trueresolve: standard output cannot be written (ENOSPC)\n",
        });
        const silent = spawn(process.execPath, [program, ...argv], { stdio: ["ignore", full, full] });
        expect(await new Promise((resolve) => silent.on("close", resolve)), argv.join(" ")).toBe(2);
      }
    } finally {
      closeSync(full);
    }
  });

  it("works in a heap far smaller than the file that it reads", async () => {
    // 60 MB of repeats of 20 events in a heap of 64 MB: what has been read is not kept.
    const block = ndjson([...smallLog(), ...smallLog()]);
    const { child, ended } = start(["check", "-", "--format", "json"], undefined, ["--max-old-space-size=64"]);
    let left = 200_000;
    const padding = `{"ticket":"${"x".repeat(280)}"}\n`;
    const write = () => {
      while (left > 0 && child.stdin!.write(left-- % 2_000 === 0 ? block : padding));
      if (left > 0) child.stdin!.once("drain", write);
      else child.stdin!.end();
    };
    write();
    const { code, out } = await ended;
    expect(code).toBe(1);
    const { input } = JSON.parse(out);
    expect(input).toMatchObject({ accepted: 10, repeats: 1_990, refused: 199_900 });
  });
});
