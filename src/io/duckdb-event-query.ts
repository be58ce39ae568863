import { latestAt } from "../log/instant.ts";
import * as words from "../schemas/vocabulary.ts";
import { type EventType, eventTypes } from "../schemas/vocabulary.ts";
import { type Leaf, texts } from "./duckdb-leaves.ts";
import { quoted, quotedName } from "./load-duckdb.ts";

/** Leaves that hold a word of the vocabulary. */
const vocabulary: Readonly<Record<string, readonly string[]>> = {
  type: words.eventTypes,
  "actor.kind": words.actorKinds,
  "actor.role": words.actorRoles,
  initiator: words.initiators,
  origin: words.messageOrigins,
  intent: words.messageIntents,
  phase: words.phases,
  cause: words.statusCauses,
  relation: words.linkRelations,
  level: words.escalationLevels,
};
/** Place 0 of these lists stands for what is not said, and is no word of a log. */
const unspoken = new Set(["initiator", "origin", "intent", "phase"]);
const truths = new Set(["public", "saidSolved", "kept"]);
const numbers = new Set(["seq", "score", "scale.min", "scale.max"]);
const instants = new Set(["at", "due"]);

const envelope = [
  "ticket",
  "at",
  "type",
  "id",
  "seq",
  "actor.kind",
  "actor.id",
  "actor.team",
  "actor.employer",
  "actor.role",
];
/** The fields of each type beside the envelope: those that it must have, and those that it may have. */
const fieldsOf: Record<EventType, { must: string[]; may: string[] }> = {
  created: { must: [], may: ["requester", "channel", "category", "priority", "team", "initiator"] },
  message: { must: ["public"], may: ["origin", "intent"] },
  assigned: { must: [], may: ["agent", "team"] },
  status: { must: ["phase"], may: ["cause"] },
  solution: { must: ["step"], may: [] },
  handoff: { must: ["step"], may: [] },
  survey: { must: ["step"], may: ["score", "scale.min", "scale.max", "saidSolved", "reason"] },
  linked: { must: ["relation", "other"], may: [] },
  escalated: { must: ["level"], may: [] },
  promised: { must: ["due"], may: ["kept"] },
  field: { must: ["name", "value"], may: [] },
};
const stepsOf: Partial<Record<EventType, readonly string[]>> = {
  solution: words.solutionSteps,
  handoff: words.handoffSteps,
  survey: words.surveySteps,
};

/** How a column of the query's result is to be read. `text`: a place among the texts of its path, -1 none. */
export interface CodedColumn {
  path: string;
  holds: "text" | "word" | "truth" | "number" | "instant" | "wallTime" | "id";
}

export interface EventQuery {
  sql: string;
  /** The columns of the result after the first, which is `null` for a sound row and the row as JSON for any other. */
  columns: CodedColumn[];
}

/** The name of the ENUM of a path's texts. */
export function textType(path: string): string {
  return quotedName(`text ${path}`);
}

/**
 * The query that turns rows into numbers. It only lets through what is surely an event (a row whose every value is of the form
 * that most logs have, in a combination that its type allows); all other rows come as JSON, for the schema to judge. It may
 * be stricter than the schema, never laxer.
 *
 * @param source the relation whose columns are named by the leaves' paths
 * @param numbered paths whose texts have an ENUM
 * @param hasZone whether the zone of wall-clock times is known
 */
export function eventQuery(
  source: string,
  leaves: readonly Leaf[],
  numbered: ReadonlySet<string>,
  hasZone: boolean,
): EventQuery {
  const columns: CodedColumn[] = [];
  const coded: string[] = [];
  /** Paths with a value that the fast way cannot read. */
  const unread: string[] = [];
  const given = new Set(leaves.map(({ path }) => path));
  for (const leaf of leaves) {
    const column = codedColumn(leaf, numbered, hasZone);
    if (column === null) {
      unread.push(`${quotedName(leaf.path)} is not null`);
      continue;
    }
    const name = quotedName(`coded ${leaf.path}`);
    columns.push({ path: leaf.path, holds: column.holds });
    coded.push(`${column.sql} as ${name}`);
    unread.push(`(${quotedName(leaf.path)} is not null and ${name} is null)`);
  }
  const readable = new Set(columns.map(({ path }) => path));
  const rules = eventTypes.map((type, code) => `when ${code} then ${typeRule(type, readable)}`);
  const sound = !["ticket", "at", "type"].every((path) => readable.has(path))
    ? "false"
    : `coalesce("ticket" is not null and "coded at" is not null
        and not (${unread.join(" or ")})
        and ${actorRule(readable)}
        and case "coded type" ${rules.join(" ")} else false end, false)`;
  const json = leaves.map((leaf) => `${quoted(leaf.path)}: ${jsonOf(leaf)}`);
  const values = columns.map(({ path, holds }) => `coalesce(${quotedName(`coded ${path}`)}, ${absent[holds]})`);
  const sql = `
    select case when sound then null else to_json({${json.join(", ")}})::varchar end, ${values.join(", ") || "null"}
    from (select *, ${sound} as sound from (select *, ${coded.join(", ") || "null as nothing"} from ${source}))`;
  return { sql, columns: given.size === 0 ? [] : columns };
}

const absent: Record<CodedColumn["holds"], string> = {
  text: "-1",
  word: "-1",
  truth: "0",
  number: "'nan'::double",
  instant: "'nan'::double",
  wallTime: "'nan'::double",
  id: "''",
};

function codedColumn(
  { path, kind }: Leaf,
  numbered: ReadonlySet<string>,
  hasZone: boolean,
): { holds: CodedColumn["holds"]; sql: string } | null {
  const value = quotedName(path);
  if (texts.has(path)) {
    if (kind !== "text" || !numbered.has(path)) return null;
    const code = `enum_code(try_cast(${value} as ${textType(path)}))::int`;
    if (path !== "agent" && path !== "team") return { holds: "text", sql: code };
    return { holds: "text", sql: `case when ${value} = 'null' or not contains(${value}, 'null') then ${code} end` };
  }
  if (path === "id") return kind === "text" ? { holds: "id", sql: shortText(value) } : null;
  if (path === "step") return kind === "text" ? { holds: "word", sql: stepCode(value) } : null;
  const list = vocabulary[path];
  if (list !== undefined)
    return kind === "text" ? { holds: "word", sql: wordCode(value, list, unspoken.has(path)) } : null;
  if (truths.has(path)) {
    if (kind === "truth") return { holds: "truth", sql: `(${value}::int + 1)` };
    return kind === "text" ? { holds: "truth", sql: truthOfText(value) } : null;
  }
  if (numbers.has(path)) {
    if (kind === "number") return { holds: "number", sql: finite(`${value}::double`) };
    return kind === "text" ? { holds: "number", sql: numberOfText(value) } : null;
  }
  if (instants.has(path)) return instantColumn(value, kind, hasZone);
  return null;
}

function instantColumn(
  value: string,
  kind: Leaf["kind"],
  hasZone: boolean,
): { holds: "instant" | "wallTime"; sql: string } | null {
  const inRange = (sql: string) => `case when ${sql} >= 0 and ${sql} < ${latestAt} then ${sql} end`;
  switch (kind) {
    case "number":
      return { holds: "instant", sql: inRange(`${value}::double`) };
    case "instant":
      return { holds: "instant", sql: inRange(`(epoch_us(${value}) / 1000.0)`) };
    case "wallTime":
      return hasZone ? { holds: "wallTime", sql: inRange(`(epoch_us(${value}) / 1000.0)`) } : null;
    case "text":
      return {
        holds: "instant",
        sql: `case when regexp_full_match(${value}, ${quoted(isoInstant)})
          then ${inRange(`(epoch_us(try_cast(${value} as timestamptz)) / 1000.0)`)} end`,
      };
    default:
      return null;
  }
}

const isoInstant =
  "\\d{4}-\\d\\d-\\d\\dT([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,3})?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)";

/** Texts short enough to be within the schema's limit however their characters are counted. */
export function shortText(value: string): string {
  return `case when length(${value}) <= 500 then ${value} end`;
}

function wordCode(value: string, list: readonly string[], isFirstUnspoken: boolean): string {
  const cases = list.flatMap((word, code) =>
    isFirstUnspoken && code === 0 ? [] : [`when ${quoted(word)} then ${code}`],
  );
  return `case ${value} ${cases.join(" ")} end`;
}

function stepCode(value: string): string {
  const cases = Object.entries(stepsOf).map(
    ([type, steps]) => `when ${quoted(type)} then ${wordCode(value, steps!, false)}`,
  );
  return `case "type" ${cases.join(" ")} end`;
}

function truthOfText(value: string): string {
  return `case lower(${value}) when 'true' then 2 when '1' then 2 when 'yes' then 2
    when 'false' then 1 when '0' then 1 when 'no' then 1 end`;
}

function numberOfText(value: string): string {
  return `case when regexp_full_match(${value}, '[+-]?\\d{1,15}(\\.\\d{1,15})?') then try_cast(${value} as double) end`;
}

function finite(value: string): string {
  return `case when isfinite(${value}) then ${value} end`;
}

/** Fields of an actor that has no kind, or a kind that is none, are for the schema to judge. */
function actorRule(readable: ReadonlySet<string>): string {
  const parts = ["actor.id", "actor.team", "actor.employer", "actor.role"].filter((path) => readable.has(path));
  if (parts.length === 0) return "true";
  const any = parts.map((path) => `${quotedName(path)} is not null`).join(" or ");
  return readable.has("actor.kind") ? `("actor.kind" is not null or not (${any}))` : `not (${any})`;
}

function typeRule(type: EventType, readable: ReadonlySet<string>): string {
  const { must, may } = fieldsOf[type];
  if (must.some((path) => !readable.has(path))) return "false";
  const allowed = new Set([...envelope, ...must, ...may]);
  const conditions = [...readable].flatMap((path) => {
    if (must.includes(path)) return [`${quotedName(path)} is not null`];
    return allowed.has(path) ? [] : [`${quotedName(path)} is null`];
  });
  if (type === "survey") conditions.push(surveyRule(readable));
  // "null" says that nobody is assigned, and is no team that a ticket can be created in.
  if (type === "created" && readable.has("team")) conditions.push(`coalesce("team" <> 'null', true)`);
  return conditions.length === 0 ? "true" : `(${conditions.join(" and ")})`;
}

/** An answer has a score within its scale, or says whether it was solved; nothing else has either. */
function surveyRule(readable: ReadonlySet<string>): string {
  const codedOf = (path: string) => (readable.has(path) ? quotedName(`coded ${path}`) : "null");
  const [score, said, min, max] = ["score", "saidSolved", "scale.min", "scale.max"].map(codedOf);
  return `("step" = 'answered') = (${score} is not null or ${said} is not null)
    and (${min} is null) = (${max} is null) and (${min} is null or ${min} < ${max})
    and (${score} is null or (${score} >= coalesce(${min}, 1) and ${score} <= coalesce(${max}, 5)))`;
}

/** A value as JSON that says the same: instants as text, numbers that JSON has not as text. */
function jsonOf({ path, kind }: Leaf): string {
  const value = quotedName(path);
  const iso = (sql: string) => `strftime(${sql}, '%Y-%m-%dT%H:%M:%S.%f')`;
  switch (kind) {
    case "number":
      return `case when isfinite(${value}::double) then to_json(${value}) else to_json(${value}::varchar) end`;
    case "instant":
      return `to_json(${iso(`make_timestamp(epoch_us(${value}))`)} || 'Z')`;
    case "wallTime":
      return `to_json(${iso(`${value}::timestamp`)})`;
    default:
      return `to_json(${value})`;
  }
}
