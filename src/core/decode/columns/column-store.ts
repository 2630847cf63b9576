import { Buffer, isUtf8 } from "node:buffer";
import { CellKind, type ColumnBatch } from "../../../contracts/records.js";
import { ByteDictionary, ByteRole, extended } from "./byte-dictionary.js";
import { readToken, textOf, type CellValue, type TokenRules } from "./cell-value.js";

/** What an entry of a dictionary costs beside its characters. */
const ENTRY_BYTES = 96;
/** So few cells are copied faster one by one. */
const FEW_CELLS = 16;

/** What the dictionaries of all columns of an object hold together, so that one bound serves them all. */
export class TextMemory {
  bytes = 0;
  scratch = Buffer.alloc(1024);
  view = new DataView(this.scratch.buffer, this.scratch.byteOffset, this.scratch.length);

  /** Puts the UTF-8 bytes of a text at the start of `scratch`; returns how many. */
  encode(text: string): number {
    if (this.scratch.length < 3 * text.length) {
      this.scratch = Buffer.alloc(6 * text.length);
      this.view = new DataView(this.scratch.buffer, this.scratch.byteOffset, this.scratch.length);
    }
    return this.scratch.write(text);
  }
}

/** The cells of one column while a batch is being filled. Arrays and dictionary are reused by the next batch. */
export class ColumnStore implements ColumnBatch {
  readonly name: string;
  /** Cells stay text even when they look like numbers. */
  readonly keepText: boolean;
  kinds: Uint8Array;
  numbers: Float64Array;
  codes: Int32Array;
  /** Only grows, until `forgetTexts` puts a new array in its place. */
  dictionary: string[] = [];
  /** The id under which the kernel remembers this dictionary's tokens; 0 while it knows none. */
  kernelId = 0;
  private readonly memory: TextMemory;
  private known = new ByteDictionary();

  constructor(name: string, keepText: boolean, capacity: number, memory: TextMemory) {
    this.name = name;
    this.keepText = keepText;
    this.memory = memory;
    this.kinds = new Uint8Array(capacity);
    this.numbers = new Float64Array(capacity);
    this.codes = new Int32Array(capacity);
  }

  set(row: number, value: CellValue): void {
    if (value === null || value === "") this.kinds[row] = CellKind.missing;
    else if (this.keepText || typeof value === "string") this.setText(row, textOf(value));
    else if (typeof value === "number") this.setNumber(row, value);
    else if (typeof value === "boolean") this.put(row, CellKind.boolean, value ? 1 : 0);
    else this.setBigInteger(row, value);
  }

  /**
   * Sets a cell from the bytes of an untyped token, as `readToken` reads them.
   *
   * @param view over all of `bytes`
   * @param role token or quotedToken
   * @returns false, and no cell is set, when the bytes aren't UTF-8
   */
  setToken(
    row: number,
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
    role: ByteRole,
    rules: TokenRules,
  ): boolean {
    const { known } = this;
    const place = known.find(bytes, view, start, end, role);
    if (place < 0) return this.setNewToken(row, bytes, view, start, end, role, rules);
    const kind = known.kindAt(place);
    this.kinds[row] = kind;
    this.codes[row] = known.codeAt(place);
    if (kind !== CellKind.text) this.numbers[row] = known.numberAt(place);
    return true;
  }

  /** Sets a text cell from bytes; false, and no cell is set, when they aren't UTF-8. */
  setTextBytes(row: number, bytes: Uint8Array, view: DataView, start: number, end: number): boolean {
    if (start === end) {
      this.kinds[row] = CellKind.missing;
      return true;
    }
    const code = this.codeOf(bytes, view, start, end);
    if (code < 0) return false;
    this.kinds[row] = CellKind.text;
    this.codes[row] = code;
    return true;
  }

  /** Makes room for `rows` rows, keeping the cells that are there. */
  grow(rows: number): void {
    if (this.kinds.length >= rows) return;
    const capacity = Math.max(rows, 2 * this.kinds.length);
    this.kinds = extended(this.kinds, new Uint8Array(capacity));
    this.numbers = extended(this.numbers, new Float64Array(capacity));
    this.codes = extended(this.codes, new Int32Array(capacity));
  }

  /** Makes the cells of rows `[from, to)` missing again. */
  clear(from: number, to: number): void {
    this.kinds.fill(CellKind.missing, from, to);
  }

  /** Starts a new dictionary; the old array stays with whoever still holds it. The caller resets the memory's count. */
  forgetTexts(): void {
    this.dictionary = [];
    this.known = new ByteDictionary();
    this.kernelId = 0;
  }

  /** Takes `count` cells that stand in arrays from index `from` on. */
  take(row: number, count: number, from: number, kinds: Uint8Array, numbers: Float64Array, codes: Int32Array): void {
    if (count > FEW_CELLS) {
      this.kinds.set(kinds.subarray(from, from + count), row);
      this.numbers.set(numbers.subarray(from, from + count), row);
      this.codes.set(codes.subarray(from, from + count), row);
      return;
    }
    for (let i = 0; i < count; i++) {
      this.kinds[row + i] = kinds[from + i]!;
      this.numbers[row + i] = numbers[from + i]!;
      this.codes[row + i] = codes[from + i]!;
    }
  }

  /** Code of the text that the bytes spell, made on first sight; -1 when they aren't UTF-8. */
  private codeOf(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const { known } = this;
    const place = known.find(bytes, view, start, end, ByteRole.text);
    if (place >= 0) return known.codeAt(place);
    const crowded = known.crowdedCell(bytes, start, end, ByteRole.text);
    if (crowded) return crowded.code;
    const text = decodeText(bytes, start, end);
    if (text === null) return -1;
    const code = this.dictionary.push(text) - 1;
    known.add(bytes, view, start, end, ByteRole.text, { kind: CellKind.text, number: 0, code });
    this.memory.bytes += ENTRY_BYTES + (end - start) + 2 * text.length;
    return code;
  }

  /** Sets a cell from a token that has no place yet: it is read once, and remembered. */
  private setNewToken(
    row: number,
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
    role: ByteRole,
    rules: TokenRules,
  ): boolean {
    const crowded = this.known.crowdedCell(bytes, start, end, role);
    if (crowded) {
      this.put(row, crowded.kind, crowded.number);
      this.codes[row] = crowded.code;
      return true;
    }
    const text = decodeText(bytes, start, end);
    if (text === null) return false;
    this.set(row, readToken(text, role === ByteRole.quotedToken, this.keepText, rules));
    const cell = { kind: this.kinds[row] as CellKind, number: this.numbers[row]!, code: this.codes[row]! };
    this.known.add(bytes, view, start, end, role, cell);
    this.memory.bytes += ENTRY_BYTES + (end - start);
    return true;
  }

  private setText(row: number, text: string): void {
    const length = this.memory.encode(text);
    this.setTextBytes(row, this.memory.scratch, this.memory.view, 0, length);
  }

  private setNumber(row: number, value: number): void {
    if (Number.isNaN(value)) this.kinds[row] = CellKind.missing;
    // Adding 0 turns -0 into 0, so that equal values have equal bits.
    else this.put(row, Number.isSafeInteger(value) ? CellKind.integer : CellKind.fractional, value + 0);
  }

  private setBigInteger(row: number, value: bigint): void {
    const nearest = Number(value);
    if (Number.isSafeInteger(nearest) || !Number.isFinite(nearest)) {
      this.setNumber(row, nearest);
      return;
    }
    this.setText(row, String(value));
    this.put(row, CellKind.bigInteger, nearest);
  }

  private put(row: number, kind: CellKind, value: number): void {
    this.kinds[row] = kind;
    this.numbers[row] = value;
  }
}

function decodeText(bytes: Uint8Array, start: number, end: number): string | null {
  return isText(bytes, start, end) ? slice(bytes, start, end).toString("utf8") : null;
}

/** True when the bytes are UTF-8. */
export function isText(bytes: Uint8Array, start: number, end: number): boolean {
  return isUtf8(slice(bytes, start, end));
}

function slice(bytes: Uint8Array, start: number, end: number): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
}
