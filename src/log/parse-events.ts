import { LogBuilder, type ParsedLog, type ParseOptions } from "./log-builder.ts";

/**
 * Reads event rows into a log.
 *
 * Rows that do not fit are returned in `issues` with row, path, code and hint; repeats are dropped and counted:
 * `accepted + refused + repeats = rows`.
 *
 * @param rows event rows in any order (a file's order decides where time and `seq` do not)
 * @throws {RangeError} where `options.timeZone` is not an IANA zone; {TypeError} where a text is given, whose rows would be letters
 * @example
 * const { log, issues, counts } = parseEvents([
 *   { ticket: "T1", at: "2026-11-11T09:00:00+08:00", type: "created", actor: { kind: "customer", id: "c1" } },
 *   { ticket: "T1", at: "2026-11-11T09:20:00+08:00", type: "message", public: true, actor: { kind: "agent", id: "mei" } },
 * ]);
 */
export function parseEvents(rows: Iterable<unknown>, options: ParseOptions = {}): ParsedLog {
  if (typeof rows === "string") throw new TypeError("parseEvents: expected rows, such as a list of objects, got text");
  const builder = new LogBuilder(options);
  for (const row of rows) builder.push(row);
  return builder.finish();
}
