import { describe, expect, it } from "vitest";
import * as codes from "../../src/facts/codes.ts";
import { Shown } from "../../src/facts/shown.ts";
import * as tables from "../../src/facts/tables.ts";
import { observables } from "../../src/schemas/policy.ts";
import * as vocabulary from "../../src/schemas/vocabulary.ts";

const lists: readonly (readonly [string, object, readonly string[]])[] = [
  ["Type", codes.Type, vocabulary.eventTypes],
  ["Kind", codes.Kind, vocabulary.actorKinds],
  ["Phase", codes.Phase, vocabulary.phases],
  ["Cause", codes.Cause, vocabulary.statusCauses],
  ["Origin", codes.Origin, vocabulary.messageOrigins],
  ["Intent", codes.Intent, vocabulary.messageIntents],
  ["Relation", codes.Relation, vocabulary.linkRelations],
  ["Initiator", codes.Initiator, vocabulary.initiators],
  ["WaitStart", codes.WaitStart, tables.waitStarts],
  ["WaitEnd", codes.WaitEnd, tables.waitEnds],
  ["HandoffEnd", codes.HandoffEnd, tables.handoffEnds],
  ["PromiseEnd", codes.PromiseEnd, tables.promiseEnds],
  ["Exclusion", codes.Exclusion, tables.exclusions],
  ["Refutation", codes.Refutation, tables.refutations],
  ["Signal", codes.Signal, tables.refutations],
  ["Reason", codes.Reason, tables.prematureReasons],
  ["Mark", codes.Mark, tables.ticketMarks],
  ["Shown", Shown, observables],
  ["Confirmation", codes.Confirmation, tables.confirmations],
  ["Turn", codes.Turn, tables.turnKinds],
  ["Verdict", codes.Verdict, tables.ticketVerdicts],
  ["Failure", codes.Failure, tables.failures],
  ["ClosureVerdict", codes.ClosureVerdict, tables.closureVerdicts],
];
const ofBits = ["Signal", "Reason", "Mark", "Shown"];

describe("the codes of the fold", () => {
  it.each(lists)("has each word of its list at its place, and no other: %s", (name, code, words) => {
    const members = Object.entries(code).filter(([word]) => Number.isNaN(Number(word)));
    expect(members).toEqual(words.map((word, index) => [word, ofBits.includes(name) ? 1 << index : index]));
  });

  it("leaves no code without its list", () => {
    const named = lists.map(([name]) => name);
    expect(Object.keys({ ...codes, Shown }).sort()).toEqual([...named, "Absent"].sort());
  });
});
