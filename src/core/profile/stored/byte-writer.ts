const VARINT_STEP = 128;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** How a text is stored, in the low two bits of its length. */
export const TextForm = { utf8: 0, utf16: 1, hash: 2 } as const;

/** Bytes that a whole number takes as a varint. */
export function varintBytes(value: number): number {
  let size = 1;
  for (let limit = VARINT_STEP; value >= limit; limit *= VARINT_STEP) size++;
  return size;
}

/** Writes numbers and texts as compact little-endian bytes into a buffer that grows. */
export class ByteWriter {
  private buffer = Buffer.alloc(1_024);
  private length = 0;

  byte(value: number): void {
    const at = this.reserve(1);
    this.buffer[at] = value;
  }

  bytes(values: Uint8Array): void {
    const at = this.reserve(values.length);
    this.buffer.set(values, at);
  }

  uint32(value: number): void {
    const at = this.reserve(4);
    this.buffer.writeUInt32LE(value >>> 0, at);
  }

  double(value: number): void {
    const at = this.reserve(8);
    this.buffer.writeDoubleLE(value, at);
  }

  /** Whole number from 0 to 2^53 in 7-bit groups, lowest first. */
  varint(value: number): void {
    let rest = value;
    while (rest >= VARINT_STEP) {
      this.byte((rest % VARINT_STEP) | VARINT_STEP);
      rest = Math.floor(rest / VARINT_STEP);
    }
    this.byte(rest);
  }

  /** UTF-8; UTF-16 for a text with lone surrogates, which UTF-8 would lose; 8 bytes for a keyed hash. */
  text(value: string, isHash = false): void {
    if (isHash) {
      this.varint(TextForm.hash);
      this.bytes(Buffer.from(value.slice(1), "hex"));
      return;
    }
    const broken = LONE_SURROGATE.test(value);
    const bytes = Buffer.from(value, broken ? "utf16le" : "utf8");
    this.varint(bytes.length * 4 + (broken ? TextForm.utf16 : TextForm.utf8));
    this.bytes(bytes);
  }

  finish(): Uint8Array {
    return new Uint8Array(this.buffer.subarray(0, this.length));
  }

  /** Makes room at the end. It may replace the buffer, so it must come before the buffer is named. */
  private reserve(size: number): number {
    const at = this.length;
    this.length += size;
    if (this.length > this.buffer.length) {
      const grown = Buffer.alloc(Math.max(this.length, this.buffer.length * 2));
      this.buffer.copy(grown, 0, 0, at);
      this.buffer = grown;
    }
    return at;
  }
}
