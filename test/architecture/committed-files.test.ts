import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const isClone = existsSync(".git");
/** Files that git knows; a package without its repository has none. */
const committed = isClone
  ? execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" })
      .split("\0")
      .filter((path) => path !== "" && existsSync(path))
  : [];

// Put together from parts, so that this file does not find itself.
const folder = (...names: string[]) => names.map((name) => `/${name}/`);
const forbidden = {
  "an absolute path of a machine": new RegExp(
    `(?<![\\w.~-])(${folder("home", "Users", "root", "work", "tmp", "mnt", "opt").join("|")})\\w|[A-Z]:\\\\\\\\?Users`,
  ),
  "the address of a package registry": /https?:\/\/[^\s"')]*(registry|npmmirror|verdaccio|nexus|artifactory)/,
};

describe.skipIf(!isClone)("no committed file (skipped: not a git clone)", () => {
  it("is missing from the search", () => {
    expect(committed).toContain("package.json");
    expect(committed.length).toBeGreaterThan(100);
  });

  it("escapes the search: an address and a path are found", () => {
    expect(["see ", "home", "mei", "log"].join("/")).toMatch(Object.values(forbidden)[0]!);
    expect(["https:/", "registry.example", "x"].join("/")).toMatch(Object.values(forbidden)[1]!);
    expect("an event at home/work, or https://example.org").not.toMatch(Object.values(forbidden)[0]!);
  });

  for (const [what, pattern] of Object.entries(forbidden)) {
    it(`names ${what}`, () => {
      const found = committed.flatMap((path) => {
        const match = pattern.exec(readFileSync(path, "utf8"));
        return match === null ? [] : [`${path}: ${match[0]}`];
      });
      expect(found).toEqual([]);
    });
  }
});
