import { displayWidth, pad } from "./display-width.ts";

/** A column of a text table. */
export interface TextColumn {
  readonly head: string;
  readonly side?: "left" | "right";
}

/** Rows under their heads, aligned, two blanks apart; figures to the right. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ head }, column) =>
    Math.max(displayWidth(head), ...rows.map((row) => displayWidth(row[column]!))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => pad(cell, widths[column]!, columns[column]!.side ?? "right"))
      .join("  ")
      .trimEnd();
  return [line(columns.map(({ head }) => head)), ...rows.map(line)];
}
