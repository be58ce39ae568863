import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLog } from "../../src/io/read-log.ts";
import { type CsvRecord, CsvRecords } from "../../src/io/rows/csv-records.ts";
import { readAll, scratchFolder } from "./scratch.ts";

const file = scratchFolder();

function records(text: string, chunkBytes = 1_000_000, longest = 1_000_000): CsvRecord[] {
  const reader = new CsvRecords({ delimiter: ",", lineEnd: "\n", longest });
  const bytes = Buffer.from(text);
  const found: CsvRecord[] = [];
  const drain = () => {
    for (let record = reader.next(); record !== null; record = reader.next()) found.push(record);
  };
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    reader.push(bytes.subarray(from, from + chunkBytes));
    drain();
  }
  reader.push(null);
  drain();
  return found;
}

describe("CSV", () => {
  it("counts no header as a row, also where its bytes are no text: every row is refused then", async () => {
    const header = Buffer.from([0x74, 0x69, 0x63, 0x6b, 0x65, 0x74, 0x2c, 0xb1, 0xe0, 0xba, 0xc5, 0x0a]); // ticket,编号 in GB 18030
    const path = file("gb.csv", Buffer.concat([header, Buffer.from("T1,1\nT2,2\n\nT3,3\n")]));
    expect(await readAll(path)).toMatchObject({ values: [], codes: ["2:encoding", "3:encoding", "5:encoding"] });
    const { counts, files, issues } = await readLog([path]);
    expect([counts.rows, counts.refused, files[0]!.rows, issues[0]!.row]).toEqual([3, 3, 3, 2]);
    const { values } = await readAll(path, { encoding: "gb18030" });
    expect(values).toHaveLength(3);
  });

  it("reads quotes, doubled quotes, separators and line ends within quotes, and bare carriage returns", async () => {
    const text = 'ticket,note,n\r\nT1,"a, ""b""\r\nc",1\r\nT2,x\ry,2\nT3,"p\rq",\r\n';
    const { rows } = await readAll(file("a.csv", text));
    expect(rows).toEqual([
      { row: 2, value: { ticket: "T1", note: 'a, "b"\r\nc', n: "1" } },
      { row: 4, value: { ticket: "T2", note: "x\ry", n: "2" } },
      { row: 5, value: { ticket: "T3", note: "p\rq", n: "" } },
    ]);
  });

  it("reads files whose only line end is the carriage return", async () => {
    expect((await readAll(file("mac.csv", "ticket,n\rT1,1\rT2,2\r"))).values).toEqual([
      { ticket: "T1", n: "1" },
      { ticket: "T2", n: "2" },
    ]);
  });

  it("takes semicolons, tabs and bars as separators where the header shows them", async () => {
    for (const [separator, name] of [
      [";", "s.csv"],
      ["\t", "t.csv"],
      ["\t", "t.tsv"],
      ["|", "b.csv"],
    ] as const) {
      const text = `"ticket, or case"${separator}n\nT1${separator}1,5\n`;
      expect((await readAll(file(name, text))).values).toEqual([{ "ticket, or case": "T1", n: "1,5" }]);
    }
  });

  it("refuses rows with too few or too many cells, and overlooks separators too many at the end", async () => {
    const { values, codes } = await readAll(file("c.csv", "a,b\n1,2\n3\n4,5,6\n7,8,,\n"));
    expect(values).toEqual([
      { a: "1", b: "2" },
      { a: "7", b: "8" },
    ]);
    expect(codes).toEqual(["3:wrongValue", "4:wrongValue"]);
  });

  it("does not let a quote that is never closed swallow the rows after it", async () => {
    const { rows, codes } = await readAll(file("d.csv", 'a,b\n1,2\n3,"open\n5,6\n7,"odd"x\n9,10\n'));
    expect(codes).toEqual(["3:wrongValue"]);
    expect(rows.map((row) => row.row)).toEqual([2, 3, 4, 5, 6]);
    expect(rows.at(-1)).toEqual({ row: 6, value: { a: "9", b: "10" } });
  });

  it("goes on after a record longer than allowed", () => {
    const long = "x".repeat(5_000);
    const found = records(`a,b\n1,${long}\n3,4\n5,"${"y\n".repeat(3_000)}\n7,8\n`, 512, 1_000);
    expect(found[1]).toEqual({ line: 2, fault: "lineTooLong" });
    expect(found[2]).toMatchObject({ line: 3, cells: ["3", "4"] });
    expect(found[3]).toEqual({ line: 4, fault: "openQuote" });
    expect(found.at(-1)).toMatchObject({ cells: ["7", "8"] });
  });

  it("refuses a row that is not UTF-8 and reads the others", async () => {
    const bytes = Buffer.concat([Buffer.from("a,b\n1,客服\n2,"), Buffer.from([0xbf, 0xcd]), Buffer.from("\n3,服\n")]);
    const { values, codes } = await readAll(file("e.csv", bytes));
    expect(values).toEqual([
      { a: "1", b: "客服" },
      { a: "3", b: "服" },
    ]);
    expect(codes).toEqual(["3:encoding"]);
  });

  it("names columns that have no name or the name of another, and says so", async () => {
    const { values, notes } = await readAll(file("f.csv", "a,,a\n1,2,3\n"));
    expect(values).toEqual([{ a: "1", "column 2": "2", "a (2)": "3" }]);
    expect(notes).toMatchObject([{ code: "repeatedColumn" }]);
  });

  it("keeps a column called __proto__ as a column", async () => {
    const { values } = await readAll(file("g.csv", "__proto__,constructor\nx,y\n"));
    expect(Object.entries(values[0] as object)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });

  it("agrees with csv-parse on well-formed CSV, wherever the chunks are cut", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", "客", ",", '"', "\n", "\r", " ", "0"), maxLength: 6 });
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(
        table,
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        (rows, end, closed, chunk) => {
          const text =
            rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join(end) +
            (closed ? end : "");
          const expected = parse(text, { record_delimiter: ["\r\n", "\n"] }) as unknown as string[][];
          expect(records(text, chunk).map((record) => record.cells)).toEqual(expected);
        },
      ),
      { seed: 20_261_122, numRuns: 500 },
    );
  });

  it("agrees with csv-parse on quotes in odd places, unclosed ones aside", () => {
    let compared = 0;
    const notBlank = (cells: string[] | undefined) => cells!.length > 1 || cells![0]!.trim() !== "";
    const text = fc.string({ unit: fc.constantFrom("a", "b", ",", '"', "\n", "\r\n", " "), maxLength: 24 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 5 }), (body, chunk) => {
        let expected: string[][];
        try {
          const options = { record_delimiter: ["\r\n", "\n"], relax_quotes: true, relax_column_count: true };
          expected = (parse(body, options) as unknown as string[][]).filter(notBlank);
        } catch {
          return; // A quote that is never closed: csv-parse gives up, which is what this reader is for.
        }
        const found = records(body, chunk);
        if (found.some((record) => record.fault !== undefined)) return;
        compared++;
        expect(found.map((record) => record.cells).filter(notBlank)).toEqual(expected);
      }),
      { seed: 20_261_122, numRuns: 3_000 },
    );
    expect(compared).toBeGreaterThan(1_500);
  });

  it("refuses records around the longest allowed for the same reason wherever the chunks are cut", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r\n", '"\n', ',"'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 3, max: 12 }), (body, chunk, longest) => {
        expect(records(body, chunk, longest)).toEqual(records(body, 1_000_000, longest));
      }),
      { seed: 20_261_123, numRuns: 5_000 },
    );
    const faults = (body: string) => records(body, 1_000_000, 10).map(({ fault }) => fault ?? "read");
    // Ten bytes with the line end are allowed, eleven are not; over several lines it is the quote that is at fault.
    expect(faults('1,"345678\n')).toEqual(["openQuote"]);
    expect(faults('1,"34567"\n')).toEqual(["read"]);
    expect(faults('1,"345678"\n')).toEqual(["lineTooLong"]);
    expect(faults('1,"345\n78"\n')).toEqual(["openQuote", "read"]);
  });
});
