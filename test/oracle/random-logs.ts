import fc from "fast-check";
import type { Row } from "./story.ts";

const hour = 3_600_000;
const begin = Date.UTC(2026, 10, 2); // 2 November 2026

/** Half days, so that windows of 72 hours and of 7 days are often met to the millisecond, and now and then missed by one. */
const instants = fc
  .tuple(
    fc.integer({ min: 0, max: 44 }),
    fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, -1, hour) }),
  )
  .map(([halfDays, off]) => begin + halfDays * 12 * hour + off);

const names = ["T1", "T2", "T3", "T4", "__proto__"];

/** Teams and payrolls are fixed, so that who was where when is never in question. */
export const people: Record<string, { team: string; employer: string }> = {
  a1: { team: "north", employer: "own" },
  a2: { team: "south", employer: "vendor" },
  a3: { team: "south", employer: "vendor" },
};

const agent = fc.constantFrom("a1", "a2", "a3").map((id) => ({ kind: "agent" as const, id, ...people[id]! }));
const customer = fc.constantFrom({ kind: "customer" as const, id: "c1" }, { kind: "customer" as const });
const machine = fc.constantFrom(
  { kind: "bot" as const, id: "b1" },
  { kind: "bot" as const },
  { kind: "system" as const },
  { kind: "system" as const, id: "workflow" },
);
const nobody = fc.constantFrom(
  { kind: "unknown" as const },
  { kind: "unknown" as const, id: "x" },
  { kind: "agent" as const },
);

type Actor = NonNullable<Row["actor"]>;
const actors = (weights: {
  agent: number;
  customer: number;
  machine: number;
  nobody: number;
}): fc.Arbitrary<Actor | undefined> =>
  fc.oneof(
    { weight: weights.agent, arbitrary: agent as fc.Arbitrary<Actor | undefined> },
    { weight: weights.customer, arbitrary: customer },
    { weight: weights.machine, arbitrary: machine },
    { weight: weights.nobody, arbitrary: nobody },
    { weight: weights.nobody, arbitrary: fc.constant(undefined) },
  );
const anybody = actors({ agent: 8, customer: 4, machine: 3, nobody: 1 });
const optional = <T>(values: readonly T[], weight = 2) =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...values) });

const created = fc.record({
  type: fc.constant("created"),
  requester: fc.constantFrom("c1", "c1", "c2", undefined),
  category: fc.constantFrom("parcel", "parcel", "refund", undefined),
  channel: fc.constantFrom("mail", "app", undefined),
  priority: fc.constantFrom("high", undefined),
  initiator: fc.constantFrom("customer", "customer", "customer", undefined, "agent", "system"),
  actor: actors({ agent: 1, customer: 4, machine: 1, nobody: 1 }),
});
const message = fc.record({
  type: fc.constant("message"),
  public: fc.constantFrom(true, true, true, true, false),
  origin: optional(["human", "assisted", "bot", "template", "autoReply", "campaign"], 6),
  intent: optional(["gratitude", "humanRequest", "other"]),
  actor: actors({ agent: 6, customer: 8, machine: 3, nobody: 1 }),
});
const status = fc.record({
  type: fc.constant("status"),
  phase: fc.constantFrom(
    ...["open", "open", "open", "waitingOnCustomer", "onHold", "solved", "solved", "solved", "closed", "closed"],
    ...["closed", "spam", "deleted"],
  ),
  cause: optional(["agent", "customer", "bot", "inactivity", "rule", "merge", "bulk", "unknown"], 6),
  actor: anybody,
});
const assigned = fc
  .record({ agent: fc.constantFrom("a1", "a2", "a3", null), actor: anybody })
  .map(({ agent: who, actor }) => ({
    type: "assigned",
    agent: who,
    team: who === null ? null : people[who]!.team,
    actor,
  }));
const solution = fc.record({
  type: fc.constant("solution"),
  step: fc.constantFrom("proposed", "accepted", "rejected"),
  actor: actors({ agent: 1, customer: 4, machine: 0, nobody: 1 }),
});
const handoff = fc.record({
  type: fc.constant("handoff"),
  step: fc.constantFrom("requested", "requested", "queued", "completed", "abandoned"),
  actor: anybody,
});
const survey = fc.oneof(
  fc.record({ type: fc.constant("survey"), step: fc.constant("offered"), actor: anybody }),
  fc.record({ type: fc.constant("survey"), step: fc.constant("suppressed"), reason: optional(["optedOut", "mood"]) }),
  fc.record({
    type: fc.constant("survey"),
    step: fc.constant("answered"),
    score: fc.integer({ min: 1, max: 5 }),
    saidSolved: optional([true, false], 1),
    actor: fc.constantFrom({ kind: "customer" as const }, undefined),
  }),
);
const linked = fc.record({
  type: fc.constant("linked"),
  relation: fc.constantFrom("mergedInto", "followUpOf", "followUpOf", "duplicateOf", "splitFrom"),
  other: fc.constantFrom(...names, "elsewhere"),
  actor: anybody,
});
const escalated = fc.record({
  type: fc.constant("escalated"),
  level: fc.constantFrom("supervisor", "platform", "regulator", "public"),
  actor: anybody,
});
const promised = fc.record({
  type: fc.constant("promised"),
  due: instants,
  kept: optional([true, false], 4),
  actor: agent,
});
const field = fc.constantFrom(
  { type: "field", name: "category", value: "refund" },
  { type: "field", name: "__proto__", value: "x" },
);

const event = fc.oneof(
  { weight: 36, arbitrary: message },
  { weight: 28, arbitrary: status },
  { weight: 9, arbitrary: assigned },
  { weight: 4, arbitrary: solution },
  { weight: 5, arbitrary: handoff },
  { weight: 7, arbitrary: survey },
  { weight: 3, arbitrary: linked },
  { weight: 2, arbitrary: escalated },
  { weight: 3, arbitrary: promised },
  { weight: 2, arbitrary: field },
  { weight: 1, arbitrary: created },
) as fc.Arbitrary<Record<string, unknown>>;

const ticketRows = (ticket: string): fc.Arbitrary<Row[]> =>
  fc
    .record({
      creation: fc.oneof({ weight: 8, arbitrary: created }, { weight: 1, arbitrary: fc.constant(null) }),
      late: fc.oneof({ weight: 12, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      events: fc.array(fc.record({ at: instants, body: event }), { maxLength: 14 }),
      seqs: fc.boolean(),
      start: instants,
    })
    .map(({ creation, late, events, start }) => {
      const times = events.map((each) => each.at);
      const rows = events.map(({ at, body }) => rowOf(ticket, at, body));
      const at = late || times.length === 0 ? start : Math.min(start, ...times);
      if (creation !== null) rows.push(rowOf(ticket, at, creation));
      return rows;
    });

function rowOf(ticket: string, at: number, body: object): Row {
  const fields = Object.entries(body).filter(([, value]) => value !== undefined);
  return { ticket, at, ...Object.fromEntries(fields) } as Row;
}

/** Logs of one to five tickets that know each other, in no order, some rows twice. */
export const randomLogs: fc.Arbitrary<Row[]> = fc
  .tuple(
    fc.integer({ min: 1, max: names.length }),
    fc.tuple(...names.map(ticketRows)),
    fc.array(fc.nat(200), { maxLength: 2 }),
  )
  .chain(([count, tickets, again]) => {
    const rows = tickets.slice(0, count).flat();
    const repeated = rows.length === 0 ? [] : again.map((place) => rows[place % rows.length]!);
    const all = [...rows, ...repeated];
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  })
  .filter((rows) => rows.length > 0);
