import { version } from "../../package.json";
import type { Dictionary } from "../log/dictionary.ts";
import { dictionaryNames } from "../log/empty-dictionaries.ts";
import { encodeText } from "../log/text-codec.ts";
import { crc32 } from "./crc32.ts";
import type { Facts, FoldedFacts } from "./facts.ts";
import {
  aligned,
  checkedFrom,
  type FactsHead,
  factsFormat,
  fixedBytes,
  isLittleEndian,
  layoutMark,
  magic,
  type Packing,
  reverseCells,
  savedTables,
} from "./facts-layout.ts";
import type { FactsInput } from "./saved-facts.ts";

type Numbers = Float64Array | Int32Array | Uint8Array;

/** Bytes to be stored, each cell of `width` bytes in the order of this machine. */
interface Piece {
  packing: Packing;
  width: number;
  bytes: Uint8Array;
}

/**
 * Facts as bytes, for a file, a database or another machine; `loadFacts` gives them back bit for bit. Facts of several shards
 * may be written one after another into one file.
 *
 * They name people: whoever may read the log may read them, and nobody else.
 *
 * @param input what became of the rows that the facts were made of, to be kept with them
 * @throws {TypeError} where it is given no facts
 */
export function saveFacts(facts: Facts | FoldedFacts, input: FactsInput | null = null): Uint8Array {
  const stage: unknown = (facts as Partial<Facts> | null | undefined)?.stage;
  if (stage !== "linked" && stage !== "folded")
    throw new TypeError(`saveFacts: expected facts, linked or folded, got ${facts == null ? facts : typeof facts}`);
  const pieces: Piece[] = [];
  const pack = (cells: Numbers, isFirst = false) => {
    const piece = packed(cells, isFirst);
    pieces.push(piece);
    return piece.packing;
  };
  const sightings = facts.stage === "folded" ? facts.sightings : null;
  const tables: FactsHead["tables"] = {};
  for (const [name, spec] of savedTables()) {
    const table = name === "sightings" ? sightings : facts[name];
    const columns = table as unknown as Record<string, Numbers> | null;
    const packings =
      columns === null ? [] : Object.keys(spec).map((column, place) => pack(columns[column]!, place === 0));
    tables[name] = [table?.length ?? 0, packings.join("")];
  }
  const attributes = [...facts.attributes].map(([name, cells]): [string, string] => [name, pack(cells)]);
  const dictionaries: FactsHead["dictionaries"] = {};
  for (const name of dictionaryNames) {
    const { lengths, bytes } = textsOf(facts.dictionaries[name]);
    dictionaries[name] = [lengths.length, pack(lengths, true), bytes.length];
    pieces.push({ packing: "p", width: 1, bytes });
  }
  const head: FactsHead = {
    trueresolve: version,
    layout: layoutMark(),
    stage: facts.stage,
    asOf: numberOrNull(facts.asOf),
    newestAt: facts.stage === "folded" ? numberOrNull(facts.newestAt) : null,
    policy: facts.policy,
    observed: facts.observed,
    notes: facts.notes,
    input,
    forUpdates: sightings !== null,
    tables,
    attributes,
    dictionaries,
  };
  return assembled(JSON.stringify(head), pieces);
}

const numberOrNull = (value: number | null) => (value === null || Number.isNaN(value) ? null : value);

function assembled(head: string, pieces: readonly Piece[]): Uint8Array {
  const room = new Uint8Array(head.length * 3);
  const headBytes = room.subarray(0, encodeText(head, room, 0));
  const length = pieces.reduce((at, { bytes }) => at + aligned(bytes.length), aligned(fixedBytes + headBytes.length));
  const saved = new Uint8Array(length);
  const fixed = new DataView(saved.buffer);
  saved.set(magic);
  fixed.setUint32(8, factsFormat, true);
  fixed.setUint32(16, length % 2 ** 32, true);
  fixed.setUint32(20, Math.floor(length / 2 ** 32), true);
  fixed.setUint32(24, headBytes.length, true);
  saved.set(headBytes, fixedBytes);
  const turn = !isLittleEndian();
  let at = aligned(fixedBytes + headBytes.length);
  for (const { bytes, width } of pieces) {
    saved.set(bytes, at);
    if (turn) reverseCells(saved.subarray(at, at + bytes.length), width);
    at += aligned(bytes.length);
  }
  fixed.setUint32(12, crc32(saved, checkedFrom), true);
  return saved;
}

/** A column in as few bytes as its numbers allow, without a loss. */
function packed(cells: Numbers, isFirst: boolean): Piece {
  const piece = (packing: Packing, array: Numbers | Int8Array | Int16Array): Piece => ({
    packing,
    width: array.BYTES_PER_ELEMENT,
    bytes: new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
  });
  if (!isFirst && isConstant(cells)) return piece("c", cells.subarray(0, 1));
  if (!(cells instanceof Int32Array)) return piece("p", cells);
  let [least, most] = [0, 0];
  for (const cell of cells) {
    if (cell < least) least = cell;
    else if (cell > most) most = cell;
  }
  if (least >= -128 && most <= 127) return piece("b", Int8Array.from(cells));
  if (least >= -32_768 && most <= 32_767) return piece("s", Int16Array.from(cells));
  return piece("p", cells);
}

/** Whether there are cells, and all are the same to the bit. */
function isConstant(cells: Numbers): boolean {
  const first = cells[0];
  for (let i = 1; i < cells.length; i++) if (!Object.is(cells[i], first)) return false;
  return cells.length > 0;
}

function textsOf({ values }: Dictionary): { lengths: Int32Array; bytes: Uint8Array } {
  const room = new Uint8Array(values.reduce((units, text) => units + text.length, 0) * 3);
  const lengths = new Int32Array(values.length);
  let at = 0;
  values.forEach((text, code) => {
    const end = encodeText(text, room, at);
    lengths[code] = end - at;
    at = end;
  });
  return { lengths, bytes: room.subarray(0, at) };
}
