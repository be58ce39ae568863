import { describe, expect, it } from "vitest";
import { vendorFixtures } from "../sources/vendor-fixtures.ts";
import { readAll, scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const long = "客".repeat(5_000);

describe("openRows with withoutWords", () => {
  const rows = [
    { id: 1, body: long, html_body: "short", name: long },
    { id: 2, events: [{ Body: long }, { body: { type: "doc", content: [] } }, [{ description: long }]] },
    "no object",
  ];
  const path = file("words.ndjson", rows.map((row) => JSON.stringify(row)).join("\n"));

  it("takes long and formatted texts out of rows, leaves short ones, and makes none empty", async () => {
    expect((await readAll(path, { withoutWords: true })).values).toEqual([
      { id: 1, body: "…", html_body: "short", name: long },
      { id: 2, events: [{ Body: "…" }, { body: "…" }, [{ description: "…" }]] },
      "no object",
    ]);
    expect((await readAll(path)).values).toEqual(rows);
  });

  it("takes nothing that a helpdesk's source reads", async () => {
    for (const { read, rows: given, isZoneless, from } of vendorFixtures) {
      const wordy = JSON.parse(JSON.stringify(given), (_, value) => (value === "…" ? long : value)) as object[];
      const options = isZoneless ? { timeZone: "UTC" } : {};
      const forgotten = await readAll(file(`${from}.json`, JSON.stringify(wordy)), { withoutWords: true });
      expect(JSON.stringify(forgotten.values).length).toBeLessThanOrEqual(JSON.stringify(wordy).length);
      expect(read(forgotten.values, options).rows).toEqual(read(wordy, options).rows);
    }
  });
});
