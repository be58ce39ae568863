import { defineConfig } from "tsup";

const shared = {
  target: "node20",
  platform: "neutral" as const,
  sourcemap: true,
  treeshake: true,
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
};

export default defineConfig([
  { ...shared, entry: { index: "src/index.ts" }, format: ["esm", "cjs"], clean: true },
  {
    ...shared,
    entry: { cli: "src/cli/main.ts" },
    format: ["esm"],
    platform: "node",
    dts: false,
    banner: { js: "#!/usr/bin/env node" },
  },
]);
