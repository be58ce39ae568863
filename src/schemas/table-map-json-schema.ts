import * as z from "zod/mini";
import type { JsonSchema } from "./json-schema.ts";
import { tableMapSchema } from "./table-map.ts";
import { eventTemplateSchema, fromColumn, fromColumns } from "./table-map-event.ts";
import {
  columnName,
  columnSchema,
  conditionSchema,
  dimensionSchema,
  instantSchema,
  timeColumnSchema,
} from "./table-map-parts.ts";
import { threadSchema } from "./table-map-thread.ts";

/** The contract of a mapping file as JSON Schema, for editors and other languages. */
export function tableMapJsonSchema(): JsonSchema {
  const names = z.registry<{ id: string; description: string }>();
  names.add(columnName, {
    id: "columnName",
    description: "A column by its name in the header. Of several names the first counts whose cell is not empty.",
  });
  names.add(columnSchema, { id: "column", description: "A column by its name, or more exactly." });
  names.add(dimensionSchema, { id: "dimension", description: "A column, or the same text for every row." });
  names.add(timeColumnSchema, { id: "time", description: "A column of times, or several that are read as one." });
  names.add(instantSchema, { id: "instant", description: "A time, or so long after the creation." });
  names.add(conditionSchema, { id: "condition", description: "Whether a row is concerned: by the value of a column." });
  names.add(threadSchema, { id: "thread", description: "Messages that name the message they answer." });
  names.add(fromColumn, { id: "fromColumn", description: "Filled from a column of the row." });
  names.add(fromColumns, { id: "fromColumns", description: "Filled from several columns, joined by ' | '." });
  names.add(eventTemplateSchema, { id: "event", description: "An event, whose fields may be filled from columns." });
  return z.toJSONSchema(tableMapSchema, { io: "input", metadata: names }) as JsonSchema;
}
