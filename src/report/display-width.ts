/** Characters that take two columns on a terminal: East Asian wide and full-width ones (Unicode TR 11), and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
/** Characters that take none: marks that combine with the one before, and invisible format characters. */
const none = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** How many columns a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += none.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/** Fills a text with blanks to a width; `right` puts them before it. */
export function pad(text: string, width: number, side: "left" | "right" = "left"): string {
  const blanks = " ".repeat(Math.max(0, width - displayWidth(text)));
  return side === "left" ? text + blanks : blanks + text;
}

/** A text cut to a width, with an ellipsis where something is missing. */
export function clip(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (displayWidth(kept) + displayWidth(character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Text from a log as it may be shown on a terminal: control characters and changes of writing direction made visible. */
export function shown(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

/** Blanks, a wide character with the closing marks that must not begin a line, or a word of other characters. */
const pieceOfLine =
  /\s+|[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef][\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u300b\u300d]*|[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]+[\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u300b\u300d]*/gu;

/** A text as lines of at most a width, broken at blanks, or between wide characters, which need none. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  const pieces = text.match(pieceOfLine) ?? [];
  for (const piece of pieces) {
    if (line !== "" && displayWidth(line) + displayWidth(piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== "") lines.push(line.trimEnd());
  return lines;
}
