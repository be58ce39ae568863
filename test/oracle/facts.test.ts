import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PolicyInput, resolvePolicy } from "../../src/schemas/policy.ts";
import { compare } from "./compare.ts";
import { randomLogs } from "./random-logs.ts";

/** Half a second of logs a policy; more by hand: `ORACLE_RUNS=20000 npx vitest run test/oracle`. */
const numRuns = Number(process.env["ORACLE_RUNS"] ?? 400);

const policies: Record<string, PolicyInput> = {
  "the default policy": {},
  "drafts and canned texts as replies": { countsAsReply: "assisted" },
  "any message as a reply": { countsAsReply: "any" },
  "reopenings demanded": { messageAfterClosing: "needsReopening", initiator: "agent" },
  "other windows": { reopenWindow: "36h", prematureWindow: "12h" },
  "a log said to show no replies": { observes: { staffReplies: false } },
};

describe("the facts agree with a reading of the definitions, one ticket at a time", () => {
  let seed = 20_261_102;
  for (const [name, input] of Object.entries(policies)) {
    const policy = resolvePolicy(input);
    seed++;
    it(`under ${name}`, () => {
      fc.assert(
        fc.property(randomLogs, (rows) => {
          expect(compare(rows, policy)).toEqual([]);
        }),
        { numRuns, seed },
      );
    });
  }

  it("at any instant before the newest event", () => {
    const policy = resolvePolicy({});
    fc.assert(
      fc.property(randomLogs, fc.nat(), (rows, pick) => {
        const asOf = rows[pick % rows.length]!.at;
        expect(compare(rows, policy, asOf)).toEqual([]);
      }),
      { numRuns, seed: 20_261_201 },
    );
  });
});
