import { describe, expect, it } from "vitest";
import { field, RowFields } from "../../src/log/bytes/row-fields.ts";
import { ShapeTree } from "../../src/log/bytes/shape-tree.ts";

const stops = Uint8Array.from({ length: 256 }, (_, byte) => (byte === 0x22 ? 1 : 0) | (byte >= 0x80 ? 0x80 : 0));

/** Learns a row in which `<…>` is the ticket. @returns the number that its shape was given */
function learn(tree: ShapeTree, row: string, shape: number): number {
  const [before, ticket] = [row.slice(0, row.indexOf("<")), row.slice(row.indexOf("<") + 1, row.indexOf(">"))];
  const bytes = new TextEncoder().encode(row.replace("<", "").replace(">", ""));
  const from = before.length;
  const hole = { from, to: from + ticket.length, field: field.ticket, stops: 1 };
  return tree.learn(bytes, 0, bytes.length, [hole], shape);
}

function match(tree: ShapeTree, row: string): number {
  // Eight bytes are looked at at a time, also at the end of a row.
  const bytes = new TextEncoder().encode(`${row}${"-".repeat(8)}`);
  return tree.match(bytes, new DataView(bytes.buffer), 0);
}

describe("ShapeTree", () => {
  const rows = [
    'ticket "<T1>" was created by mail"\n',
    'ticket "<T1>" was created by mai"\n',
    'ticket "<T1>" was created by chat, and long before that by telephone"\n',
    'ticket "<T1>" was closed"\n',
    'ticket "<T1>""\n',
    'tick "<T1>" was created by mail"\n',
    'other "<T1>" was closed"\n',
  ];

  it("still knows rows by their shapes after others have cut in two what they have in common", () => {
    const fields = new RowFields();
    const tree = new ShapeTree(fields, stops);
    expect(rows.map((row, shape) => learn(tree, row, shape))).toEqual([...rows.keys()]);
    rows.forEach((row, shape) => {
      expect(match(tree, row.replace("<T1>", "another name"))).toBe(shape);
      expect(fields.to[field.ticket]! - fields.from[field.ticket]!).toBe("another name".length);
      expect(learn(tree, row, 99)).toBe(shape);
    });
  });

  it("knows no row that differs in a single byte", () => {
    const tree = new ShapeTree(new RowFields(), stops);
    for (const [shape, row] of rows.entries()) learn(tree, row, shape);
    const plain = rows.map((row) => row.replace("<", "").replace(">", ""));
    for (const row of plain) {
      const name = row.indexOf("T1");
      for (let at = 0; at < row.length; at++) {
        if (at === name || at === name + 1) continue;
        const other = `${row.slice(0, at)}~${row.slice(at + 1)}`;
        if (plain.includes(other)) continue;
        expect(match(tree, other), other).toBe(-1);
      }
    }
  });
});
