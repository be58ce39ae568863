import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import { parseTableMap, type TableMap } from "../../src/schemas/table-map.ts";
import type { SourceResult } from "../../src/sources/source.ts";
import { fromTable } from "../../src/sources/table.ts";
import { eventsOf, logOf, mean, median, reopeningsOf, sum } from "./read-log.ts";
import { exampleMap, isSharedDataAbsent, sharedDataNeeded, sharedRows } from "./shared-data.ts";

function mapOf(json: unknown): TableMap {
  const parsed = parseTableMap(json);
  if (parsed.issues) throw new Error(JSON.stringify(parsed.issues));
  return parsed.map;
}

/** For each ticket the first instant of an event row that fits. */
function firstOf(source: SourceResult, fits: (row: Record<string, unknown>) => boolean): Map<string, number> {
  const first = new Map<string, number>();
  for (const row of source.rows) {
    const ticket = row["ticket"] as string;
    if (!first.has(ticket) && fits(row)) first.set(ticket, row["at"] as number);
  }
  return first;
}

/** Hours from one instant to another, for the tickets that have both. */
function hoursBetween(from: Map<string, number>, to: Map<string, number>): number[] {
  return [...to].flatMap(([ticket, at]) => (from.has(ticket) ? [(at - from.get(ticket)!) / 3_600_000] : []));
}

describe.skipIf(isSharedDataAbsent)(`examples/maps/bpi2014.json on 7,459 real incidents (${sharedDataNeeded})`, () => {
  const rows = isSharedDataAbsent ? [] : sharedRows("bpi2014-incident-activity-val/incident_activity_val_split.csv.gz");
  const source = fromTable(rows, { map: mapOf(exampleMap("bpi2014")) });
  const isReply = (row: Record<string, unknown>) =>
    row["type"] === "message" && (row["actor"] as { kind: string }).kind === "agent";

  it("finds 428 reopenings in 384 incidents", () => {
    const log = logOf(source);
    const found = reopeningsOf(log);
    expect(log.dictionaries.tickets.size).toBe(7459);
    expect(found.size).toBe(384);
    expect(sum(found.values())).toBe(428);
  });

  it("finds 16.7461 h from an incident's beginning to its first Closed", () => {
    const closed = firstOf(source, (row) => row["phase"] === "closed");
    const hours = hoursBetween(
      firstOf(source, () => true),
      closed,
    );
    expect(median(hours)).toBeCloseTo(16.7461, 4);
  });

  it("finds 1,226 incidents with a communication to the customer, after a median of 4.0739 h", () => {
    const hours = hoursBetween(
      firstOf(source, () => true),
      firstOf(source, isReply),
    );
    expect(hours).toHaveLength(1226);
    expect(median(hours)).toBeCloseTo(4.0739, 4);
  });

  it("does not guess the creation of the 3 incidents that began before the file, one of them answered", () => {
    const created = firstOf(source, (row) => row["type"] === "created");
    expect(created.size).toBe(7456);
    expect(hoursBetween(created, firstOf(source, isReply))).toHaveLength(1225);
  });

  it("says that silence in this log proves nothing", () => {
    expect(source.observes).toMatchObject({ messages: false, staffReplies: false, customerMessages: false });
  });

  it("gives the same log for a file that holds every row twice", () => {
    const once = parseEvents(source.rows);
    const twice = parseEvents(fromTable([...rows, ...rows], { map: mapOf(exampleMap("bpi2014")) }).rows);
    expect(twice.counts).toMatchObject({ accepted: once.counts.accepted, repeats: once.counts.accepted });
    expect(eventsOf(twice.log)).toEqual(eventsOf(once.log));
  });
});

describe.skipIf(isSharedDataAbsent)(`examples/maps/call-center.json on 5,000 calls (${sharedDataNeeded})`, () => {
  const rows = isSharedDataAbsent ? [] : sharedRows("pwc-call-center/calls.csv");
  const source = fromTable(rows, { map: mapOf(exampleMap("call-center")) });
  const created = firstOf(source, (row) => row["type"] === "created");
  const answeredSeconds = hoursBetween(
    created,
    firstOf(source, (row) => row["type"] === "message"),
  ).map((hours) => hours * 3_600);

  it("finds 4,054 answered calls, after 67.52072 s on average and 68 in the median, and 946 abandoned", () => {
    expect(created.size).toBe(5000);
    expect(answeredSeconds).toHaveLength(4054);
    expect(mean(answeredSeconds)).toBeCloseTo(67.52072, 5);
    expect(median(answeredSeconds)).toBeCloseTo(68, 6);
    expect(source.rows.filter((row) => row["step"] === "abandoned")).toHaveLength(946);
  });

  it("finds 3,646 resolved calls", () => {
    expect(source.rows.filter((row) => row["phase"] === "solved")).toHaveLength(3646);
  });

  it("finds a mean satisfaction of 3.403552 over 4,054 answers, Martha's highest and Joe's lowest", () => {
    const agentOf = new Map(
      source.rows.flatMap((row) => (row["type"] === "assigned" ? [[row["ticket"], row["agent"]]] : [])),
    );
    const scores = source.rows.filter((row) => row["type"] === "survey");
    const all = scores.map((row) => row["score"] as number);
    expect(all).toHaveLength(4054);
    expect(mean(all)).toBeCloseTo(3.403552, 6);
    expect((100 * all.filter((score) => score >= 4).length) / all.length).toBeCloseTo(49.9013, 4);
    const meanOf = (agent: string) =>
      mean(scores.filter((row) => agentOf.get(row["ticket"]) === agent).map((row) => row["score"] as number));
    expect(meanOf("Martha")).toBeCloseTo(3.470817, 6);
    expect(meanOf("Joe")).toBeCloseTo(3.330579, 6);
  });

  it("refuses none of its rows", () => {
    expect(parseEvents(source.rows).counts).toMatchObject({ refused: 0, repeats: 0 });
  });
});

describe.skipIf(isSharedDataAbsent)(`examples/maps/flat-tickets.json on 5,000 tickets (${sharedDataNeeded})`, () => {
  const rows = isSharedDataAbsent ? [] : sharedRows("simulated-agents-5000/customer_support_tickets.csv.gz");
  const source = fromTable(rows, { map: mapOf(exampleMap("flat-tickets")) });
  const created = firstOf(source, (row) => row["type"] === "created");
  const replied = firstOf(source, (row) => row["type"] === "message");
  const solved = firstOf(source, (row) => row["phase"] === "solved");

  it("finds first responses of 67.584583 min on average and 32.297363 in the median", () => {
    const minutes = hoursBetween(created, replied).map((hours) => hours * 60);
    expect(minutes).toHaveLength(5000);
    expect(mean(minutes)).toBeCloseTo(67.584583, 6);
    expect(median(minutes)).toBeCloseTo(32.297363, 6);
  });

  it("finds a mean satisfaction of 2.969119 over 3,724 answers", () => {
    const scores = source.rows.filter((row) => row["type"] === "survey").map((row) => row["score"] as number);
    expect(scores).toHaveLength(3724);
    expect(mean(scores)).toBeCloseTo(2.969119, 6);
  });

  it("resolves the 3,724 tickets that are, and not those whose resolution_hours are filled all the same", () => {
    expect(rows.filter((row) => row["resolution_hours"] !== "")).toHaveLength(5000);
    expect(solved.size).toBe(3724);
  });

  it("keeps the reply of the 121 tickets that were resolved before it", () => {
    expect([...solved].filter(([ticket, at]) => replied.get(ticket)! > at)).toHaveLength(121);
  });

  it("refuses none of its rows", () => {
    expect(parseEvents(source.rows).counts).toMatchObject({ refused: 0, repeats: 0 });
  });
});

describe.skipIf(isSharedDataAbsent)(`a map written for tables of other kinds (${sharedDataNeeded})`, () => {
  it("reads a history of fields: 13 statuses of ticket 11071, no reopening, four identical rows of ticket 102 as one", () => {
    const source = fromTable(sharedRows("zendesk-seeds/ticket_field_history_data.csv"), {
      map: mapOf({
        kind: "events",
        timeZone: "UTC",
        ticket: "ticket_id",
        time: "updated",
        ignoreColumns: ["_fivetran_synced"],
        activity: {
          column: "field_name",
          values: {
            status: {
              type: "status",
              phase: {
                column: "value",
                values: {
                  new: "open",
                  open: "open",
                  pending: "waitingOnCustomer",
                  "on-hold": "onHold",
                  solved: "solved",
                  closed: "closed",
                  deleted: "deleted",
                },
              },
            },
            assignee_id: { type: "assigned", agent: { column: "value", missing: null } },
            priority: { type: "field", name: "priority", value: { column: "value" } },
          },
          otherwise: "ignore",
        },
      }),
    });
    const { log, counts, issues } = parseEvents(source.rows);
    expect(issues).toEqual([]);
    const statusesOf = (ticket: string) =>
      source.rows.filter((row) => row["ticket"] === ticket && row["type"] === "status");
    expect(statusesOf("11071")).toHaveLength(13);
    expect(reopeningsOf(log).get("11071")).toBeUndefined();
    expect(statusesOf("102")).toHaveLength(4);
    expect(counts.repeats).toBeGreaterThanOrEqual(3);
    const kept = eventsOf(log).filter((event) => (event as { ticket: string }).ticket === "102");
    expect(kept).toHaveLength(1);
  });

  it("reads issues with their resolution: the export's own lead times come out on every one", () => {
    const rows = sharedRows("github-issues-devlake/github_issues.csv");
    const source = fromTable(rows, {
      map: mapOf({
        kind: "tickets",
        ticket: "id",
        creation: { at: "created_date", requester: "creator_id" },
        resolved: { at: "resolution_date" },
        status: { column: "status", values: { DONE: "solved", "*": "open" } },
      }),
    });
    logOf(source);
    const created = firstOf(source, (row) => row["type"] === "created");
    const solved = firstOf(source, (row) => row["type"] === "status");
    const stated = rows.filter((row) => row["lead_time_minutes"] !== "");
    expect(stated.length).toBe(26);
    for (const row of stated) {
      const minutes = (solved.get(row["id"]!)! - created.get(row["id"]!)!) / 60_000;
      expect(Math.floor(minutes)).toBe(Number(row["lead_time_minutes"]));
    }
  });
});
