import { clip } from "../report/display-width.ts";
import type { Language, Words } from "../report/language.ts";
import type { TextSink } from "./streams.ts";

const steps = {
  folding: { en: "folding …", zh: "正在折叠…" },
  computing: { en: "computing …", zh: "正在计算…" },
  readingFacts: { en: "reading facts …", zh: "正在读取事实数据…" },
} satisfies Record<string, Words>;

/** Says on a terminal how far the reading is, from a second on; writes nothing anywhere else. */
export class Progress {
  readonly #sink: TextSink;
  readonly #language: Language;
  readonly #startedAt = performance.now();
  #shownAt = 0;
  #shown = false;

  constructor(sink: TextSink, language: Language) {
    this.#sink = sink;
    this.#language = language;
  }

  reading(file: string, rows: number, read: number, size: number | null): void {
    if (this.#sink.isTTY !== true) return;
    const now = performance.now();
    if (now - this.#startedAt < 1_000 || now - this.#shownAt < 200) return;
    this.#shownAt = now;
    const share = size === null || size === 0 ? "" : ` (${Math.floor((100 * read) / size)} %)`;
    const count = rows.toLocaleString("en");
    if (this.#language === "zh") this.#show(`正在读取 ${file === "-" ? "标准输入" : file}：${count} 行${share}`);
    else this.#show(`reading ${file === "-" ? "standard input" : file}: ${count} rows${share}`);
  }

  step(what: keyof typeof steps): void {
    if (this.#sink.isTTY !== true || performance.now() - this.#startedAt < 1_000) return;
    this.#show(steps[what][this.#language]);
  }

  /** Clears the line. */
  done(): void {
    if (this.#shown) this.#sink.write("\r\u001b[2K");
    this.#shown = false;
  }

  #show(text: string): void {
    const width = (this.#sink.columns ?? 80) - 1;
    this.#sink.write(`\r\u001b[2K${clip(text, width)}`);
    this.#shown = true;
  }
}
