/**
 * Refuses a single path where several are wanted: of a text, each letter would be taken for a file.
 * @throws {TypeError}
 */
export function requirePaths(caller: string, paths: readonly string[]): void {
  if (Array.isArray(paths)) return;
  const got = typeof paths === "string" ? JSON.stringify(paths) : String(paths);
  throw new TypeError(`${caller}: expected an array of paths, as ["events.ndjson"], got ${got}`);
}
