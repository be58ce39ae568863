import { Worker } from "node:worker_threads";
import type { FileRange, RangeResult } from "./read-range.ts";

/** What a thread says of the ranges that it was given, in their order. */
export type RangeAnswer = { result: RangeResult } | { error: unknown };

interface Waiting {
  resolve(result: RangeResult): void;
  reject(error: unknown): void;
}

/** A thread that reads ranges of a file, one after another. */
export class RangeWorker {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: unknown = null;

  /** `file`: the built `worker.ts`. */
  constructor(file: string) {
    this.#worker = new Worker(file);
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", (code) =>
      this.#fail(new Error(`readInThreads: a thread ended by itself, with code ${code}`)),
    );
    this.#worker.on("message", (answer: RangeAnswer) => {
      const { resolve, reject } = this.#waiting.shift()!;
      if ("result" in answer) resolve(answer.result);
      else reject(answer.error);
    });
  }

  read(range: FileRange): Promise<RangeResult> {
    const answer = new Promise<RangeResult>((resolve, reject) => {
      if (this.#failure !== null) reject(this.#failure);
      else this.#waiting.push({ resolve, reject });
    });
    answer.catch(() => {}); // A range that has failed is heard of when its turn comes, if it does.
    this.#worker.postMessage(range);
    return answer;
  }

  async end(): Promise<void> {
    this.#worker.removeAllListeners();
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
