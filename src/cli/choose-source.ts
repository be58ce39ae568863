import type { OcelReading } from "../io/convert/convert-ocel.ts";
import type { Source } from "../io/read-log.ts";
import { rowFromLeaves } from "../io/tables/row-from-leaves.ts";
import { parseTableMap, type TableMap } from "../schemas/table-map.ts";
import { chatwootSource } from "../sources/chatwoot.ts";
import { freshdeskSource } from "../sources/freshdesk.ts";
import { githubSource } from "../sources/github.ts";
import { intercomSource } from "../sources/intercom.ts";
import { jiraSource } from "../sources/jira.ts";
import { NoteBook } from "../sources/note-book.ts";
import { readOcel } from "../sources/ocel.ts";
import { serviceNowSource } from "../sources/servicenow.ts";
import type { EventRow, SourceNote, SourceResult } from "../sources/source.ts";
import { tableSource } from "../sources/table.ts";
import { readWhole, type TicketSource } from "../sources/ticket-source.ts";
import { zendeskSource } from "../sources/zendesk.ts";
import type { Arguments } from "./parse-arguments.ts";
import { readConfig } from "./read-config.ts";
import { UsageError } from "./usage-error.ts";

/** What makes events of the rows that `--from` says the files hold. */
export interface ChosenSource {
  /** Without one the rows are events. */
  source: Source | undefined;
  /** The same for rows given part by part, where a ticket's own rows are all that it takes. */
  ticketSource?: TicketSource;
  /** The same for OCEL documents, of which large ones are read piece by piece. */
  ocel?: OcelReading;
  /** The same for each row by itself, where that is all that it takes. */
  eachRow?: (row: Record<string, unknown>) => EventRow;
  /** Whether a JSON document is one row, whatever lists it holds: the source knows them. */
  wholeDocuments: boolean;
  /** Whether long texts may be forgotten as rows are read: the source does not look into them. */
  withoutWords?: boolean;
}

const vendors = {
  zendesk: zendeskSource,
  chatwoot: chatwootSource,
  intercom: intercomSource,
  freshdesk: freshdeskSource,
  jira: jiraSource,
  github: githubSource,
};
const mapped = ["table", "xes", "ocel"];
const takesAgents = ["zendesk", "jira", "servicenow"];
const lists = ["bots", "automations", "agents"] as const;

/**
 * Reads `--from` and what belongs to it.
 * @throws {UsageError} where the options contradict each other
 */
export async function chooseSource(given: Arguments, timeZone: string | undefined): Promise<ChosenSource> {
  const from = given.text("from") ?? "events";
  const mapFile = given.text("map");
  if (mapFile !== undefined && !mapped.includes(from))
    throw new UsageError("--map belongs to --from table, xes or ocel");
  const ticketType = given.text("ticket-type");
  if (ticketType !== undefined && (from !== "ocel" || mapFile === undefined))
    throw new UsageError("--ticket-type belongs to --from ocel with --map, which says what its events mean");
  const people = Object.fromEntries(lists.map((name) => [name, given.text(name)?.split(",")]));
  const isVendor = Object.hasOwn(vendors, from);
  for (const name of lists) {
    const takesIt = name === "agents" ? takesAgents.includes(from) : isVendor || from === "servicenow";
    if (people[name] !== undefined && !takesIt)
      throw new UsageError(
        `--${name} belongs to --from ${name === "agents" ? "zendesk, jira or servicenow" : "a helpdesk's name"}`,
      );
  }
  if (isVendor) {
    const source = vendors[from as keyof typeof vendors]({ timeZone, ...people });
    return {
      source: (rows) => readWhole(source, rows),
      ticketSource: source,
      wholeDocuments: true,
      withoutWords: true,
    };
  }
  if (from === "columns") return { source: undefined, eachRow: rowFromLeaves, wholeDocuments: false };
  if (from === "servicenow") return ticketwise(serviceNowSource({ timeZone, ...people }), "--from servicenow");
  const map = mapFile === undefined ? undefined : await readMap(mapFile);
  if (from === "ocel") {
    const what = `--map ${mapFile}`;
    const read = explained(
      (document: unknown, book: NoteBook) => readOcel(document, { map, timeZone, ticketType }, book),
      what,
    );
    const ticketSource = map && (() => explainedSource(tableSource({ map, timeZone }), what));
    return {
      source: (rows) => fromOcels(rows, read),
      ocel: { read, ticketSource, ticketType, timeZone },
      wholeDocuments: true,
    };
  }
  if (from !== "table" && from !== "xes") return { source: undefined, wholeDocuments: false };
  if (map === undefined)
    throw new UsageError(`--from ${from} needs --map FILE, which says what the columns mean; see docs/sources.md`);
  return ticketwise(tableSource({ map, timeZone }), `--map ${mapFile}`);
}

function ticketwise(given: TicketSource, what: string): ChosenSource {
  const source = explainedSource(given, what);
  return { source: (rows) => readWhole(source, rows), ticketSource: source, wholeDocuments: false };
}

/** A file without the columns that a source needs is the caller's mistake; the source says which, as a TypeError. */
function explainedSource(source: TicketSource, what: string): TicketSource {
  const { checkColumns } = source;
  source.checkColumns = explained(checkColumns, what);
  return source;
}

async function readMap(mapFile: string): Promise<TableMap> {
  const parsed = parseTableMap(await readConfig(mapFile, "map"));
  if (parsed.map !== undefined) return parsed.map;
  const faults = parsed.issues.map((issue) => `${issue.path || "the mapping"}: ${issue.message}; ${issue.hint}`);
  throw new UsageError([`--map ${mapFile}:`, ...faults].join("\n  "));
}

/** Each row is a document, and every event of it is of that row. */
function fromOcels(documents: Iterable<unknown>, read: OcelReading["read"]): SourceResult {
  const rows: EventRow[] = [];
  const sourceRows: number[] = [];
  const notes: SourceNote[] = [];
  const book = new NoteBook();
  let observes: NonNullable<SourceResult["observes"]> = {};
  let number = 0;
  for (const document of documents) {
    number++;
    const result = read(document, book);
    for (const row of result.rows) {
      rows.push(row);
      sourceRows.push(number);
    }
    notes.push(...result.notes.map(({ rows: _inside, ...note }) => note));
    observes = { ...observes, ...result.observes };
  }
  return { rows, sourceRows, notes: [...book.notes(), ...notes], observes, sourceRowCount: number };
}

function explained<Given extends unknown[], Made>(make: (...given: Given) => Made, what: string) {
  return (...given: Given): Made => {
    try {
      return make(...given);
    } catch (error) {
      const fault = error instanceof Error ? /^from(?:Table|ServiceNow): (.*)$/s.exec(error.message)?.[1] : undefined;
      throw fault === undefined ? error : new UsageError(`${what}: ${fault}`, { cause: error });
    }
  };
}
