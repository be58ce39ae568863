/** A fenced block of a Markdown file. */
export interface FencedBlock {
  /** Language, the first word after the fence. */
  language: string;
  /** What follows the language: says what the block is for. */
  purpose: string;
  text: string;
  /** 1-based line of the opening fence. */
  line: number;
  /** The `##` heading under which it stands; empty above the first. */
  section: string;
}

/** A `##` section of a Markdown file. */
export interface Section {
  heading: string;
  text: string;
}

/** The fenced blocks of a Markdown text, in their order. */
export function fencedBlocks(markdown: string): FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let section = "";
  let open: FencedBlock | null = null;
  markdown.split("\n").forEach((line, index) => {
    const fence = /^```(.*)$/.exec(line);
    if (open !== null) {
      if (fence === null) open.text += `${line}\n`;
      else {
        blocks.push(open);
        open = null;
      }
      return;
    }
    const heading = /^## (.+)$/.exec(line);
    if (heading !== null) section = heading[1]!;
    if (fence === null) return;
    const [language = "", ...rest] = fence[1]!.trim().split(/\s+/);
    open = { language, purpose: rest.join(" "), text: "", line: index + 1, section };
  });
  if (open !== null) throw new Error(`a fence is never closed: ${JSON.stringify(open)}`);
  return blocks;
}

/** The `##` sections of a Markdown text. */
export function sections(markdown: string): Section[] {
  const parts = markdown.split(/^## (.+)$/m);
  return Array.from({ length: (parts.length - 1) / 2 }, (_, index) => ({
    heading: parts[1 + 2 * index]!,
    text: parts[2 + 2 * index]!,
  }));
}

/** First cells, without back-ticks, of every table row in a text; header rows left out. */
export function tableKeys(markdown: string): string[] {
  const lines = markdown.split("\n");
  return lines.flatMap((line, index) => {
    const isHeader = /^\|[ :|-]+$/.test(lines[index + 1] ?? "");
    if (!line.startsWith("|") || /^\|[ :|-]+$/.test(line) || isHeader) return [];
    return [
      line
        .split("|")[1]!
        .trim()
        .replace(/^`(.*)`$/, "$1"),
    ];
  });
}

/** The address that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replace(/ /g, "-");
}
