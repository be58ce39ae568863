import { version } from "../../package.json";
import { decodeText } from "../log/text-codec.ts";
import { crc32 } from "./crc32.ts";
import { aligned, checkedFrom, type FactsHead, factsFormat, fixedBytes, layoutMark, magic } from "./facts-layout.ts";
import type { FactsFault, FactsInput } from "./saved-facts.ts";

type Fault = Omit<FactsFault, "at">;

/** One saved piece: its bytes and its head, whose columns are not looked at yet. */
export interface FactsFrame {
  bytes: Uint8Array;
  head: FactsHead;
  columnsAt: number;
}

const again = "fold the events again with this version";
const carry = "fold the events again; check how the facts were carried here";

/** How many bytes the facts take that begin here: for readers of streams. `null`: more than the first 32 bytes are needed to tell. */
export function factsLength(bytes: Uint8Array): number | null | { fault: Fault } {
  const wrong = magic.findIndex((byte, place) => place < bytes.length && bytes[place] !== byte);
  if (wrong >= 0) {
    const mangled = wrong >= 4;
    return {
      fault: {
        code: mangled ? "damaged" : "notFacts",
        expected: "facts as trueresolve fold or saveFacts write them",
        found: mangled ? "line ends that were changed on the way" : "something else",
        hint: mangled ? "carry facts as binary, or fold with --format lines" : "name files that hold facts",
      },
    };
  }
  if (bytes.length < fixedBytes) return null;
  const fixed = new DataView(bytes.buffer, bytes.byteOffset, fixedBytes);
  const format = fixed.getUint32(8, true);
  if (format !== factsFormat) {
    const expected = `format ${factsFormat}`;
    return { fault: { code: "otherFormat", expected, found: `format ${format}`, hint: again } };
  }
  return fixed.getUint32(16, true) + fixed.getUint32(20, true) * 2 ** 32;
}

/** The first of saved facts that lie one after another, as far as its head. */
export function frameOf(rest: Uint8Array): FactsFrame | { fault: Fault } {
  const length = factsLength(rest);
  if (typeof length === "object" && length !== null) return length;
  if (length === null || length > rest.length) {
    const expected = length === null ? `at least ${fixedBytes} bytes` : `${length} bytes`;
    return { fault: { code: "cutOff", expected, found: `${rest.length} bytes`, hint: carry } };
  }
  const fixed = new DataView(rest.buffer, rest.byteOffset, fixedBytes);
  const headBytes = fixed.getUint32(24, true);
  const columnsAt = aligned(fixedBytes + headBytes);
  const damaged = (found: string) => ({
    fault: { code: "damaged" as const, expected: "facts as they were saved", found, hint: carry },
  });
  if (length < columnsAt) return damaged(`a length of ${length} bytes`);
  const bytes = rest.subarray(0, length);
  if (crc32(bytes, checkedFrom) !== fixed.getUint32(12, true)) return damaged("bytes that do not fit their checksum");
  const head = headOf(decodeText(bytes, fixedBytes, fixedBytes + headBytes));
  if (head === null) return damaged("a head that is none");
  if (!sameNumbers(head.trueresolve, version) || head.layout !== layoutMark()) {
    const found = `facts by trueresolve ${head.trueresolve}`;
    return { fault: { code: "otherVersion", expected: `facts by trueresolve ${version}`, found, hint: again } };
  }
  return { bytes, head, columnsAt };
}

function headOf(text: string): FactsHead | null {
  let head: unknown;
  try {
    head = JSON.parse(text);
  } catch {
    return null; // The checksum holds, so somebody else made this; the caller says that it is damaged.
  }
  if (typeof head !== "object" || head === null) return null;
  const { trueresolve, layout, stage, tables, attributes, dictionaries, observed, notes, ...rest } = head as FactsHead;
  const isObject = (value: unknown) => typeof value === "object" && value !== null;
  const sound =
    typeof trueresolve === "string" &&
    typeof layout === "string" &&
    (stage === "folded" || stage === "linked") &&
    [tables, dictionaries, observed].every(isObject) &&
    [rest.asOf, rest.newestAt].every((at) => at === null || typeof at === "number") &&
    (rest.input === null || isInput(rest.input)) &&
    Array.isArray(notes) &&
    Array.isArray(attributes) &&
    attributes.every((each) => Array.isArray(each) && typeof each[0] === "string" && typeof each[1] === "string");
  return sound ? (head as FactsHead) : null;
}

function isInput(input: unknown): boolean {
  if (typeof input !== "object" || input === null) return false;
  const { sourceRows, rows, accepted, refused, repeats, refusedByCode, issues, notes } = input as FactsInput;
  return (
    [sourceRows, rows, accepted, refused, repeats].every((count) => Number.isSafeInteger(count) && count >= 0) &&
    accepted + refused + repeats === rows &&
    typeof refusedByCode === "object" &&
    refusedByCode !== null &&
    Array.isArray(issues) &&
    Array.isArray(notes)
  );
}

/** Figures never change with a patch, and may with everything above. */
function sameNumbers(written: string, ours: string): boolean {
  const minor = (text: string) => text.split(".").slice(0, 2).join(".");
  return minor(written) === minor(ours);
}
