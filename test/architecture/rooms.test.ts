import ts from "typescript";
import { describe, expect, it } from "vitest";
import { reachesOutside, sourceFiles } from "./source-files.ts";

/** The rooms in the order in which data flows. A file imports only from its own room and from those before it. */
const order = [
  "schemas",
  "clock",
  "stats",
  "sources",
  "log",
  "facts",
  "metrics",
  "reconciliation",
  "appraisal",
  "simulation",
  "report",
  "io",
  "cli",
  "index",
];

/** What a room leaves alone although it comes later in the order. */
const apart: Record<string, string[]> = {
  stats: ["schemas", "clock"],
  sources: ["stats"],
  log: ["stats", "sources"],
  facts: ["stats", "sources"],
  metrics: ["sources"],
  reconciliation: ["sources", "log"],
  appraisal: ["sources", "log", "metrics", "reconciliation"],
  simulation: ["sources", "log", "facts", "metrics", "reconciliation"],
  report: ["sources", "log", "simulation"],
  io: ["metrics", "reconciliation", "appraisal", "simulation", "report", "stats"],
  cli: ["simulation", "stats"],
  index: ["io", "cli"],
};

/** Rooms that may reach for files, streams, the process and the clock on the wall. */
const outward = new Set(["io", "cli"]);

/** Files that are longer than the rest, with the reason why they are not cut. */
const longFiles: Record<string, string> = {
  "src/facts/ticket-fold.ts":
    "the state machine of a ticket: one switch, one state, and cutting it would hide the order of effects",
  "src/facts/tables.ts": "the columns of every table in one list, each with its meaning",
  "src/log/column-writer.ts": "one column a field of every event type, and their comparison",
  "src/schemas/event.ts": "eleven documented interfaces and the schemas that are tied to them",
  "src/schemas/table-map.ts": "every field of a mapping file, documented, and the schema that is tied to it",
  "src/schemas/time-format.ts": "one grammar of time formats, read and checked",
  "src/sources/table-tickets.ts": "one table row told as the events of its ticket, in their order",
};
const longestFile = 250;

const files = sourceFiles();
const byPath = new Map(files.map((file) => [file.path, file]));

describe("the rooms of src", () => {
  it("are all named in the order of the flow", () => {
    expect(new Set(files.map(({ room }) => room))).toEqual(new Set(order));
  });

  it("import only from rooms before them, and from none that they are to leave alone", () => {
    const wrong = files.flatMap(({ path, room, imports }) =>
      imports
        .filter(({ isPackage, target }) => !isPackage && target !== "package.json")
        .filter(({ target }) => {
          const other = byPath.get(target)?.room ?? "nowhere";
          if (other === room) return false;
          return order.indexOf(other) < 0 || order.indexOf(other) > order.indexOf(room) || apart[room]?.includes(other);
        })
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("reach for nothing outside themselves: no files, no process, no clock on the wall, no chance; io and cli may", () => {
    const wrong = files
      .filter(({ room }) => !outward.has(room))
      .flatMap((file) => reachesOutside(file).map((what) => `${file.path}: ${what}`));
    expect(wrong).toEqual([]);
  });

  it("are searched in earnest: io and cli are seen to reach outside", () => {
    const reach = (room: string) => files.filter((file) => file.room === room).flatMap(reachesOutside);
    expect(reach("io").some((what) => what.startsWith("node:"))).toBe(true);
    expect(reach("cli")).toContain("process");
    const text = "const at = new Date(); log(Date.now(), Math.random(), process.env, { process: 1, console });";
    const syntax = ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true);
    expect(reachesOutside({ syntax, imports: [] })).toEqual([
      "new Date()",
      "Date.now",
      "Math.random",
      "process",
      "console",
    ]);
  });

  it("do nothing on being imported; only the first files of the program and of its threads do", () => {
    const doing = files
      .filter(({ syntax }) => syntax.statements.some(ts.isExpressionStatement))
      .map(({ path }) => path);
    expect(doing.sort()).toEqual(["src/cli/main.ts", "src/io/threads/worker.ts"]);
  });
});

describe("zod", () => {
  it("is loaded by src/schemas alone", () => {
    const users = files.filter(({ imports }) =>
      imports.some(({ target, typeOnly }) => !typeOnly && /^zod(\/|$)/.test(target)),
    );
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter(({ room }) => room !== "schemas").map(({ path }) => path)).toEqual([]);
  });

  it("is not reached by any metric, however far its imports are followed", () => {
    const metricFiles = files.filter(({ room }) => room === "metrics");
    const reached = new Set(metricFiles);
    for (const file of reached) {
      for (const { target, typeOnly } of file.imports) {
        const next = byPath.get(target);
        if (!typeOnly && next !== undefined) reached.add(next);
      }
    }
    const packages = new Set(
      [...reached]
        .flatMap(({ imports }) => imports.filter((each) => each.isPackage && !each.typeOnly))
        .map((each) => each.target),
    );
    expect(reached.size).toBeGreaterThan(metricFiles.length);
    expect([...packages].sort()).toEqual(["@date-fns/tz", "simple-statistics"]);
  });
});

describe("the files of src", () => {
  it(`have at most ${longestFile} lines, but for those whose reason is given`, () => {
    const long = files.filter(({ lines }) => lines > longestFile).map(({ path }) => path);
    expect(long.filter((path) => !Object.hasOwn(longFiles, path))).toEqual([]);
    expect(Object.keys(longFiles).filter((path) => !byPath.has(path))).toEqual([]);
  });
});
