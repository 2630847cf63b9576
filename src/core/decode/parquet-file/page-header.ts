/** What a page of a column chunk says of itself; NaN where it must say something and doesn't. */
export interface PageHeader {
  readonly type: number;
  /** Bytes of the page as it is stored, and decompressed. */
  readonly storedBytes: number;
  readonly plainBytes: number;
  /** Of a data page with its nulls, or of a dictionary page. */
  readonly values: number;
  /** Said by data pages of version 2 only; 0 for others. */
  readonly nulls: number;
  readonly encoding: number;
  /** Of a data page of version 2, whose levels stand in front, never compressed. */
  readonly repetitionBytes: number;
  readonly definitionBytes: number;
  readonly isCompressed: boolean;
  /** Where the page begins, behind its header. */
  readonly start: number;
}

export const PageType = { data: 0, dictionary: 2, dataV2: 3 } as const;
export const Encoding = { plainDictionary: 2, rle: 3, rleDictionary: 8 } as const;

/** Types of Thrift's compact protocol. */
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const INTEGERS = new Set([4, 5, 6]);
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;
const DEEPEST = 8;

type Fields = ReadonlyMap<number, number | Fields>;

/**
 * Reads the Thrift structure (parquet.thrift, PageHeader) at `at`.
 *
 * @throws RangeError when it doesn't end within the bytes; Error when it is none
 */
export function readPageHeader(bytes: DataView, at: number): PageHeader {
  const reader = new CompactReader(bytes, at);
  const page = reader.struct(0);
  const number = (fields: Fields | undefined, field: number): number => {
    const value = fields?.get(field);
    return typeof value === "number" ? value : NaN;
  };
  const struct = (field: number): Fields | undefined => {
    const value = page.get(field);
    return typeof value === "number" ? undefined : value;
  };
  const [data, dictionary, dataV2] = [struct(5), struct(7), struct(8)];
  const type = number(page, 1);
  const isV2 = type === PageType.dataV2;
  const details = isV2 ? dataV2 : type === PageType.dictionary ? dictionary : data;
  return {
    type,
    plainBytes: number(page, 2),
    storedBytes: number(page, 3),
    values: number(details, 1),
    nulls: isV2 ? number(dataV2, 2) : 0,
    encoding: number(details, isV2 ? 4 : 2),
    definitionBytes: isV2 ? number(dataV2, 5) : 0,
    repetitionBytes: isV2 ? number(dataV2, 6) : 0,
    isCompressed: !isV2 || dataV2?.get(7) !== 0,
    start: reader.at,
  };
}

/** Reads integers, booleans and structures, and passes over everything else. */
class CompactReader {
  at: number;
  private readonly bytes: DataView;

  constructor(bytes: DataView, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  struct(depth: number): Fields {
    const fields = new Map<number, number | Fields>();
    if (depth > DEEPEST) throw new Error("page header is nested too deeply");
    for (let id = 0; ;) {
      const head = this.bytes.getUint8(this.at++);
      const type = head & 15;
      if (type === 0) return fields;
      id = head >> 4 === 0 ? this.integer() : id + (head >> 4);
      const value = this.value(type, depth);
      if (value !== null) fields.set(id, value);
    }
  }

  private value(type: number, depth: number): number | Fields | null {
    if (type === TRUE || type === FALSE) return type === TRUE ? 1 : 0;
    if (INTEGERS.has(type)) return this.integer();
    if (type === STRUCT) return this.struct(depth + 1);
    if (type === BYTE) this.at++;
    else if (type === DOUBLE) this.at += 8;
    else if (type === BINARY) this.skip(readVarint(this));
    else if (type === LIST) this.skipList(depth);
    else throw new Error(`page header holds type ${type}`);
    return null;
  }

  private skip(count: number): void {
    this.at += count;
  }

  private skipList(depth: number): void {
    const head = this.bytes.getUint8(this.at++);
    const type = head & 15;
    const size = head >> 4 === 15 ? readVarint(this) : head >> 4;
    for (let i = 0; i < size; i++) {
      if (type === TRUE || type === FALSE) this.at++;
      else this.value(type, depth + 1);
    }
  }

  /** Zigzag: 0, -1, 1, -2, ... */
  private integer(): number {
    const value = readVarint(this);
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  byte(): number {
    return this.bytes.getUint8(this.at++);
  }
}

/** An unsigned LEB128 number of up to 64 bits, rounded beyond 2^53. */
export function readVarint(reader: { byte(): number }): number {
  let value = 0;
  for (let weight = 1; weight < 2 ** 64; weight *= 128) {
    const byte = reader.byte();
    value += (byte & 127) * weight;
    if (byte < 128) return value;
  }
  throw new Error("a number takes more than 64 bits");
}
