import type { Buffer } from "node:buffer";

const WORD = 8;

/**
 * Bytes that a line must hold at a place, compared eight at a time as doubles.
 *
 * Two doubles that are finite and not zero are equal only when all their bits are: words for which that doesn't hold
 * (they'd need bytes beyond ASCII or NUL) make the literal compare byte by byte.
 */
export class Literal {
  readonly length: number;
  readonly bytes: Uint8Array;
  /** The words at 0, 8, 16, ..., the last one overlapping so that it ends with the literal. */
  private readonly words: Float64Array;

  constructor(bytes: Uint8Array) {
    this.bytes = Uint8Array.from(bytes);
    this.length = bytes.length;
    const view = new DataView(this.bytes.buffer);
    const words: number[] = [];
    for (let at = 0; this.length >= WORD && at < this.length; at += WORD) {
      words.push(view.getFloat64(Math.min(at, this.length - WORD), true));
    }
    const comparable = words.every((word) => Number.isFinite(word) && word !== 0);
    this.words = Float64Array.from(comparable ? words : []);
  }

  /** @param end bytes from here on don't belong to the line */
  matches(bytes: Buffer, view: DataView, at: number, end: number): boolean {
    const { length, words } = this;
    if (at + length > end) return false;
    const last = words.length - 1;
    if (last < 0) return this.matchesBytes(bytes, at);
    for (let i = 0; i < last; i++) if (view.getFloat64(at + WORD * i, true) !== words[i]) return false;
    return view.getFloat64(at + length - WORD, true) === words[last];
  }

  equals(other: Literal): boolean {
    return this.length === other.length && this.bytes.every((byte, at) => byte === other.bytes[at]);
  }

  private matchesBytes(bytes: Buffer, at: number): boolean {
    const { bytes: own } = this;
    for (let i = 0; i < own.length; i++) if (own[i] !== bytes[at + i]) return false;
    return true;
  }
}
