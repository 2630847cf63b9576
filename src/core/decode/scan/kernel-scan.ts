import { CellKind } from "../../../contracts/records.js";
import {
  CELLS,
  LINES,
  LITERALS,
  LONGEST_TOKEN,
  MINUTE,
  MINUTE_MS,
  PENDING,
  STEP_WORDS,
  STEPS,
  WINDOW,
  WINDOW_BYTES,
  WINDOW_MARGIN,
} from "../../kernel/memory-layout.js";
import { ScanEnd, type Kernel } from "../../kernel/kernel.js";
import { idOf } from "../capture/event-reader.js";
import type { BatchBuilder } from "../columns/batch-builder.js";
import type { ColumnStore } from "../columns/column-store.js";
import { DiscardColumn } from "../columns/discard-column.js";
import type { RecordCursor } from "../lines/record-cursor.js";
import type { EventTimes } from "./event-time.js";
import type { KernelRows, KernelTemplate } from "./kernel-template.js";

const LF = 10;
const KEEP_TEXT = 1;
const UNWANTED = 2;
const TIME_CELL = 0xffff_ffff;

/** Scans the lines of one object with the kernel, many at a time. */
export class KernelScan {
  private readonly kernel: Kernel;
  private readonly times: EventTimes;
  private readonly longest: number;
  private readonly oldestColumn: number;
  private template: KernelTemplate | null = null;
  /** The stretch of the chunk that stands in the kernel's window. */
  private windowStart = 0;
  private windowEnd = 0;
  private windowChunk = -1;
  private ids: (string | null)[] = [];

  /** @param longest bytes of the longest line that is no fault */
  constructor(kernel: Kernel, times: EventTimes, longest: number) {
    this.kernel = kernel;
    this.times = times;
    this.longest = longest;
    this.oldestColumn = kernel.nextColumn;
  }

  /** Appends the records of the lines ahead as long as they fit the template; returns how many lines, -1 for none. */
  scan(template: KernelTemplate, cursor: RecordCursor, batch: BatchBuilder): number {
    let lines = 0;
    this.use(template);
    while (!batch.full) {
      const ahead = this.show(cursor);
      if (ahead < 0) break;
      const taken = this.scanBlock(template, cursor, batch, ahead);
      if (taken === 0) break;
      lines += taken;
    }
    return lines > 0 ? lines : -1;
  }

  /** Puts the template into the kernel, and the ids of its columns. */
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
    template.columns.forEach((column, cell) => {
      if (column.kernelId === 0) column.kernelId = kernel.newColumn();
      kernel.words[CELLS / 4 + 2 * cell] = column.kernelId;
      kernel.words[CELLS / 4 + 2 * cell + 1] =
        (column.keepText ? KEEP_TEXT : 0) | (column instanceof DiscardColumn ? UNWANTED : 0);
    });
  }

  /** Brings the bytes ahead into the window; returns where in the chunk they begin, -1 when there are none. */
  private show(cursor: RecordCursor): number {
    const ahead = cursor.ahead();
    if (ahead === null) return -1;
    const { bytes, position, limit } = ahead;
    const isShown = cursor.chunks === this.windowChunk && position >= this.windowStart && position < this.windowEnd;
    // A line that doesn't fit may only be cut off by the end of the window.
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

  /** Fills one block at most; returns the number of lines. */
  private scanBlock(template: KernelTemplate, cursor: RecordCursor, batch: BatchBuilder, position: number): number {
    const { kernel } = this;
    const shift = WINDOW - this.windowStart;
    const rowLimit = Math.min(template.blockRows, batch.room);
    const steps = template.steps.length / STEP_WORDS;
    let at = position + shift;
    let row = 0;
    let lines = 0;
    for (;;) {
      const from = row;
      at = kernel.scan(at, this.windowEnd + shift, row, rowLimit, this.longest, steps);
      row = kernel.report(1);
      let taken = kernel.report(2);
      const isPending = kernel.report(0) === ScanEnd.pending;
      let goesOn = isPending;
      if (isPending && !this.resolve(template, batch, taken - 1)) {
        // The last line is left to others, as if it had not been scanned.
        taken--;
        at = kernel.report(4);
        row = kernel.words[LINES / 4 + 4 * taken + 2]!;
        goesOn = false;
      }
      if (batch.wantsIds) this.addIds(from, taken);
      lines += taken;
      if (!goesOn || batch.full) break;
    }
    if (row > 0) this.commit(template, batch, row);
    cursor.advance(at - shift, lines);
    return lines;
  }

  /** Reads the cells that the kernel left, all of one line; false, and nothing is left of them, when the line doesn't fit. */
  private resolve(template: KernelTemplate, batch: BatchBuilder, line: number): boolean {
    const { words } = this.kernel;
    const firstRow = words[LINES / 4 + 4 * line + 2]!;
    const rows = words[LINES / 4 + 4 * line + 3]!;
    const count = this.kernel.report(3);
    let fits = true;
    for (let i = 0; fits && i < count; i++) {
      const place = PENDING / 4 + 4 * i;
      const [cell, row, start, end] = [words[place]!, words[place + 1]!, words[place + 2]!, words[place + 3]!];
      if (cell === TIME_CELL) this.resolveTime(start, end, firstRow, rows);
      else fits = this.resolveCell(template, batch, cell, row, start, end);
    }
    fits &&= template.rows.every((side) => this.hasValues(template, side, firstRow, rows));
    if (!fits) for (const column of template.columns) column.clear(batch.rows + firstRow, batch.rows + firstRow + rows);
    return fits;
  }

  private resolveTime(start: number, end: number, firstRow: number, rows: number): void {
    const { bytes, view, times } = this.kernel;
    const timeMs = this.times.read(bytes, view, start, end);
    times.fill(timeMs, firstRow, firstRow + rows);
    const minuteMs = this.times.minuteAt(view, start);
    if (Number.isNaN(minuteMs)) return;
    bytes.copyWithin(MINUTE, start, start + 16);
    view.setFloat64(MINUTE_MS, minuteMs, true);
  }

  private resolveCell(
    template: KernelTemplate,
    batch: BatchBuilder,
    cell: number,
    row: number,
    start: number,
    end: number,
  ): boolean {
    const { kernel } = this;
    const column = template.columns[cell]!;
    const side = template.rows.find((each) => cell < each.end)!;
    const to = batch.rows + row;
    if (side.layout.scanner.scanCell(kernel.bytes, kernel.view, start, column, to) !== end) return false;
    const kind = column.kinds[to]!;
    const code = kind === CellKind.boolean ? column.numbers[to]! : column.codes[to]!;
    const at = cell * template.stride + row;
    kernel.kinds[at] = kind;
    kernel.codes[at] = column.codes[to]!;
    kernel.numbers[at] = column.numbers[to]!;
    if (kind === CellKind.text && cell === side.first && side.layout.headers.isFirstName(column.dictionary[code])) {
      return false;
    }
    const isToken = kind === CellKind.text || kind === CellKind.boolean || kind === CellKind.missing;
    if (isToken && end - start <= LONGEST_TOKEN)
      kernel.addToken(start, end - start, column.kernelId, this.oldestColumn, kind, code);
    return true;
  }

  /** Rows of missing cells only are left to the plain way. */
  private hasValues({ columns, stride }: KernelTemplate, side: KernelRows, firstRow: number, rows: number): boolean {
    for (let row = firstRow; row < firstRow + rows; row++) {
      let cell = side.first;
      while (
        cell < side.end &&
        (this.kernel.kinds[cell * stride + row] === CellKind.missing || isUnwanted(columns[cell]!))
      )
        cell++;
      if (cell === side.end) return false;
    }
    return true;
  }

  /** Makes the ids of the rows of the last lines. */
  private addIds(firstRow: number, lines: number): void {
    const { bytes, words } = this.kernel;
    let to = firstRow;
    for (let line = 0; line < lines; line++) {
      const place = LINES / 4 + 4 * line;
      const [start, end, rows] = [words[place]!, words[place + 1]!, words[place + 3]!];
      const id = end > start ? bytes.toString("latin1", start, end) : null;
      for (let i = 0; i < rows; i++) this.ids[to++] = idOf(id, i, rows);
    }
  }

  private commit(template: KernelTemplate, batch: BatchBuilder, rows: number): void {
    const { kernel } = this;
    template.columns.forEach((column, cell) => {
      const from = cell * template.stride;
      if (!isUnwanted(column)) column.take(batch.rows, rows, from, kernel.kinds, kernel.numbers, kernel.codes);
    });
    batch.endRows(rows, kernel.times.subarray(0, rows), this.ids);
  }
}

function isUnwanted(column: ColumnStore): boolean {
  return column instanceof DiscardColumn;
}
