import { createHash } from "node:crypto";

type Word64 = [high: number, low: number];

/** The four state words of SipHash, high and low halves. */
type SipState = Int32Array;

const LONE_SURROGATE = /\p{Surrogate}/u;
const HASHED = /^#[0-9a-f]{16}$/;
/** Longer texts are free text, not categories: nobody could read them in a mail, and they may hold anything. */
export const LONGEST_NAME = 100;

/** Whether a category's name is a keyed hash instead of the value itself. */
export function isHashedName(name: string): boolean {
  return HASHED.test(name);
}

/**
 * True for values that are kept as keyed hashes whatever the column: free text, broken Unicode, and values that
 * look like a keyed hash and would be mistaken for one.
 */
export function mustBeHashed(value: string): boolean {
  if (value.length > LONGEST_NAME || (value.startsWith("#") && HASHED.test(value))) return true;
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdfff) return LONE_SURROGATE.test(value);
  }
  return false;
}

/** Stands in for values whose names may not be kept: the same value gives the same 64 bits under the same key. */
export type KeyedHash = (value: string) => string;

/**
 * `#` and 16 hexadecimal digits: SipHash-2-4 (Aumasson and Bernstein 2012) of the value's UTF-16 code units under a
 * key made from `key` by SHA-256. Without the key neither the value nor whether two columns of two installations
 * share it can be told.
 */
export function keyedHash(key: string): KeyedHash {
  const digest = createHash("sha256").update("plumbline category ").update(key).digest();
  const k0: Word64 = [digest.readInt32LE(4), digest.readInt32LE(0)];
  const k1: Word64 = [digest.readInt32LE(12), digest.readInt32LE(8)];
  return (value) => {
    const bytes = Buffer.from(value, "utf16le");
    const [high, low] = sipHash24(k0, k1, bytes);
    return `#${hex(high)}${hex(low)}`;
  };
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}

/** SipHash-2-4 of bytes; words are pairs of 32-bit halves because doubles hold no 64-bit integers. */
export function sipHash24(k0: Word64, k1: Word64, bytes: Buffer): Word64 {
  const v = Int32Array.of(
    k0[0] ^ 0x736f6d65, k0[1] ^ 0x70736575, // v0
    k1[0] ^ 0x646f7261, k1[1] ^ 0x6e646f6d, // v1
    k0[0] ^ 0x6c796765, k0[1] ^ 0x6e657261, // v2
    k1[0] ^ 0x74656462, k1[1] ^ 0x79746573, // v3
  ); // prettier-ignore
  const whole = bytes.length - (bytes.length % 8);
  for (let i = 0; i < whole; i += 8) absorb(v, bytes.readInt32LE(i + 4), bytes.readInt32LE(i));
  const last = Buffer.alloc(8);
  bytes.copy(last, 0, whole);
  last[7] = bytes.length & 0xff;
  absorb(v, last.readInt32LE(4), last.readInt32LE(0));
  v[5]! ^= 0xff;
  for (let i = 0; i < 4; i++) round(v);
  return [v[0]! ^ v[2]! ^ v[4]! ^ v[6]!, v[1]! ^ v[3]! ^ v[5]! ^ v[7]!];
}

function absorb(v: SipState, high: number, low: number): void {
  v[6]! ^= high;
  v[7]! ^= low;
  round(v);
  round(v);
  v[0]! ^= high;
  v[1]! ^= low;
}

function round(v: SipState): void {
  addInto(v, 0, 2);
  rotateAndXor(v, 2, 13, 0);
  rotate(v, 0, 32);
  addInto(v, 4, 6);
  rotateAndXor(v, 6, 16, 4);
  addInto(v, 0, 6);
  rotateAndXor(v, 6, 21, 0);
  addInto(v, 4, 2);
  rotateAndXor(v, 2, 17, 4);
  rotate(v, 4, 32);
}

/** v[a] += v[b] as 64-bit words; indices point to the high half. */
function addInto(v: SipState, a: number, b: number): void {
  const low = (v[a + 1]! >>> 0) + (v[b + 1]! >>> 0);
  v[a] = v[a]! + v[b]! + (low > 0xffffffff ? 1 : 0);
  v[a + 1] = low;
}

function rotateAndXor(v: SipState, a: number, bits: number, b: number): void {
  rotate(v, a, bits);
  v[a]! ^= v[b]!;
  v[a + 1]! ^= v[b + 1]!;
}

function rotate(v: SipState, a: number, bits: number): void {
  const high = v[a]!;
  const low = v[a + 1]!;
  if (bits === 32) {
    v[a] = low;
    v[a + 1] = high;
    return;
  }
  v[a] = (high << bits) | (low >>> (32 - bits));
  v[a + 1] = (low << bits) | (high >>> (32 - bits));
}
