import type { Readable } from "node:stream";

/** Somewhere text, or facts as bytes, can be written to. */
export interface TextSink {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What the command line works with; in the program the process's own, in tests plain stand-ins. */
export interface Streams {
  stdin: Readable;
  stdout: TextSink;
  stderr: TextSink;
}
