import { LOW_WORD } from "../../summaries/hashing.js";
import type { ByteReader } from "./byte-reader.js";
import { varintBytes, type ByteWriter } from "./byte-writer.js";

const LOW_BYTES = 6;
const SIGN = 0x80000000;
const bits = new Uint32Array(2);
const double = new Float64Array(bits.buffer);

/**
 * Doubles by their bits, made to grow with the value: of a negative one all 64 bits are turned, of others the sign.
 * The high 16 bits are stored as differences; of the 48 below, bytes at the end that are zero in all values (before
 * turning) are left out.
 */
export function writeSplit(writer: ByteWriter, values: Float64Array, kept: number): void {
  writer.byte(kept);
  let previous = 0;
  for (const value of values) {
    double[0] = value;
    const turn = turnOf(bits[1 - LOW_WORD]!);
    const high = (bits[1 - LOW_WORD]! ^ (turn | SIGN)) >>> 0;
    const low = bits[LOW_WORD]! ^ turn;
    writer.varint((high >>> 16) - previous);
    previous = high >>> 16;
    for (let i = 0; i < kept; i++) writer.byte((i < 2 ? high >>> (8 - 8 * i) : low >>> (40 - 8 * i)) & 255);
  }
}

/** Bytes that writeSplit takes. */
export function splitBytes(values: Float64Array, kept: number): number {
  let size = 1 + values.length * kept;
  let previous = 0;
  for (const value of values) {
    double[0] = value;
    const top = ((bits[1 - LOW_WORD]! ^ (turnOf(bits[1 - LOW_WORD]!) | SIGN)) >>> 16) & 0xffff;
    size += varintBytes(top - previous);
    previous = top;
  }
  return size;
}

/** What all bits of a double are turned by, from its high word. */
function turnOf(high: number): number {
  return high >= SIGN ? 0xffffffff : 0;
}

/** How many of the 6 low bytes are not zero in all values. */
export function keptBytes(values: Float64Array): number {
  let [high, low] = [0, 0];
  for (const value of values) {
    double[0] = value;
    high |= bits[1 - LOW_WORD]! & 0xffff;
    low |= bits[LOW_WORD]!;
  }
  const zeros = low !== 0 ? trailingZeros(low) : 32 + (high !== 0 ? trailingZeros(high) : 16);
  return LOW_BYTES - Math.floor(zeros / 8);
}

function trailingZeros(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Fills `values` with what writeSplit wrote. */
export function readSplit(reader: ByteReader, values: Float64Array): void {
  const words = new Uint32Array(values.buffer);
  const kept = Math.min(LOW_BYTES, reader.byte());
  let top = 0;
  for (let i = 0; i < values.length; i++) {
    top = (top + reader.varint()) & 0xffff;
    const turn = top < 0x8000 ? 0xffffffff : 0;
    // Bytes that were left out are zero before turning.
    let high = ((top << 16) | (turn & 0xffff)) >>> 0;
    let low = turn;
    const at = reader.skip(kept);
    for (let j = 0; j < kept; j++) {
      const byte = (reader.at(at + j) ^ turn) & 255;
      if (j < 2) high ^= byte << (8 - 8 * j);
      else low ^= byte << (40 - 8 * j);
    }
    words[2 * i + LOW_WORD] = low ^ turn;
    words[2 * i + 1 - LOW_WORD] = high ^ (turn | SIGN);
  }
}
