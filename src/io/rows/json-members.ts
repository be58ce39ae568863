import { HeldElement } from "./held-element.ts";
import type { JsonElement } from "./json-elements.ts";

/** An element of a list that is a member of a JSON object. */
export interface JsonMember {
  name: string;
  element: JsonElement;
}

const [quote, backslash, comma, colon, open, close] = [0x22, 0x5c, 0x2c, 0x3a, 0x5b, 0x5d];
const [openBrace, closeBrace, blank] = [0x7b, 0x7d, 0x20];

const mostNames = 1_000;

/**
 * Cuts the lists that are members of a JSON object into their elements as the bytes come, without holding more than one of them;
 * other members are passed over. All that matters to the cutting is ASCII, which UTF-8 keeps apart from other characters.
 */
export class JsonMembers {
  readonly #wanted: ReadonlySet<string>;
  readonly #held: HeldElement;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The last text at the top level, which is a name where a colon follows. */
  #text: Buffer[] = [];
  #name = "";
  /** Whether the first sign of a wanted member is yet to come. */
  #awaits = false;
  #inList = false;
  /** The wanted lists that have begun, and one that began a second time. */
  readonly lists = new Set<string>();
  repeated: string | null = null;
  /** Names of members, the first thousand; and of wanted ones that hold an object. */
  readonly names = new Set<string>();
  readonly objects = new Set<string>();
  /** Whether the object has been closed. */
  ended = false;
  /** Something other than blanks stands after the end of the object. */
  trailing = false;

  /**
   * @param wanted names of the lists that are cut
   * @param longest longest element that is held, in bytes
   */
  constructor(wanted: Iterable<string>, longest: number) {
    this.#wanted = new Set(wanted);
    this.#held = new HeldElement(longest);
  }

  /** What a further chunk completes. */
  push(chunk: Buffer): JsonMember[] {
    const members: JsonMember[] = [];
    /** Where what is held of this chunk begins: of an element, or of a text that may be a name. */
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) {
          this.#inString = false;
          if (this.#depth === 1) this.#text.push(chunk.subarray(from, i + 1));
        }
        continue;
      }
      if (byte <= blank) continue;
      if (this.ended) {
        this.trailing = true;
        continue;
      }
      if (this.#awaits) {
        this.#awaits = false;
        this.#inList = byte === open;
        this.#held.begin();
        if (this.#inList) this.#beginList();
        else if (byte === openBrace) this.objects.add(this.#name);
      }
      if (byte === quote) {
        this.#inString = true;
        if (this.#depth === 1) {
          this.#text = [];
          from = i;
        }
      } else if (byte === open || byte === openBrace) {
        if (++this.#depth === 2 && this.#inList) from = i + 1;
      } else if (byte === close || byte === closeBrace) {
        if (this.#depth === 2 && this.#inList) {
          this.#held.hold(chunk.subarray(from, i));
          this.#end(members, true);
          this.#inList = false;
        }
        this.ended = --this.#depth === 0;
      } else if (byte === comma && this.#depth === 2 && this.#inList) {
        this.#held.hold(chunk.subarray(from, i));
        this.#end(members, false);
        from = i + 1;
      } else if (byte === colon && this.#depth === 1) {
        this.#name = nameOf(this.#text);
        this.#awaits = this.#wanted.has(this.#name);
        if (this.names.size < mostNames) this.names.add(this.#name);
      }
    }
    if (this.#inList) this.#held.hold(chunk.subarray(from));
    else if (this.#inString && this.#depth === 1) this.#text.push(chunk.subarray(from));
    return members;
  }

  /** What stands after the last comma of a list that was never closed. */
  finish(): JsonMember[] {
    const members: JsonMember[] = [];
    if (this.#inList) this.#end(members, true);
    return members;
  }

  #beginList(): void {
    if (this.lists.has(this.#name)) this.repeated = this.#name;
    this.lists.add(this.#name);
  }

  #end(members: JsonMember[], isLast: boolean): void {
    const element = this.#held.end(isLast);
    if (element !== null) members.push({ name: this.#name, element });
  }
}

/** A name as it was written, quotes and all; what is no JSON is no name that anybody wants. */
function nameOf(text: readonly Buffer[]): string {
  const written = Buffer.concat(text).toString("utf8");
  try {
    return String(JSON.parse(written));
  } catch (error) {
    if (error instanceof SyntaxError) return written;
    throw error;
  }
}
