import type { DuckDBType } from "@duckdb/node-api";
import { quotedName } from "./load-duckdb.ts";

/** What a column holds, as far as it matters to an event. */
type LeafKind = "text" | "number" | "truth" | "instant" | "wallTime" | "other";

/** A column of the source, or a field of one that is a STRUCT, by the path that it has in an event. */
export interface Leaf {
  /** As in CSV: `ticket`, `actor.kind`. */
  path: string;
  kind: LeafKind;
  /** The SQL that reads it. */
  sql: string;
}

const nested = new Set(["actor", "scale"]);

const kindOfType: Record<string, LeafKind> = {
  VARCHAR: "text",
  UUID: "text",
  BOOLEAN: "truth",
  FLOAT: "number",
  DOUBLE: "number",
  TIMESTAMP: "wallTime",
  TIMESTAMP_S: "wallTime",
  TIMESTAMP_MS: "wallTime",
  TIMESTAMP_NS: "wallTime",
  "TIMESTAMP WITH TIME ZONE": "instant",
};

/**
 * The columns of a relation as leaves: a STRUCT `actor` or `scale` gives one for each of its fields, so that nested and dotted
 * columns read alike. Text that is empty is absent, as in CSV; ids that are whole numbers are read as their digits.
 */
export function leavesOf(names: readonly string[], types: readonly DuckDBType[]): Leaf[] {
  return names.flatMap((name, index) => {
    const type = types[index]!;
    if (!nested.has(name) || !("entryNames" in type)) return [leaf(name, quotedName(name), type)];
    return type.entryNames.map((entry, each) =>
      leaf(`${name}.${entry}`, `${quotedName(name)}.${quotedName(entry)}`, type.entryTypes[each]!),
    );
  });
}

function leaf(path: string, sql: string, type: DuckDBType): Leaf {
  const kind = kindOf(type);
  if (kind === "text" && String(type) !== "VARCHAR") return { path, kind, sql: `${sql}::varchar` };
  if (kind === "number" && texts.has(path)) return { path, kind: "text", sql: `${sql}::varchar` };
  return { path, kind, sql };
}

function kindOf(type: DuckDBType): LeafKind {
  const name = String(type);
  if (name.startsWith("ENUM")) return "text";
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL.*)$/.test(name)) return "number";
  return kindOfType[name] ?? "other";
}

/** Leaves that hold names and ids, whose texts are numbered. */
export const texts: ReadonlySet<string> = new Set([
  "ticket",
  "requester",
  "channel",
  "category",
  "priority",
  "team",
  "agent",
  "other",
  "reason",
  "name",
  "value",
  "actor.id",
  "actor.team",
  "actor.employer",
]);
