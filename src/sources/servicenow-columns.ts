import { nearestWord } from "../schemas/nearest-word.ts";
import type { CellReader, Cells } from "./cells.ts";
import type { SourceRow } from "./source.ts";

/** What is read of an incident's snapshot, with the names under which exports and lists have it; the first that holds a value counts. */
const columnNames = {
  number: ["number", "Number"],
  state: ["incident_state", "state", "Incident state", "State"],
  updatedAt: ["sys_updated_at", "sys_updated_on", "Updated"],
  updatedBy: ["sys_updated_by", "Updated by"],
  openedAt: ["opened_at", "Opened"],
  openedBy: ["opened_by", "Opened by"],
  caller: ["caller_id", "Caller"],
  channel: ["contact_type", "Contact type", "Channel"],
  category: ["category", "Category"],
  priority: ["priority", "Priority"],
  team: ["assignment_group", "Assignment group"],
  agent: ["assigned_to", "Assigned to"],
  resolvedBy: ["resolved_by", "Resolved by"],
  reopenCount: ["reopen_count", "Reopen count"],
} as const;

export type ServiceNowColumn = keyof typeof columnNames;

/** Without these there is no log. */
const required: readonly ServiceNowColumn[] = ["number", "state", "updatedAt"];

export type ServiceNowCells = Record<ServiceNowColumn, CellReader>;

/** Readers for the columns of an export. Columns that the caller names must be there; others may be missing. */
export function serviceNowCells(cells: Cells, renamed: Partial<Record<ServiceNowColumn, string>>): ServiceNowCells {
  const readers = Object.entries(columnNames).map(([column, names]): [string, CellReader] => {
    const name = renamed[column as ServiceNowColumn];
    if (name !== undefined) return [column, cells.reader(name, `columns.${column}`)];
    const all = names.map((known) => cells.reader(known, column, { optional: true }));
    return [column, (row: SourceRow) => all.map((read) => read(row)).find((text) => text !== undefined)];
  });
  return Object.fromEntries(readers) as ServiceNowCells;
}

/** What is wrong where a column is missing without which there is no log, or one that the caller named; `null` where nothing is. */
export function serviceNowColumnFault(cells: Cells, renamed: Partial<Record<ServiceNowColumn, string>>): string | null {
  const header = cells.header();
  if (header.length === 0) return null;
  const fault = cells.fault();
  if (fault !== null) return fault;
  const missing = required.filter(
    (column) => renamed[column] === undefined && !columnNames[column].some((name) => cells.has(name)),
  );
  if (missing.length === 0) return null;
  const faults = missing.map((column) => {
    const [name] = columnNames[column];
    const near = nearestWord(name, header);
    const meant = near === null ? "" : `, perhaps ${JSON.stringify(near)}`;
    return `the file has no column ${JSON.stringify(name)}; name the one that stands for it in columns.${column}${meant}`;
  });
  return `${faults.join("; ")} (the file has: ${header.slice(0, 60).join(", ")})`;
}
