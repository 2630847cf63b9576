import type { Buffer } from "node:buffer";
import type { ColumnStore } from "../columns/column-store.js";
import type { JsonLeaf } from "./json-leaves.js";
import { scanScalar } from "./json-scalar.js";
import { Literal } from "./literal.js";

/**
 * How the records of a JSON text are written: everything between their scalars, byte for byte. A text of the same layout
 * differs from the one it was learned from in its scalars, and in the number of records where there were several.
 */
export class JsonLayout {
  private readonly prefix: Literal;
  /** Between the scalars of one record. */
  private readonly inner: readonly Literal[];
  /** Between two records; null when only one was seen. */
  private readonly separator: Literal | null;
  private readonly suffix: Literal;
  private readonly escaped: boolean;
  private readonly columns: readonly ColumnStore[];
  /** Behind the text, once it was scanned. */
  at = 0;
  private begun = 0;

  private constructor(literals: readonly Literal[], columns: readonly ColumnStore[], rows: number, escaped: boolean) {
    const width = columns.length;
    this.prefix = literals[0]!;
    this.inner = literals.slice(1, width);
    this.separator = rows > 1 ? literals[width]! : null;
    this.suffix = literals.at(-1)!;
    this.columns = columns;
    this.escaped = escaped;
  }

  /**
   * @param leaves  the scalars of `bytes[start..end)`, record after record, as many in each
   * @param columns where the scalars of one record go
   * @returns null when the records aren't written alike
   */
  static learn(
    bytes: Buffer,
    start: number,
    end: number,
    leaves: readonly JsonLeaf[],
    columns: readonly ColumnStore[],
    escaped: boolean,
  ): JsonLayout | null {
    const width = columns.length;
    const rows = leaves.length / width;
    if (width === 0 || !Number.isInteger(rows)) return null;
    const edges = [start, ...leaves.flatMap((leaf) => [leaf.start, leaf.end]), end];
    const literals = Array.from(
      { length: leaves.length + 1 },
      (_, i) => new Literal(bytes.subarray(edges[2 * i], edges[2 * i + 1])),
    );
    const between = literals.slice(1, -1);
    // Literal i + width is the same place one record later.
    if (!between.every((literal, i) => i + width >= between.length || literal.equals(between[i + width]!))) return null;
    return new JsonLayout(literals, columns, rows, escaped);
  }

  /**
   * Scans a text of this layout into rows from `row` on, at most `room` of them.
   *
   * @param end no byte from here on belongs to the text
   * @returns the number of rows, and `at` behind them; -1 when the text has another layout; `room + 1` when there is no room
   */
  scan(bytes: Buffer, view: DataView, start: number, end: number, row: number, room: number): number {
    const { prefix, separator, suffix } = this;
    if (!prefix.matches(bytes, view, start, end)) return -1;
    let at = start + prefix.length;
    for (let rows = 1; ; rows++) {
      if (rows > room) return rows;
      this.begun = rows;
      at = this.scanRecord(bytes, view, at, end, row + rows - 1);
      if (at < 0) return -1;
      if (separator?.matches(bytes, view, at, end) === true) {
        at += separator.length;
      } else {
        this.at = at + suffix.length;
        return suffix.matches(bytes, view, at, end) && rows > 1 === (separator !== null) ? rows : -1;
      }
    }
  }

  /** Makes the cells of a scan that failed missing again. */
  clear(row: number): void {
    for (const column of this.columns) column.clear(row, row + this.begun);
  }

  private scanRecord(bytes: Buffer, view: DataView, start: number, end: number, row: number): number {
    const { columns, inner, escaped } = this;
    let at = scanScalar(bytes, view, start, escaped, columns[0]!, row);
    for (let i = 1; i < columns.length; i++) {
      const literal = inner[i - 1]!;
      if (at < 0 || !literal.matches(bytes, view, at, end)) return -1;
      at = scanScalar(bytes, view, at + literal.length, escaped, columns[i]!, row);
    }
    return at;
  }
}
