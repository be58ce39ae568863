import { describe, expect, it, vi } from "vitest";
import { readArrow } from "../../src/io/tables/read-arrow.ts";
import { readDuckDb } from "../../src/io/tables/read-duckdb.ts";
import { readParquet } from "../../src/io/tables/read-parquet.ts";

vi.mock("@duckdb/node-api", () => {
  throw Object.assign(new Error("Cannot find package '@duckdb/node-api'"), { code: "ERR_MODULE_NOT_FOUND" });
});
vi.mock("hyparquet", () => {
  throw Object.assign(new Error("Cannot find package 'hyparquet'"), { code: "ERR_MODULE_NOT_FOUND" });
});

vi.mock("@uwdata/flechette", () => {
  throw Object.assign(new Error("Cannot find package '@uwdata/flechette'"), { code: "ERR_MODULE_NOT_FOUND" });
});

describe("without the optional packages", () => {
  it("a query says what to install", async () => {
    await expect(readDuckDb([{ query: "select 1" }])).rejects.toThrow(
      "query: reading this needs DuckDB: npm install @duckdb/node-api",
    );
  });

  it("an Arrow file says what to install", async () => {
    await expect(readArrow(["x.arrow"])).rejects.toThrow(
      "x.arrow: reading Arrow needs a package: npm install @uwdata/flechette",
    );
  });

  it("a Parquet file says what to install", async () => {
    await expect(readParquet(["x.parquet"])).rejects.toThrow(
      "x.parquet: reading Parquet needs a package: npm install @duckdb/node-api (fast), or hyparquet",
    );
  });
});
