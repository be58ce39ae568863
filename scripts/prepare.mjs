// Makes a working tree ready to run: installs what is missing, builds what is stale. Needs nothing but Node and its npm.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = process.platform === "win32";

/** Runs a program in the root; its output goes to standard error unless `stdio` says otherwise. Returns its exit code. */
export function run(command, args, stdio = ["ignore", 2, 2]) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio, shell: isWindows });
  if (error) throw error;
  return status ?? 1;
}

/** Path of a program that npm installed. */
export function installed(name) {
  return join(root, "node_modules", ".bin", isWindows ? `${name}.cmd` : name);
}

/** Installs the packages of the lock file where one of them is missing or another version. */
export function installMissing() {
  if (!packagesAreMissing()) return;
  process.stderr.write("installing packages …\n");
  // Versions come from the lock file, which stays as it is. `npm ci` would refuse a lock file that was written where the
  // binaries of other platforms could not be had.
  const code = run("npm", ["install", "--no-save", "--no-audit", "--no-fund"]);
  if (code !== 0) process.exit(code);
}

function packagesAreMissing() {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return true;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(wanted).some(
    ([path, entry]) => path !== "" && !entry.optional && !entry.peer && present[path]?.version !== entry.version,
  );
}

/** Builds `dist` where it is missing or older than what it is made of. */
export function buildStale() {
  const built = join(root, "dist", "cli.js");
  const sources = ["src", "package.json", "tsconfig.json", "tsup.config.ts"];
  const newest = Math.max(...sources.map((path) => newestChange(join(root, path))));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  process.stderr.write("building …\n");
  const code = build();
  if (code !== 0) process.exit(code);
}

/** Builds `dist` anew: names of chunks carry a hash, and old ones would be packed along. Returns the exit code. */
export function build() {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  return run(installed("tsup"), ["--silent"]);
}

function newestChange(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
