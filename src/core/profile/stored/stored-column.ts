import { CellKind } from "../../../contracts/records.js";
import type { CategoryState } from "../../summaries/categories.js";
import { kindCountsOf, type KindCounts } from "../../summaries/kind-counts.js";
import type { ByteReader } from "./byte-reader.js";
import type { ByteWriter } from "./byte-writer.js";
import { isHashedName } from "../keyed-hash.js";
import type { ColumnBins, ColumnProfile } from "../profile.js";
import { readDistinct, readNumbers, writeDistinct, writeNumbers } from "./stored-numbers.js";

const KIND_NAMES = Object.keys(CellKind) as (keyof typeof CellKind)[];

/** Which parts of a column follow, as bits of one byte. */
const Part = { numbers: 1, categories: 2, bins: 4, text: 8, distinct: 16 } as const;

export function writeColumn(writer: ByteWriter, column: ColumnProfile): void {
  const { numbers, categories, bins, textLengths } = column;
  writer.text(column.name);
  writer.byte(
    (numbers ? Part.numbers : 0) |
      (categories ? Part.categories : 0) |
      (bins ? Part.bins : 0) |
      (textLengths ? Part.text : 0) |
      (categories?.distinct ? Part.distinct : 0),
  );
  writeKinds(writer, column.kinds);
  if (numbers) writeNumbers(writer, numbers);
  if (categories) writeCategories(writer, categories);
  if (bins) writeBins(writer, bins);
  if (textLengths) for (const value of [textLengths.total, textLengths.min, textLengths.max]) writer.varint(value);
}

export function readColumn(reader: ByteReader): ColumnProfile {
  const name = reader.text();
  const parts = reader.byte();
  const has = (part: number): boolean => (parts & part) !== 0;
  const kinds = readKinds(reader);
  return {
    name,
    cells: Object.values(kinds).reduce((a, b) => a + b, 0),
    kinds,
    numbers: has(Part.numbers) ? readNumbers(reader) : null,
    categories: has(Part.categories) ? readCategories(reader, has(Part.distinct)) : null,
    bins: has(Part.bins) ? readBins(reader) : null,
    textLengths: has(Part.text)
      ? { count: kinds.text, total: reader.varint(), min: reader.varint(), max: reader.varint() }
      : null,
  };
}

function writeKinds(writer: ByteWriter, kinds: KindCounts): void {
  writer.byte(KIND_NAMES.reduce((mask, name) => mask | (kinds[name] > 0 ? 1 << CellKind[name] : 0), 0));
  for (const name of KIND_NAMES) if (kinds[name] > 0) writer.varint(kinds[name]);
}

function readKinds(reader: ByteReader): KindCounts {
  const mask = reader.byte();
  return kindCountsOf(KIND_NAMES.map((name) => (mask & (1 << CellKind[name]) ? reader.varint() : 0)));
}

function writeCategories(writer: ByteWriter, state: CategoryState): void {
  for (const value of [state.cap, state.rows, state.bound, state.counts.length]) writer.varint(value);
  for (const { name, count } of state.counts) {
    writer.text(name, isHashedName(name));
    writer.varint(count);
  }
  if (state.distinct) writeDistinct(writer, state.distinct);
}

function readCategories(reader: ByteReader, hasDistinct: boolean): CategoryState {
  const [cap, rows, bound] = [reader.varint(), reader.varint(), reader.varint()];
  const counts = Array.from({ length: reader.size() }, () => ({ name: reader.text(), count: reader.varint() }));
  return { cap, rows, bound, counts, distinct: hasDistinct ? readDistinct(reader) : null };
}

function writeBins(writer: ByteWriter, bins: ColumnBins): void {
  writer.varint(bins.counts.length);
  for (const count of bins.counts) writer.varint(count);
  writer.varint(bins.unseen);
}

function readBins(reader: ByteReader): ColumnBins {
  const counts = Array.from({ length: reader.size() }, () => reader.varint());
  return { counts, unseen: reader.varint() };
}
