/** Texts of a column by row: where they stand in the bytes, which the view shows as well. */
export interface TextCells {
  bytes: Uint8Array;
  view: DataView;
  from: Int32Array;
  /** Texts longer than `longestText` need not be there. */
  to: Int32Array;
}

/** Takes the cells of one field of events, some rows at a time; what is not plain there, it leaves to the schema. */
export interface TableColumn {
  /** From here on no row has a cell. */
  begin(): void;
  /** Takes texts that are not empty, those of the first `count` of `rows`: the cells are not looked at again. */
  takeTexts(cells: TextCells, rows: Int32Array, count: number): void;
  /** Takes numbers by row; epoch ms where it holds times. */
  takeNumbers(values: Float64Array, rows: Int32Array, count: number): void;
  /** Takes instants by row, as epoch ms. */
  takeInstants(values: Float64Array, rows: Int32Array, count: number): void;
  /** Takes truth values by row: 0 for no. */
  takeTruths(values: Uint8Array, rows: Int32Array, count: number): void;
  /** Leaves rows to the schema, since they have something else there. */
  leave(rows: Int32Array, count: number): void;
}
