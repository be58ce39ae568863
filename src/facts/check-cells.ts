import type { ColumnKind, DictionaryName, TableName } from "./columns.ts";

/** Whether every cell of a column is one that its kind can have: references point somewhere, codes have their word. */
export function soundCells(
  column: ColumnKind,
  cells: ArrayLike<number>,
  rowsOf: (table: TableName) => number,
  textsOf: (dictionary: DictionaryName) => number,
): boolean {
  switch (column.kind) {
    case "ref":
      return within(cells, -1, textsOf(column.dictionary));
    case "row":
      return within(cells, -1, rowsOf(column.table));
    case "code":
      return within(cells, 0, column.words.length);
    case "flag":
      return within(cells, 0, 2);
    case "bits":
      return within(cells, 0, 2 ** column.words.length);
    case "count":
      return within(cells, 0, Number.POSITIVE_INFINITY);
    default:
      return true; // Any number is one, and NaN stands for none.
  }
}

function within(cells: ArrayLike<number>, from: number, to: number): boolean {
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    if (cell < from || cell >= to) return false;
  }
  return true;
}
