import type { RowStates } from "./row-states.ts";
import type { TableColumn, TextCells } from "./table-column.ts";

/** A column of which only empty cells are plain. */
export class OtherColumn implements TableColumn {
  protected readonly states: RowStates;

  constructor(states: RowStates) {
    this.states = states;
  }

  begin(): void {}

  takeTexts(_: TextCells, rows: Int32Array, count: number): void {
    this.leave(rows, count);
  }

  takeNumbers(_: Float64Array, rows: Int32Array, count: number): void {
    this.leave(rows, count);
  }

  takeInstants(_: Float64Array, rows: Int32Array, count: number): void {
    this.leave(rows, count);
  }

  takeTruths(_: Uint8Array, rows: Int32Array, count: number): void {
    this.leave(rows, count);
  }

  leave(rows: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.states.leave(rows[i]!);
  }
}
