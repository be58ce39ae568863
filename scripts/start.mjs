// `npm start`: reports on the sample log. `npm start -- my.ndjson --by team` reports on other files; a command may be named too.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildStale, installMissing, root, run } from "./prepare.mjs";

installMissing();
buildStale();

const given = process.argv.slice(2);
const sample = ["examples/sample.ndjson", "examples/sample.ndjson.gz"].find((path) => existsSync(join(root, path)));
const commands = ["report", "check", "evidence", "help"];
// The sample is of a desk in China: its days and weeks are those of its own clocks.
const zone = given.some((word) => /^--(time-zone|policy)\b/.test(word)) ? [] : ["--time-zone", "Asia/Shanghai"];
const args =
  given[0] === undefined || given[0].startsWith("-")
    ? ["report", sample, ...zone, ...given]
    : commands.includes(given[0])
      ? given
      : ["report", ...given];
process.exitCode = run(process.execPath, [join("dist", "cli.js"), ...args], "inherit");
