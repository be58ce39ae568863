import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { encodedEvents, factTables, figuresQuery, macros } from "./duckdb-sql.ts";
import type { Figures } from "./figures.ts";

const fields = {
  ticket: "VARCHAR",
  at: "TIMESTAMP",
  type: "VARCHAR",
  requester: "VARCHAR",
  category: "VARCHAR",
  public: "BOOLEAN",
  intent: "VARCHAR",
  agent: "VARCHAR",
  phase: "VARCHAR",
  cause: "VARCHAR",
  step: "VARCHAR",
  score: "DOUBLE",
  saidSolved: "BOOLEAN",
  other: "VARCHAR",
};

/** DuckDB on two threads: the tables and figures from files, or from typed columns in its own memory. */
export class DuckDbPeer {
  readonly #connection: DuckDBConnection;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async open(threads = 2): Promise<DuckDbPeer> {
    const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
    const connection = await instance.connect();
    await connection.run("set preserve_insertion_order = false");
    await connection.run(macros);
    return new DuckDbPeer(connection);
  }

  /** Reads the log into a table of integers and ENUMs, from which `fromColumns` starts. */
  async load(ndjson: string): Promise<void> {
    await this.#connection.run(`create or replace temp table raw as from ${jsonSource(ndjson)}`);
    const enumOf = async (column: string) =>
      this.#connection.run(`create or replace temp type ${column}_word as enum (select distinct ${column} from raw
        where ${column} is not null order by all)`);
    for (const column of ["type", "kind", "intent", "phase", "cause", "step"]) await enumOf(column);
    await this.#connection.run(`create or replace temp table events as select
      substr(ticket, 2)::int as ticket, epoch_ms("at") as at_ms, type::type_word as type, kind::kind_word as kind,
      substr(actor_id, 2)::int as actor, substr(requester, 2)::int as requester, substr(category, 9)::tinyint as category,
      public, intent::intent_word as intent, substr(agent, 2)::int as agent, phase::phase_word as phase,
      cause::cause_word as cause, step::step_word as step, score::tinyint as score, saidSolved,
      substr(other, 2)::int as other from raw`);
    await this.#connection.run("drop table raw");
  }

  fromColumns(): Promise<Figures> {
    return this.#figures(encodedEvents("events", "at_ms", "actor", "agent"));
  }

  fromNdjson(path: string): Promise<Figures> {
    return this.#figures(fromText(jsonSource(path)));
  }

  fromCsv(path: string): Promise<Figures> {
    return this.#figures(fromText(csvSource(path)));
  }

  fromParquet(path: string): Promise<Figures> {
    return this.#figures(fromText(`(select *, "actor.kind" as kind, "actor.id" as actor_id from '${path}')`));
  }

  /** Writes the log as Parquet, columns named as in CSV. */
  async writeParquet(csv: string, parquet: string): Promise<void> {
    await this.#connection.run("set preserve_insertion_order = true");
    await this.#connection.run(`copy (from read_csv('${csv}', all_varchar = true, nullstr = ''))
      to '${parquet}' (format parquet, compression snappy)`);
    await this.#connection.run("set preserve_insertion_order = false");
  }

  async #figures(encoded: string): Promise<Figures> {
    for (const statement of factTables(encoded)) await this.#connection.run(statement);
    const rows = (await this.#connection.runAndReadAll(figuresQuery)).getRowsJS();
    return Object.fromEntries(rows.map(([name, value]) => [String(name), Number(value)]));
  }
}

function fromText(source: string): string {
  return encodedEvents(
    source,
    'epoch_ms("at"::timestamp)',
    "substr(actor_id, 2)::int",
    "substr(nullif(agent, 'null'), 2)::int",
  );
}

function jsonSource(path: string): string {
  const columns = { ...fields, actor: "STRUCT(kind VARCHAR, id VARCHAR)" };
  const spec = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
  return `(select *, actor.kind as kind, actor.id as actor_id
    from read_json('${path}', format = 'newline_delimited', columns = {${spec.join(", ")}}))`;
}

function csvSource(path: string): string {
  const spec = Object.entries(fields).map(([name, type]) => `'${name}': '${type}'`);
  return `(select *, "actor.kind" as kind, "actor.id" as actor_id
    from read_csv('${path}', header = true, nullstr = '', types = {${spec.join(", ")}}))`;
}
