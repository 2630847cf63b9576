import {
  BLOCK_CELLS,
  BLOCK_ROWS,
  EXTRA_ROWS,
  LITERAL_BYTES,
  LITERALS,
  MOST_CELLS,
  MOST_STEPS,
} from "../../kernel/memory-layout.js";
import type { ColumnStore } from "../columns/column-store.js";
import { DiscardColumn } from "../columns/discard-column.js";
import { CsvLayout } from "./csv-layout.js";
import type { Literal } from "./literal.js";
import type { Slot } from "./slot.js";

const DOT = 46;
/** Operations of the kernel's steps; see `scanLine` in the kernel. */
const LITERAL_STEP = 0;
const ROWS_STEP = 1;
const METADATA_STEPS = { text: 2, number: 3, time: 4, inferenceId: 5, eventId: 6 } as const;

/** The CSV rows of one side of an event: its cells are `[first, end)` of all cells. */
export interface KernelRows {
  readonly layout: CsvLayout;
  readonly first: number;
  readonly end: number;
}

/** An event template as the kernel reads it. */
export interface KernelTemplate {
  /** Operation and two operands each. */
  readonly steps: Uint32Array;
  /** The literals' bytes, one after the other. */
  readonly text: Uint8Array;
  readonly rows: readonly KernelRows[];
  readonly columns: readonly ColumnStore[];
  readonly delimiter: number;
  /** Rows of a block. */
  readonly blockRows: number;
  /** Rows from one column of the block to the next. */
  readonly stride: number;
}

/** @returns null where TypeScript has to scan: JSON payloads, decimal commas, or more than the kernel has room for */
export function kernelTemplate(literals: readonly Literal[], slots: readonly Slot[]): KernelTemplate | null {
  const textBytes = literals.reduce((sum, { length }) => sum + length, 0);
  if (textBytes > LITERAL_BYTES || 2 * literals.length > MOST_STEPS) return null;
  const steps: number[] = [];
  const text: number[] = [];
  const rows: KernelRows[] = [];
  const columns: ColumnStore[] = [];
  for (const [i, literal] of literals.entries()) {
    steps.push(LITERAL_STEP, LITERALS + text.length, literal.length);
    text.push(...literal.bytes);
    const slot = slots[i];
    if (slot === undefined) break;
    if (slot.kind !== "rows") {
      steps.push(METADATA_STEPS[slot.kind], 0, 0);
      continue;
    }
    const { layout } = slot;
    if (!(layout instanceof CsvLayout) || layout.scanner.mark !== DOT) return null;
    const first = columns.push(...layout.columns) - layout.columns.length;
    steps.push(ROWS_STEP, first, layout.columns.length);
    rows.push({ layout, first, end: columns.length });
  }
  if (rows.length === 0 || columns.length > MOST_CELLS) return null;
  const blockRows = Math.min(BLOCK_ROWS, Math.floor(BLOCK_CELLS / columns.length));
  return {
    steps: Uint32Array.from(steps),
    text: Uint8Array.from(text),
    rows,
    columns,
    delimiter: rows[0]!.layout.scanner.delimiter,
    blockRows,
    stride: blockRows + EXTRA_ROWS,
  };
}

/** True for cells that nobody wants: they are checked, and not kept. */
export function isUnwanted(column: ColumnStore): boolean {
  return column instanceof DiscardColumn;
}
