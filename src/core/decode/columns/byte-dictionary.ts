import { Buffer } from "node:buffer";
import { CellKind } from "../../../contracts/records.js";

/** What the bytes of an entry stand for: equal bytes may mean different things. */
export const ByteRole = {
  /** Text as it is. */
  text: 0,
  /** An unquoted token, in which NA is missing and 12 a number. */
  token: 1,
  /** A token in CSV quotes, in which NA is text. */
  quotedToken: 2,
} as const;
export type ByteRole = (typeof ByteRole)[keyof typeof ByteRole];

/** A lookup gives up after so many collisions and asks a Map instead, so that crafted input can't slow it down. */
const LONGEST_PROBE = 64;
/** Up to so many bytes are their own key: two words. */
const SHORT_BYTES = 8;
const WORD = 4;
/** Ints of one place in the table: entry + 1 (0 where free), length and role, and the key's two words. */
const STRIDE = 4;

/**
 * What was worked out for byte strings, found by their bytes: kind, number and code of a cell. Short ones are compared
 * as two words, long ones by hash and then byte by byte, so an answer is never someone else's.
 */
export class ByteDictionary {
  count = 0;
  kinds = new Uint8Array(16);
  numbers = new Float64Array(16);
  codes = new Int32Array(16);
  private table = new Int32Array(STRIDE * 32);
  /** The bytes of long entries: entry i is `arena[starts[i]..starts[i + 1])`. */
  private arena = new Uint8Array(64);
  private starts = new Int32Array(17);
  private readonly crowded = new Map<string, number>();
  /** The key of the bytes that were looked up last. */
  private low = 0;
  private high = 0;

  /**
   * The entry of `bytes[start..end)` in that role, or -1.
   *
   * @param view over all of `bytes`
   */
  find(bytes: Uint8Array, view: DataView, start: number, end: number, role: ByteRole): number {
    this.setKey(bytes, view, start, end);
    const { table, low, high } = this;
    const mask = table.length - STRIDE;
    const shape = ((end - start) << 2) | role;
    let slot = spread(low, high, shape) & mask;
    for (let probe = 0; probe < LONGEST_PROBE; probe++) {
      const entry = table[slot]! - 1;
      if (entry < 0) break;
      const isSame = table[slot + 1] === shape && table[slot + 2] === low && table[slot + 3] === high;
      if (isSame && (end - start <= SHORT_BYTES || this.holds(entry, bytes, start, end))) return entry;
      slot = (slot + STRIDE) & mask;
    }
    return this.crowded.size === 0 ? -1 : (this.crowded.get(crowdedKey(bytes, start, end, role)) ?? -1);
  }

  /** Adds bytes that `find` doesn't know; the caller sets what they stand for. */
  add(bytes: Uint8Array, view: DataView, start: number, end: number, role: ByteRole): number {
    if (2 * STRIDE * this.count >= this.table.length) this.growTable();
    if (this.count === this.kinds.length) this.growEntries();
    this.setKey(bytes, view, start, end);
    const entry = this.count++;
    const from = this.starts[entry]!;
    const to = end - start <= SHORT_BYTES ? from : from + end - start;
    if (to > this.arena.length) this.arena = extended(this.arena, new Uint8Array(2 * to));
    if (to > from) this.arena.set(bytes.subarray(start, end), from);
    this.starts[entry + 1] = to;
    this.kinds[entry] = CellKind.missing;
    const isIn = insert(this.table, entry, ((end - start) << 2) | role, this.low, this.high);
    if (!isIn) this.crowded.set(crowdedKey(bytes, start, end, role), entry);
    return entry;
  }

  private setKey(bytes: Uint8Array, view: DataView, start: number, end: number): void {
    const length = end - start;
    if (length > SHORT_BYTES) {
      this.setLongKey(view, start, end);
    } else if (start + SHORT_BYTES <= view.byteLength) {
      const unused = 8 * (WORD - (length & 3));
      const first = view.getInt32(start, true);
      const second = view.getInt32(start + WORD, true);
      this.low = length >= WORD ? first : length === 0 ? 0 : (first << unused) >>> unused;
      this.high = length === SHORT_BYTES ? second : length <= WORD ? 0 : (second << unused) >>> unused;
    } else {
      this.low = this.high = 0;
      for (let i = 0; i < Math.min(length, WORD); i++) this.low |= bytes[start + i]! << (8 * i);
      for (let i = WORD; i < length; i++) this.high |= bytes[start + i]! << (8 * (i - WORD));
    }
    // As the table holds them.
    this.low |= 0;
    this.high |= 0;
  }

  /** Two hashes over the words, the last one overlapping so that it ends with the bytes. */
  private setLongKey(view: DataView, start: number, end: number): void {
    let low = 0x2c1b3c6d;
    let high = 0x297a2d39;
    for (let at = start; at < end; at += WORD) {
      const word = view.getInt32(Math.min(at, end - WORD), true);
      low = Math.imul(low ^ word, 0x85ebca6b);
      low ^= low >>> 13;
      high = Math.imul(high + word, 0xc2b2ae35 | 0);
      high ^= high >>> 16;
    }
    this.low = low;
    this.high = high;
  }

  private holds(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { arena } = this;
    let own = this.starts[entry]!;
    for (let at = start; at < end; at++, own++) if (arena[own] !== bytes[at]) return false;
    return true;
  }

  private growTable(): void {
    const old = this.table;
    this.table = new Int32Array(4 * old.length);
    for (let slot = 0; slot < old.length; slot += STRIDE) {
      const entry = old[slot]! - 1;
      const shape = old[slot + 1]!;
      if (entry < 0 || insert(this.table, entry, shape, old[slot + 2]!, old[slot + 3]!)) continue;
      const [bytes, from] = shape >>> 2 > SHORT_BYTES ? [this.arena, this.starts[entry]!] : [keyBytes(old, slot), 0];
      this.crowded.set(crowdedKey(bytes, from, from + (shape >>> 2), shape & 3), entry);
    }
  }

  private growEntries(): void {
    const capacity = 2 * this.kinds.length;
    this.kinds = extended(this.kinds, new Uint8Array(capacity));
    this.numbers = extended(this.numbers, new Float64Array(capacity));
    this.codes = extended(this.codes, new Int32Array(capacity));
    this.starts = extended(this.starts, new Int32Array(capacity + 1));
  }
}

/** False when the entry finds no place within the longest probe. */
function insert(table: Int32Array, entry: number, shape: number, low: number, high: number): boolean {
  const mask = table.length - STRIDE;
  let slot = spread(low, high, shape) & mask;
  for (let probe = 0; probe < LONGEST_PROBE; probe++) {
    if (table[slot] === 0) {
      table[slot] = entry + 1;
      table[slot + 1] = shape;
      table[slot + 2] = low;
      table[slot + 3] = high;
      return true;
    }
    slot = (slot + STRIDE) & mask;
  }
  return false;
}

/** Mixes all bits of a key into all bits of a place. */
function spread(low: number, high: number, shape: number): number {
  let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1 | 0) ^ shape, 0x85ebca6b | 0);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35 | 0);
  return (mixed ^ (mixed >>> 13)) << 2;
}

/** The bytes of a short key. */
function keyBytes(table: Int32Array, slot: number): Uint8Array {
  return new Uint8Array(table.slice(slot + 2, slot + 4).buffer);
}

function crowdedKey(bytes: Uint8Array, start: number, end: number, role: number): string {
  return `${role}${Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1")}`;
}

/** `to` with the content of `from` at its start. */
export function extended<A extends Uint8Array | Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
