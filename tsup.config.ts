import { readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { defineConfig } from "tsup";

const shared = {
  target: "node20",
  sourcemap: true,
  treeshake: true,
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
};

const entries = {
  index: "src/index.ts",
  ics: "src/clock/ics-holidays.ts",
  simulation: "src/simulation/index.ts",
};

const doors = "doors";
const notInBrowsers = ["cli", "io", "report", "simulation"];

/** Every file of the pure rooms, as an entry of the build. */
function modules(): Record<string, string> {
  const found = readdirSync("src", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative("src", join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !notInBrowsers.includes(file.split("/")[0]!) && file !== "index.ts");
  return Object.fromEntries(found.map((file) => [`${doors}/${file.replace(/\.ts$/, "")}`, `src/${file}`]));
}

export default defineConfig([
  // Each module stands in a file of its own, as in the source: a bundler drops whole files that nobody uses, so that whoever
  // takes one metric carries neither zod nor the fold. An entry for each brings that about; the entries themselves are no
  // part of the package, and go once the build is done.
  {
    ...shared,
    entry: { ...entries, ...modules() },
    format: ["esm"],
    dts: { ...shared.dts, entry: entries },
    platform: "neutral",
    external: ["ical.js"],
    onSuccess: async () => rmSync(join("dist", doors), { recursive: true }),
  },
  { ...shared, entry: entries, format: ["cjs"], platform: "neutral", external: ["ical.js"] },
  // The shims give the CommonJS build its place, from which it finds worker.js.
  { ...shared, entry: { node: "src/io/index.ts" }, format: ["esm", "cjs"], platform: "node", shims: true },
  { ...shared, entry: { worker: "src/io/threads/worker.ts" }, format: ["esm"], platform: "node", dts: false },
  {
    ...shared,
    entry: { cli: "src/cli/main.ts" },
    format: ["esm"],
    platform: "node",
    dts: false,
    banner: { js: "#!/usr/bin/env node" },
  },
]);
