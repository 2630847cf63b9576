import { INVERSE_POWERS, LARGEST_SCALE, POWERS, WHOLE_POWERS } from "../memory-layout";

const MINUS: u32 = 45;
const DOT: u32 = 46;
const ZERO: u32 = 48;
const LOWER_E: u32 = 101;
const KIND_INTEGER: u32 = 1;
const KIND_FRACTIONAL: u32 = 2;
const LARGEST_SAFE: u64 = 9_007_199_254_740_991;
const EXACT: u64 = 1 << 53;
/** Digits of the largest whole number that 64 bits hold for certain. */
const MOST_DIGITS: u32 = 19;
const LARGEST_POWER: u32 = 22;
const BLOCK: u32 = 8;

/**
 * Reads a number (whole digits, a fraction, no exponent, up to 19 digits that count) into a cell, correctly rounded.
 *
 * @param numberAt where its value goes
 * @param kindAt   where its kind goes
 * @returns the position behind it; 0 when it is none, or one that TypeScript has to read
 */
export function scanNumber(at: usize, numberAt: usize, kindAt: usize): usize {
  const negative = load<u8>(at) == MINUS;
  const start = at + usize(negative);
  let digits = load<u64>(start);
  let count = leadingDigits(digits);
  if (count == 0) return 0;
  let mantissa = valueOf(digits, count);
  let p = start + count;
  while (count == BLOCK) {
    digits = load<u64>(p);
    count = leadingDigits(digits);
    if (count == 0) break;
    if (mantissa >= power(MOST_DIGITS - count)) return 0;
    mantissa = mantissa * power(count) + valueOf(digits, count);
    p += count;
  }
  // Leading zeros make a code, not a number.
  if (load<u8>(start) == ZERO && p - start > 1) return 0;
  const mark: u32 = load<u8>(p);
  if (mark != DOT) {
    if ((mark | 32) == LOWER_E || mantissa > LARGEST_SAFE) return 0;
    const size = f64(mantissa);
    store<f64>(numberAt, negative && mantissa != 0 ? -size : size);
    store<u8>(kindAt, KIND_INTEGER);
    return p;
  }
  const point = ++p;
  do {
    digits = load<u64>(p);
    count = leadingDigits(digits);
    if (count == 0) break;
    if (mantissa >= power(MOST_DIGITS - count)) return 0;
    mantissa = mantissa * power(count) + valueOf(digits, count);
    p += count;
  } while (count == BLOCK);
  const scale = u32(p - point);
  if (scale == 0 || scale > u32(LARGEST_SCALE) || (load<u8>(p) | 32) == LOWER_E) return 0;
  let size: f64 = 0;
  if (mantissa <= EXACT && scale <= LARGEST_POWER) {
    size = f64(mantissa) / load<f64>(usize(POWERS) + (usize(scale) << 3));
  } else if (mantissa != 0) {
    size = divided(mantissa, scale);
  }
  // Adding 0 turns -0 into 0.
  store<f64>(numberAt, negative ? 0 - size : size);
  store<u8>(kindAt, size == Math.trunc(size) && size <= f64(LARGEST_SAFE) ? KIND_INTEGER : KIND_FRACTIONAL);
  return p;
}

/** How many of eight bytes, from the first on, are digits. */
function leadingDigits(bytes: u64): u32 {
  const values = bytes ^ 0x3030303030303030;
  // A carry only reaches bytes behind the first one that is no digit.
  return u32(ctz((values | (values + 0x7676767676767676)) & 0x8080808080808080)) >> 3;
}

/** Value of the first `count` (1 to 8) of eight bytes, which are digits. */
function valueOf(bytes: u64, count: u32): u64 {
  // The bytes in front become zeros.
  let value = bytes << (64 - 8 * count);
  value = ((value & 0x0f0f0f0f0f0f0f0f) * 2561) >> 8;
  value = ((value & 0x00ff00ff00ff00ff) * 6553601) >> 16;
  return ((value & 0x0000ffff0000ffff) * 42949672960001) >> 32;
}

function power(exponent: u32): u64 {
  return load<u64>(usize(WHOLE_POWERS) + (usize(exponent) << 3));
}

/**
 * The double nearest to mantissa / 10^scale, for mantissa > 0 and scale 0 to 27: Lemire (2021), "Number parsing at a
 * gigabyte per second". In this range the product of 128 bits always decides, and no result is subnormal.
 */
function divided(mantissa: u64, scale: u32): f64 {
  const shift = clz(mantissa);
  const w = mantissa << shift;
  const inverse = usize(INVERSE_POWERS) + (usize(scale) << 4);
  const factor = load<u64>(inverse);
  let low = w * factor;
  let high = upperProduct(w, factor);
  if ((high & 0x1ff) == 0x1ff) {
    const second = upperProduct(w, load<u64>(inverse, 8));
    low += second;
    if (second > low) high++;
  }
  const upper = high >> 63;
  const drop = upper + 9;
  let bits = high >> drop;
  // Exactly between two doubles, which only small powers allow: the even one is nearest.
  if (low <= 1 && scale <= 4 && (bits & 3) == 1 && bits << drop == high) bits &= ~1;
  bits = (bits + (bits & 1)) >> 1;
  let exponent = i64((-217706 * i32(scale)) >> 16) + 63 + i64(upper) - i64(shift) + 1023;
  if (bits >> 53 != 0) {
    bits = 1 << 52;
    exponent++;
  }
  return reinterpret<f64>((bits & 0x000fffffffffffff) | (u64(exponent) << 52));
}

/** Upper 64 bits of the product. */
function upperProduct(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  return aHigh * bHigh + (middle >> 32) + ((aLow * bHigh + (middle & 0xffffffff)) >> 32);
}
