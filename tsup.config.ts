import { defineConfig } from "tsup";

const shared = {
  target: "node20",
  sourcemap: true,
  treeshake: true,
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
};

export default defineConfig([
  {
    ...shared,
    entry: { index: "src/index.ts", ics: "src/clock/ics-holidays.ts", simulation: "src/simulation/index.ts" },
    format: ["esm", "cjs"],
    platform: "neutral",
    external: ["ical.js"],
  },
  { ...shared, entry: { node: "src/io/index.ts" }, format: ["esm", "cjs"], platform: "node" },
  {
    ...shared,
    entry: { cli: "src/cli/main.ts" },
    format: ["esm"],
    platform: "node",
    dts: false,
    banner: { js: "#!/usr/bin/env node" },
  },
]);
