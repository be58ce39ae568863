import { describe, expect, it } from "vitest";
import * as codes from "../../src/facts/codes.ts";
import * as tables from "../../src/facts/tables.ts";
import * as vocabulary from "../../src/schemas/vocabulary.ts";

const lists: Record<Exclude<keyof typeof codes, "Absent">, readonly string[]> = {
  Type: vocabulary.eventTypes,
  Kind: vocabulary.actorKinds,
  Phase: vocabulary.phases,
  Cause: vocabulary.statusCauses,
  Origin: vocabulary.messageOrigins,
  Intent: vocabulary.messageIntents,
  Relation: vocabulary.linkRelations,
  Initiator: vocabulary.initiators,
  WaitStart: tables.waitStarts,
  WaitEnd: tables.waitEnds,
  HandoffEnd: tables.handoffEnds,
  PromiseEnd: tables.promiseEnds,
  Exclusion: tables.exclusions,
  Refutation: tables.refutations,
  Signal: tables.refutations,
  Reason: tables.prematureReasons,
  Mark: tables.ticketMarks,
  Confirmation: tables.confirmations,
  Turn: tables.turnKinds,
};
const ofBits = ["Signal", "Reason", "Mark"];

describe("the codes of the fold", () => {
  it.each(Object.entries(lists))("has each word of its list at its place, and no other: %s", (name, words) => {
    const members = Object.entries(codes[name as keyof typeof codes]).filter(([word]) => Number.isNaN(Number(word)));
    expect(members).toEqual(words.map((word, index) => [word, ofBits.includes(name) ? 1 << index : index]));
  });

  it("leaves no code without its list", () => {
    expect(Object.keys(codes).sort()).toEqual([...Object.keys(lists), "Absent"].sort());
  });
});
