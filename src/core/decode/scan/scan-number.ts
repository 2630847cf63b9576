import { Buffer } from "node:buffer";
import { CellKind } from "../../../contracts/records.js";
import { readWhole } from "../columns/cell-value.js";
import type { ColumnStore } from "../columns/column-store.js";
import { divideWide, POWERS_OF_TEN } from "./wide-decimal.js";

const ZERO = 48;
const MINUS = 45;
const PLUS = 43;
const LOWER_E = 101;
/** Digits that fit an int32, and that two of them hold. */
const HALF_DIGITS = 9;
const ALL_DIGITS = 18;
/** Whole numbers of so many digits are exact doubles. */
const SAFE_DIGITS = 15;
const LARGEST_POWER = 22;

/**
 * Reads a number as JSON writes them (digits without leading zero, fraction, exponent) from bytes straight into a cell,
 * correctly rounded: the exact quotient or product where mantissa and power of ten are exact doubles (Clinger 1990),
 * double-double division up to 18 digits, else `Number`.
 *
 * A byte that belongs to no number must follow, as a line feed does behind each line.
 *
 * @param mark the byte of the decimal mark
 * @returns the position behind the number, or -1 when there is none; what follows is the caller's to judge
 */
export function scanNumber(bytes: Uint8Array, at: number, mark: number, column: ColumnStore, row: number): number {
  const start = bytes[at] === MINUS ? at + 1 : at;
  let p = start;
  let digit = (bytes[p]! - ZERO) >>> 0;
  if (digit > 9) return -1;
  // Short numbers, by far the most, stay in one int32; a longer one overflows it and is read again.
  let high = 0;
  while (digit <= 9) {
    high = (Math.imul(high, 10) + digit) | 0;
    digit = (bytes[++p]! - ZERO) >>> 0;
  }
  const byte = bytes[p]!;
  if (byte === mark) return scanFraction(bytes, at, start, p, high, mark, column, row);
  if ((byte | 32) === LOWER_E || p - start > HALF_DIGITS || (bytes[start] === ZERO && p - start > 1)) {
    return scanWide(bytes, at, start, mark, column, row);
  }
  column.kinds[row] = CellKind.integer;
  column.numbers[row] = start === at || high === 0 ? high : -high;
  return p;
}

function scanFraction(
  bytes: Uint8Array,
  at: number,
  start: number,
  point: number,
  whole: number,
  mark: number,
  column: ColumnStore,
  row: number,
): number {
  let p = point + 1;
  let digit = (bytes[p]! - ZERO) >>> 0;
  // Zeros in front of the first digit that counts take no room.
  if (whole === 0) while (digit === 0) digit = (bytes[++p]! - ZERO) >>> 0;
  const full = whole === 0 ? p + HALF_DIGITS : start + HALF_DIGITS + 1;
  let high = whole;
  while (digit <= 9 && p < full) {
    high = (Math.imul(high, 10) + digit) | 0;
    digit = (bytes[++p]! - ZERO) >>> 0;
  }
  let low = 0;
  while (digit <= 9 && p < full + HALF_DIGITS) {
    low = (Math.imul(low, 10) + digit) | 0;
    digit = (bytes[++p]! - ZERO) >>> 0;
  }
  const places = p - point - 1;
  const isPlain = digit > 9 && (bytes[p]! | 32) !== LOWER_E && places > 0 && places <= LARGEST_POWER;
  if (!isPlain || point - start > HALF_DIGITS || (bytes[start] === ZERO && point - start > 1)) {
    return scanWide(bytes, at, start, mark, column, row);
  }
  const value = p <= full ? high / POWERS_OF_TEN[places]! : scaledWide(high, low, p - full, places);
  if (Number.isNaN(value)) return parseLong(bytes, at, mark, column, row);
  setFractional(column, row, start === at ? value : -value);
  return p;
}

/** Any number, in two int32 that take 18 digits without leaving integer arithmetic; leading zeros take no room. */
function scanWide(
  bytes: Uint8Array,
  at: number,
  start: number,
  mark: number,
  column: ColumnStore,
  row: number,
): number {
  let p = start;
  let digit = (bytes[p]! - ZERO) >>> 0;
  if (digit === 0 && (bytes[p + 1]! - ZERO) >>> 0 <= 9) return -1;
  let high = 0;
  let low = 0;
  let digits = 0;
  let point = -1;
  for (;;) {
    if (digit <= 9) {
      if (digits < HALF_DIGITS) high = (Math.imul(high, 10) + digit) | 0;
      else if (digits < ALL_DIGITS) low = (Math.imul(low, 10) + digit) | 0;
      else return parseLong(bytes, at, mark, column, row);
      if ((digits | digit) !== 0) digits++;
    } else if (point < 0 && bytes[p] === mark) {
      point = p + 1;
    } else {
      break;
    }
    digit = (bytes[++p]! - ZERO) >>> 0;
  }
  if (point === p) return -1;
  if ((bytes[p]! | 32) === LOWER_E) return scanExponent(bytes, at, p, point, high, low, digits, mark, column, row);
  if (point >= 0) {
    const value = scaled(high, low, digits, p - point);
    if (Number.isNaN(value)) return parseLong(bytes, at, mark, column, row);
    setFractional(column, row, start === at ? value : -value);
  } else if (digits <= HALF_DIGITS) {
    column.kinds[row] = CellKind.integer;
    column.numbers[row] = start === at || high === 0 ? high : -high;
  } else {
    setLongWhole(bytes, at, p, high, low, digits, column, row);
  }
  return p;
}

/** (high, low) / 10^scale; NaN when it takes more than the quick ways. */
function scaled(high: number, low: number, digits: number, scale: number): number {
  if (scale > LARGEST_POWER || scale < -LARGEST_POWER) return NaN;
  if (digits > HALF_DIGITS && scale >= 0) return scaledWide(high, low, digits - HALF_DIGITS, scale);
  if (digits > SAFE_DIGITS) return NaN;
  const mantissa = digits > HALF_DIGITS ? high * POWERS_OF_TEN[digits - HALF_DIGITS]! + low : high;
  return scale >= 0 ? mantissa / POWERS_OF_TEN[scale]! : mantissa * POWERS_OF_TEN[-scale]!;
}

/** (high · 10^lowDigits + low) / 10^scale for 9 digits and more; NaN when it takes more than the quick ways. */
function scaledWide(high: number, low: number, lowDigits: number, scale: number): number {
  if (lowDigits > SAFE_DIGITS - HALF_DIGITS) return divideWide(high, low, lowDigits, scale);
  return (high * POWERS_OF_TEN[lowDigits]! + low) / POWERS_OF_TEN[scale]!;
}

function setFractional(column: ColumnStore, row: number, value: number): void {
  column.kinds[row] = Number.isSafeInteger(value) ? CellKind.integer : CellKind.fractional;
  // Adding 0 turns -0 into 0.
  column.numbers[row] = value + 0;
}

function setLongWhole(
  bytes: Uint8Array,
  at: number,
  end: number,
  high: number,
  low: number,
  digits: number,
  column: ColumnStore,
  row: number,
): void {
  // Both terms are exact, so their sum is rounded once.
  const size = high * POWERS_OF_TEN[digits - HALF_DIGITS]! + low;
  if (size > Number.MAX_SAFE_INTEGER) {
    column.setTextBytes(row, bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), at, end);
    column.kinds[row] = CellKind.bigInteger;
  } else {
    column.kinds[row] = CellKind.integer;
  }
  column.numbers[row] = bytes[at] === MINUS ? -size : size;
}

function scanExponent(
  bytes: Uint8Array,
  at: number,
  exponentAt: number,
  point: number,
  high: number,
  low: number,
  digits: number,
  mark: number,
  column: ColumnStore,
  row: number,
): number {
  let p = exponentAt + 1;
  const sign = bytes[p];
  if (sign === MINUS || sign === PLUS) p++;
  const from = p;
  let exponent = 0;
  for (let digit = (bytes[p]! - ZERO) >>> 0; digit <= 9; digit = (bytes[++p]! - ZERO) >>> 0) {
    exponent = Math.min(9999, exponent * 10 + digit);
  }
  if (p === from) return -1;
  const fraction = point < 0 ? 0 : exponentAt - point;
  const value = scaled(high, low, digits, fraction - (sign === MINUS ? -exponent : exponent));
  if (Number.isNaN(value)) return parseLong(bytes, at, mark, column, row);
  setFractional(column, row, bytes[at] === MINUS ? -value : value);
  return p;
}

/** Any other number, by way of its text. */
function parseLong(bytes: Uint8Array, at: number, mark: number, column: ColumnStore, row: number): number {
  let end = at;
  while (isNumberByte(bytes[end]!, mark)) end++;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at).toString("latin1");
  const plain = text.replace(String.fromCharCode(mark), ".");
  if (!/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(plain)) return -1;
  column.set(row, /^-?\d+$/.test(plain) ? readWhole(plain) : Number(plain));
  return end;
}

function isNumberByte(byte: number, mark: number): boolean {
  return (byte - ZERO) >>> 0 <= 9 || byte === mark || (byte | 32) === LOWER_E || byte === MINUS || byte === PLUS;
}
