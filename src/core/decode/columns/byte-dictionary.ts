import { Buffer } from "node:buffer";
import type { CellKind } from "../../../contracts/records.js";

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

/** What was worked out for some bytes. */
export interface KnownCell {
  readonly kind: CellKind;
  readonly number: number;
  readonly code: number;
}

/** A lookup gives up after so many collisions and asks a Map instead, so that crafted input can't slow it down. */
const LONGEST_PROBE = 64;
/** Up to so many bytes are their own key: two words. */
const SHORT_BYTES = 8;
const WORD = 4;
/**
 * Ints of one place in the table, which is half a cache line: a lookup touches nothing else. The shape is length and
 * role, 0 where the place is free: nothing empty is kept. Its last two ints are one double, the cell's number.
 */
const STRIDE = 8;
const LOW = 1;
const HIGH = 2;
/** Where the bytes of a long entry start in the arena. */
const FROM = 3;
const KIND = 4;
const CODE = 5;
const NUMBER = 3;

/**
 * The cells that byte strings (never empty ones) stand for, found by their bytes. Short ones are compared as two words,
 * long ones by hash and then byte by byte, so an answer is never someone else's.
 */
export class ByteDictionary {
  private table = new Int32Array(STRIDE * 32);
  private numbers = new Float64Array(this.table.buffer);
  private count = 0;
  /** The bytes of long entries, one after the other. */
  private arena = new Uint8Array(64);
  private arenaEnd = 0;
  /** Cells that found no place near their own, by role and bytes. */
  private readonly crowded = new Map<string, KnownCell>();
  /** The key of bytes that took a loop to make. */
  private low = 0;
  private high = 0;

  /**
   * The place of `bytes[start..end)` in that role, valid until the next `add`; -1 when it has none.
   *
   * @param view over all of `bytes`
   */
  find(bytes: Uint8Array, view: DataView, start: number, end: number, role: ByteRole): number {
    const length = end - start;
    let low: number;
    let high = 0;
    if (length <= SHORT_BYTES && start + SHORT_BYTES <= view.byteLength) {
      low = view.getInt32(start, true);
      if (length < WORD) {
        low &= (1 << (8 * length)) - 1;
      } else if (length > WORD) {
        high = view.getInt32(start + WORD, true);
        if (length < SHORT_BYTES) high &= (1 << (8 * (length - WORD))) - 1;
      }
    } else {
      this.setKey(bytes, view, start, end);
      ({ low, high } = this);
    }
    const { table } = this;
    const shape = (length << 2) | role;
    const place = spread(low, high, shape) & (table.length - STRIDE);
    // Nearly all lookups of short texts end here.
    const isHere = table[place] === shape && table[place + LOW] === low && table[place + HIGH] === high;
    return isHere && length <= SHORT_BYTES ? place : this.probe(place, shape, low, high, bytes, start);
  }

  kindAt(place: number): CellKind {
    return this.table[place + KIND] as CellKind;
  }

  codeAt(place: number): number {
    return this.table[place + CODE]!;
  }

  numberAt(place: number): number {
    return this.numbers[(place >> 1) + NUMBER]!;
  }

  /** The cell of bytes for which `find` has no place, if it is known. */
  crowdedCell(bytes: Uint8Array, start: number, end: number, role: ByteRole): KnownCell | undefined {
    return this.crowded.size === 0 ? undefined : this.crowded.get(crowdedKey(bytes, start, end, role));
  }

  /** Adds bytes that are not known. */
  add(bytes: Uint8Array, view: DataView, start: number, end: number, role: ByteRole, cell: KnownCell): void {
    if (3 * STRIDE * this.count >= 2 * this.table.length) this.growTable();
    this.count++;
    this.setKey(bytes, view, start, end);
    const shape = ((end - start) << 2) | role;
    const place = freePlace(this.table, shape, this.low, this.high);
    if (place < 0) {
      this.crowded.set(crowdedKey(bytes, start, end, role), cell);
      return;
    }
    const from = end - start > SHORT_BYTES ? this.keep(bytes, start, end) : 0;
    this.table.set([shape, this.low, this.high, from, cell.kind, cell.code], place);
    this.numbers[(place >> 1) + NUMBER] = cell.number;
  }

  private probe(first: number, shape: number, low: number, high: number, bytes: Uint8Array, start: number): number {
    const { table } = this;
    const mask = table.length - STRIDE;
    let place = first;
    for (let probe = 0; probe < LONGEST_PROBE && table[place] !== 0; probe++) {
      const isSame = table[place] === shape && table[place + LOW] === low && table[place + HIGH] === high;
      if (isSame && this.holds(shape >>> 2, table[place + FROM]!, bytes, start)) return place;
      place = (place + STRIDE) & mask;
    }
    return -1;
  }

  private setKey(bytes: Uint8Array, view: DataView, start: number, end: number): void {
    this.low = this.high = 0;
    const length = end - start;
    if (length > SHORT_BYTES) {
      this.setLongKey(view, start, end);
      return;
    }
    for (let i = 0; i < Math.min(length, WORD); i++) this.low |= bytes[start + i]! << (8 * i);
    for (let i = WORD; i < length; i++) this.high |= bytes[start + i]! << (8 * (i - WORD));
  }

  /** Two hashes over the words, the last one overlapping so that it ends with the bytes. */
  private setLongKey(view: DataView, start: number, end: number): void {
    let low = 0x2c1b3c6d;
    let high = 0x297a2d39;
    for (let at = start; at < end; at += WORD) {
      const word = view.getInt32(Math.min(at, end - WORD), true);
      low = Math.imul(low ^ word, 0x85ebca6b);
      low ^= low >>> 13;
      high = Math.imul(high + word, 0xc2b2ae35);
      high ^= high >>> 16;
    }
    this.low = low;
    this.high = high;
  }

  /** Short bytes are their key; long ones must be the ones in the arena. */
  private holds(length: number, from: number, bytes: Uint8Array, start: number): boolean {
    if (length <= SHORT_BYTES) return true;
    const { arena } = this;
    for (let i = 0; i < length; i++) if (arena[from + i] !== bytes[start + i]) return false;
    return true;
  }

  /** Puts long bytes into the arena; returns where. */
  private keep(bytes: Uint8Array, start: number, end: number): number {
    const from = this.arenaEnd;
    this.arenaEnd += end - start;
    if (this.arenaEnd > this.arena.length) this.arena = extended(this.arena, new Uint8Array(2 * this.arenaEnd));
    this.arena.set(bytes.subarray(start, end), from);
    return from;
  }

  private growTable(): void {
    const old = this.table;
    const oldNumbers = this.numbers;
    this.table = new Int32Array(2 * old.length);
    this.numbers = new Float64Array(this.table.buffer);
    for (let from = 0; from < old.length; from += STRIDE) {
      const shape = old[from]!;
      if (shape === 0) continue;
      const place = freePlace(this.table, shape, old[from + LOW]!, old[from + HIGH]!);
      if (place >= 0) {
        this.table.set(old.subarray(from, from + STRIDE), place);
        continue;
      }
      const cell = {
        kind: old[from + KIND] as CellKind,
        number: oldNumbers[(from >> 1) + NUMBER]!,
        code: old[from + CODE]!,
      };
      this.crowded.set(this.keyOf(old, from), cell);
    }
  }

  private keyOf(table: Int32Array, place: number): string {
    const [length, role] = [table[place]! >>> 2, (table[place]! & 3) as ByteRole];
    if (length > SHORT_BYTES) {
      const from = table[place + FROM]!;
      return crowdedKey(this.arena, from, from + length, role);
    }
    return crowdedKey(new Uint8Array(table.slice(place + LOW, place + HIGH + 1).buffer), 0, length, role);
  }
}

/** A free place for a key, or -1 when there is none within the longest probe. */
function freePlace(table: Int32Array, shape: number, low: number, high: number): number {
  const mask = table.length - STRIDE;
  let place = spread(low, high, shape) & mask;
  for (let probe = 0; probe < LONGEST_PROBE; probe++) {
    if (table[place] === 0) return place;
    place = (place + STRIDE) & mask;
  }
  return -1;
}

/** Mixes all bits of a key into all bits of a place. */
function spread(low: number, high: number, shape: number): number {
  let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1) ^ shape, 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 13)) << 3;
}

function crowdedKey(bytes: Uint8Array, start: number, end: number, role: ByteRole): string {
  return `${role}${Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1")}`;
}

/** `to` with the content of `from` at its start. */
export function extended<A extends Uint8Array | Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
