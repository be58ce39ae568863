import { actorKinds, eventTypes, surveySteps } from "../schemas/vocabulary.ts";
import { absorbColumns, codesByText } from "./absorb-columns.ts";
import { arrangedLog } from "./arranged-log.ts";
import { columnRanges, type Range } from "./column-ranges.ts";
import { ColumnWriter } from "./column-writer.ts";
import type { LogDictionaries } from "./event-log.ts";
import { earliestAt, latestAt } from "./instant.ts";
import type { ParsedLog } from "./log-builder.ts";
import type { LogColumns } from "./log-columns.ts";

type Check = (column: string, values: ArrayLike<number>, [least, greatest]: Range) => void;
type Texts = Readonly<Record<keyof LogDictionaries, readonly string[]>>;

const [surveyType, fieldType] = [eventTypes.indexOf("survey"), eventTypes.indexOf("field")];
const answered = surveySteps.indexOf("answered");
const instants: Range = [earliestAt, latestAt - 1];

/**
 * A log of columns that somebody has already, from an engine or a file of his own. Orders them by ticket and time, and drops
 * repeats (rows equal in every field), as `parseEvents` does; there are no ids, and nothing is refused: columns that contradict
 * themselves are a mistake of the program that made them.
 *
 * @param dictionaries the texts that columns point at by position; those that are left out are empty
 * @throws {TypeError} that names the column, the position, what was expected and what was found
 * @example
 * const { log } = logFromColumns(columns, { tickets: ["T1"], agents: ["mei"] });
 */
export function logFromColumns(
  columns: LogColumns,
  dictionaries: Partial<Record<keyof LogDictionaries, readonly string[]>>,
): ParsedLog {
  const writer = new ColumnWriter();
  const names = Object.keys(writer.dictionaries) as (keyof LogDictionaries)[];
  const texts = Object.fromEntries(names.map((name) => [name, dictionaries[name] ?? []])) as Record<
    keyof LogDictionaries,
    readonly string[]
  >;
  const events = columns.ticket.length;
  checkColumns(columns, texts);
  checkTables(columns, texts);
  absorbColumns(writer, columns, codesByText(texts, writer.dictionaries));
  const { type, a, b } = columns;
  for (let event = 0; event < events; event++) {
    if (type[event] === fieldType) writer.knowDimension(texts.names[a[event]!]!, texts.values[b[event]!]!);
  }
  const { log, repeats } = arrangedLog(writer);
  const counts = { rows: events, accepted: log.length, refused: 0, repeats, refusedByCode: {} };
  return { log, issues: [], counts };
}

function checkColumns(columns: LogColumns, texts: Texts): void {
  const { ticket, at, type, actor, code, detail, a, b, row, seq } = columns;
  const events = ticket.length;
  for (const [name, column] of Object.entries({ at, type, actor, code, detail, a, b, row, seq })) {
    if (column !== undefined && column.length !== events)
      fail(`${name} with ${events} values, as ticket has`, column.length);
  }
  inRange("ticket", ticket, [0, texts.tickets.length - 1]);
  inRange("at", at, instants);
  inRange("type", type, [0, eventTypes.length - 1]);
  inRange("actor", actor, [-1, columns.actors.length - 1]);
  if (seq !== undefined) inRange("seq", seq, [-Number.MAX_VALUE, Number.MAX_VALUE]);
  const ranges = columnRanges({
    ...{ agents: texts.agents.length, teams: texts.teams.length },
    ...{ values: texts.values.length, names: texts.names.length },
    ...{ created: columns.created.length, scores: columns.scores.length, promises: columns.dueAt.length },
  });
  for (let event = 0; event < events; event++) {
    const range = ranges[type[event]!]!;
    const what = eventTypes[type[event]!]!;
    check("code", code[event]!, range.code, event, what);
    check("detail", detail[event]!, range.detail, event, what);
    check("a", a[event]!, range.a, event, what);
    check("b", b[event]!, range.b, event, what);
    const says = a[event]! >= 0 || detail[event] !== 0;
    if (type[event] === surveyType && says !== (code[event] === answered)) {
      fail(`a score (a) or said solved (detail) at ${event} where a survey was answered, and only there`, says);
    }
  }
}

function checkTables({ actors, created, scores, dueAt }: LogColumns, texts: Texts): void {
  const upTo = (name: keyof Texts): Range => [-1, texts[name].length - 1];
  sameLength("actors", actors.length, actors);
  inRange("actors.kind", actors.kind, [0, actorKinds.length - 1]);
  for (let row = 0; row < actors.length; row++) {
    const people = actorKinds[actors.kind[row]!] === "customer" ? "requesters" : "agents";
    check("actors.id", actors.id[row]!, upTo(people), row);
  }
  inRange("actors.team", actors.team, upTo("teams"));
  inRange("actors.employer", actors.employer, upTo("employers"));
  inRange("actors.supervisor", actors.supervisor, [0, 1]);
  const { attributesFrom, attributeName, attributeValue, ...perRow } = created;
  sameLength("created", created.length, perRow);
  inRange("created.requester", created.requester, upTo("requesters"));
  inRange("created.channel", created.channel, upTo("channels"));
  inRange("created.category", created.category, upTo("categories"));
  inRange("created.priority", created.priority, upTo("priorities"));
  inRange("created.team", created.team, upTo("teams"));
  if (attributesFrom.length !== created.length + 1) {
    fail(`created.attributesFrom with ${created.length + 1} values, one more than rows`, attributesFrom.length);
  }
  if (attributeValue.length !== attributeName.length) {
    fail(`created.attributeValue with ${attributeName.length} values, as attributeName has`, attributeValue.length);
  }
  for (let row = 0; row < attributesFrom.length; row++) {
    const least = row === 0 ? 0 : attributesFrom[row - 1]!;
    check("created.attributesFrom", attributesFrom[row]!, [least, attributeName.length], row);
  }
  inRange("created.attributeName", attributeName, [0, texts.names.length - 1]);
  inRange("created.attributeValue", attributeValue, [0, texts.values.length - 1]);
  sameLength("scores", scores.length, scores);
  for (let row = 0; row < scores.length; row++) {
    if (!(scores.min[row]! < scores.max[row]!)) fail(`scores.min below scores.max at ${row}`, scores.min[row]!);
    check("scores.score", scores.score[row]!, [scores.min[row]!, scores.max[row]!], row);
  }
  inRange("dueAt", dueAt, instants);
}

function sameLength(table: string, length: number, columns: object): void {
  for (const [name, column] of Object.entries(columns) as [string, { length: number } | number][]) {
    if (typeof column !== "number" && column.length !== length) {
      fail(`${table}.${name} with ${length} values, as ${table}.length says`, column.length);
    }
  }
}

const inRange: Check = (column, values, range) => {
  for (let i = 0; i < values.length; i++) check(column, values[i]!, range, i);
};

function check(column: string, value: number, [least, greatest]: Range, position: number, type?: string): void {
  if (value >= least && value <= greatest) return;
  const where = type === undefined ? `${column}[${position}]` : `${column}[${position}] of type ${type}`;
  fail(greatest < least ? `no value in ${where}` : `${where} from ${least} to ${greatest}`, value);
}

function fail(expected: string, got: number | boolean): never {
  throw new TypeError(`logFromColumns: expected ${expected}, got ${got}`);
}
