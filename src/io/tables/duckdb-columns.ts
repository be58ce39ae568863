import type { DuckDBDataChunk } from "@duckdb/node-api";
import { isWordPath, type WordPath } from "../../log/table/plain-words.ts";
import { WordPack } from "../../log/table/word-pack.ts";
import { wallText } from "./arrow-leaves.ts";
import type { Leaf } from "./duckdb-leaves.ts";
import { quoted } from "./load-duckdb.ts";

/**
 * The columns in which DuckDB is asked for leaves. Leaves of words come as numbers, several of them in one column, which DuckDB finds
 * once for each text that a Parquet file has in a list. Rows with any other text there have no number, and the texts themselves in
 * one more column. The other leaves follow.
 */
export class DuckDbColumns {
  readonly leaves: readonly Leaf[];
  readonly packs: readonly WordPack[];
  /** Leaves with a column of their own. */
  readonly single: readonly Leaf[];
  /** Those in packs, one pack after another. */
  readonly #packed: readonly Leaf[];

  constructor(leaves: readonly Leaf[]) {
    this.leaves = leaves;
    const paths = leaves.map(({ path }) => path);
    // Of a path that is given twice, one counts; the table knows which.
    const isPacked = ({ path, kind }: Leaf) =>
      kind === "text" && isWordPath(path) && paths.indexOf(path) === paths.lastIndexOf(path);
    this.#packed = leaves.filter(isPacked);
    this.single = leaves.filter((leaf) => !isPacked(leaf));
    this.packs = WordPack.of(this.#packed.map(({ path }) => path as WordPath));
  }

  /** Where the first single leaf stands among the columns of the result. */
  get firstSingle(): number {
    return this.packs.length === 0 ? 0 : this.packs.length + 1;
  }

  /** The query that reads them. */
  queryOf(relation: string): string {
    const single = this.single.map(leafSql);
    if (this.packs.length === 0) return `select ${single.join(", ")} from ${relation}`;
    const packs = this.packs.map((_, index) => `pack${index}`);
    const words = this.#packed.map((_, index) => `word${index}`);
    const inner = [
      ...this.#packSql().map((sql, index) => `${sql} as ${packs[index]}`),
      ...this.#packed.map((leaf, index) => `${leafSql(leaf)} as ${words[index]}`),
      ...single.map((sql, index) => `${sql} as single${index}`),
    ];
    const isOther = packs.map((pack) => `${pack} is null`).join(" or ");
    const outer = [
      ...packs,
      `case when ${isOther} then to_json([${words.join(", ")}])::varchar end`,
      ...single.map((_, index) => `single${index}`),
    ];
    return `select ${outer.join(", ")} from (select ${inner.join(", ")} from ${relation})`;
  }

  /** A row's values by path, for the schema to judge. */
  valuesIn(chunk: DuckDBDataChunk, row: number): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    const words = this.#wordsIn(chunk, row);
    let [word, single] = [0, this.firstSingle];
    for (const leaf of this.leaves) {
      const isWord = leaf === this.#packed[word];
      const value = isWord ? words[word++] : said(leaf.kind, chunk.getColumnVector(single++).getItem(row));
      if (value === null || value === undefined || value === "") continue;
      Object.defineProperty(values, leaf.path, { value, enumerable: true, configurable: true });
    }
    return values;
  }

  #wordsIn(chunk: DuckDBDataChunk, row: number): (string | null)[] {
    if (this.packs.length === 0) return [];
    const others = chunk.getColumnVector(this.packs.length).getItem(row);
    if (others !== null) return JSON.parse(others as string);
    return this.packs.flatMap((pack, index) => {
      const number = chunk.getColumnVector(index).getItem(row) as number;
      return pack.columns.map((_, column) => pack.wordOf(number, column));
    });
  }

  #packSql(): string[] {
    const leaves = this.#packed.values();
    return this.packs.map(({ columns }) => {
      const digits = columns.map(({ words, step }) => {
        // A row without a text is found as the empty one, a text that is not listed as NULL.
        const list = ["", ...words].map(quoted).join(", ");
        return `(list_position([${list}], concat(${leafSql(leaves.next().value!)})) - 1) * ${step}`;
      });
      return `(${digits.join(" + ")})::integer`;
    });
  }
}

/** The SQL that gives a leaf's values as `DuckDbChunks` reads them. */
function leafSql({ kind, sql }: Leaf): string {
  switch (kind) {
    case "number":
      return `${sql}::double`;
    case "instant":
      return `epoch_us(${sql}) / 1000.0`;
    case "wallTime":
      return `epoch_us(${sql}::timestamp) / 1000.0`;
    case "other":
      return `to_json(${sql})::varchar`;
    default:
      return sql;
  }
}

function said(kind: Leaf["kind"], value: unknown): unknown {
  if (value === null) return null;
  switch (kind) {
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "instant":
      return `${wallText(value as number)}Z`;
    case "wallTime":
      return wallText(value as number);
    case "other":
      return JSON.parse(value as string);
    default:
      return value;
  }
}
