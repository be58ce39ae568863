// Tests what is for ClickHouse on ClickHouse itself, which chdb runs in-process. It takes some 550 MB, and so is no dependency: it
// is installed into a folder of its own, once. `TRUERESOLVE_WITHOUT_CHDB=1` leaves these tests out where it cannot be had.
//   node scripts/chdb.mjs [options of vitest]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildStale, installed, installMissing, root, run } from "./prepare.mjs";

const version = "3.4.0";
const folder = join(root, "node_modules", ".cache", "trueresolve", "chdb");

if (process.env["TRUERESOLVE_WITHOUT_CHDB"] === "1") {
  console.log("SKIPPED the tests on ClickHouse, as TRUERESOLVE_WITHOUT_CHDB=1 says");
} else {
  installMissing();
  buildStale();
  const code = installChdb();
  if (code === 0) {
    process.env["TRUERESOLVE_CHDB"] = folder;
    process.exitCode = run(
      installed("vitest"),
      ["run", "test/engines/clickhouse.test.ts", ...process.argv.slice(2)],
      "inherit",
    );
  } else {
    console.error(
      `FAILED: chdb ${version} could not be installed, so nothing was tested on ClickHouse; TRUERESOLVE_WITHOUT_CHDB=1 leaves these tests out`,
    );
    process.exitCode = 1;
  }
}

function installChdb() {
  const manifest = join(folder, "node_modules", "chdb", "package.json");
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version) return 0;
  mkdirSync(folder, { recursive: true });
  // With a package.json of its own, npm does not look for that of the project.
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  process.stderr.write(`installing chdb ${version} (some 550 MB) …\n`);
  return run("npm", ["install", "--prefix", folder, `chdb@${version}`, "--no-audit", "--no-fund"]);
}
