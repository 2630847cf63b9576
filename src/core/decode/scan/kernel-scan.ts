import type { Kernel } from "../../kernel/kernel.js";
import { ScanEnd } from "../../kernel/kernel.js";
import { CELLS, LITERALS, STEP_WORDS, STEPS, WINDOW, WINDOW_BYTES, WINDOW_MARGIN } from "../../kernel/memory-layout.js";
import { idOf } from "../capture/event-reader.js";
import type { BatchBuilder } from "../columns/batch-builder.js";
import type { RecordCursor } from "../lines/record-cursor.js";
import type { EventTimes } from "./event-time.js";
import { isUnwanted, type KernelTemplate } from "./kernel-template.js";
import { PendingCells } from "./pending-cells.js";

const LF = 10;
/** Flags of a cell, as the kernel knows them. */
const KEEP_TEXT = 1;
const UNWANTED = 2;

/**
 * Scans the lines of one object with the kernel, many at a time: bytes go into its window, rows come out of its block. What
 * is read, and which lines are left to others, is the same as with `EventTemplate.scan`.
 */
export class KernelScan {
  private readonly kernel: Kernel;
  private readonly pending: PendingCells;
  private readonly longest: number;
  private template: KernelTemplate | null = null;
  /** The stretch of the cursor's chunk, and which chunk, that stands in the window. */
  private windowStart = 0;
  private windowEnd = 0;
  private windowChunk = -1;
  /** Of the rows of the block, where ids are wanted. */
  private readonly ids: (string | null)[] = [];

  /** @param longest bytes of the longest line that is no fault */
  constructor(kernel: Kernel, times: EventTimes, longest: number) {
    this.kernel = kernel;
    this.pending = new PendingCells(kernel, times);
    this.longest = longest;
  }

  /** Appends the records of the lines ahead as long as they fit the template; returns how many lines, -1 for none. */
  scan(template: KernelTemplate, cursor: RecordCursor, batch: BatchBuilder): number {
    let lines = 0;
    this.use(template);
    while (!batch.full) {
      const position = this.show(cursor);
      const taken = position < 0 ? 0 : this.scanBlock(template, position, cursor, batch);
      if (taken === 0) break;
      lines += taken;
    }
    return lines > 0 ? lines : -1;
  }

  /** Puts the template into the kernel, and the ids of its columns, which change with their dictionaries. */
  private use(template: KernelTemplate): void {
    const { kernel } = this;
    if (kernel.holder !== this) this.windowChunk = -1;
    if (kernel.holder !== this || this.template !== template) {
      kernel.words.set(template.steps, STEPS / 4);
      kernel.bytes.set(template.text, LITERALS);
      kernel.setBlock(template.stride, template.delimiter);
      kernel.holder = this;
      this.template = template;
    }
    let word = CELLS / 4;
    for (const column of template.columns) {
      if (column.kernelId === 0) column.kernelId = kernel.newColumn();
      kernel.words[word++] = column.kernelId;
      kernel.words[word++] = (column.keepText ? KEEP_TEXT : 0) | (isUnwanted(column) ? UNWANTED : 0);
    }
  }

  /** Brings the bytes ahead into the window; returns where in the chunk they begin, -1 when there are none. */
  private show(cursor: RecordCursor): number {
    const ahead = cursor.ahead();
    if (ahead === null) return -1;
    const { bytes, position, limit } = ahead;
    const isShown = cursor.chunks === this.windowChunk && position >= this.windowStart && position < this.windowEnd;
    // Where a line ends behind the window it doesn't fit: such a line gets a window of its own.
    const isNearEnd = this.windowEnd < limit && position > this.windowStart + WINDOW_BYTES / 2;
    if (isShown && !isNearEnd) return position;
    this.windowChunk = cursor.chunks;
    this.windowStart = position;
    this.windowEnd = Math.min(limit, position + WINDOW_BYTES);
    bytes.copy(this.kernel.bytes, WINDOW, position, this.windowEnd);
    const end = WINDOW + this.windowEnd - position;
    this.kernel.bytes.fill(LF, end, end + WINDOW_MARGIN);
    return position;
  }

  /** Fills one block at most, and hands it over; returns the number of lines. */
  private scanBlock(template: KernelTemplate, position: number, cursor: RecordCursor, batch: BatchBuilder): number {
    const { kernel } = this;
    const shift = WINDOW - this.windowStart;
    const rowLimit = Math.min(template.blockRows, batch.room);
    const steps = template.steps.length / STEP_WORDS;
    let at = position + shift;
    let row = 0;
    let lines = 0;
    for (let goesOn = true; goesOn && !batch.full;) {
      const from = row;
      at = kernel.scan(at, this.windowEnd + shift, row, rowLimit, this.longest, steps);
      row = kernel.rows;
      let taken = kernel.lines;
      goesOn = kernel.end === ScanEnd.pending;
      if (goesOn && !this.pending.read(template, batch, taken - 1)) {
        // The last line is left to others, as if it had not been scanned.
        taken--;
        at = kernel.lastLine;
        row = kernel.line(taken, 2);
        goesOn = false;
      }
      if (batch.wantsIds) this.addIds(from, taken);
      lines += taken;
    }
    if (lines === 0) return 0;
    this.commit(template, batch, row);
    cursor.advance(at - shift, lines);
    return lines;
  }

  /** Makes the ids of the rows that the last lines brought. */
  private addIds(firstRow: number, lines: number): void {
    const { kernel } = this;
    let to = firstRow;
    for (let line = 0; line < lines; line++) {
      const [start, end, rows] = [kernel.line(line, 0), kernel.line(line, 1), kernel.line(line, 3)];
      const id = end > start ? kernel.bytes.toString("latin1", start, end) : null;
      for (let i = 0; i < rows; i++) this.ids[to++] = idOf(id, i, rows);
    }
  }

  private commit(template: KernelTemplate, batch: BatchBuilder, rows: number): void {
    const { kinds, numbers, codes, times } = this.kernel;
    template.columns.forEach((column, cell) => {
      if (!isUnwanted(column)) column.take(batch.rows, rows, cell * template.stride, kinds, numbers, codes);
    });
    batch.endRows(rows, times.subarray(0, rows), this.ids);
  }
}
