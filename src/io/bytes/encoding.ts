/** How the bytes of a file stand for text. */
export interface DetectedEncoding {
  /** A label of the Encoding Standard: "utf-8", "utf-16le", "utf-16be". */
  encoding: string;
  /** Bytes of the mark at the beginning, not part of the text. */
  markBytes: number;
}

/** The encoding that a byte order mark names, or that zero bytes beside every ASCII letter give away; otherwise UTF-8. */
export function detectEncoding(head: Uint8Array): DetectedEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: "utf-8", markBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", markBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", markBytes: 2 };
  // Rows begin with a bracket or a header of ASCII letters: four characters in a row are enough to know UTF-16 by.
  const zeros = (from: number) => head.length >= 8 && [0, 2, 4, 6].every((i) => head[from + i] === 0);
  const letters = (from: number) => [0, 2, 4, 6].every((i) => isPrintable(head[from + i]!));
  if (zeros(1) && letters(0)) return { encoding: "utf-16le", markBytes: 0 };
  if (zeros(0) && letters(1)) return { encoding: "utf-16be", markBytes: 0 };
  return { encoding: "utf-8", markBytes: 0 };
}

const isPrintable = (byte: number) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** True where this engine can decode an encoding of that name ("gb18030", "big5", "windows-1252"). */
export function isEncoding(name: string): boolean {
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false; // The constructor's RangeError is the only way to ask.
  }
}

/**
 * Turns text of another encoding into UTF-8. What stands for no character there becomes a byte that is none in UTF-8 either,
 * so that the row that holds it is refused instead of being read wrongly.
 */
export async function* toUtf8(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text.length > 0) yield encode(text);
  }
  const rest = decoder.decode();
  if (rest.length > 0) yield encode(rest);
}

function encode(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (!text.includes("\ufffd")) return bytes;
  for (let at = bytes.indexOf("\ufffd"); at >= 0; at = bytes.indexOf("\ufffd", at)) bytes.fill(0xff, at, at + 3);
  return bytes;
}

const magics: readonly [bytes: number[], what: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], "a ZIP archive or an Excel workbook; unpack it, or save the sheet as CSV"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel workbook; save the sheet as CSV"],
  [[0x50, 0x41, 0x52, 0x31], "a Parquet file; write the rows as NDJSON or CSV"],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], "an Arrow file; give it the ending .arrow"],
  [[0xff, 0xff, 0xff, 0xff], "an Arrow stream, perhaps; give it the ending .arrow"],
  [[0x28, 0xb5, 0x2f, 0xfd], "compressed with zstd; unpack it, or compress it with gzip"],
  [[0x42, 0x5a, 0x68], "compressed with bzip2; unpack it, or compress it with gzip"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "compressed with xz; unpack it, or compress it with gzip"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF"],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], "an SQLite database; export the rows as NDJSON or CSV"],
];

/** Says what a file is that holds no text, or `null` where it looks like text. Takes UTF-8. */
export function binaryKind(head: Uint8Array): string | null {
  for (const [bytes, what] of magics) if (bytes.every((byte, i) => head[i] === byte)) return what;
  const zero = head.indexOf(0);
  return zero < 0 ? null : `no text (byte ${zero + 1} is zero); expected NDJSON, JSON or CSV, gzipped or not`;
}
