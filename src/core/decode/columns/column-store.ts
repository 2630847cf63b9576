import { CellKind, type ColumnBatch } from "../../../contracts/records.js";
import { textOf, type CellValue } from "./cell-value.js";

/** What one dictionary entry costs beside its characters: the string's header, its slot and its map entry. */
const ENTRY_BYTES = 64;

/** What all dictionaries of an object hold together, so that one bound serves them all. */
export interface TextBudget {
  bytes: number;
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
  private readonly budget: TextBudget;
  private codeOfText = new Map<string, number>();

  constructor(name: string, keepText: boolean, capacity: number, budget: TextBudget) {
    this.name = name;
    this.keepText = keepText;
    this.budget = budget;
    this.kinds = new Uint8Array(capacity);
    this.numbers = new Float64Array(capacity);
    this.codes = new Int32Array(capacity);
  }

  set(row: number, value: CellValue): void {
    if (value === null) this.kinds[row] = CellKind.missing;
    else if (this.keepText || typeof value === "string") this.setText(row, textOf(value));
    else if (typeof value === "number") this.setNumber(row, value);
    else if (typeof value === "boolean") this.put(row, CellKind.boolean, value ? 1 : 0);
    else this.setBigInteger(row, value);
  }

  /** Makes room for `rows` rows, keeping the cells that are there. */
  grow(rows: number): void {
    if (this.kinds.length >= rows) return;
    const capacity = Math.max(rows, 2 * this.kinds.length);
    this.kinds = extended(this.kinds, new Uint8Array(capacity));
    this.numbers = extended(this.numbers, new Float64Array(capacity));
    this.codes = extended(this.codes, new Int32Array(capacity));
  }

  /** Makes all cells missing again. */
  clear(rows: number): void {
    this.kinds.fill(CellKind.missing, 0, rows);
  }

  /** Starts a new dictionary; the old array stays with whoever still holds it. The caller lowers the budget. */
  forgetTexts(): void {
    this.dictionary = [];
    this.codeOfText = new Map();
  }

  codeOf(text: string): number {
    const known = this.codeOfText.get(text);
    if (known !== undefined) return known;
    const code = this.dictionary.push(text) - 1;
    this.codeOfText.set(text, code);
    this.budget.bytes += ENTRY_BYTES + 2 * text.length;
    return code;
  }

  private setText(row: number, text: string): void {
    if (text === "") {
      this.kinds[row] = CellKind.missing;
      return;
    }
    this.kinds[row] = CellKind.text;
    this.codes[row] = this.codeOf(text);
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
    this.put(row, CellKind.bigInteger, nearest);
    this.codes[row] = this.codeOf(String(value));
  }

  private put(row: number, kind: CellKind, value: number): void {
    this.kinds[row] = kind;
    this.numbers[row] = value;
  }
}

function extended<A extends Uint8Array | Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
