import { DISTINCT_REGISTERS, type DistinctState } from "../../summaries/distinct.js";
import { NO_MOMENTS, type Moments } from "../../summaries/moments.js";
import type { NumberState, SketchedValues } from "../../summaries/numbers.js";
import type { ValueTable } from "../../summaries/value-table.js";
import type { ByteReader } from "./byte-reader.js";
import { ByteWriter } from "./byte-writer.js";
import { readSortedDoubles, writeSortedDoubles } from "./sorted-doubles.js";

/** What follows, as bits of one byte. */
const Part = { sketched: 1, infinite: 2, repeated: 4 } as const;

export function writeNumbers(writer: ByteWriter, { k, infinite, moments, values }: NumberState): void {
  const anyInfinite = infinite.negative + infinite.positive > 0;
  const repeated = "exact" in values && values.exact.counts.some((count) => count !== 1);
  writer.byte(
    ("sketched" in values ? Part.sketched : 0) | (anyInfinite ? Part.infinite : 0) | (repeated ? Part.repeated : 0),
  );
  writer.varint(k);
  if (anyInfinite) {
    writer.varint(infinite.negative);
    writer.varint(infinite.positive);
  }
  if ("exact" in values) writeTable(writer, values.exact, repeated);
  else writeSketch(writer, values.sketched);
  if (moments.count === 0) return;
  writer.double(moments.mean);
  writer.double(moments.m2);
  // A table holds the extremes; a sketch may have dropped them.
  if ("exact" in values) return;
  writer.double(moments.min);
  writer.double(moments.max);
}

export function readNumbers(reader: ByteReader): NumberState {
  const parts = reader.byte();
  const k = reader.varint();
  const infinite =
    parts & Part.infinite ? { negative: reader.varint(), positive: reader.varint() } : { negative: 0, positive: 0 };
  if (parts & Part.sketched) {
    const sketched = readSketch(reader, k);
    return { k, infinite, moments: readMoments(reader, sketched.quantiles.count), values: { sketched } };
  }
  const exact = readTable(reader, (parts & Part.repeated) !== 0);
  return { k, infinite, moments: readTableMoments(reader, exact), values: { exact } };
}

function writeTable(writer: ByteWriter, { values, counts }: ValueTable, repeated: boolean): void {
  writer.varint(values.length);
  writeSortedDoubles(writer, values);
  if (repeated) for (const count of counts) writer.varint(count);
}

function readTable(reader: ByteReader, repeated: boolean): ValueTable {
  const values = readSortedDoubles(reader, reader.size());
  return { values, counts: values.map(() => (repeated ? reader.varint() : 1)) };
}

function readTableMoments(reader: ByteReader, { values, counts }: ValueTable): Moments {
  if (values.length === 0) return NO_MOMENTS;
  const count = counts.reduce((a, b) => a + b, 0);
  return { count, mean: reader.double(), m2: reader.double(), min: values[0]!, max: values.at(-1)! };
}

function readMoments(reader: ByteReader, count: number): Moments {
  if (count === 0) return NO_MOMENTS;
  return { count, mean: reader.double(), m2: reader.double(), min: reader.double(), max: reader.double() };
}

function writeSketch(writer: ByteWriter, { quantiles, distinct }: SketchedValues): void {
  writer.varint(quantiles.levels.length);
  for (const level of quantiles.levels) {
    writer.varint(level.length);
    writeSortedDoubles(writer, level);
  }
  writeDistinct(writer, distinct);
}

function readSketch(reader: ByteReader, k: number): SketchedValues {
  const levels = Array.from({ length: reader.size() }, () => readSortedDoubles(reader, reader.size()));
  const count = levels.reduce((sum, level, h) => sum + level.length * 2 ** h, 0);
  return { quantiles: { k, count, levels }, distinct: readDistinct(reader) };
}

const RANK_BITS = 6;
const RANK_MASK = 2 ** RANK_BITS - 1;
const PACKED_BYTES = (DISTINCT_REGISTERS * RANK_BITS) / 8;

/** Registers that hold something, with their distance from the one before; all of them at 6 bits once that is less. */
export function writeDistinct(writer: ByteWriter, { registers }: DistinctState): void {
  const sparse = new ByteWriter();
  let used = 0;
  let previous = -1;
  for (let index = 0; index < DISTINCT_REGISTERS; index++) {
    const rank = registers[index]!;
    if (rank === 0) continue;
    sparse.varint(((index - previous) << RANK_BITS) | rank);
    previous = index;
    used++;
  }
  const bytes = sparse.finish();
  if (bytes.length < PACKED_BYTES) {
    writer.varint(used);
    writer.bytes(bytes);
    return;
  }
  writer.varint(DISTINCT_REGISTERS + 1);
  writer.bytes(packed(registers));
}

export function readDistinct(reader: ByteReader): DistinctState {
  const used = reader.varint();
  if (used > DISTINCT_REGISTERS) return { registers: unpacked(reader.bytes(PACKED_BYTES)) };
  const registers = new Uint8Array(DISTINCT_REGISTERS);
  let index = -1;
  for (let i = 0; i < used; i++) {
    const value = reader.varint();
    index += value >> RANK_BITS;
    registers[index] = value & RANK_MASK;
  }
  return { registers };
}

/** Four registers of 6 bits in three bytes. */
function packed(registers: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(PACKED_BYTES);
  for (let i = 0, to = 0; i < DISTINCT_REGISTERS; i += 4, to += 3) {
    const word = registers[i]! | (registers[i + 1]! << 6) | (registers[i + 2]! << 12) | (registers[i + 3]! << 18);
    bytes[to] = word;
    bytes[to + 1] = word >>> 8;
    bytes[to + 2] = word >>> 16;
  }
  return bytes;
}

function unpacked(bytes: Uint8Array): Uint8Array {
  const registers = new Uint8Array(DISTINCT_REGISTERS);
  for (let i = 0, from = 0; i < DISTINCT_REGISTERS; i += 4, from += 3) {
    const word = bytes[from]! | (bytes[from + 1]! << 8) | (bytes[from + 2]! << 16);
    for (let j = 0; j < 4; j++) registers[i + j] = (word >>> (RANK_BITS * j)) & RANK_MASK;
  }
  return registers;
}
