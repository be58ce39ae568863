// `npm run check`: all checks beside the tests. Every one is run, also after another has failed.
import { build, installed, installMissing, run } from "./prepare.mjs";

installMissing();

const tool =
  (program, ...args) =>
  () =>
    run(installed(program), args, "inherit");

const checks = [
  ["types (tsc)", tool("tsc", "--noEmit")],
  ["lint and format (biome)", tool("biome", "ci", ".")],
  ["build (tsup)", build],
  ["size of what browsers load (size-limit)", tool("size-limit")],
  ["package (publint)", tool("publint", "--strict")],
  // node10 knows no subpath exports; every Node that the package supports does.
  ["types of the package (attw)", tool("attw", "--pack", ".", "--profile", "node16")],
  [
    "unused files and packages (knip)",
    tool("knip", "--config", "scripts/knip.json", "--include", "files,dependencies,unlisted,unresolved"),
  ],
];

const failed = [];
for (const [what, check] of checks) {
  const startedAt = performance.now();
  const code = check();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${what}, ${seconds} s\n`);
  if (code !== 0) failed.push(what);
}
console.log(failed.length === 0 ? "all checks passed" : `failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
