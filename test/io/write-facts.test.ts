import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { writeFacts } from "../../src/io/facts/write-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const customer = { kind: "customer", id: "c1" };
const mei = { kind: "agent", id: "mei", team: "orders" };
const { log } = parseEvents([
  { ticket: "T1", at: "2026-01-05T09:00:00.250Z", type: "created", actor: customer, attributes: { region: "north" } },
  { ticket: "T1", at: "2026-01-05T09:20:00Z", type: "message", public: true, actor: mei },
  { ticket: "T1", at: "2026-01-05T10:00:00Z", type: "status", phase: "solved", actor: mei },
  { ticket: "T1", at: "2026-01-05T10:05:00Z", type: "survey", step: "answered", score: 5, actor: customer },
  { ticket: "T1", at: "2026-01-05T11:00:00Z", type: "message", public: true, actor: customer },
]);

describe("writeFacts", () => {
  it("writes every fact table as Parquet that any engine can roll up", async () => {
    const folder = join(dirname(file("here", "")), "facts");
    const files = await writeFacts(buildFacts(log), folder);
    expect(files.map((path) => path.slice(folder.length + 1))).toEqual([
      "tickets.parquet",
      "waits.parquet",
      "closures.parquet",
      "ratings.parquet",
      "handoffs.parquet",
      "promises.parquet",
      "roster.parquet",
      "about.parquet",
    ]);
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const rows = async (query: string) => (await connection.runAndReadAll(query)).getRowsJson();
    expect(
      await rows(`select ticket, "end", agent, team, calendarMs, epoch_ms(startAt) = ${Date.UTC(2026, 0, 5, 9, 0, 0, 250)}
        from '${folder}/waits.parquet' where round = 1`),
    ).toEqual([["T1", "answered", "mei", "orders", 1_199_750, true]]);
    expect(
      await rows(`select ticket, verdict, refutedBy, reasons, annulled, confirmedAt from '${folder}/closures.parquet'`),
    ).toEqual([["T1", "refuted", "bareMessage", ["returnedSoon"], false, null]]);
    expect(await rows(`select "attribute:region", createdAt is not null from '${folder}/tickets.parquet'`)).toEqual([
      ["north", true],
    ]);
    expect(await rows(`select rawScore, closure from '${folder}/ratings.parquet'`)).toEqual([[5, 0]]);
    expect(await rows(`select count(*) from '${folder}/handoffs.parquet'`)).toEqual([["0"]]);
    expect(
      await rows(`select epoch_ms(asOfAt) = ${Date.UTC(2026, 0, 5, 11)}, timeZone, reopenWindowMs, topBox, rating
        from '${folder}/about.parquet'`),
    ).toEqual([[true, "UTC", 604_800_000, 0.75, "first"]]);
    connection.closeSync();
    instance.closeSync();
  });
});
