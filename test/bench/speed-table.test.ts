import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { speedTable } from "../../bench/speed/speed-table.ts";

it("stands in the README as the benchmark printed it", () => {
  const wanted = speedTable(JSON.parse(readFileSync("bench/speed.json", "utf8")));
  const readme = readFileSync("README.md", "utf8");
  const from = readme.indexOf("<!-- speed -->\n") + "<!-- speed -->\n".length;
  const to = readme.indexOf("<!-- /speed -->");
  expect(from).toBeGreaterThan(100);
  // `UPDATE_README=1 npx vitest run test/bench` writes it, in place of comparing.
  if (process.env["UPDATE_README"] === "1")
    writeFileSync("README.md", readme.slice(0, from) + wanted + readme.slice(to));
  else expect(readme.slice(from, to)).toBe(wanted);
});
