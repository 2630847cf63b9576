import type { ByteReader } from "./byte-reader.js";
import { varintBytes, type ByteWriter } from "./byte-writer.js";

const MOST_DECIMALS = 12;

/** Fewest decimals that give back every value, or null. */
export function decimalsOf(values: Float64Array): number | null {
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

/** Ascending doubles as differences of whole multiples of 10^-decimals. */
export function writeDecimal(writer: ByteWriter, values: Float64Array, decimals: number): void {
  const unit = 10 ** decimals;
  let previous = Math.round(values[0]! * unit);
  writer.byte(decimals);
  writer.byte(previous < 0 ? 1 : 0);
  writer.varint(Math.abs(previous));
  for (let i = 1; i < values.length; i++) {
    const whole = Math.round(values[i]! * unit);
    writer.varint(whole - previous);
    previous = whole;
  }
}

/** Bytes that writeDecimal takes; Infinity where a difference is beyond what can be stored. */
export function decimalBytes(values: Float64Array, decimals: number): number {
  const unit = 10 ** decimals;
  let previous = Math.round(values[0]! * unit);
  let size = 2 + varintBytes(Math.abs(previous));
  for (let i = 1; i < values.length; i++) {
    const whole = Math.round(values[i]! * unit);
    if (whole - previous > Number.MAX_SAFE_INTEGER) return Infinity;
    size += varintBytes(whole - previous);
    previous = whole;
  }
  return size;
}

/** Fills `values` with what writeDecimal wrote. */
export function readDecimal(reader: ByteReader, values: Float64Array): void {
  const unit = 10 ** reader.byte();
  const sign = reader.byte() === 1 ? -1 : 1;
  let whole = sign * reader.varint();
  values[0] = whole / unit;
  for (let i = 1; i < values.length; i++) {
    whole += reader.varint();
    values[i] = whole / unit;
  }
}
