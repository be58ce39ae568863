import type { SourceRow } from "./source.ts";
import { isObject } from "./vendor-values.ts";

/** Labels under which lists are exported, for the names of columns that are other words. */
const columnOfLabel: Readonly<Record<string, string>> = {
  created: "sys_created_on",
  created_by: "sys_created_by",
  updated: "sys_updated_on",
  updated_by: "sys_updated_by",
  field_name: "fieldname",
  table_name: "tablename",
  document_key: "documentkey",
  old_value: "oldvalue",
  new_value: "newvalue",
  update_count: "record_checkpoint",
  opened: "opened_at",
  caller: "caller_id",
  user_id: "user_name",
};

/**
 * A row of a ServiceNow table under the names of its columns, whether it was exported from a list (by their labels) or by the Table
 * API (where a cell may be an object with its value and what is shown for it).
 */
export function serviceNowRow(row: SourceRow): SourceRow {
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) {
    const name = key.trim().toLowerCase().replace(/\s+/g, "_");
    const column = Object.hasOwn(columnOfLabel, name) ? columnOfLabel[name]! : name;
    if (column !== "__proto__") plain[column] ??= isObject(value) ? (value["value"] ?? value["display_value"]) : value;
  }
  return plain;
}

/** Whether a row is of the log of changes or of the journal, in which case the log is not one of snapshots. */
export function isAuditRow(row: SourceRow): boolean {
  return Object.keys(row).some((key) => key.length < 20 && /^\s*(document[\s_]?key|element[\s_]id)\s*$/i.test(key));
}
