/** 10^0 to 10^22: the powers of ten that doubles hold exactly. */
export const POWERS_OF_TEN: Float64Array = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** 2^27 + 1: multiplying by it splits a double into halves of 26 bits (Dekker 1971). */
const SPLITTER = 134_217_729;
const HIGH_PARTS = POWERS_OF_TEN.map((power) => SPLITTER * power - (SPLITTER * power - power));
const LOW_PARTS = POWERS_OF_TEN.map((power, exponent) => power - HIGH_PARTS[exponent]!);
/** Far above the error of the quotient's second part (below 2^-103 of it), far below half a unit of its last place. */
const DOUBT = 2 ** -100;

/**
 * The double nearest to (high · 10^lowDigits + low) / 10^scale: numbers of 16 to 18 digits without a string.
 *
 * The numerator is the exact sum of two doubles; the quotient is formed in double-double arithmetic with the exact
 * product of Dekker (1971). Where the quotient lies so near the middle of two doubles that its own error decides, the
 * answer is NaN and the caller parses the text.
 *
 * @param high      up to 9 digits
 * @param low       the following `lowDigits` digits, at most 9
 * @param scale     0 to 22
 */
export function divideWide(high: number, low: number, lowDigits: number, scale: number): number {
  const large = high * POWERS_OF_TEN[lowDigits]!;
  const sum = large + low;
  const rest = low - (sum - large);
  const divisor = POWERS_OF_TEN[scale]!;
  const quotient = sum / divisor;
  const product = quotient * divisor;
  const split = SPLITTER * quotient;
  const upper = split - (split - quotient);
  const lower = quotient - upper;
  const divisorUpper = HIGH_PARTS[scale]!;
  const divisorLower = LOW_PARTS[scale]!;
  const productError =
    upper * divisorUpper - product + upper * divisorLower + lower * divisorUpper + lower * divisorLower;
  const correction = (sum - product - productError + rest) / divisor;
  const doubt = quotient * DOUBT;
  const value = quotient + correction;
  return quotient + (correction + doubt) === value && quotient + (correction - doubt) === value ? value : NaN;
}
