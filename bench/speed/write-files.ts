import { closeSync, openSync, writeSync } from "node:fs";
import type { TicketEvent } from "../../src/schemas/event.ts";
import type { MadeLog, TicketAbout } from "./generate.ts";
import type { MadeEvent } from "./story.ts";

const teams = 20;

/** An event in the library's vocabulary. */
export function eventRow(event: MadeEvent, ticket: number, about: TicketAbout): TicketEvent {
  const agent = event.agent < 0 ? undefined : `a${event.agent}`;
  const isAgents = event.kind !== "assigned" && agent !== undefined;
  const requester = `c${about.requester}`;
  const envelope = {
    ticket: `T${ticket}`,
    at: new Date(event.at).toISOString(),
    actor:
      event.by === "customer"
        ? { kind: event.by, id: requester }
        : isAgents
          ? { kind: event.by, id: agent, team: `team${event.agent % teams}` }
          : { kind: event.by },
  };
  switch (event.kind) {
    case "created": {
      const channel = ["email", "chat", "phone"][about.channel]!;
      const category = about.category < 0 ? {} : { category: `category${about.category}` };
      return { ...envelope, type: "created", requester, channel, ...category };
    }
    case "customerMessage":
      return {
        ...envelope,
        type: "message",
        public: true,
        ...(event.word === "" ? {} : { intent: event.word as "other" }),
      };
    case "reply":
      return { ...envelope, type: "message", public: true, origin: "human" };
    case "botMessage":
      return { ...envelope, type: "message", public: true, origin: "bot" };
    case "note":
      return { ...envelope, type: "message", public: false };
    case "assigned":
      return { ...envelope, type: "assigned", agent: agent ?? null };
    case "status": {
      const cause = event.cause === "" ? {} : { cause: event.cause as "rule" };
      return { ...envelope, type: "status", phase: event.word as "open", ...cause };
    }
    case "offered":
      return { ...envelope, type: "survey", step: "offered" };
    case "answered": {
      const said = event.said === "" ? {} : { saidSolved: event.said === "yes" };
      return { ...envelope, type: "survey", step: "answered", score: event.score, ...said };
    }
    case "solution":
      return { ...envelope, type: "solution", step: event.word as "accepted" };
    case "followUp":
      return { ...envelope, type: "linked", relation: "followUpOf", other: `T${about.follows}` };
  }
}

const csvColumns = [
  "ticket",
  "at",
  "type",
  "actor.kind",
  "actor.id",
  "actor.team",
  "requester",
  "channel",
  "category",
  "public",
  "origin",
  "intent",
  "agent",
  "phase",
  "cause",
  "step",
  "score",
  "saidSolved",
  "relation",
  "other",
] as const;

function csvLine(event: TicketEvent): string {
  const cells = event as unknown as Record<string, unknown>;
  const actor = event.actor as unknown as Record<string, unknown>;
  return csvColumns
    .map((column) => {
      const cell = column.startsWith("actor.") ? actor[column.slice(6)] : cells[column];
      return cell === undefined ? "" : String(cell); // an agent of null reads "null": nobody holds the ticket
    })
    .join(",");
}

const blockLength = 1 << 20;

/** Writes the log as NDJSON and as CSV. */
export function writeFiles(log: MadeLog, paths: { ndjson: string; csv: string }): void {
  const ndjson = openSync(paths.ndjson, "w");
  const csv = openSync(paths.csv, "w");
  let lines = "";
  let records = `${csvColumns.join(",")}\n`;
  log.forEach((event, ticket, about) => {
    const row = eventRow(event, ticket, about);
    lines += `${JSON.stringify(row)}\n`;
    records += `${csvLine(row)}\n`;
    if (lines.length > blockLength) {
      writeSync(ndjson, lines);
      writeSync(csv, records);
      lines = "";
      records = "";
    }
  });
  writeSync(ndjson, lines);
  writeSync(csv, records);
  closeSync(ndjson);
  closeSync(csv);
}
