import type { Dictionary } from "../dictionary.ts";
import type { LogDictionaries } from "../event-log.ts";
import { TextBytes, type TextParts } from "../text-bytes.ts";
import { decodeText } from "../text-codec.ts";
import { ByteTable } from "./byte-table.ts";

/** A dictionary looked up by the bytes of a text, so that a string is made only of a text that is new. */
export class TextTable {
  readonly #dictionary: Dictionary;
  readonly #table = new ByteTable();

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
  }

  /** The number of a text in the dictionary, given to it now if it is new. The bytes must be UTF-8; `view` shows the same. */
  encode(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const known = this.#table.find(bytes, view, from, to);
    return known >= 0 ? known : this.#add(bytes, view, from, to);
  }

  /** All texts of the dictionary, for handing over to another thread. */
  toParts(): TextParts {
    const { values } = this.#dictionary;
    const texts = new TextBytes(values.length);
    if (values.length === this.#table.size) this.#table.each((bytes, from, to) => texts.push(bytes, from, to));
    else for (const value of values) texts.pushText(value);
    return texts.toParts();
  }

  /** The numbers of texts that another thread has handed over, given to them now if they are new. */
  encodeParts({ ends, bytes, count }: TextParts): Int32Array {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const codes = new Int32Array(count);
    for (let i = 0; i < count; i++) codes[i] = this.encode(bytes, view, i === 0 ? 0 : ends[i - 1]!, ends[i]!);
    return codes;
  }

  #add(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const text = decodeText(bytes, from, to);
    // Where others have written to the dictionary as well, the text may be in it without being in the table.
    const alone = this.#dictionary.size === this.#table.size;
    const code = alone ? this.#dictionary.append(text) : this.#dictionary.encode(text);
    this.#table.add(bytes, view, from, to, code);
    return code;
  }
}

/** A table for each dictionary of a log. */
export type TextTables = Readonly<Record<keyof LogDictionaries, TextTable>>;

export function textTablesOf(dictionaries: LogDictionaries): TextTables {
  return {
    tickets: new TextTable(dictionaries.tickets),
    requesters: new TextTable(dictionaries.requesters),
    agents: new TextTable(dictionaries.agents),
    teams: new TextTable(dictionaries.teams),
    employers: new TextTable(dictionaries.employers),
    channels: new TextTable(dictionaries.channels),
    categories: new TextTable(dictionaries.categories),
    priorities: new TextTable(dictionaries.priorities),
    names: new TextTable(dictionaries.names),
    values: new TextTable(dictionaries.values),
  };
}
