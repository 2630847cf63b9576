import { CellKind } from "../../../contracts/records.js";
import type { Kernel } from "../../kernel/kernel.js";
import { LONGEST_TOKEN, MINUTE, MINUTE_MS, PENDING } from "../../kernel/memory-layout.js";
import type { BatchBuilder } from "../columns/batch-builder.js";
import type { EventTimes } from "./event-time.js";
import { isUnwanted, type KernelRows, type KernelTemplate } from "./kernel-template.js";

/** Stands for the line's time where a cell is pending. */
const TIME_CELL = 0xffff_ffff;
const MINUTE_CHARACTERS = 16;

/**
 * Reads the cells that the kernel leaves to TypeScript: texts that it hasn't met, unusual numbers, times of another minute.
 * They are read as ever, and what they stand for is told to the kernel, which won't ask again.
 */
export class PendingCells {
  private readonly kernel: Kernel;
  private readonly times: EventTimes;
  /** No column of the object has a smaller id in the kernel. */
  private readonly oldestColumn: number;

  constructor(kernel: Kernel, times: EventTimes) {
    this.kernel = kernel;
    this.times = times;
    this.oldestColumn = kernel.nextColumn;
  }

  /**
   * Reads all pending cells, which are those of one line, into the block.
   *
   * @returns false, and the batch holds nothing of the line, when it doesn't fit the template
   */
  read(template: KernelTemplate, batch: BatchBuilder, line: number): boolean {
    const { kernel } = this;
    const [first, rows] = [kernel.line(line, 2), kernel.line(line, 3)];
    let fits = true;
    for (let i = 0; fits && i < kernel.pending; i++) {
      const word = PENDING / 4 + 4 * i;
      const [cell, row] = [kernel.words[word]!, kernel.words[word + 1]!];
      const [start, end] = [kernel.words[word + 2]!, kernel.words[word + 3]!];
      if (cell === TIME_CELL) this.readTime(start, end, first, rows);
      else fits = this.readCell(template, batch, cell, row, start, end);
    }
    fits &&= template.rows.every((side) => this.hasValues(template, side, first, rows));
    if (!fits) for (const column of template.columns) column.clear(batch.rows + first, batch.rows + first + rows);
    return fits;
  }

  private readTime(start: number, end: number, firstRow: number, rows: number): void {
    const { bytes, view, times } = this.kernel;
    times.fill(this.times.read(bytes, view, start, end), firstRow, firstRow + rows);
    const minuteMs = this.times.minuteAt(view, start);
    if (Number.isNaN(minuteMs)) return;
    bytes.copyWithin(MINUTE, start, start + MINUTE_CHARACTERS);
    view.setFloat64(MINUTE_MS, minuteMs, true);
  }

  private readCell(
    template: KernelTemplate,
    batch: BatchBuilder,
    cell: number,
    row: number,
    start: number,
    end: number,
  ): boolean {
    const { kernel } = this;
    const column = template.columns[cell]!;
    const { first, layout } = template.rows.find((side) => cell < side.end)!;
    const from = batch.rows + row;
    if (layout.scanner.scanCell(kernel.bytes, kernel.view, start, column, from) !== end) return false;
    const kind = column.kinds[from]!;
    const [code, number] = [column.codes[from]!, column.numbers[from]!];
    // A row that begins with the header's first name has to be looked at as a whole.
    if (kind === CellKind.text && cell === first && layout.headers.isFirstName(column.dictionary[code])) return false;
    const to = cell * template.stride + row;
    kernel.kinds[to] = kind;
    kernel.codes[to] = code;
    kernel.numbers[to] = number;
    const isToken = kind === CellKind.text || kind === CellKind.boolean || kind === CellKind.missing;
    if (isToken && end - start <= LONGEST_TOKEN) {
      const stored = kind === CellKind.boolean ? number : code;
      kernel.addToken(start, end - start, column.kernelId, this.oldestColumn, kind, stored);
    }
    return true;
  }

  /** Rows of missing cells only are left to the plain way. */
  private hasValues({ columns, stride }: KernelTemplate, side: KernelRows, firstRow: number, rows: number): boolean {
    const { kinds } = this.kernel;
    for (let row = firstRow; row < firstRow + rows; row++) {
      let cell = side.first;
      while (cell < side.end && (kinds[cell * stride + row] === CellKind.missing || isUnwanted(columns[cell]!))) cell++;
      if (cell === side.end) return false;
    }
    return true;
  }
}
