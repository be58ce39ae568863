import { nearestWord } from "../schemas/nearest-word.ts";
import type { Column } from "../schemas/table-map-parts.ts";

/** A value that no pattern of the map fits: its event is refused under this text in place of a type. */
export class Unmapped {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What to call columns in a message. */
export function nameOf(...columns: readonly Column[]): string {
  const names = columns.map((column) =>
    [typeof column === "object" && "column" in column ? column.column : column].flat(),
  );
  return names.map((alternatives) => alternatives[0] ?? "").join(" | ");
}

const mostKept = 1_000;

/** Makes the `Unmapped` of a column's values; each names the pattern that was perhaps meant. */
export function compileUnmapped(column: string, patterns: Iterable<string>): (value: string) => Unmapped {
  const known = [...patterns];
  const made = new Map<string, Unmapped>();
  return (value) => {
    let unmapped = made.get(value);
    if (unmapped === undefined) {
      const near = nearestWord(value, known);
      const meant = near === null ? "" : `, near ${JSON.stringify(near)}`;
      unmapped = new Unmapped(`unmapped ${column} ${JSON.stringify(value.slice(0, 60))}${meant}`);
      if (made.size < mostKept) made.set(value, unmapped);
    }
    return unmapped;
  };
}
