import type { Column } from "./table-map-parts.ts";
import type { Thread } from "./table-map-thread.ts";

/** Whether a map's tickets are threads of messages. Apart from the schemas, so that reading by a map needs no zod. */
export function isThreaded(ticket: Column | { thread: Thread }): ticket is { thread: Thread } {
  return typeof ticket === "object" && "thread" in ticket;
}
