import { LOW_WORD } from "../../summaries/hashing.js";
import type { ByteReader } from "./byte-reader.js";
import { ByteWriter } from "./byte-writer.js";

/** How ascending doubles are stored: whichever of these takes the fewest bytes. */
const Coding = {
  /** 8 bytes each. */
  raw: 0,
  /** Differences of whole multiples of a power of ten: most measured data has few digits. */
  decimal: 1,
  /** Differences of the high 16 bits, and of the rest only the bytes that are not zero in all values. */
  split: 2,
} as const;

const MOST_DECIMALS = 12;
const LOW_BYTES = 6;

/** Writes ascending finite doubles so that they are read back bit for bit. Their number is stored elsewhere. */
export function writeSortedDoubles(writer: ByteWriter, values: Float64Array): void {
  if (values.length === 0) return;
  const candidates = [decimalBytes(values), splitBytes(values), rawBytes(values)].filter((bytes) => bytes !== null);
  writer.bytes(candidates.reduce((best, bytes) => (bytes.length < best.length ? bytes : best)));
}

/** @param length how many were written */
export function readSortedDoubles(reader: ByteReader, length: number): Float64Array {
  const values = new Float64Array(length);
  if (length === 0) return values;
  switch (reader.byte()) {
    case Coding.decimal:
      readDecimal(reader, values);
      break;
    case Coding.split:
      readSplit(reader, values);
      break;
    default:
      for (let i = 0; i < length; i++) values[i] = reader.double();
  }
  return values;
}

function rawBytes(values: Float64Array): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(Coding.raw);
  for (const value of values) writer.double(value);
  return writer.finish();
}

function decimalBytes(values: Float64Array): Uint8Array | null {
  const decimals = decimalsOf(values);
  if (decimals === null) return null;
  const unit = 10 ** decimals;
  const writer = new ByteWriter();
  writer.byte(Coding.decimal);
  writer.byte(decimals);
  let previous = 0;
  for (const [index, value] of values.entries()) {
    const whole = Math.round(value * unit);
    const step = whole - previous;
    if (index === 0) {
      writer.byte(whole < 0 ? 1 : 0);
      writer.varint(Math.abs(whole));
    } else if (step <= Number.MAX_SAFE_INTEGER) writer.varint(step);
    else return null;
    previous = whole;
  }
  return writer.finish();
}

/** Fewest decimals that give back every value, or null. */
function decimalsOf(values: Float64Array): number | null {
  let decimals = 0;
  for (const value of values) {
    while (!isWhole(value, 10 ** decimals)) if (++decimals > MOST_DECIMALS) return null;
  }
  // A value with fewer decimals may need more digits than a double holds once all have as many as the longest.
  return values.every((value) => isWhole(value, 10 ** decimals)) ? decimals : null;
}

function isWhole(value: number, unit: number): boolean {
  const whole = Math.round(value * unit);
  return Number.isSafeInteger(whole) && whole / unit === value;
}

function readDecimal(reader: ByteReader, values: Float64Array): void {
  const unit = 10 ** reader.byte();
  const sign = reader.byte() === 1 ? -1 : 1;
  let whole = sign * reader.varint();
  values[0] = whole / unit;
  for (let i = 1; i < values.length; i++) {
    whole += reader.varint();
    values[i] = whole / unit;
  }
}

const SIGN = 0x80000000;
const bits = new Uint32Array(2);
const double = new Float64Array(bits.buffer);

/**
 * Doubles by their bits, made to grow with the value: of a negative one all 64 bits are turned, of others the sign.
 * The high 16 bits are stored as differences; of the 48 below, bytes at the end that are zero in all values (before
 * turning) are left out.
 */
function splitBytes(values: Float64Array): Uint8Array {
  const kept = keptBytes(values);
  const writer = new ByteWriter();
  writer.byte(Coding.split);
  writer.byte(kept);
  let previous = 0;
  for (const value of values) {
    double[0] = value;
    const turn = bits[1 - LOW_WORD]! >= SIGN ? 0xffffffff : 0;
    const high = (bits[1 - LOW_WORD]! ^ (turn | SIGN)) >>> 0;
    const low = bits[LOW_WORD]! ^ turn;
    writer.varint((high >>> 16) - previous);
    previous = high >>> 16;
    for (let i = 0; i < kept; i++) writer.byte((i < 2 ? high >>> (8 - 8 * i) : low >>> (40 - 8 * i)) & 255);
  }
  return writer.finish();
}

/** How many of the 6 low bytes are not zero in all values. */
function keptBytes(values: Float64Array): number {
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

function readSplit(reader: ByteReader, values: Float64Array): void {
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
