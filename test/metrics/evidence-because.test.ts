import { expect, it } from "vitest";
import {
  buildFacts,
  csat,
  evidence,
  parseEvents,
  prematureClosureRate,
  reopenRate,
  trueResolutionRate,
} from "../../src/index.ts";

const customer = { kind: "customer", id: "c1" };
const rows = [
  { ticket: "T1", at: "2026-11-02T09:00:00Z", type: "created", actor: customer },
  { ticket: "T1", at: "2026-11-02T10:00:00Z", type: "status", phase: "closed", cause: "rule" },
  { ticket: "T1", at: "2026-11-02T12:00:00Z", type: "message", public: true, actor: customer },
  { ticket: "T1", at: "2026-11-02T12:30:00Z", type: "survey", step: "answered", score: 2, scale: { min: 1, max: 5 } },
  { ticket: "T2", at: "2026-11-20T09:00:00Z", type: "created", actor: customer },
];

it("says why a row answered as it did, where the outcome alone does not", () => {
  const facts = buildFacts(parseEvents(rows).log);
  expect(evidence(facts, prematureClosureRate).counted).toEqual([
    {
      ticket: "T1",
      at: Date.parse("2026-11-02T10:00:00Z"),
      agent: null,
      outcome: "premature",
      value: 0,
      because: ["customerWaiting", "noHumanReply", "returnedSoon"],
    },
  ]);
  expect(evidence(facts, reopenRate).counted[0]?.because).toEqual(["bareMessage"]);
  expect(evidence(facts, trueResolutionRate).counted[0]?.because).toEqual(["premature"]);
});

it("gives scores on the scale of the estimate", () => {
  const facts = buildFacts(parseEvents(rows).log);
  expect(csat(facts).value).toBe(2);
  expect(evidence(facts, csat).counted.map((row) => row.value)).toEqual([2]);
});
