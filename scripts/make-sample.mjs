// Bundles scripts/make-sample.ts in memory and runs it: Node 20 cannot run TypeScript by itself.
// Usage: node scripts/make-sample.mjs [output file]
import { build } from "esbuild";

const bundle = await build({
  entryPoints: [new URL("./make-sample.ts", import.meta.url).pathname],
  bundle: true,
  write: false,
  platform: "node",
  format: "esm",
  target: "node20",
});
const source = bundle.outputFiles[0].text;
await import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);
