import { Buffer, isUtf8 } from "node:buffer";
import type { ParquetParsers } from "hyparquet";
import type { JsonValue } from "../json/json-value.js";
import { readWhole } from "../columns/cell-value.js";

/** Times become epoch milliseconds (with a fraction for microseconds), dates their midnight in UTC. */
export const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: Number,
  timestampFromMicroseconds: (micros) => Number(micros) / 1000,
  timestampFromNanoseconds: (nanos) => Number(nanos / 1000n) / 1000,
  dateFromDays: (days) => days * 86_400_000,
  jsonFromBytes: textOrBinary,
  geometryFromBytes: () => undefined,
  geographyFromBytes: () => undefined,
};

/**
 * A value as hyparquet gives it, as JSON-like data to be flattened.
 *
 * @param onBinary told of each binary value, which counts as missing
 */
export function toJson(value: unknown, decimalScale: number | null, onBinary: () => void): JsonValue {
  if (value === undefined || value === null) return null;
  if (decimalScale !== null) return decimal(value, decimalScale);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return readWhole(String(value));
  if (value instanceof Uint8Array) {
    const text = textOrBinary(value);
    if (text === undefined) onBinary();
    return text ?? null;
  }
  if (Array.isArray(value)) return value.map((item) => toJson(item, null, onBinary));
  const object = Object.create(null) as Record<string, JsonValue>;
  for (const [key, item] of Object.entries(value)) {
    const json = toJson(item, null, onBinary);
    // A part that is null may be a whole struct: it must not become a column of its own.
    if (json !== null) object[key] = json;
  }
  return object;
}

function textOrBinary(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? Buffer.from(bytes).toString("utf8") : undefined;
}

/** The decimal nearest to `unscaled / 10^scale`; the quotient of two exact doubles is correctly rounded. */
function decimal(value: unknown, scale: number): JsonValue {
  const unscaled = value instanceof Uint8Array ? signedBigEndian(value) : BigInt(value as number | bigint);
  if (scale === 0) return readWhole(String(unscaled));
  const isExact = scale <= 22 && unscaled >= -(2n ** 53n) && unscaled <= 2n ** 53n;
  return isExact ? Number(unscaled) / 10 ** scale : Number(`${unscaled}e-${scale}`);
}

function signedBigEndian(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt.asIntN(8 * bytes.length, BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
}
