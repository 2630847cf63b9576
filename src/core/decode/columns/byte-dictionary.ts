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
export const HASH_START = 0x811c9dc5 | 0;

/** FNV-1a over a range of bytes; scanners fold it into their own loop. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let at = start; at < end; at++) hash = foldHash(hash, bytes[at]!);
  return hash;
}

export function foldHash(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/**
 * What was worked out for byte strings, found by their bytes: kind, number and code of a cell. Hash collisions are
 * resolved by comparing bytes, so an answer is never someone else's.
 */
export class ByteDictionary {
  count = 0;
  kinds = new Uint8Array(16);
  numbers = new Float64Array(16);
  codes = new Int32Array(16);
  private roles = new Uint8Array(16);
  private hashes = new Int32Array(16);
  private starts = new Int32Array(17);
  private arena = new Uint8Array(256);
  private table = new Int32Array(32);
  private readonly crowded = new Map<string, number>();

  /** The entry of `bytes[start..end)` in that role, or -1. */
  find(bytes: Uint8Array, start: number, end: number, hash: number, role: ByteRole): number {
    const mask = this.table.length - 1;
    let slot = (hash + role) & mask;
    for (let probe = 0; probe < LONGEST_PROBE; probe++) {
      const entry = this.table[slot]! - 1;
      if (entry < 0) return -1;
      if (this.hashes[entry] === hash && this.roles[entry] === role && this.equals(entry, bytes, start, end))
        return entry;
      slot = (slot + 1) & mask;
    }
    return this.crowded.get(crowdedKey(bytes, start, end, role)) ?? -1;
  }

  /** Adds bytes that `find` doesn't know; the caller sets what they stand for. */
  add(bytes: Uint8Array, start: number, end: number, hash: number, role: ByteRole): number {
    if (2 * this.count >= this.table.length) this.growTable();
    if (this.count === this.kinds.length) this.growEntries();
    const entry = this.count++;
    const from = this.starts[entry]!;
    const to = from + end - start;
    if (to > this.arena.length) this.growArena(to);
    this.arena.set(bytes.subarray(start, end), from);
    this.starts[entry + 1] = to;
    this.hashes[entry] = hash;
    this.roles[entry] = role;
    this.kinds[entry] = CellKind.missing;
    if (!this.insert(entry)) this.crowded.set(crowdedKey(bytes, start, end, role), entry);
    return entry;
  }

  private equals(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts[entry]!;
    if (this.starts[entry + 1]! - from !== end - start) return false;
    const { arena } = this;
    for (let at = start, own = from; at < end; at++, own++) if (arena[own] !== bytes[at]) return false;
    return true;
  }

  private insert(entry: number): boolean {
    const mask = this.table.length - 1;
    let slot = (this.hashes[entry]! + this.roles[entry]!) & mask;
    for (let probe = 0; probe < LONGEST_PROBE; probe++) {
      if (this.table[slot] === 0) {
        this.table[slot] = entry + 1;
        return true;
      }
      slot = (slot + 1) & mask;
    }
    return false;
  }

  private growTable(): void {
    this.table = new Int32Array(4 * this.table.length);
    for (let entry = 0; entry < this.count; entry++) {
      if (this.insert(entry)) continue;
      this.crowded.set(crowdedKey(this.arena, this.starts[entry]!, this.starts[entry + 1]!, this.roles[entry]!), entry);
    }
  }

  private growEntries(): void {
    const capacity = 2 * this.kinds.length;
    this.kinds = extended(this.kinds, new Uint8Array(capacity));
    this.numbers = extended(this.numbers, new Float64Array(capacity));
    this.codes = extended(this.codes, new Int32Array(capacity));
    this.roles = extended(this.roles, new Uint8Array(capacity));
    this.hashes = extended(this.hashes, new Int32Array(capacity));
    this.starts = extended(this.starts, new Int32Array(capacity + 1));
  }

  private growArena(bytes: number): void {
    this.arena = extended(this.arena, new Uint8Array(2 * bytes));
  }
}

function crowdedKey(bytes: Uint8Array, start: number, end: number, role: number): string {
  return `${role}${Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1")}`;
}

/** `to` with the content of `from` at its start. */
export function extended<A extends Uint8Array | Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
