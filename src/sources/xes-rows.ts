import { SaxesParser, type SaxesTagPlain } from "saxes";
import { NoteBook } from "./note-book.ts";
import type { SourceNote, SourceRow } from "./source.ts";

const xesNotes = {
  broken: {
    code: "brokenXml",
    text: "places where the file stops being XML; what stands after the first was not read",
  },
  emptyTrace: { code: "emptyTraces", text: "traces without an event, of which nothing is known" },
  strayEvent: { code: "eventsOutsideTraces", text: "events outside any trace, which belong to no ticket" },
  repeatedKey: { code: "repeatedAttributes", text: "attributes that an event has twice; the first counts" },
};

/** Elements that hold a value under a key (IEEE 1849-2016, section 4.4). */
const attributeTags = new Set(["string", "date", "int", "float", "boolean", "id", "list", "container"]);

/** One open attribute element: those inside it are its own attributes. */
interface OpenAttribute {
  key: string | undefined;
}

/**
 * Turns an XES event log (IEEE 1849-2016), as it comes, into rows of a table: one for every event, with its attributes under
 * their keys (`concept:name`, `time:timestamp`) and those of its trace under `case:` and the key (`case:concept:name`).
 * An attribute of an attribute stands under both keys with a slash between them. Memory is bounded by one trace.
 *
 * A trace's attributes may stand after its events, so its rows come when it ends.
 *
 * @example
 * const reader = new XesRows();
 * const rows = [...reader.write(chunk1), ...reader.write(chunk2), ...reader.close()];
 */
export class XesRows {
  readonly #parser = new SaxesParser({ xmlns: false });
  readonly #notes = new NoteBook();
  #finished: SourceRow[] = [];
  #isBroken = false;
  /** The trace being read; `null` outside traces. */
  #trace: { attributes: Record<string, string>; events: Record<string, string>[] } | null = null;
  #event: Record<string, string> | null = null;
  /** Depth of elements that are none of a log's data: globals, extensions, classifiers. */
  #ignored = 0;
  readonly #open: OpenAttribute[] = [];

  constructor() {
    this.#parser.on("opentag", (tag) => this.#begin(tag));
    this.#parser.on("closetag", (tag) => this.#end(tag));
    this.#parser.on("error", (error) => this.#break(error.message));
  }

  /** @returns the rows that are complete by now */
  write(text: string): SourceRow[] {
    if (!this.#isBroken) this.#parser.write(text);
    return this.#take();
  }

  /** @returns the last rows; those of a trace that the file cuts off included */
  close(): SourceRow[] {
    if (!this.#isBroken) this.#parser.close();
    this.#finishTrace();
    return this.#take();
  }

  notes(): SourceNote[] {
    return this.#notes.notes();
  }

  #take(): SourceRow[] {
    const rows = this.#finished;
    this.#finished = [];
    return rows;
  }

  #break(message: string): void {
    if (!this.#isBroken) this.#notes.add(xesNotes.broken, undefined, message);
    this.#isBroken = true;
  }

  #begin(tag: SaxesTagPlain): void {
    if (this.#isBroken) return;
    const name = plainName(tag.name);
    if (this.#ignored > 0 || name === "global") this.#ignored++;
    else if (name === "trace") this.#trace = { attributes: {}, events: [] };
    else if (name === "event") this.#event = {};
    else if (attributeTags.has(name)) this.#attribute(tag.attributes);
  }

  #end(tag: SaxesTagPlain): void {
    if (this.#isBroken) return;
    const name = plainName(tag.name);
    if (this.#ignored > 0) this.#ignored--;
    else if (name === "trace") this.#finishTrace();
    else if (name === "event") this.#finishEvent();
    else if (attributeTags.has(name)) this.#open.pop();
  }

  #attribute(attributes: Record<string, string>): void {
    const key = attributes["key"];
    this.#open.push({ key });
    const target = this.#event ?? this.#trace?.attributes;
    const value = attributes["value"];
    if (target === undefined || key === undefined || value === undefined) return;
    const path = this.#open.flatMap((attribute) => attribute.key ?? []).join("/");
    if (Object.hasOwn(target, path)) this.#notes.add(xesNotes.repeatedKey, undefined, path);
    else target[path] = value;
  }

  #finishEvent(): void {
    if (this.#event !== null) {
      if (this.#trace === null) this.#notes.add(xesNotes.strayEvent);
      this.#trace?.events.push(this.#event);
    }
    this.#event = null;
  }

  #finishTrace(): void {
    const trace = this.#trace;
    this.#trace = null;
    this.#event = null;
    if (trace === null) return;
    const name = trace.attributes["concept:name"];
    if (trace.events.length === 0) this.#notes.add(xesNotes.emptyTrace, undefined, name ?? "(no name)");
    const ofCase = Object.entries(trace.attributes).map(([key, value]) => [`case:${key}`, value] as const);
    for (const event of trace.events) {
      this.#finished.push({ ...Object.fromEntries(ofCase), ...event });
    }
  }
}

/** A tag's name without the prefix of a namespace. */
function plainName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
