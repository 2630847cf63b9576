import { parquetScan, type FileMetaData, type ParquetScan, type RowGroup } from "hyparquet";
import type { DecodeLimits, DecodeOptions } from "../../../contracts/decoding.js";
import type { ColumnBatch, RecordBatch, RejectLog } from "../../../contracts/records.js";
import { BATCH_ROWS, BatchBuilder } from "../columns/batch-builder.js";
import type { ColumnStore } from "../columns/column-store.js";
import { FlatRow } from "../json/flat-row.js";
import { Notes } from "../notes.js";
import { fillColumn } from "./fill-column.js";
import { PageGuard } from "./page-guard.js";
import { columnsOf, withRawDecimals, type ParquetColumn } from "./parquet-schema.js";
import { parsers, toJson } from "./parquet-values.js";
import type { RangeReader } from "./range-reader.js";

/** Cells that are held decoded at once: 13 bytes each. */
const RANGE_CELLS = 1 << 23;
/** Texts are held as strings: no more than this of a row group's bytes at once. */
const RANGE_BYTES = 128 * 1024 * 1024;

interface FlatColumn extends ParquetColumn {
  readonly store: ColumnStore;
}

/** Reads a file range by range: flat columns each in one go, then lists and structs record by record. */
export class GroupReader {
  private readonly file: RangeReader;
  private readonly metadata: FileMetaData;
  private readonly flat: BatchBuilder;
  private readonly nested: BatchBuilder;
  private readonly flatColumns: readonly FlatColumn[];
  private readonly nestedColumns: readonly ParquetColumn[];
  private readonly notes: Notes;
  private readonly rangeCells: number;
  private readonly guard: PageGuard;

  /** @param rangeCells how many cells are held decoded at once */
  constructor(
    file: RangeReader,
    metadata: FileMetaData,
    options: DecodeOptions,
    limits: DecodeLimits,
    rejects: RejectLog,
    rangeCells = RANGE_CELLS,
  ) {
    this.file = file;
    this.rangeCells = rangeCells;
    this.metadata = metadata;
    this.guard = new PageGuard(metadata);
    file.guard = this.guard;
    this.notes = new Notes(rejects);
    this.flat = new BatchBuilder(options, limits, rejects, false);
    const columns = columnsOf(metadata).filter(({ name }) => options.ignore?.includes(name) !== true);
    this.nestedColumns = columns.filter(({ nested }) => nested);
    this.flatColumns = columns.flatMap((column) => {
      const store = column.nested ? null : this.flat.column(column.name, 1);
      return store === null ? [] : [{ ...column, store }];
    });
    const left = { ...limits, maxColumns: limits.maxColumns - this.flatColumns.length };
    this.nested = new BatchBuilder(options, left, rejects, false);
  }

  async *read(): AsyncGenerator<RecordBatch> {
    const names = [...this.flatColumns, ...this.nestedColumns].map(({ name }) => name);
    const scan = await parquetScan({
      file: this.file,
      metadata: withRawDecimals(this.metadata),
      columns: names,
      compressors: this.guard.compressors,
      parsers,
      utf8: false,
      geoparquet: false,
    });
    // The scan leaves out groups without rows.
    const groups = this.metadata.row_groups.filter((group) => group.num_rows > 0n);
    for (const [i, { rowStart, rowEnd }] of scan.ranges.entries()) {
      const group = groups[i]!;
      const longest = longestRange(group, this.rangeCells / Math.max(1, names.length));
      await this.file.hold(group, new Set(names));
      for (let from = rowStart; from < rowEnd; from += longest) {
        yield* this.readRange(scan, from, Math.min(rowEnd, from + longest));
      }
    }
  }

  private async *readRange(scan: ParquetScan, from: number, to: number): AsyncGenerator<RecordBatch> {
    for (const { name, store, decimalScale } of this.flatColumns) {
      const values = await this.column(scan, name, from, to);
      store.grow(to - from);
      fillColumn(store, values, decimalScale, () => {
        this.noteBinary(from + 1);
      });
    }
    const nested: ArrayLike<unknown>[] = [];
    for (const { name } of this.nestedColumns) nested.push(await this.column(scan, name, from, to));
    for (let row = 0; row < to - from;) {
      const rows = this.addNested(nested, row, Math.min(to - from, row + BATCH_ROWS), from + 1);
      yield { rows, columns: this.views(row, rows), eventTimeMs: null, recordIds: null };
      this.nested.reset();
      row += rows;
    }
    this.flat.reset();
  }

  private async column(scan: ParquetScan, name: string, from: number, to: number): Promise<ArrayLike<unknown>> {
    this.guard.begin(name);
    const values = (await scan.readColumn({ column: name, rowStart: from, rowEnd: to })) as ArrayLike<unknown>;
    if (values.length === to - from) return values;
    throw new Error(`column ${name} holds ${values.length} of ${to - from} values`);
  }

  /** Adds rows from `row` on to the nested batch until it is full or at `end`; returns how many. */
  private addNested(columns: readonly ArrayLike<unknown>[], row: number, end: number, firstLine: number): number {
    if (columns.length === 0) return end - row;
    for (let at = row; at < end; at++) {
      const line = firstLine + at;
      const record = new FlatRow(this.notes, line);
      for (const [i, { name }] of this.nestedColumns.entries()) {
        const json = toJson(columns[i]![at], null, () => {
          this.noteBinary(line);
        });
        if (json !== null) record.add(name, json);
      }
      this.nested.addRow(record.toRow(NaN, null));
      if (this.nested.full) break;
    }
    return this.nested.rows;
  }

  private views(row: number, rows: number): readonly ColumnBatch[] {
    const flat = this.flatColumns.map(({ store }) => ({
      name: store.name,
      kinds: store.kinds.subarray(row, row + rows),
      numbers: store.numbers.subarray(row, row + rows),
      codes: store.codes.subarray(row, row + rows),
      dictionary: store.dictionary,
    }));
    return [...flat, ...this.nested.columns];
  }

  private noteBinary(line: number): void {
    this.notes.once("wrong-encoding", line, "expects text, got binary values, which count as missing");
  }
}

/** How many rows of a group are decoded at once. */
function longestRange(group: RowGroup, byCells: number): number {
  const bytes = group.columns.reduce((sum, chunk) => sum + Number(chunk.meta_data?.total_uncompressed_size ?? 0), 1);
  const byBytes = Number(group.num_rows) * (RANGE_BYTES / bytes);
  return Math.max(BATCH_ROWS, Math.floor(Math.min(byBytes, byCells)));
}
