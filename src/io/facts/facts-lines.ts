import { magic } from "../../facts/facts-layout.ts";

/** What facts are written as: bytes, or text that an engine takes for the only column, `facts`, of one row. */
export const factsForms = ["binary", "lines", "csv"] as const;
export type FactsForm = (typeof factsForms)[number];

/** A multiple of three, so that pieces of base64 join without padding. */
const bytesAtOnce = 3 << 18;

/** Saved facts in a form, piece by piece. `lines`: a JSON object a line; `csv`: a header, and a row of base64. */
export function* inForm(saved: Uint8Array, form: FactsForm): Generator<string | Uint8Array> {
  if (form === "binary") {
    yield saved;
    return;
  }
  yield form === "lines" ? '{"facts":"' : "facts\n";
  for (let at = 0; at < saved.length; at += bytesAtOnce) {
    yield Buffer.from(saved.buffer, saved.byteOffset + at, Math.min(bytesAtOnce, saved.length - at)).toString("base64");
  }
  yield form === "lines" ? '"}\n' : "\n";
}

const backslash = 0x5c;

/** How the base64 of saved facts begins: the magic number. */
const ourBeginning = Buffer.from(magic.slice(0, 6)).toString("base64");

/**
 * The saved facts of a line: a JSON object with the field `facts`, or the base64 by itself, in quotes or not. where it begins as
 * one, whether it is cut off or damaged; `null` where it is neither. Not read as JSON, since a line may be longer than a text can be.
 */
export function bytesOfLine(line: Buffer): Buffer | "header" | "cutOff" | "damaged" | null {
  let end = line.length;
  while (end > 0 && (line[end - 1] === 0x0d || line[end - 1] === 0x20 || line[end - 1] === 0x09)) end--;
  const head = line.subarray(0, 80).toString("latin1");
  if (/^"?facts"?\s*$/.test(head)) return "header";
  const [opening] = /^\{\s*"facts"\s*:\s*"|^"|^/.exec(head)!;
  const closing = opening.startsWith("{") ? /"\s*\}$/ : opening === '"' ? /"$/ : /$/;
  const tail = line.subarray(Math.max(0, end - 20), end).toString("latin1");
  const closed = closing.exec(tail);
  const isOurs = beginsAsOurs(head.slice(opening.length), opening.startsWith("{"));
  if (closed === null) return isOurs ? "cutOff" : null;
  const encoded = line.subarray(opening.length, end - (tail.length - closed.index));
  // Engines write "\/" for "/" in JSON.
  const plain =
    opening.startsWith("{") && encoded.includes(backslash) ? encoded.filter((byte) => byte !== backslash) : encoded;
  const bytes = fromBase64(Buffer.from(plain.buffer, plain.byteOffset, plain.length));
  if (bytes !== null || !isOurs) return bytes;
  return opening === "" && plain.length % 4 !== 0 ? "cutOff" : "damaged";
}

/** Whether text of base64 is that of saved facts, or ends too early to be anything else. */
function beginsAsOurs(text: string, named: boolean): boolean {
  return text.startsWith(ourBeginning) || (named && ourBeginning.startsWith(text));
}

function fromBase64(encoded: Buffer): Buffer | null {
  if (encoded.length === 0 || encoded.length % 4 !== 0) return null;
  const bytes = Buffer.allocUnsafe((encoded.length / 4) * 3);
  let to = 0;
  for (let at = 0; at < encoded.length; at += 1 << 20) {
    const piece = encoded.subarray(at, at + (1 << 20));
    const written = bytes.write(piece.toString("latin1"), to, "base64");
    // Letters that are none of base64 are passed over in silence; then the length does not fit.
    const padding = piece.at(-1) !== 0x3d ? 0 : piece.at(-2) !== 0x3d ? 1 : 2;
    if (written !== (piece.length / 4) * 3 - padding) return null;
    to += written;
  }
  return bytes.subarray(0, to);
}
