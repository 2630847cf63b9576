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
const HIGH_UNIT = 2 ** 16;

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
  // A negative zero would not be what was written.
  values[0] = (whole + 0) / unit;
  for (let i = 1; i < values.length; i++) {
    whole += reader.varint();
    values[i] = whole / unit;
  }
}

/** The 64 bits of a double as a big-endian number that grows with it: high 16 bits, and the other 6 bytes. */
function orderedBits(value: number, bytes: Buffer): number {
  bytes.writeDoubleBE(value);
  const negative = bytes[0]! >= 128;
  for (let i = 0; i < 8; i++) bytes[i]! ^= negative ? 255 : i === 0 ? 128 : 0;
  return bytes.readUInt16BE(0);
}

function fromOrderedBits(bytes: Buffer): number {
  const negative = bytes[0]! < 128;
  for (let i = 0; i < 8; i++) bytes[i]! ^= negative ? 255 : i === 0 ? 128 : 0;
  return bytes.readDoubleBE(0);
}

/** Bytes at the low end that are the same in all values (0, or 255 for negative ones) are left out. */
function splitBytes(values: Float64Array): Uint8Array {
  const bytes = Buffer.alloc(8);
  let kept = 0;
  for (const value of values) {
    bytes.writeDoubleBE(value);
    while (kept < LOW_BYTES && bytes.subarray(2 + kept).some((byte) => byte !== 0)) kept++;
  }
  const writer = new ByteWriter();
  writer.byte(Coding.split);
  writer.byte(kept);
  let previous = 0;
  for (const value of values) {
    const high = orderedBits(value, bytes);
    writer.varint(high - previous);
    writer.bytes(bytes.subarray(2, 2 + kept));
    previous = high;
  }
  return writer.finish();
}

function readSplit(reader: ByteReader, values: Float64Array): void {
  const kept = Math.min(LOW_BYTES, reader.byte());
  const bytes = Buffer.alloc(8);
  let high = 0;
  for (let i = 0; i < values.length; i++) {
    high = (high + reader.varint()) % HIGH_UNIT;
    bytes.writeUInt16BE(high, 0);
    bytes.fill(high < HIGH_UNIT / 2 ? 255 : 0, 2);
    bytes.set(reader.bytes(kept), 2);
    values[i] = fromOrderedBits(bytes);
  }
}
