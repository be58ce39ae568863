import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/** What somebody ships who imports some names from the front door: minified, every package included. */
async function bundleOf(names: string): Promise<{ bytes: number; packages: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `import { ${names} } from "./src/index.ts"; globalThis.used = [${names}];`, resolveDir: "." },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    target: "node20",
  });
  const [output] = Object.values(metafile.outputs);
  const kept = Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const packages = kept.flatMap(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return { bytes: gzipSync(outputFiles[0]!.contents).length, packages: [...new Set(packages)].sort() };
}

describe("a bundle of the source", () => {
  it("of one rate has no zod, no package at all, and at most 5,000 bytes gzipped", async () => {
    const { bytes, packages } = await bundleOf("reopenRate");
    expect(packages).toEqual([]);
    expect(bytes).toBeLessThanOrEqual(5_000);
  });

  it("of every metric has no zod", async () => {
    const { packages } = await bundleOf("metrics");
    expect(packages).toEqual(["simple-statistics"]);
  });

  it("of the reading of tables by a map has no zod", async () => {
    const { packages } = await bundleOf("fromTable");
    expect(packages).not.toContain("zod");
  });

  it("is measured in earnest: reading events does take zod along", async () => {
    const { packages } = await bundleOf("parseEvents");
    expect(packages).toContain("zod");
  });
});
