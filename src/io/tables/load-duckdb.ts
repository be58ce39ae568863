import type { DuckDBConnection } from "@duckdb/node-api";
import { InputError } from "../bytes/input-error.ts";

/** What is needed of `@duckdb/node-api`, an optional peer. */
type DuckDbPackage = typeof import("@duckdb/node-api");

export interface DuckDbOptions {
  /** Threads that DuckDB may use; default its own choice, one a core. */
  duckDbThreads?: number | undefined;
}

/**
 * DuckDB, where it is installed.
 * @param wanted what it is needed for, for the message
 * @throws {InputError} saying what to install
 */
export async function loadDuckDb(wanted: string): Promise<DuckDbPackage> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    throw new InputError(wanted, `reading this needs DuckDB: npm install @duckdb/node-api (${reasonOf(error)})`, {
      cause: error,
    });
  }
}

/** Whether DuckDB can be used here: installed, and with a build for this machine. */
export async function hasDuckDb(): Promise<boolean> {
  try {
    await import("@duckdb/node-api");
    return true;
  } catch {
    return false; // Whoever needs it gets the reason from `loadDuckDb`.
  }
}

function reasonOf(error: unknown): string {
  const isMissing = error instanceof Error && (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";
  if (isMissing) return "it is not installed";
  return error instanceof Error ? error.message : String(error);
}

/** A database in memory, to be closed. */
interface OpenedDuckDb {
  connection: DuckDBConnection;
  close(): void;
}

/** Opens a database in memory. */
export async function openDuckDb(wanted: string, options: DuckDbOptions): Promise<OpenedDuckDb> {
  const { DuckDBInstance } = await loadDuckDb(wanted);
  const threads = options.duckDbThreads;
  const instance = await DuckDBInstance.create(":memory:", threads === undefined ? {} : { threads: String(threads) });
  try {
    const connection = await instance.connect();
    const close = () => {
      connection.closeSync();
      instance.closeSync();
    };
    // By default a result is fetched a megabyte at a time, which costs more than the reading. So does what caches do not hold.
    await connection.run("set streaming_buffer_size = '16MB'");
    return { connection, close };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** Opens a database in memory, hands its connection to `work`, and closes both whatever happens. */
export async function withDuckDb<T>(
  wanted: string,
  options: DuckDbOptions,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { connection, close } = await openDuckDb(wanted, options);
  try {
    return await work(connection);
  } finally {
    close();
  }
}

/** Text as SQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as SQL writes it. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
