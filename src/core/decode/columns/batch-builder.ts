import type { DecodeLimits, DecodeOptions } from "../../../contracts/decoding.js";
import type { RecordBatch, RejectLog } from "../../../contracts/records.js";
import type { CellValue } from "./cell-value.js";
import { ColumnStore, TextMemory } from "./column-store.js";
import { DiscardColumn } from "./discard-column.js";

/** Rows of an ordinary batch: long enough to amortise calls, short enough that a column stays in the cache. */
export const BATCH_ROWS = 2048;
/** A wide object gets fewer rows a batch, so that a batch stays near 13 MB. */
const BATCH_CELLS = 1 << 20;
const LEAST_BATCH_ROWS = 64;
/** Most captures are small: columns grow to a batch only where there are rows for it. */
const FIRST_CAPACITY = 128;
/** A batch ends early, and the dictionaries start anew, when their texts reach this. */
const DICTIONARY_BYTES = 32 * 1024 * 1024;

/** One decoded record: `names[i]` has `values[i]`. */
export interface Row {
  readonly names: readonly string[];
  readonly values: readonly CellValue[];
  /** Where it stands in the object, for messages. */
  readonly line: number;
  /** NaN where the record has none. */
  readonly eventTimeMs: number;
  readonly id: string | null;
}

/** Fills batches row by row: columns by name, as many as the object turns out to have. */
export class BatchBuilder {
  rows = 0;
  readonly columns: ColumnStore[] = [];
  private readonly byName = new Map<string, ColumnStore | null>();
  private readonly ignored: ReadonlySet<string>;
  private readonly textColumns: ReadonlySet<string>;
  private rowLimit = BATCH_ROWS;
  /** Rows that every column has room for; never more than `rowLimit`. */
  private capacity = FIRST_CAPACITY;
  /** Whether rows get event times, and ids beside them. */
  readonly wantsTimes: boolean;
  readonly wantsIds: boolean;
  eventTimeMs = new Float64Array(BATCH_ROWS);
  recordIds: (string | null)[] = [];
  private columnsLeftOut = false;
  private readonly maxColumns: number;
  private readonly rejects: RejectLog;
  private readonly texts = new TextMemory();

  constructor(options: DecodeOptions, limits: DecodeLimits, rejects: RejectLog, carriesMetadata: boolean) {
    this.ignored = new Set(options.ignore);
    this.textColumns = new Set(options.textColumns);
    this.wantsTimes = carriesMetadata && options.metadata !== false;
    this.wantsIds = carriesMetadata && (options.metadata ?? true) === true;
    this.maxColumns = limits.maxColumns;
    this.rejects = rejects;
  }

  /** The column of that name, made on first sight; null when it is ignored or one too many. */
  column(name: string, line: number): ColumnStore | null {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    if (!this.isIgnored(name) && this.columns.length < this.maxColumns) return this.addColumn(name);
    if (!this.isIgnored(name)) this.noteColumnLeftOut(line);
    // Remembering names without bound would let hostile keys fill the memory.
    if (this.byName.size < 2 * this.maxColumns) this.byName.set(name, null);
    return null;
  }

  keepsText(name: string): boolean {
    return this.textColumns.has(name);
  }

  /** Appends one record: `names[i]` has `values[i]`; columns that it doesn't name are missing in it. */
  addRow({ names, values, line, eventTimeMs, id }: Row): void {
    for (let i = 0; i < names.length; i++) {
      const column = this.column(names[i]!, line);
      if (column === null) continue;
      column.grow(this.rows + 1);
      column.set(this.rows, values[i] ?? null);
    }
    this.endRow(eventTimeMs, id);
  }

  /** Commits the row whose cells stand at index `rows`. */
  endRow(eventTimeMs: number, id: string | null): void {
    if (this.wantsTimes) this.eventTimeMs[this.rows] = eventTimeMs;
    if (this.wantsIds) this.recordIds[this.rows] = id;
    if (++this.rows >= this.capacity) this.widen();
  }

  /** Commits `count` rows whose cells stand from index `rows` on. */
  endRows(count: number, timesMs: Float64Array, ids: readonly (string | null)[]): void {
    if (this.wantsTimes) this.eventTimeMs.set(timesMs, this.rows);
    if (this.wantsIds) for (let i = 0; i < count; i++) this.recordIds[this.rows + i] = ids[i]!;
    this.rows += count;
    if (this.rows >= this.capacity) this.widen();
  }

  /** Rows that still fit into the columns as they are. */
  get room(): number {
    return this.capacity - this.rows;
  }

  /** A column as long as the batch, for cells that nobody wants. */
  discard(): ColumnStore {
    return new DiscardColumn(BATCH_ROWS);
  }

  /** True when the batch has to be handed over before the next row. */
  get full(): boolean {
    return this.rows >= this.rowLimit || this.texts.bytes >= DICTIONARY_BYTES;
  }

  /** The rows so far. They stay valid until `reset`. */
  batch(): RecordBatch {
    for (const column of this.columns) column.grow(this.rows);
    return {
      rows: this.rows,
      columns: this.columns,
      eventTimeMs: this.wantsTimes ? this.eventTimeMs : null,
      recordIds: this.wantsIds ? this.recordIds.slice(0, this.rows) : null,
    };
  }

  /** Starts the next batch in the same arrays. */
  reset(): void {
    const startAnew = this.texts.bytes >= DICTIONARY_BYTES / 2;
    for (const column of this.columns) {
      column.clear(0, this.rows);
      if (startAnew) column.forgetTexts();
    }
    if (startAnew) this.texts.bytes = 0;
    this.rows = 0;
  }

  private addColumn(name: string): ColumnStore {
    const fitting = Math.floor(BATCH_CELLS / (this.columns.length + 1));
    this.rowLimit = Math.min(BATCH_ROWS, Math.max(LEAST_BATCH_ROWS, fitting));
    this.capacity = Math.min(this.capacity, this.rowLimit);
    const column = new ColumnStore(
      name,
      this.textColumns.has(name),
      Math.max(this.capacity, this.rows + 1),
      this.texts,
    );
    this.columns.push(column);
    this.byName.set(name, column);
    return column;
  }

  private widen(): void {
    this.capacity = Math.min(this.rowLimit, 4 * this.capacity);
    for (const column of this.columns) column.grow(this.capacity);
  }

  /** `ignore: [customer]` leaves out `customer` and all that is nested in it. */
  private isIgnored(name: string): boolean {
    if (this.ignored.size === 0) return false;
    for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) {
      if (this.ignored.has(name.slice(0, end))) return true;
    }
    return false;
  }

  private noteColumnLeftOut(line: number): void {
    if (this.columnsLeftOut) return;
    this.columnsLeftOut = true;
    const detail = `expects at most ${this.maxColumns} columns; the columns beyond are left out, their records count`;
    this.rejects.reject("too-many-columns", line, detail, 0);
  }
}
