import { describe, expect, it } from "vitest";
import type { TicketEvent } from "../../src/schemas/event.ts";
import { eventSchema } from "../../src/schemas/event.ts";
import { simulateDesk } from "../../src/simulation/simulate-desk.ts";
import type { Tactic } from "../../src/simulation/tactic.ts";
import { tactics } from "../../src/simulation/tactic.ts";

const small = { seed: 8, agents: 8, ticketsPerAgent: 25 };

function ofTicket(events: readonly TicketEvent[]): Map<string, TicketEvent[]> {
  const tickets = new Map<string, TicketEvent[]>();
  for (const event of events) {
    const rows = tickets.get(event.ticket);
    if (rows) rows.push(event);
    else tickets.set(event.ticket, [event]);
  }
  return tickets;
}

/** What a ticket's owner did, without identifiers, which shift when other tickets grow longer. */
function told(events: readonly TicketEvent[]): string {
  return JSON.stringify(events.map(({ id: _, ...rest }) => rest));
}

describe("simulateDesk", () => {
  it("gives the same events for the same seed and others for another", () => {
    expect(simulateDesk(small).events).toEqual(simulateDesk(small).events);
    expect(simulateDesk({ ...small, seed: 9 }).events).not.toEqual(simulateDesk(small).events);
  });

  it("emits only rows that fit the contract of an event, in order of time, each with its own identifier", () => {
    const { events, options } = simulateDesk({
      ...small,
      tactics: tactics.map((tactic) => ({ tactic, share: 0.3 })),
      peaks: [{ fromAt: Date.UTC(2026, 1, 1), toAt: Date.UTC(2026, 1, 4), load: 4, slowdown: 3, moodDrop: 0.3 }],
    });
    expect(events.length).toBeGreaterThan(1_000);
    for (const event of events) expect(eventSchema.safeParse(event).error?.message).toBeUndefined();
    const instants = events.map((event) => Date.parse(String(event.at)));
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(Math.max(...instants)).toBeLessThanOrEqual(options.toAt);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
  });

  it("begins every ticket with its creation", () => {
    for (const rows of ofTicket(simulateDesk(small).events).values()) expect(rows[0]!.type).toBe("created");
  });

  it("lets more customers write in a peak", () => {
    const peak = { fromAt: Date.UTC(2026, 1, 1), toAt: Date.UTC(2026, 1, 11), load: 5, slowdown: 1, moodDrop: 0 };
    const { events } = simulateDesk({ seed: 2, agents: 20, ticketsPerAgent: 100, peaks: [peak] });
    const created = events.filter((event) => event.type === "created" && event.initiator === "customer");
    const within = created.filter((event) => {
      const at = Date.parse(String(event.at));
      return at >= peak.fromAt && at < peak.toAt;
    });
    // 10 days of 135 at five times the load: 50 / 175.
    expect(within.length / created.length).toBeCloseTo(50 / 175, 1);
  });

  it("hands tickets to colleagues, returns as reopening or as a new ticket, and asks most customers", () => {
    const { events } = simulateDesk({ seed: 2, agents: 20, ticketsPerAgent: 100 });
    const count = (wanted: (event: TicketEvent) => boolean) => events.filter(wanted).length;
    const reopenings = count((event) => event.type === "status" && event.cause === "customer");
    const newTickets = count((event) => event.type === "created" && event.ticket.endsWith("f"));
    const handed = count(
      (event) => event.type === "assigned" && event.actor?.kind === "agent" && event.actor.id !== event.agent,
    );
    const offered = count((event) => event.type === "survey" && event.step === "offered");
    const answered = count((event) => event.type === "survey" && event.step === "answered");
    expect(newTickets / (newTickets + reopenings)).toBeGreaterThan(0.2);
    expect(newTickets / (newTickets + reopenings)).toBeLessThan(0.45);
    expect(handed).toBeGreaterThan(40);
    expect(answered / offered).toBeGreaterThan(0.2);
    expect(answered / offered).toBeLessThan(0.4);
  });

  it("changes with a tactic nothing but the tickets of those who use it", () => {
    for (const tactic of tactics) {
      const honest = ofTicket(simulateDesk(small).events);
      const { events, truth } = simulateDesk({ ...small, tactics: [{ tactic, share: 0.25 }] });
      const gaming = new Set(truth.filter((agent) => agent.tactics.includes(tactic)).map((agent) => agent.agent));
      expect(gaming.size).toBe(2);
      const lives = (tickets: Map<string, TicketEvent[]>) =>
        [...tickets.values()]
          .filter((rows) => !gaming.has(firstOwner(rows)))
          .map((rows) => told(rows.map((row) => ({ ...row, ticket: "" }))))
          .sort();
      const others = (tickets: Map<string, TicketEvent[]>) =>
        lives(new Map([...tickets].filter(([ticket]) => !ticket.endsWith("f"))));
      expect(others(ofTicket(events))).toEqual(others(honest));
    }
  });

  it.each([
    ["prematureClose", (events) => -count(events, isAnswer) + 0 * events.length],
    ["leaveHardOpen", (events) => -count(events, isClosing)],
    ["surveyOnlyHappy", (events) => count(events, isUnexplained)],
    ["transferHard", (events) => count(events, (event) => event.type === "assigned" && event.actor?.id !== undefined)],
    ["cherryPick", (events) => count(events, (event) => event.type === "assigned" && event.actor?.id === event.agent)],
    ["splitTickets", (events) => count(events, (event) => event.type === "linked")],
    ["fakeTickets", (events) => count(events, (event) => event.type === "created" && event.initiator === "agent")],
    ["recategorise", (events) => count(events, (event) => event.type === "field")],
    ["swallowReopen", (events) => -count(events, isHumanMessage)],
    ["selfChurn", (events) => count(events, isClosing)],
    ["autoFirstReply", (events) => count(events, (event) => event.type === "message" && event.origin === "autoReply")],
    ["nudgeHappy", (events) => count(events, isAnswer)],
    ["begForStar", (events) => stars(events)],
    ["discourageUnhappy", (events) => -count(events, isAnswer)],
  ] as [Tactic, (events: readonly TicketEvent[]) => number][])("shows in the log what %s does", (tactic, trace) => {
    const options = { seed: 4, agents: 6, ticketsPerAgent: 100 };
    const gamed = simulateDesk({ ...options, tactics: [{ tactic, share: 1 }] }).events;
    if (tactic === "prematureClose") {
      const honest = simulateDesk(options).events;
      expect(count(gamed, isReturn) / count(gamed, isClosing)).toBeGreaterThan(
        (1.8 * count(honest, isReturn)) / count(honest, isClosing),
      );
    } else expect(trace(gamed)).toBeGreaterThan(trace(simulateDesk(options).events));
  });

  it("rushes shut before the end of the period what came in last", () => {
    const options = { seed: 4, agents: 6, ticketsPerAgent: 200 };
    const open = (events: readonly TicketEvent[]) =>
      [...ofTicket(events).values()].filter((rows) => !rows[0]!.ticket.endsWith("f") && !rows.some(isClosing)).length;
    const dumped = simulateDesk({ ...options, tactics: [{ tactic: "dumpBeforeCutoff", share: 1 }] }).events;
    expect(open(dumped)).toBeLessThan(open(simulateDesk(options).events));
  });

  it("names the option that is out of its range", () => {
    expect(() => simulateDesk({ seed: 1.5 })).toThrow("simulation: expected seed to be a whole number, got 1.5");
    expect(() => simulateDesk({ seed: 1, agents: 0 })).toThrow(RangeError);
    expect(() => simulateDesk({ seed: 1, toAt: 0 })).toThrow(RangeError);
    expect(() => simulateDesk({ seed: 1, tactics: [{ tactic: "begForStar", share: 2 }] })).toThrow(RangeError);
  });

  it("works for a desk of one agent, and for one without tickets", () => {
    const alone = simulateDesk({ seed: 1, agents: 1, ticketsPerAgent: 30 });
    expect(alone.truth).toHaveLength(1);
    expect(Number.isFinite(alone.truth[0]!.observable)).toBe(true);
    expect(simulateDesk({ seed: 1, agents: 3, ticketsPerAgent: 0 }).events).toEqual([]);
  });
});

function firstOwner(rows: readonly TicketEvent[]): string {
  for (const row of rows) if (row.type === "assigned" && typeof row.agent === "string") return row.agent;
  return "";
}

function count(events: readonly TicketEvent[], wanted: (event: TicketEvent) => boolean): number {
  return events.filter(wanted).length;
}

function isClosing(event: TicketEvent): boolean {
  return event.type === "status" && event.phase === "closed";
}

function isReturn(event: TicketEvent): boolean {
  return (event.type === "status" && event.cause === "customer") || event.ticket.endsWith("f");
}

function isAnswer(event: TicketEvent): boolean {
  return event.type === "survey" && event.step === "answered";
}

function isUnexplained(event: TicketEvent): boolean {
  return event.type === "survey" && event.step === "suppressed" && event.reason === undefined;
}

function isHumanMessage(event: TicketEvent): boolean {
  return event.type === "message" && event.actor?.kind === "agent";
}

function stars(events: readonly TicketEvent[]): number {
  return events.reduce((sum, event) => sum + (event.type === "survey" ? (event.score ?? 0) : 0), 0);
}
