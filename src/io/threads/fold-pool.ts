import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Answer, Aside, Reply, Request, ThreadWork } from "./thread-work.ts";

/**
 * Threads for `foldFiles`, to be kept between calls: what a new thread has to compile first takes it as long as reading 100 MB.
 * They are made when they are first needed, and do not keep the program from ending.
 *
 * @example
 * const pool = new FoldPool(2);
 * const { folded } = await foldFiles(["events.ndjson"], policy, { threads: pool });
 * await pool.close();
 */
export class FoldPool {
  /** How many threads fold at a time, that of the caller included. */
  readonly size: number;
  readonly #workerFile: string;
  readonly #idle: FoldThread[] = [];
  #isClosed = false;

  /**
   * @param size how many threads, that of the caller included: 1 to 64
   * @param workerFile the program of a thread; default `worker.js` of this package
   * @throws {RangeError} where `size` is none
   */
  constructor(size: number, workerFile = fileURLToPath(new URL("./worker.js", import.meta.url))) {
    if (!Number.isInteger(size) || size < 1 || size > 64)
      throw new RangeError(`FoldPool: expected a size from 1 to 64, got ${size}`);
    this.size = size;
    this.#workerFile = workerFile;
  }

  /** False where the program of a thread is not there, as in a bundle of one file: then the caller's thread does everything. */
  get hasThreads(): boolean {
    return this.size > 1 && !this.#isClosed && existsSync(this.#workerFile);
  }

  /**
   * Has tasks of one kind done, each in a thread of its own, while `work` is done in this one, which may tell the threads what they can
   * use, by the numbers of their tasks.
   * @throws what `work` or a thread throws
   * @internal
   */
  async during<Kind extends keyof ThreadWork, Made>(
    kind: Kind,
    tasks: readonly ThreadWork[Kind]["task"][],
    work: (tell: (task: number, aside: Aside) => void) => Promise<Made>,
  ): Promise<[Made, ThreadWork[Kind]["answer"][]]> {
    const threads = tasks.map(() => this.#takeIdle() ?? new FoldThread(this.#workerFile));
    try {
      const answers = threads.map((thread, index) => thread.ask({ kind, task: tasks[index]! } as Request));
      const made = await work((task, aside) => threads[task]!.tell(aside));
      const all = (await Promise.all(answers)) as ThreadWork[Kind]["answer"][];
      if (!this.#isClosed) this.#idle.push(...threads.splice(0));
      return [made, all];
    } finally {
      await Promise.all(threads.map((thread) => thread.end()));
    }
  }

  #takeIdle(): FoldThread | undefined {
    for (let thread = this.#idle.pop(); thread !== undefined; thread = this.#idle.pop()) {
      if (thread.isAlive) return thread;
    }
    return undefined;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#idle.splice(0).map((thread) => thread.end()));
  }
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

class FoldThread {
  readonly #worker: Worker;
  #waiting: Waiting | null = null;
  #isAlive = true;

  constructor(file: string) {
    this.#worker = new Worker(file, { execArgv: withoutInputType(process.execArgv) });
    this.#worker.unref();
    this.#worker.on("message", (reply: Reply) => {
      // Whoever has stopped waiting ends the thread, and what it still had to say comes nevertheless.
      const waiting = this.#waiting;
      this.#waiting = null;
      this.#worker.unref();
      if ("answer" in reply) waiting?.resolve(reply.answer);
      else waiting?.reject(reply.error);
    });
    this.#worker.on("error", (error) => this.#waiting?.reject(error));
    this.#worker.on("exit", (code) => {
      this.#isAlive = false;
      this.#waiting?.reject(new Error(`foldFiles: a thread ended by itself, with code ${code}`));
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  ask(request: Request): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
    answer.catch(() => {}); // Said when it is awaited.
    this.#worker.ref();
    this.#worker.postMessage(request);
    return answer;
  }

  tell(aside: Aside): void {
    this.#worker.postMessage(aside);
  }

  async end(): Promise<void> {
    this.#waiting = null;
    await this.#worker.terminate();
  }
}

/** A thread starts with the flags of its program, and fails over the one that says what the text after `--eval` is. */
function withoutInputType(flags: readonly string[]): string[] {
  return flags.filter((flag, i) => !flag.startsWith("--input-type") && flags[i - 1] !== "--input-type");
}
