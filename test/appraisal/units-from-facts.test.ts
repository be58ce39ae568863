import { describe, expect, it } from "vitest";
import { OUTCOME_REASONS, PROCESS_SIGNS, UNIT_EXCLUSIONS, type Units } from "../../src/appraisal/unit.ts";
import { unitsFromFacts } from "../../src/appraisal/units-from-facts.ts";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { foldTickets } from "../../src/facts/fold-tickets.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import type { PolicyInput } from "../../src/schemas/policy.ts";

const DAY = 86_400_000;
const MONDAY = Date.parse("2026-06-01T00:00:00Z");
const day = (days: number): number => MONDAY + days * DAY;

type Step = Record<string, unknown>;
const system = { kind: "system" };
const lead = { kind: "agent", id: "lead", role: "supervisor" };
const agent = (id: string): Step => ({ kind: "agent", id });
const customer = { kind: "customer" };

const created = (more: Step = {}): [number, Step] => [
  0,
  { type: "created", actor: customer, requester: "cem", category: "refund", channel: "mail", ...more },
];
const routed = (at: number, to: string | null, actor: Step = system): [number, Step] => [
  at,
  { type: "assigned", agent: to, actor },
];
const given = (at: number, from: string, to: string | null): [number, Step] => [
  at,
  { type: "assigned", agent: to, actor: agent(from) },
];
const closed = (at: number, by: string): [number, Step] => [at, { type: "status", phase: "closed", actor: agent(by) }];
const opened = (at: number, actor: Step): [number, Step] => [at, { type: "status", phase: "open", actor }];
const answered = (at: number, by: string): [number, Step] => [at, { type: "message", public: true, actor: agent(by) }];
const wrote = (at: number): [number, Step] => [at, { type: "message", public: true, actor: customer }];
const offered = (at: number): [number, Step] => [at, { type: "survey", step: "offered", actor: system }];
const rated = (at: number, score: number): [number, Step] => [
  at,
  { type: "survey", step: "answered", score, scale: { min: 1, max: 5 }, actor: customer },
];

/** One ticket t1, whose days are counted from 1 June; further tickets by name. */
function unitsOf(
  steps: readonly [number, Step][],
  { asOf = 60, policy = {}, others = {} }: { asOf?: number; policy?: PolicyInput; others?: Others } = {},
) {
  const events = Object.entries({ t1: steps, ...others }).flatMap(([ticket, own]) =>
    own.map(([at, step]) => ({ ticket, at: day(at), ...step })),
  );
  const { log, counts } = parseEvents(events);
  expect(counts.refused).toBe(0);
  return readable(unitsFromFacts(buildFacts(log, policy, { asOf: day(asOf) })));
}
type Others = Record<string, readonly [number, Step][]>;

function readable(units: Units) {
  return Array.from({ length: units.length }, (_, i) => ({
    ticket: units.tickets[units.ticket[i]!]!,
    agent: units.agents[units.agent[i]!]!,
    category: units.categories[units.category[i]!]!,
    channel: units.channels[units.channel[i]!]!,
    received: units.received[i] === 1,
    outcome: units.outcome[i] === 1,
    reason: OUTCOME_REASONS[units.outcomeReason[i]!]!,
    maturesOn: (units.maturesAt[i]! - MONDAY) / DAY,
    rating: Number.isNaN(units.rating[i]!) ? null : units.rating[i]!,
    survey: units.blocked[i] ? "blocked" : units.offered[i] ? "offered" : units.unasked[i] ? "unasked" : "none",
    excluded: UNIT_EXCLUSIONS[units.excluded[i]!]!,
    signs: Object.entries(PROCESS_SIGNS).flatMap(([sign, bit]) => (units.signs[i]! & bit ? [sign] : [])),
    closedOn: Number.isNaN(units.closedAt[i]!) ? null : (units.closedAt[i]! - MONDAY) / DAY,
    credited: units.creditedClosing[i] === 1,
  }));
}

describe("unitsFromFacts", () => {
  it("reads a ticket that was routed, answered, closed and rated", () => {
    expect(
      unitsOf([created(), routed(1, "mei"), answered(2, "mei"), closed(3, "mei"), offered(3), rated(4, 4)]),
    ).toEqual([
      {
        ticket: "t1",
        agent: "mei",
        category: "refund",
        channel: "mail",
        received: false,
        outcome: true,
        reason: "stayedClosed",
        maturesOn: 10,
        rating: 0.75,
        survey: "offered",
        excluded: "counted",
        signs: [],
        closedOn: 3,
        credited: true,
      },
    ]);
  });

  it("refuses facts that are not linked", () => {
    const folded = foldTickets(parseEvents([]).log);
    expect(() => unitsFromFacts(folded as never)).toThrow(TypeError);
  });

  it("is empty for an empty log", () => {
    expect(unitsFromFacts(buildFacts(parseEvents([]).log)).length).toBe(0);
  });

  describe("R1: only what a customer began counts", () => {
    it.each([
      ["an agent created it", created({ initiator: "agent" })],
      ["a machine created it", created({ actor: system })],
    ])("leaves out a ticket where %s", (_, first) => {
      const [unit] = unitsOf([first, routed(1, "mei"), closed(2, "mei")]);
      expect(unit!.excluded).toBe("notCustomerInitiated");
    });

    it("leaves out what the desk split off, whoever the row says began it", () => {
      const split: [number, Step] = [0, { type: "linked", relation: "splitFrom", other: "t0", actor: agent("mei") }];
      const [unit] = unitsOf([created(), split, routed(1, "mei"), closed(2, "mei")]);
      expect(unit).toMatchObject({ excluded: "notCustomerInitiated", signs: ["agentCreated"] });
    });

    it("leaves out a ticket whose beginning the log does not show, where it shows that of others", () => {
      const others = { t2: [created({ requester: "ana" })] };
      const [unit] = unitsOf([routed(1, "mei"), closed(2, "mei")], { others });
      expect(unit!.excluded).toBe("beganBeforeLog");
    });

    it("goes by the policy in a log that shows no beginning at all", () => {
      const steps = [routed(1, "mei"), closed(2, "mei")];
      expect(unitsOf(steps)[0]!.excluded).toBe("counted");
      expect(unitsOf(steps, { policy: { initiator: "system" } })[0]!.excluded).toBe("notCustomerInitiated");
    });
  });

  describe("R2: who answers for the outcome", () => {
    const owners = (...steps: [number, Step][]) =>
      unitsOf([created(), ...steps]).map((unit) => `${unit.agent}${unit.received ? " received" : ""}`);

    it("is the first owner, also after handing the ticket on; the last owner has it as received", () => {
      const steps = [routed(1, "mei"), given(2, "mei", "bo"), closed(3, "bo")];
      expect(owners(...steps)).toEqual(["mei", "bo received"]);
      const [first, last] = unitsOf([created(), ...steps]);
      expect(first).toMatchObject({ outcome: true, signs: ["transferredOut"], credited: false });
      expect(last).toMatchObject({ outcome: true, signs: [], credited: true });
    });

    it("is the next one where routing moved it on", () => {
      expect(owners(routed(1, "mei"), routed(2, "bo"))).toEqual(["bo"]);
      expect(owners(routed(1, "mei"), routed(2, "bo", lead))).toEqual(["bo"]);
      expect(owners(routed(1, "mei"), routed(2, null), routed(3, "bo"))).toEqual(["bo"]);
    });

    it("stays whoever let go of the ticket before it was routed on", () => {
      expect(owners(routed(1, "mei"), given(2, "mei", null), routed(3, "bo"))).toEqual(["mei", "bo received"]);
    });

    it("forgets that he had let go once it was routed to him again", () => {
      expect(owners(routed(1, "mei"), given(2, "mei", null), routed(3, "mei"), routed(4, "bo"))).toEqual(["bo"]);
    });

    it("leaves out those in the middle of the chain", () => {
      expect(owners(routed(1, "mei"), given(2, "mei", "bo"), given(3, "bo", "li"))).toEqual(["mei", "li received"]);
      expect(owners(routed(1, "mei"), given(2, "mei", "bo"), routed(3, "li"))).toEqual(["mei", "li received"]);
    });

    it("gives one unit to whom it came back", () => {
      expect(owners(routed(1, "mei"), given(2, "mei", "bo"), given(3, "bo", "mei"))).toEqual(["mei"]);
    });

    it("stays the first owner where a colleague takes it, which is no transfer of his", () => {
      const units = unitsOf([created(), routed(1, "mei"), given(2, "bo", "bo"), closed(3, "bo")]);
      expect(units.map((unit) => unit.agent)).toEqual(["mei", "bo"]);
      expect(units[0]!.signs).toEqual([]);
    });

    it("does not move after the closing that decides: who rescues a returned ticket does not inherit its failure", () => {
      const steps = [routed(1, "mei"), closed(2, "mei"), opened(4, customer), routed(5, "bo"), closed(6, "bo")];
      expect(owners(...steps)).toEqual(["mei"]);
      const [unit] = unitsOf([created(), ...steps]);
      expect(unit).toMatchObject({ outcome: false, reason: "reopened", maturesOn: 9 });
    });

    it("still moves where the closer undid his closing", () => {
      const steps = [routed(1, "mei"), closed(2, "mei"), opened(3, agent("mei")), routed(4, "bo"), closed(5, "bo")];
      expect(owners(...steps)).toEqual(["bo"]);
    });

    it("does not move after the horizon", () => {
      const steps = [routed(1, "mei"), routed(31.5, "bo"), closed(32, "bo")];
      expect(owners(...steps)).toEqual(["mei", "bo received"]);
      expect(unitsOf([created(), ...steps])[0]).toMatchObject({ agent: "mei", reason: "neverClosed", maturesOn: 31 });
      expect(unitsOf([created(), ...steps])[1]).toMatchObject({ agent: "bo", excluded: "notLiable", credited: true });
    });

    it("is nobody while a machine has it", () => {
      const bot = { kind: "bot", id: "robby" };
      const hello: [number, Step] = [1.5, { type: "message", public: true, actor: bot }];
      expect(owners(routed(1, "robby"), hello)).toEqual([]);
      const steps = [routed(1, "robby"), hello, routed(3, "mei", bot), closed(4, "mei")];
      expect(owners(...steps)).toEqual(["mei"]);
      expect(owners([0.5, { type: "message", public: true, actor: bot }], routed(1, "robby"))).toEqual([]);
    });

    it("is nobody where nothing was assigned; the closing is throughput only", () => {
      const units = unitsOf([created(), answered(1, "mei"), closed(2, "mei")]);
      expect(units).toHaveLength(1);
      expect(units[0]).toMatchObject({ agent: "mei", excluded: "notLiable", credited: true, closedOn: 2 });
    });

    it("credits the closing to a third person as throughput only", () => {
      const units = unitsOf([created(), routed(1, "mei"), closed(2, "li")]);
      expect(units.map((unit) => [unit.agent, unit.excluded, unit.credited])).toEqual([
        ["mei", "counted", false],
        ["li", "notLiable", true],
      ]);
    });

    it("credits nobody outside the chain with what a rule closed", () => {
      const byRule: [number, Step] = [33, { type: "status", phase: "closed", actor: system }];
      const units = unitsOf([created(), routed(1, "mei"), routed(32, "bo"), byRule]);
      expect(units.map((unit) => [unit.agent, unit.credited])).toEqual([["mei", false]]);
    });

    it("leaves out a ticket that somebody else had closed for good before it was assigned", () => {
      const [unit] = unitsOf([created(), closed(1, "li"), routed(2, "mei")]);
      expect(unit).toMatchObject({ agent: "mei", excluded: "notLiable" });
    });

    it("judges the closer by his closing where the assignment is entered after it", () => {
      const [unit] = unitsOf([created(), closed(1, "mei"), routed(1.1, "mei"), opened(3, customer)]);
      expect(unit).toMatchObject({ agent: "mei", excluded: "counted", outcome: false, maturesOn: 8 });
    });

    it("judges an owner by what he closed himself where a machine had closed it before him", () => {
      const byRule: [number, Step] = [1, { type: "status", phase: "closed", actor: system }];
      const steps = [byRule, routed(1.5, "mei"), opened(2, customer), answered(3, "mei"), closed(3, "mei")];
      expect(unitsOf([created(), ...steps])[0]).toMatchObject({ agent: "mei", outcome: true, maturesOn: 10 });
    });
  });

  describe("R3, R5, R6: the outcome", () => {
    const outcome = (...steps: [number, Step][]) => {
      const [unit] = unitsOf([created(), routed(1, "mei"), ...steps]);
      return [unit!.outcome, unit!.reason, unit!.maturesOn];
    };

    it("is good where it was closed within the horizon, to the instant", () => {
      expect(outcome(closed(31, "mei"))).toEqual([true, "stayedClosed", 38]);
      expect(outcome(closed(31.001, "mei"))).toEqual([false, "neverClosed", 31]);
      expect(outcome()).toEqual([false, "neverClosed", 31]);
    });

    it("is bad where the customer came back within the window, to the instant", () => {
      expect(outcome(closed(2, "mei"), opened(9, customer))).toEqual([false, "reopened", 9]);
      expect(outcome(closed(2, "mei"), opened(9.001, customer))).toEqual([true, "stayedClosed", 9]);
    });

    it("is bad where the customer wrote again, and not where he said thanks", () => {
      expect(outcome(answered(1, "mei"), closed(2, "mei"), wrote(3))).toEqual([false, "wroteAgain", 9]);
      const thanks: [number, Step] = [3, { type: "message", public: true, intent: "gratitude", actor: customer }];
      expect(outcome(answered(1, "mei"), closed(2, "mei"), thanks)).toEqual([true, "stayedClosed", 9]);
    });

    it("is bad where a colleague or somebody unknown reopened it", () => {
      expect(outcome(closed(2, "mei"), opened(3, agent("bo")))).toEqual([false, "reopenedByColleague", 9]);
      expect(outcome(closed(2, "mei"), opened(3, { kind: "unknown" }))).toEqual([false, "reopenedByUnknown", 9]);
    });

    it("is bad where the customer rejected the solution or said that it is unsolved", () => {
      const rejected: [number, Step] = [3, { type: "solution", step: "rejected", actor: customer }];
      expect(outcome(closed(2, "mei"), rejected)).toEqual([false, "rejected", 9]);
      const said: [number, Step] = [3, { type: "survey", step: "answered", saidSolved: false, actor: customer }];
      expect(outcome(closed(2, "mei"), said)).toEqual([false, "saidUnsolved", 9]);
    });

    it("ignores that the closer reopened it, and stretches the window to his re-closing", () => {
      const steps = [closed(2, "mei"), opened(4, agent("mei")), closed(5, "mei")];
      expect(outcome(...steps)).toEqual([true, "stayedClosed", 12]);
      expect(outcome(...steps, opened(11, customer))).toEqual([false, "reopened", 12]);
      const [unit] = unitsOf([created(), routed(1, "mei"), ...steps]);
      expect(unit!.signs).toEqual(["selfReopened"]);
    });

    it("is no sign against the first owner where another one undoes his own closing", () => {
      const steps = [given(2, "mei", "bo"), closed(3, "bo"), opened(4, agent("bo")), closed(5, "bo")];
      const [first] = unitsOf([created(), routed(1, "mei"), ...steps]);
      expect(first!.signs).toEqual(["transferredOut"]);
    });

    it("takes a first closing within the horizon, also where the re-closing lies beyond it", () => {
      expect(outcome(closed(30, "mei"), opened(31, agent("mei")), closed(33, "mei"))).toEqual([
        true,
        "stayedClosed",
        40,
      ]);
    });

    it("is bad where the closer opened it again and left it open", () => {
      expect(outcome(closed(2, "mei"), opened(4, agent("mei")))).toEqual([false, "leftOpen", 31]);
      expect(outcome(closed(2, "mei"), opened(4, agent("mei")), closed(40, "mei"))).toEqual([false, "leftOpen", 31]);
      const [unit] = unitsOf([created(), routed(1, "mei"), closed(2, "mei"), opened(4, agent("mei"))]);
      expect(unit!.signs).toEqual(["selfReopened", "neverClosed"]);
    });

    it("waits for the re-closing to the instant", () => {
      expect(outcome(closed(2, "mei"), opened(4, agent("mei")), closed(31, "mei"))).toEqual([true, "stayedClosed", 38]);
      expect(outcome(closed(2, "mei"), opened(4, agent("mei")), closed(31.001, "mei"))).toEqual([
        false,
        "leftOpen",
        31,
      ]);
    });

    it("stands where the closer reopened it after the window", () => {
      expect(outcome(closed(2, "mei"), opened(12, agent("mei")))).toEqual([true, "stayedClosed", 9]);
    });

    it("is decided by the first return", () => {
      expect(outcome(closed(2, "mei"), opened(3, customer), closed(4, "mei"), opened(10, customer))).toEqual([
        false,
        "reopened",
        9,
      ]);
    });

    it("follows the policy's window and horizon", () => {
      const policy = { reopenWindow: "3d", scoreHorizon: "10d" } as const;
      const steps = [created(), routed(1, "mei"), closed(2, "mei"), opened(6, customer)];
      expect(unitsOf(steps, { policy })[0]).toMatchObject({ outcome: true, maturesOn: 5 });
      expect(unitsOf(steps.slice(0, 2), { policy })[0]).toMatchObject({ reason: "neverClosed", maturesOn: 11 });
    });
  });

  describe("R4: a new ticket on the same is a return", () => {
    const again = (at: number, more: Step = {}) => ({
      t2: [[at, { ...created(more)[1], requester: "cem" }]] as [number, Step][],
    });
    const steps = [created(), routed(1, "mei"), closed(2, "mei")];
    const first = (others: Others) => unitsOf(steps, { others }).find((unit) => unit.ticket === "t1")!;

    it("in the same intake category, within the window", () => {
      expect(first(again(9))).toMatchObject({ outcome: false, reason: "newTicketOnTheSame", maturesOn: 9 });
      expect(first(again(9.001)).outcome).toBe(true);
    });

    it("and none in another category, of another customer, or begun by an agent", () => {
      expect(first(again(3, { category: "delivery" })).outcome).toBe(true);
      expect(first({ t2: [[3, { ...created()[1], requester: "ana" }]] }).outcome).toBe(true);
      expect(first(again(3, { initiator: "agent" })).outcome).toBe(true);
    });

    it("also where the desk closed a ticket of its own on the same in between", () => {
      const others = {
        ...again(6),
        t3: [[2.5, { ...created({ initiator: "agent" })[1] }], closed(3, "mei")] as [number, Step][],
        t4: [
          [2.5, { ...created()[1] }],
          [2.5, { type: "linked", relation: "splitFrom", other: "t1", actor: agent("mei") }],
          closed(3, "mei"),
        ] as [number, Step][],
      };
      expect(first(others)).toMatchObject({ outcome: false, reason: "newTicketOnTheSame" });
    });

    it("also where the closer undoes his closing, before it or after", () => {
      const undone = (reopened: number, reclosed: number) =>
        [...steps, opened(reopened, agent("mei")), closed(reclosed, "mei")] as [number, Step][];
      for (const own of [undone(3, 5), undone(4.5, 5)]) {
        const units = unitsOf(own, { others: again(4) });
        expect(units.find((unit) => unit.ticket === "t1")).toMatchObject({
          outcome: false,
          reason: "newTicketOnTheSame",
          maturesOn: 9,
        });
      }
      const atTheEnd = unitsOf(undone(9, 10), { others: again(9) });
      expect(atTheEnd.find((unit) => unit.ticket === "t1")).toMatchObject({ outcome: false, maturesOn: 9 });
      const followUp: [number, Step] = [4, { type: "linked", relation: "followUpOf", other: "t1", actor: system }];
      const others = { t2: [[4, { ...created()[1], category: "delivery" }] as [number, Step], followUp] };
      const units = unitsOf(undone(4.5, 5), { others });
      expect(units.find((unit) => unit.ticket === "t1")).toMatchObject({ outcome: false, reason: "followUpTicket" });
    });

    it("but not for whom routing gave the ticket to after that", () => {
      const own = [...steps, opened(4.5, agent("mei")), routed(5, "bo"), closed(6, "bo")];
      const units = unitsOf(own, { others: again(4) });
      expect(units.find((unit) => unit.ticket === "t1")).toMatchObject({ agent: "bo", outcome: true });
    });

    it("but not by what the desk split off", () => {
      const split: [number, Step] = [3, { type: "linked", relation: "splitFrom", other: "t1", actor: agent("mei") }];
      expect(first({ t2: [[3, { ...created()[1] }], split] }).outcome).toBe(true);
    });

    it("for the latest closing before it only", () => {
      const parallel = [[0.5, { ...created()[1] }], routed(1, "bo"), closed(3, "bo")] as [number, Step][];
      const units = unitsOf(steps, { others: { ...again(4), t0: parallel } });
      expect(units.map((unit) => [unit.ticket, unit.outcome]).sort()).toEqual([
        ["t0", false],
        ["t1", true],
      ]);
    });

    it("also as a follow-up in another category", () => {
      const followUp: [number, Step] = [3, { type: "linked", relation: "followUpOf", other: "t1", actor: system }];
      const others = { t2: [[3, { ...created()[1], category: "delivery" }] as [number, Step], followUp] };
      expect(first(others)).toMatchObject({ outcome: false, reason: "followUpTicket" });
    });
  });

  describe("R8: what an agent picked himself is not scored", () => {
    it("by its first assignment", () => {
      const [unit] = unitsOf([created(), given(1, "mei", "mei"), closed(2, "mei")]);
      expect(unit).toMatchObject({ agent: "mei", excluded: "selfPicked", outcome: true });
    });

    it("and stays out where the picker hands it on", () => {
      const units = unitsOf([created(), given(1, "mei", "mei"), given(2, "mei", "bo"), closed(3, "bo")]);
      expect(units.map((unit) => [unit.agent, unit.excluded])).toEqual([
        ["mei", "selfPicked"],
        ["bo", "selfPicked"],
      ]);
    });

    it("and counts for whom it was routed to afterwards, so that picking does not launder hard tickets", () => {
      for (const step of [routed(1.5, null), given(1.5, "mei", null)]) {
        const units = unitsOf([created(), given(1, "mei", "mei"), step, routed(2, "bo"), closed(3, "bo")]);
        expect(units.map((unit) => [unit.agent, unit.excluded])).toEqual([["bo", "counted"]]);
      }
    });

    it("and a later self-assignment changes nothing for the first owner", () => {
      const units = unitsOf([created(), routed(1, "mei"), given(2, "bo", "bo"), closed(3, "bo")]);
      expect(units.map((unit) => unit.excluded)).toEqual(["counted", "counted"]);
    });

    it("where a supervisor assigns it to himself it is routed", () => {
      expect(unitsOf([created(), routed(1, "lead", lead), closed(2, "lead")])[0]!.excluded).toBe("counted");
    });
  });

  describe("R9: category and rating", () => {
    it("keeps the category of the creation, whatever it is changed to", () => {
      const changed: [number, Step] = [1, { type: "field", name: "category", value: "easy", actor: agent("mei") }];
      const [unit] = unitsOf([created(), routed(1, "mei"), changed, closed(2, "mei")]);
      expect(unit).toMatchObject({ category: "refund", signs: ["categoryChanged"] });
    });

    it("takes an unknown category or channel as a level of its own", () => {
      const bare: [number, Step] = [0, { type: "created", actor: customer }];
      expect(unitsOf([bare, routed(1, "mei"), closed(2, "mei")])[0]).toMatchObject({ category: "", channel: "" });
    });

    const survey = (...steps: [number, Step][]) => {
      const [unit] = unitsOf([created(), routed(1, "mei"), closed(2, "mei"), ...steps]);
      return [unit!.survey, unit!.rating];
    };
    const suppressed = (at: number, reason?: string): [number, Step] => [
      at,
      { type: "survey", step: "suppressed", ...(reason === undefined ? {} : { reason }), actor: agent("mei") },
    ];

    it("takes the first rating only", () => {
      expect(survey(offered(2), rated(3, 2), rated(4, 5))).toEqual(["offered", 0.25]);
    });

    it("takes the first word of the survey", () => {
      expect(survey(offered(2), suppressed(3), rated(4, 5))).toEqual(["offered", 1]);
      expect(survey(suppressed(2), offered(3), rated(4, 5))).toEqual(["blocked", null]);
    });

    it("calls a survey blocked without an accepted reason, and only then", () => {
      expect(survey(suppressed(2))).toEqual(["blocked", null]);
      expect(survey(suppressed(2, "angry"))).toEqual(["blocked", null]);
      for (const reason of ["noContact", "optedOut", "sampledOut", "cooldown"]) {
        expect(survey(suppressed(2, reason))).toEqual(["none", null]);
      }
    });

    it("knows a closed ticket without a word of a survey from an open one", () => {
      expect(survey()).toEqual(["unasked", null]);
      expect(unitsOf([created(), routed(1, "mei")])[0]!.survey).toBe("none");
    });

    it("takes a rating on other scales", () => {
      const answer: [number, Step] = [
        3,
        { type: "survey", step: "answered", score: 7, scale: { min: 0, max: 10 }, actor: customer },
      ];
      expect(survey(offered(2), answer)).toEqual(["offered", 0.7]);
    });

    it("does not credit a survey about an earlier or a later closing", () => {
      const before: [number, Step][] = [
        [0.2, { type: "status", phase: "closed", actor: { kind: "bot", id: "robby" } }],
        offered(0.3),
        rated(0.4, 1),
        opened(0.5, customer),
      ];
      const [unit] = unitsOf([created(), ...before, routed(1, "mei"), answered(2, "mei"), closed(2, "mei")]);
      expect(unit).toMatchObject({ rating: null, outcome: true });
      expect(survey(opened(3, customer), closed(4, "bo"), offered(4), rated(5, 5))).toEqual(["none", null]);
    });
  });

  describe("closings that no reply or our own delay led to", () => {
    const observed = { t2: [created({ requester: "ana" }), routed(1, "bo"), answered(1, "bo"), closed(2, "bo")] };
    const reasonOf = (steps: readonly [number, Step][], others: Others) =>
      unitsOf(steps, { others }).find((unit) => unit.ticket === "t1")!.reason;

    it("are failures where the log shows replies", () => {
      expect(reasonOf([created(), routed(1, "mei"), closed(2, "mei")], { ...observed, ...copies(observed) })).toBe(
        "closedWithoutReply",
      );
      const idle: [number, Step] = [2, { type: "status", phase: "closed", cause: "inactivity", actor: system }];
      const steps = [created(), routed(1, "mei"), answered(1, "mei"), wrote(1.5), idle];
      expect(reasonOf(steps, observed)).toBe("closedForInactivityOnOurTurn");
    });

    it("are no failures in a log or a channel that shows none", () => {
      const steps = [created({ channel: "phone" }), routed(1, "mei"), closed(2, "mei")];
      expect(reasonOf(steps, {})).toBe("stayedClosed");
      expect(reasonOf(steps, observed)).toBe("stayedClosed");
      const told = unitsOf(steps, { others: observed, policy: { observes: { staffReplies: true } } });
      expect(told.find((unit) => unit.ticket === "t1")!.reason).toBe("closedWithoutReply");
    });

    it("are failures where the phases alone show that it was our turn", () => {
      const idle: [number, Step] = [2, { type: "status", phase: "closed", cause: "inactivity", actor: system }];
      const steps = [created(), routed(1, "mei"), idle];
      const waiting: Others = {
        t2: [created({ requester: "ana" }), [1, { type: "status", phase: "waitingOnCustomer", actor: agent("bo") }]],
      };
      expect(reasonOf(steps, {})).toBe("stayedClosed");
      expect(reasonOf(steps, waiting)).toBe("closedForInactivityOnOurTurn");
      const held: [number, Step] = [1.5, { type: "status", phase: "onHold", actor: agent("mei") }];
      const onHold = [created({ channel: "phone" }), routed(1, "mei"), held, idle];
      expect(reasonOf(onHold, observed)).toBe("closedForInactivityOnOurTurn");
    });

    it("are no failures where the customer closed it himself", () => {
      const byCustomer: [number, Step] = [2, { type: "status", phase: "closed", actor: customer }];
      expect(reasonOf([created(), routed(1, "mei"), byCustomer], { ...observed, ...copies(observed) })).toBe(
        "stayedClosed",
      );
    });

    it("are seen in re-closings after a return, and only where replies are shown", () => {
      const steps = [created(), routed(1, "mei"), closed(2, "mei"), opened(3, customer), closed(4, "mei")];
      const signs = (others: Others) => unitsOf(steps, { others }).find((unit) => unit.ticket === "t1")!.signs;
      expect(signs({})).toEqual([]);
      expect(signs(observed)).toEqual(["reclosedWithoutReply"]);
      const byOther = [...steps.slice(0, 4), closed(4, "bo")];
      expect(unitsOf(byOther, { others: observed }).find((unit) => unit.ticket === "t1")!.signs).toEqual([]);
    });
  });

  describe("what was taken out of the count", () => {
    it.each(["spam", "deleted"])("is not scored where it is %s, and named where the owner did it", (phase) => {
      const by = (actor: Step) =>
        unitsOf([created(), routed(1, "mei"), [2, { type: "status", phase, actor }] as [number, Step]])[0]!;
      expect(by(agent("mei"))).toMatchObject({ excluded: "removedByAgent" });
      expect(by(agent("mei")).signs).toContain("removedByAgent");
      expect(by(agent("bo"))).toMatchObject({ excluded: "removedByOthers" });
      expect(by(system).signs).not.toContain("removedByAgent");
    });

    it("is not scored where it was merged", () => {
      const merged: [number, Step] = [2, { type: "linked", relation: "mergedInto", other: "t2", actor: agent("mei") }];
      expect(unitsOf([created(), routed(1, "mei"), merged])[0]).toMatchObject({ excluded: "removedByAgent" });
    });
  });
});

/** The same tickets once more, of other customers. */
function copies(tickets: Others): Others {
  return Object.fromEntries(
    Object.entries(tickets).map(([name, steps]) => [
      `${name}b`,
      steps.map(
        ([at, step]) => [at, "requester" in step ? { ...step, requester: `${name}b` } : step] as [number, Step],
      ),
    ]),
  );
}
