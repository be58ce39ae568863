import { readdirSync } from "node:fs";
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
const folders = ["src/schemas", "src/metrics"];

function filesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  return Object.fromEntries(
    files.map((name) => [`${folder.replace("src/", "")}/${name.replace(".ts", "")}`, `${folder}/${name}`]),
  );
}

export default defineConfig([
  // Metrics and what they rest on are entries of the build, not of the package: each stands in a file of its own, so that
  // whoever bundles one metric need not carry zod, whose schemas are built when their file is loaded.
  {
    ...shared,
    entry: { ...entries, ...Object.assign({}, ...folders.map(filesOf)) },
    format: ["esm"],
    dts: { ...shared.dts, entry: entries },
    platform: "neutral",
    external: ["ical.js"],
  },
  { ...shared, entry: entries, format: ["cjs"], platform: "neutral", external: ["ical.js"] },
  // The shims give the CommonJS build its place, from which it finds worker.js.
  { ...shared, entry: { node: "src/io/index.ts" }, format: ["esm", "cjs"], platform: "node", shims: true },
  { ...shared, entry: { worker: "src/io/worker.ts" }, format: ["esm"], platform: "node", dts: false },
  {
    ...shared,
    entry: { cli: "src/cli/main.ts" },
    format: ["esm"],
    platform: "node",
    dts: false,
    banner: { js: "#!/usr/bin/env node" },
  },
]);
