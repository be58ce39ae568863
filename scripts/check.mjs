// `npm run check`: all checks beside the tests. Every one is run, also after another has failed.
import { installed, installMissing, run } from "./prepare.mjs";

installMissing();

const checks = [
  ["types", "tsc", ["--noEmit"]],
  ["lint and format", "biome", ["ci", "."]],
  ["build", "tsup", ["--silent"]],
  ["package", "publint", ["--strict"]],
  // node10 knows no subpath exports; every Node that the package supports does.
  ["types of the package", "attw", ["--pack", ".", "--profile", "node16"]],
  ["unused files, exports, packages", "knip", []],
];

const failed = [];
for (const [what, program, args] of checks) {
  const startedAt = performance.now();
  const code = run(installed(program), args, "inherit");
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${what} (${program}, ${seconds} s)\n`);
  if (code !== 0) failed.push(what);
}
console.log(failed.length === 0 ? "all checks passed" : `failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
