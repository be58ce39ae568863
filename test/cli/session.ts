import { Readable } from "node:stream";
import { run } from "../../src/cli/run.ts";

/** What a command printed, and its exit code. */
export interface Session {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line within the test's own process. */
export async function command(argv: readonly string[], stdin: string | Buffer | Readable = ""): Promise<Session> {
  let out = "";
  let err = "";
  const code = await run(argv, {
    stdin: stdin instanceof Readable ? stdin : Readable.from([Buffer.from(stdin)], { objectMode: false }),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  });
  return { code, out, err };
}

/** A small log: an answered ticket, one closed unanswered, one that came back. */
export function smallLog(): Record<string, unknown>[] {
  const customer = { kind: "customer", id: "c1" };
  const agent = { kind: "agent", id: "mei", team: "orders", employer: "in-house" };
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 11, 9, minutes)).toISOString();
  return [
    { ticket: "T1", at: at(0), type: "created", actor: customer, requester: "c1", channel: "app", category: "refund" },
    { ticket: "T1", at: at(20), type: "message", public: true, actor: agent },
    { ticket: "T1", at: at(30), type: "status", phase: "solved", cause: "agent", actor: agent },
    {
      ticket: "T2",
      at: at(1),
      type: "created",
      actor: { kind: "customer", id: "c2" },
      requester: "c2",
      channel: "mail",
    },
    { ticket: "T2", at: at(40), type: "status", phase: "closed", cause: "inactivity", actor: { kind: "system" } },
    {
      ticket: "T3",
      at: at(2),
      type: "created",
      actor: { kind: "customer", id: "c3" },
      requester: "c3",
      channel: "app",
    },
    { ticket: "T3", at: at(12), type: "message", public: true, actor: agent },
    { ticket: "T3", at: at(15), type: "status", phase: "solved", cause: "agent", actor: agent },
    {
      ticket: "T3",
      at: at(50),
      type: "status",
      phase: "open",
      cause: "customer",
      actor: { kind: "customer", id: "c3" },
    },
    { ticket: "T3", at: at(55), type: "survey", step: "answered", score: 2, actor: { kind: "customer", id: "c3" } },
  ];
}

export const ndjson = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
