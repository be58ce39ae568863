import type { TextSink } from "./streams.ts";

/** Says on a terminal how far the reading is, from a second on; writes nothing anywhere else. */
export class Progress {
  readonly #sink: TextSink;
  readonly #startedAt = performance.now();
  #shownAt = 0;
  #shown = false;

  constructor(sink: TextSink) {
    this.#sink = sink;
  }

  reading(file: string, rows: number, read: number, size: number | null): void {
    if (this.#sink.isTTY !== true) return;
    const now = performance.now();
    if (now - this.#startedAt < 1_000 || now - this.#shownAt < 200) return;
    this.#shownAt = now;
    const share = size === null || size === 0 ? "" : ` (${Math.floor((100 * read) / size)} %)`;
    this.#show(`reading ${file === "-" ? "standard input" : file}: ${rows.toLocaleString("en")} rows${share}`);
  }

  step(what: string): void {
    if (this.#sink.isTTY === true && performance.now() - this.#startedAt >= 1_000) this.#show(what);
  }

  /** Clears the line. */
  done(): void {
    if (this.#shown) this.#sink.write("\r\u001b[2K");
    this.#shown = false;
  }

  #show(text: string): void {
    const width = (this.#sink.columns ?? 80) - 1;
    this.#sink.write(`\r\u001b[2K${text.length > width ? `${text.slice(0, width - 1)}…` : text}`);
    this.#shown = true;
  }
}
