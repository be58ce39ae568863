import fc from "fast-check";
import {
  actorKinds,
  escalationLevels,
  handoffSteps,
  linkRelations,
  phases,
  solutionSteps,
  statusCauses,
  surveySteps,
} from "../../src/schemas/vocabulary.ts";

const name = fc.constantFrom(
  "T1",
  "T2",
  "T3",
  "mei",
  "李雷",
  "a b",
  "x}y",
  "null",
  "🙂",
  "é",
  'q"uote',
  "back\\slash",
  "a,b",
  "",
);
const ticket = fc.constantFrom("T1", "T2", "T3", "T4", "工单-5");
const instant = fc.oneof(
  fc.constantFrom(
    "2026-11-11T09:00:00Z",
    "2026-11-11T09:00:00.5Z",
    "2026-11-11T17:00:00.123456789+08:00",
    "2026-11-11 09:00:00-0330",
    "2026-11-11T09:00Z",
    "2026-11-11T09:00:00,25Z",
    "2026-11-11T09:00:00z",
    "2026-11-11T09:00:00+08",
    "2026-11-11",
    "2026-11-11T09:00:00",
    "2026-02-30T09:00:00Z",
    "2026-11-11T24:00:00Z",
    "2026-11-11T09:60:00Z",
    "2026-11-11T09:00:00+24:00",
    "2026-11-11T09:00:00.Z",
    "2026-11-11T09:00:00.1234567890Z",
    "1970-01-01T00:00:00.029Z",
    "1970-01-01T00:00:00+01:00",
    "1969-12-31T23:59:59Z",
    "2199-12-31T23:59:59.999Z",
    "2200-01-01T00:00:00Z",
    "2026-1-1T09:00:00Z",
    "2026-11-11T09:00:00Z ",
    "",
    "soon",
    "1767225600000",
    "17672256",
  ),
  fc.integer({ min: 1_767_225_600_000, max: 1_767_225_602_000 }),
  fc.constantFrom(-1, 0, 1767225600, 1767225600000.5, 7258118400000, 1e300, null),
);
const number = fc.oneof(
  fc.integer({ min: -2, max: 12 }),
  fc.constantFrom(4.5, 0.1, -0, 1e21, 1.7976931348623157e308, 0.30000000000000004),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const wrong = fc.constantFrom<unknown>(null, 1, true, "unknown", "unstated", "", [], {});
const word = (words: readonly string[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: wrong });
const truth = fc.oneof({ weight: 12, arbitrary: fc.boolean() }, { weight: 1, arbitrary: wrong });

const actor = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: word(actorKinds), id: maybe(name), team: maybe(name), employer: maybe(name) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("agent"), role: word(["supervisor"]) }) },
  { weight: 1, arbitrary: wrong },
);
const scale = fc.oneof(fc.record({ min: number, max: number }), fc.record({ min: number }), wrong);

const payloads: Record<string, fc.Arbitrary<object>> = {
  created: fc.record({
    requester: maybe(name),
    channel: maybe(name),
    category: maybe(name),
    priority: maybe(name),
    team: maybe(fc.option(name)),
    initiator: maybe(word(["customer", "agent", "system"])),
    attributes: fc.option(fc.dictionary(fc.constantFrom("a", "b", "é"), name), { nil: undefined, freq: 3 }),
  }),
  message: fc.record({
    public: truth,
    origin: maybe(word(["human", "bot", "campaign"])),
    intent: maybe(word(["gratitude", "other"])),
  }),
  assigned: fc.record({ agent: maybe(fc.option(name)), team: maybe(fc.option(name)) }),
  status: fc.record({ phase: word(phases), cause: maybe(word(statusCauses)) }),
  solution: fc.record({ step: word(solutionSteps) }),
  handoff: fc.record({ step: word(handoffSteps) }),
  survey: fc.record({
    step: word(surveySteps),
    score: maybe(number),
    scale: maybe(scale),
    saidSolved: maybe(truth),
    reason: maybe(name),
  }),
  linked: fc.record({ relation: word(linkRelations), other: name }),
  escalated: fc.record({ level: word(escalationLevels) }),
  promised: fc.record({ due: instant, kept: maybe(truth) }),
  field: fc.record({ name: fc.oneof(name, fc.constantFrom("category", "priority", "channel")), value: name }),
  nonsense: fc.record({ step: name }),
};
const envelope = fc.record({
  ticket: fc.oneof({ weight: 9, arbitrary: ticket as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: wrong }),
  at: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<unknown>("2026-11-11T09:00:00Z", "2026-11-11T10:00:00+08:00") },
    instant,
  ),
  actor: maybe(actor),
  id: maybe(fc.constantFrom("e1", "e2", "e3", "")),
  seq: maybe(number),
});
const surplus = fc.option(fc.dictionary(fc.constantFrom("tag", "public", "step", "__proto__"), name, { maxKeys: 1 }), {
  nil: {},
  freq: 9,
});

/** A row that is an event, or nearly one. */
export const eventRow: fc.Arbitrary<Record<string, unknown>> = fc
  .constantFrom(...Object.keys(payloads))
  .chain((type) =>
    fc
      .tuple(envelope, payloads[type]!, surplus)
      .map(([head, payload, more]) => ({ ...head, type, ...payload, ...more })),
  )
  .map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)));
