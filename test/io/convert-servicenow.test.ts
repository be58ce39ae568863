import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogConversion } from "../../src/io/convert/convert-log.ts";
import { EventIntake } from "../../src/io/convert/event-intake.ts";
import { fromServiceNow, serviceNowSource } from "../../src/sources/servicenow.ts";
import { serviceNowAuditRows } from "../sources/servicenow-fixture.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const options = { timeZone: "UTC", agents: ["bo"] };

const who = fc.constantFrom("mei", "bo", "li", "u1", "u2", "Mei Lin", "system", "");
const incidentName = fc.constantFrom("INC0000001", "INC0000002", "s1", "s2", "s3", "Incident: INC0000003", "");
const at = fc
  .integer({ min: 0, max: 50 })
  .map((m) => (m === 50 ? "" : `2026-03-02 08:${String(m).padStart(2, "0")}:00`));
const value = fc.oneof(who, fc.constantFrom("1", "6", "7", "77"));
const change = fc.record({
  documentkey: incidentName,
  fieldname: fc.constantFrom("state", "incident_state", "assigned_to", "category", "comments", "work_notes", "colour"),
  oldvalue: value,
  newvalue: value,
  user: who,
  sys_created_on: at,
  record_checkpoint: fc.constantFrom("1", "2", "10", ""),
  sys_id: fc.constantFrom("a", "b", "c", ""),
});
const entry = fc.record({
  element_id: incidentName,
  element: fc.constantFrom("comments", "work_notes", "other"),
  value: fc.constantFrom("hi", "Created from a similar incident INC0000001"),
  sys_created_by: who,
  sys_created_on: at,
});
const user = fc.record({ user_name: who, sys_id: fc.constantFrom("u1", "u2"), name: fc.constantFrom("Mei Lin", "Bo") });
const incident = fc.record({
  number: fc.constantFrom("INC0000001", "INC0000002", "INC0000003", "?", ""),
  sys_id: fc.constantFrom("s1", "s2", "s3"),
  caller_id: who,
  opened_at: at,
  assigned_to: who,
  resolved_by: who,
  state: fc.constantFrom("1", "6", "7"),
  reopen_count: fc.constantFrom("0", "1"),
  resolved_at: at,
  sys_updated_on: at,
});
const other = fc.constant({ colour: "red" });
const weighted = (weight: number, arbitrary: fc.Arbitrary<object>) => ({ weight, arbitrary });
const row = fc.oneof(
  weighted(8, change),
  weighted(4, entry),
  weighted(2, user),
  weighted(4, incident),
  weighted(1, other),
);

const texts = (all: readonly object[]) => all.map((each) => JSON.stringify(each)).sort();

async function expectSame(rows: readonly object[], mostHeld: number): Promise<void> {
  const path = file("rows.ndjson", rows.map((each) => `${JSON.stringify(each)}\n`).join(""));
  const source = serviceNowSource(options);
  const given = { ticketSource: source, mostHeld, folder: dirname(path), timeZone: "UTC" };
  const conversion = new LogConversion([path], given);
  const events = [];
  for await (const batch of conversion.batches()) events.push(...batch);
  const whole = fromServiceNow(rows, options);
  const intake = new EventIntake("UTC", 10_000);
  const expected = whole.rows.flatMap((each, index) => intake.event(each, whole.sourceRows[index]!));
  expect(texts(events)).toEqual(texts(expected));
  if (mostHeld > rows.length * 3) expect(events).toEqual(expected);
  expect(conversion.counts).toEqual(intake.counts);
  expect(texts(conversion.issues)).toEqual(texts(intake.issues));
  expect(conversion.sourceNotes).toEqual(whole.notes);
  expect(conversion.observes).toEqual(whole.observes);
  expect(readdirSync(dirname(path)).filter((name) => name.startsWith(".trueresolve"))).toEqual([]);
}

describe("ServiceNow's log of changes that is put aside", () => {
  it.each([3, 1e6])("tells of the fixture what it tells when it is read whole (%d rows held)", async (mostHeld) => {
    await expectSame(serviceNowAuditRows, mostHeld);
    await expectSame(serviceNowAuditRows.toReversed(), mostHeld);
  });

  it("gives the events, notes and refusals of one that is read whole, in whatever order its tables come", async () => {
    const logs = fc.record({ first: fc.oneof(change, entry), rows: fc.array(row, { maxLength: 30 }) });
    await fc.assert(
      fc.asyncProperty(logs, fc.boolean(), fc.constantFrom(3, 1e6), async ({ first, rows }, isLast, mostHeld) => {
        await expectSame(isLast ? [...rows, first] : [first, ...rows], mostHeld);
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });

  it("reads snapshots as snapshots, whose columns may have names of the caller's", async () => {
    const snapshot = { "Case no": "C1", incident_state: "New", sys_updated_at: "2026-03-02 08:00:00", number: "9" };
    const rows = [snapshot, { ...snapshot, incident_state: "Resolved", sys_updated_at: "2026-03-02 09:00:00" }];
    const columns = { columns: { number: "Case no" }, timeZone: "UTC" };
    expect(fromServiceNow(rows, columns).rows.map(({ ticket }) => ticket)).toEqual(["C1", "C1"]);
  });
});
