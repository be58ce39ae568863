import type { Source } from "../io/read-log.ts";
import { parseTableMap, type TableMap } from "../schemas/table-map.ts";
import { fromChatwoot } from "../sources/chatwoot.ts";
import { fromFreshdesk } from "../sources/freshdesk.ts";
import { fromGitHub } from "../sources/github.ts";
import { fromIntercom } from "../sources/intercom.ts";
import { fromJira } from "../sources/jira.ts";
import { fromOcel } from "../sources/ocel.ts";
import { fromServiceNow } from "../sources/servicenow.ts";
import type { EventRow, SourceNote, SourceResult } from "../sources/source.ts";
import { fromTable } from "../sources/table.ts";
import { fromZendesk } from "../sources/zendesk.ts";
import type { Arguments } from "./parse-arguments.ts";
import { readConfig } from "./read-config.ts";
import { UsageError } from "./usage-error.ts";

/** What makes events of the rows that `--from` says the files hold. */
export interface ChosenSource {
  /** Without one the rows are events. */
  source: Source | undefined;
  /** Whether a JSON document is one row, whatever lists it holds: the source knows them. */
  wholeDocuments: boolean;
}

const vendors = {
  zendesk: fromZendesk,
  chatwoot: fromChatwoot,
  intercom: fromIntercom,
  freshdesk: fromFreshdesk,
  jira: fromJira,
  github: fromGitHub,
};
const mapped = ["table", "xes", "ocel"];
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
  const people = Object.fromEntries(lists.map((name) => [name, given.text(name)?.split(",")]));
  const isVendor = Object.hasOwn(vendors, from);
  for (const name of lists) {
    const takesIt = name === "agents" ? from === "zendesk" || from === "jira" : isVendor;
    if (people[name] !== undefined && !takesIt)
      throw new UsageError(
        `--${name} belongs to --from ${name === "agents" ? "zendesk or jira" : "a helpdesk's name"}`,
      );
  }
  if (isVendor) {
    const read = vendors[from as keyof typeof vendors];
    return { source: (rows) => read(rows, { timeZone, ...people }), wholeDocuments: true };
  }
  if (from === "servicenow") {
    const source = explained((rows) => fromServiceNow(rows, { timeZone }), "--from servicenow");
    return { source, wholeDocuments: false };
  }
  const map = mapFile === undefined ? undefined : await readMap(mapFile);
  if (from === "ocel")
    return { source: explained((rows) => fromOcels(rows, map, timeZone), `--map ${mapFile}`), wholeDocuments: true };
  if (from !== "table" && from !== "xes") return { source: undefined, wholeDocuments: false };
  if (map === undefined)
    throw new UsageError(`--from ${from} needs --map FILE, which says what the columns mean; see docs/sources.md`);
  return { source: explained((rows) => fromTable(rows, { map, timeZone }), `--map ${mapFile}`), wholeDocuments: false };
}

async function readMap(mapFile: string): Promise<TableMap> {
  const parsed = parseTableMap(await readConfig(mapFile, "map"));
  if (parsed.map !== undefined) return parsed.map;
  const faults = parsed.issues.map((issue) => `${issue.path || "the mapping"}: ${issue.message}; ${issue.hint}`);
  throw new UsageError([`--map ${mapFile}:`, ...faults].join("\n  "));
}

/** Each row is a document, and every event of it is of that row. */
function fromOcels(
  documents: Iterable<unknown>,
  map: TableMap | undefined,
  timeZone: string | undefined,
): SourceResult {
  const rows: EventRow[] = [];
  const sourceRows: number[] = [];
  const notes: SourceNote[] = [];
  let observes: NonNullable<SourceResult["observes"]> = {};
  let number = 0;
  for (const document of documents) {
    number++;
    const result = fromOcel(document, { map, timeZone });
    for (const row of result.rows) {
      rows.push(row);
      sourceRows.push(number);
    }
    notes.push(...result.notes.map(({ rows: _inside, ...note }) => note));
    observes = { ...observes, ...result.observes };
  }
  return { rows, sourceRows, notes, observes, sourceRowCount: number };
}

/** A file without the columns that a source needs is the caller's mistake; the source says which, as a TypeError. */
function explained(source: Source, what: string): Source {
  return (rows) => {
    try {
      return source(rows);
    } catch (error) {
      const fault = error instanceof Error ? /^from(?:Table|ServiceNow): (.*)$/s.exec(error.message)?.[1] : undefined;
      throw fault === undefined ? error : new UsageError(`${what}: ${fault}`, { cause: error });
    }
  };
}
