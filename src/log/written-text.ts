import { encodeText } from "./text-codec.ts";

/** The bytes of one text at a time, in memory that is used again for the next. */
export class WrittenText {
  bytes = new Uint8Array(64);
  view = new DataView(this.bytes.buffer);
  length = 0;

  write(text: string): this {
    if (text.length * 3 > this.bytes.length) {
      this.bytes = new Uint8Array(text.length * 6);
      this.view = new DataView(this.bytes.buffer);
    }
    this.length = encodeText(text, this.bytes, 0);
    return this;
  }
}
