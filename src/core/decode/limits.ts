import { DEFAULT_DECODE_LIMITS, type DecodeLimits, type DecodeOptions } from "../../contracts/decoding.js";

export function limitsOf(options: DecodeOptions): DecodeLimits {
  return { ...DEFAULT_DECODE_LIMITS, ...options.limits };
}
