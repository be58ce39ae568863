import { TextSet } from "./text-set.ts";
import { ThreadClaims } from "./thread-claims.ts";

/** Where a message stands: in the thread of a first message, so many answers away from it. */
export interface ThreadPlace {
  /** Id of the thread's first message, whether or not the file has it. */
  root: string;
  depth: number;
  /** When the message that it answers was written; `null` where that is not known. */
  parentAtMs: number | null;
}

/** What was strange in the messages given, as ids. */
export interface ForestFaults {
  /** First messages of circles, in which every message answers another one. */
  circles: string[];
  /** Messages that answer themselves. */
  selfParents: string[];
  /** Messages for which several parents are named. */
  severalParents: string[];
  /** Messages that are named as answers and are not among those given. */
  absentResponses: string[];
}

const noNode = -1;
const isPresent = 1;
const isResponse = 2;

/**
 * Messages that name what they answer, in whatever order they come, put together into threads. Time and memory are linear in the
 * messages and the ids that they name (an id's characters and 40 to 70 bytes, up to 30 more where others say what a message
 * answers); nothing recurses, so a thread may be as deep as it likes.
 *
 * What a message says of itself counts. Where it says nothing, others may say for it what it answers (a list of responses, the
 * references of a later mail); of several the one that was written first.
 */
export class ThreadForest {
  readonly #isNone: (id: string) => boolean;
  readonly #ids = new TextSet();
  #is = new Uint8Array(64);
  #atMs = new Float64Array(64).fill(Number.POSITIVE_INFINITY);
  #parent = new Int32Array(64).fill(noNode);
  readonly #claims = new ThreadClaims((node) => this.#ids.text(node));
  readonly #selfParents = new Set<number>();
  readonly #severalParents = new Set<number>();
  readonly #circles: number[] = [];
  #places: { root: Int32Array; depth: Int32Array } | null = null;

  /** @param isNone ids that stand for no message, unless one has that id */
  constructor(isNone: (id: string) => boolean) {
    this.#isNone = isNone;
  }

  /**
   * @param ancestors messages before it, the oldest first; the last one is what it answers
   * @param responses messages that answer it
   * @param atMs when it was written; infinite where that is not known
   */
  add(id: string, ancestors: readonly string[], responses: readonly string[], atMs: number): void {
    const node = this.#nodeOf(id);
    const known = this.#has(node);
    this.#is[node]! |= isPresent;
    this.#atMs[node] = Math.min(this.#atMs[node]!, atMs);
    const chain = ancestors.map((ancestor) => this.#nodeOf(ancestor));
    const parent = chain.at(-1);
    if (parent === node) this.#selfParents.add(node);
    else if (parent !== undefined) {
      // The same message in two rows that disagree: whatever their order, the same parent is taken.
      const before = this.#parent[node]!;
      if (known && before !== noNode && before !== parent) this.#severalParents.add(node);
      if (before === noNode || this.#ids.text(parent) < this.#ids.text(before)) this.#parent[node] = parent;
    }
    for (let i = 1; i < chain.length; i++) this.#claims.add(chain[i]!, chain[i - 1]!, atMs, node);
    for (const response of responses) {
      const child = this.#nodeOf(response);
      this.#is[child]! |= isResponse;
      this.#claims.add(child, node, atMs, node);
    }
  }

  has(id: string): boolean {
    const node = this.#ids.find(id);
    return node >= 0 && this.#has(node);
  }

  /** To be asked when all messages were added, of one of them or of one that they name. */
  placeOf(id: string): ThreadPlace {
    this.#places ??= this.#resolve();
    const node = this.#ids.find(id);
    const parent = this.#parentOf(node);
    return {
      root: this.#ids.text(this.#places.root[node]!),
      depth: this.#places.depth[node]!,
      parentAtMs: parent === noNode || !Number.isFinite(this.#atMs[parent]) ? null : this.#atMs[parent]!,
    };
  }

  faults(): ForestFaults {
    this.#places ??= this.#resolve();
    const named = (nodes: Iterable<number>) => [...nodes].map((node) => this.#ids.text(node));
    const absent: number[] = [];
    for (let node = 0; node < this.#ids.size; node++)
      if (this.#is[node] === isResponse && !this.#isNone(this.#ids.text(node))) absent.push(node);
    return {
      circles: named(this.#circles),
      selfParents: named(this.#selfParents),
      severalParents: named(this.#severalParents),
      absentResponses: named(absent),
    };
  }

  #has(node: number): boolean {
    return (this.#is[node]! & isPresent) !== 0;
  }

  #nodeOf(id: string): number {
    const node = this.#ids.add(id);
    if (node >= this.#parent.length) this.#grow(this.#parent.length * 2);
    return node;
  }

  #grow(length: number): void {
    this.#is = wider(this.#is, new Uint8Array(length), 0);
    this.#atMs = wider(this.#atMs, new Float64Array(length), Number.POSITIVE_INFINITY);
    this.#parent = wider(this.#parent, new Int32Array(length), noNode);
  }

  #isNothing(node: number): boolean {
    return !this.#has(node) && this.#isNone(this.#ids.text(node));
  }

  #parentOf(node: number): number {
    const own = this.#parent[node]!;
    if (own !== noNode && !this.#isNothing(own)) return own;
    const claimed = this.#claims.parentOf(node);
    return claimed === noNode || this.#selfParents.has(node) || this.#isNothing(claimed) ? noNode : claimed;
  }

  #resolve(): { root: Int32Array; depth: Int32Array } {
    const count = this.#ids.size;
    const root = new Int32Array(count).fill(noNode);
    const depth = new Int32Array(count);
    /** The walk in which a node was last met, to know a circle. */
    const metIn = new Int32Array(count);
    let walk = 0;
    for (let start = 0; start < count; start++) {
      let path: number[] = [];
      let node = start;
      walk++;
      while (root[node] === noNode) {
        if (metIn[node] === walk) {
          const isOpened = this.#settleCircle(path.slice(path.indexOf(node)), root);
          if (!isOpened) break;
          // One node of the circle begins a thread now, so the next walk ends there.
          path = [];
          node = start;
          walk++;
          continue;
        }
        metIn[node] = walk;
        path.push(node);
        const parent = this.#parentOf(node);
        if (parent === noNode) root[node] = node;
        else node = parent;
      }
      for (let i = path.length - 1; i >= 0; i--) {
        const each = path[i]!;
        if (root[each] !== noNode) continue;
        const parent = this.#parentOf(each);
        root[each] = root[parent]!;
        depth[each] = depth[parent]! + 1;
      }
    }
    return { root, depth };
  }

  /**
   * A circle that holds only because others say what a message answers is opened there, where it is earliest. Any other has no
   * first message and goes under the earliest of its own.
   * @returns whether it was opened
   */
  #settleCircle(circle: readonly number[], root: Int32Array): boolean {
    const ownParent = (node: number) => this.#parent[node]! !== noNode && !this.#isNothing(this.#parent[node]!);
    const claimed = this.#earliest(circle.filter((node) => !ownParent(node)));
    if (claimed !== undefined) {
      this.#claims.forget(claimed);
      this.#severalParents.add(claimed);
      return true;
    }
    const first = this.#earliest(circle)!;
    for (const node of circle) root[node] = first;
    this.#circles.push(first);
    return false;
  }

  #earliest(nodes: readonly number[]): number | undefined {
    let first = nodes[0];
    for (const node of nodes) {
      const [at, firstAt] = [this.#atMs[node]!, this.#atMs[first!]!];
      if (at < firstAt || (at === firstAt && this.#ids.text(node) < this.#ids.text(first!))) first = node;
    }
    return first;
  }
}

function wider<Numbers extends Uint8Array | Int32Array | Float64Array>(
  from: Numbers,
  to: Numbers,
  empty: number,
): Numbers {
  to.set(from);
  to.fill(empty, from.length);
  return to;
}
