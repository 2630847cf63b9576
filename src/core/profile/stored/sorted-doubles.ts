import type { ByteReader } from "./byte-reader.js";
import type { ByteWriter } from "./byte-writer.js";
import { decimalBytes, decimalsOf, readDecimal, writeDecimal } from "./decimal-doubles.js";
import { keptBytes, readSplit, splitBytes, writeSplit } from "./split-doubles.js";

/** How ascending doubles are stored: whichever of these takes the fewest bytes. */
const Coding = {
  /** 8 bytes each. */
  raw: 0,
  /** Differences of whole multiples of a power of ten: most measured data has few digits. */
  decimal: 1,
  /** Differences of the high 16 bits, and of the rest only the bytes that are not zero in all values. */
  split: 2,
} as const;

/** Writes ascending finite doubles so that they are read back bit for bit. Their number is stored elsewhere. */
export function writeSortedDoubles(writer: ByteWriter, values: Float64Array): void {
  if (values.length === 0) return;
  const decimals = decimalsOf(values);
  const kept = keptBytes(values);
  const decimalSize = decimals === null ? Infinity : decimalBytes(values, decimals);
  const splitSize = splitBytes(values, kept);
  if (decimals !== null && decimalSize <= splitSize) {
    writer.byte(Coding.decimal);
    writeDecimal(writer, values, decimals);
  } else if (splitSize < values.length * 8) {
    writer.byte(Coding.split);
    writeSplit(writer, values, kept);
  } else {
    writer.byte(Coding.raw);
    for (const value of values) writer.double(value);
  }
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
