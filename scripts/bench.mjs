// `npm run bench -- NAME [--json] [--fleets 40 …]`: bundles bench/NAME.ts and calls its `run({ json, fleets, … })`.
// Without a NAME: bench/speed.ts. With --json the result is printed, and nothing else on standard output.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installMissing, root } from "./prepare.mjs";

installMissing();
const { build } = await import("esbuild");

const given = process.argv.slice(2);
const named = given[0] !== undefined && !given[0].startsWith("-");
const name = named ? given[0] : "speed";
const entry = join(root, "bench", `${name}.ts`);
if (!existsSync(entry)) {
  const names = readdirSync(join(root, "bench")).flatMap((file) => (file.endsWith(".ts") ? [file.slice(0, -3)] : []));
  console.error(`bench: no bench/${name}.ts; there are: ${names.join(", ")}`);
  process.exit(2);
}
// Within the project, so that packages are found from the bundle.
const folder = join(root, "node_modules", ".cache", "trueresolve");
const outfile = join(folder, `bench-${name}.mjs`);
const bundle = (from, to) =>
  build({
    entryPoints: [from],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    outfile: to,
    logLevel: "warning",
  });
await bundle(entry, outfile);
// What reads in threads looks for their program beside itself.
await bundle(join(root, "src", "io", "threads", "worker.ts"), join(folder, "worker.js"));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
const { run } = await import(pathToFileURL(outfile).href);
const options = readFlags(named ? given.slice(1) : given);
const result = await run(options);
if (options.json === true) console.log(JSON.stringify(result, null, 2));

/** `--fleets 40 --json` becomes `{ fleets: 40, json: true }`. */
function readFlags(flags) {
  const read = {};
  for (let i = 0; i < flags.length; i++) {
    const match = /^--([a-z][a-z0-9-]*)(?:=(.*))?$/.exec(flags[i]);
    if (match === null) throw new TypeError(`bench: expected a flag like --events 1000000, got ${flags[i]}`);
    const key = match[1].replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
    const next = flags[i + 1];
    const value = match[2] ?? (next === undefined || next.startsWith("--") ? undefined : flags[++i]);
    read[key] = value === undefined ? true : Number.isFinite(Number(value)) ? Number(value) : value;
  }
  return read;
}
