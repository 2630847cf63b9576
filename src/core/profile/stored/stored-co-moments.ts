import { FormatError } from "../../../contracts/errors.js";
import type { CoMomentCounts } from "../../../contracts/co-moments.js";
import type { ByteReader } from "./byte-reader.js";
import type { ByteWriter } from "./byte-writer.js";

/** Features, rows, sums, products; signed numbers with their sign in the lowest bit. No features: none are watched. */
export function writeCoMoments(writer: ByteWriter, moments: CoMomentCounts | undefined): void {
  writer.varint(moments?.sums.length ?? 0);
  if (!moments) return;
  writer.varint(moments.rows);
  for (const value of [...moments.sums, ...moments.products]) writer.varint(value < 0 ? -2 * value - 1 : 2 * value);
}

/** @throws FormatError when the bytes end before the products do */
export function readCoMoments(reader: ByteReader): CoMomentCounts | undefined {
  const features = reader.size();
  if (features === 0) return undefined;
  const rows = reader.varint();
  const pairs = (features * (features + 1)) / 2;
  if (features + pairs > reader.remaining) {
    throw new FormatError("profile", "is truncated", { expected: features + pairs, remaining: reader.remaining });
  }
  const signed = (): number => {
    const value = reader.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  const sums = Array.from({ length: features }, signed);
  return { rows, sums, products: Array.from({ length: pairs }, signed) };
}
