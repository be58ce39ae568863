import type { EventTableMap } from "../schemas/table-map.ts";
import { byStarter, type ReadActor } from "./event-maker.ts";
import type { EventRow } from "./source.ts";

/** Puts in what somebody is where that depends on who began the ticket. */
export function compileStarterKinds(map: EventTableMap): (fields: EventRow, starter: string | null) => EventRow {
  const kind = map.actor?.kind;
  const rule = typeof kind !== "object" ? undefined : "starter" in kind ? kind : kind.otherwise;
  if (typeof rule !== "object") return (fields) => fields;
  return (fields, starter) => {
    const actor = fields["actor"] as ReadActor | undefined;
    if (actor?.["kind"] !== byStarter) return fields;
    const known = starter === null ? "unknown" : actor["id"] === starter ? rule.starter : (rule.others ?? "unknown");
    const { actor: _pending, ...rest } = fields;
    if (known === "unknown" && Object.keys(actor).length === 1) return rest;
    return { ...rest, actor: { ...actor, kind: known } };
  };
}
