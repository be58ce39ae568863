import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const program = `
import { fromServiceNow } from "./src/sources/servicenow.ts";
import { fromTable } from "./src/sources/table.ts";
const times = [];
// Every half hour around the changes of New York, Berlin and Lord Howe, and the day that Samoa left out.
for (const start of ["2016-03-12", "2016-03-26", "2016-04-02", "2016-10-01", "2016-10-29", "2016-11-05", "2011-12-29"]) {
  for (let half = 0; half < 120; half++) {
    const wall = new Date(Date.parse(start + "T00:00:00Z") + half * 1_800_000).toISOString();
    times.push(wall);
  }
}
const rows = times.map((wall, index) => ({
  number: "INC" + index,
  incident_state: "New",
  opened_at: wall.slice(8, 10) + "/" + wall.slice(5, 7) + "/" + wall.slice(0, 4) + " " + wall.slice(11, 16),
  sys_updated_at: wall.slice(0, 10) + " " + wall.slice(11, 19),
}));
const map = {
  kind: "events",
  ticket: "number",
  time: { column: "opened_at", format: "dd/MM/yyyy HH:mm" },
  everyRow: [{ type: "created" }],
};
const read = (timeZone) => [
  ...fromServiceNow(rows, { timeZone }).rows.map((row) => row.at),
  ...fromTable(rows, { map, timeZone }).rows.map((row) => row.at),
];
console.log(JSON.stringify(["UTC", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Pacific/Apia"].map(read)));
`;

async function runUnder(hostZone: string): Promise<string> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const built = await build({
    stdin: { contents: program, resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
  });
  const child = spawnSync(process.execPath, ["-"], {
    input: built.outputFiles[0]!.text,
    env: { ...process.env, TZ: hostZone },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  expect(child.stderr).toBe("");
  return child.stdout;
}

describe("sources on machines in different zones", () => {
  it("give the same instants, whatever the zone of the machine", async () => {
    const expected = await runUnder("UTC");
    const [utc, newYork] = JSON.parse(expected) as number[][];
    expect(utc).toHaveLength(7 * 120 * 2);
    // 2016-03-12T00:00 in New York is five hours after the same reading in UTC.
    expect(newYork![0]! - utc![0]!).toBe(5 * 3_600_000);
    for (const hostZone of ["America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"]) {
      expect(await runUnder(hostZone)).toBe(expected);
    }
  });
});
