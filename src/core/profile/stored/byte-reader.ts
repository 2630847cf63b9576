import { FormatError } from "../../../contracts/errors.js";
import { TextForm } from "./byte-writer.js";

/** Reads what ByteWriter wrote. @throws FormatError past the end of the bytes */
export class ByteReader {
  private readonly buffer: Buffer;
  private next = 0;

  constructor(bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.buffer.length - this.next;
  }

  byte(): number {
    return this.buffer[this.take(1)]!;
  }

  bytes(length: number): Buffer {
    const from = this.take(length);
    return this.buffer.subarray(from, from + length);
  }

  /** Passes over bytes. @returns where they begin, for `at` */
  skip(length: number): number {
    return this.take(length);
  }

  /** The byte at a place that `skip` passed over. */
  at(place: number): number {
    return this.buffer[place]!;
  }

  uint32(): number {
    return this.buffer.readUInt32LE(this.take(4));
  }

  double(): number {
    return this.buffer.readDoubleLE(this.take(8));
  }

  varint(): number {
    let value = this.byte();
    if (value < 128) return value;
    value -= 128;
    let scale = 128;
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) break;
      scale *= 128;
    }
    if (value > Number.MAX_SAFE_INTEGER + 1) throw new FormatError("profile", "holds a number beyond 2^53");
    return value;
  }

  /** Length of a list whose items take at least one byte each, so that broken bytes reserve no memory. */
  size(): number {
    const size = this.varint();
    if (size > this.remaining) throw new FormatError("profile", "is truncated", { size, remaining: this.remaining });
    return size;
  }

  text(): string {
    const head = this.varint();
    const form = head % 4;
    const length = Math.floor(head / 4);
    if (form === TextForm.hash) return `#${this.bytes(8).toString("hex")}`;
    return this.bytes(length).toString(form === TextForm.utf16 ? "utf16le" : "utf8");
  }

  private take(size: number): number {
    const from = this.next;
    if (size > this.buffer.length - from) {
      throw new FormatError("profile", "is truncated", { expected: size, remaining: this.buffer.length - from });
    }
    this.next = from + size;
    return from;
  }
}
