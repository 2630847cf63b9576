import { DomainError } from "./domain-error.js";

// Wichura (1988), algorithm AS 241 (PPND16): three ratios of polynomials of degree 7, lowest power first.
const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
] as const;
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
] as const;
const FLANK_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
] as const;
const FLANK_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
] as const;
const TAIL_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
] as const;
const TAIL_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
] as const;

function ratio(top: readonly number[], bottom: readonly number[], x: number): number {
  let numerator = 0;
  let denominator = 0;
  for (let power = top.length - 1; power >= 0; power--) {
    numerator = numerator * x + top[power]!;
    denominator = denominator * x + bottom[power]!;
  }
  return numerator / denominator;
}

/**
 * Standard normal quantile: the x with P(Z <= x) = p. Relative error about 1e-15 for p in (1e-300, 1 - 1e-16).
 * For an upper tail probability use `-normalQuantile(tail)`, which keeps the digits that 1 - tail would lose.
 *
 * @param p probability; 0 gives -Infinity and 1 gives Infinity
 * @throws DomainError when p is outside [0, 1]
 * @see M. J. Wichura (1988), Algorithm AS 241, https://doi.org/10.2307/2347330
 */
export function normalQuantile(p: number): number {
  if (Number.isNaN(p)) return NaN;
  if (p < 0 || p > 1) throw new DomainError("normalQuantile", "0 <= p <= 1", p);
  const offset = p - 0.5;
  if (Math.abs(offset) <= 0.425) return offset * ratio(CENTRE_TOP, CENTRE_BOTTOM, 0.180625 - offset * offset);
  const tail = offset < 0 ? p : 1 - p;
  if (tail === 0) return offset < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-Math.log(tail));
  const size = r <= 5 ? ratio(FLANK_TOP, FLANK_BOTTOM, r - 1.6) : ratio(TAIL_TOP, TAIL_BOTTOM, r - 5);
  return offset < 0 ? -size : size;
}
