import { parquetMetadataAsync, parquetScan, type FileMetaData } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import type { ByteSource, Decoder, DecodeOptions } from "../../contracts/decoding.js";
import { messageOf, UnreadableSourceError } from "../../contracts/errors.js";
import type { RecordBatch, RejectLog } from "../../contracts/records.js";
import { BatchBuilder, type Row } from "./columns/batch-builder.js";
import { FlatRow } from "./json/flat-row.js";
import { limitsOf } from "./limits.js";
import { memorySource } from "./memory-source.js";
import { columnsOf, requireBounded, withRawDecimals, type ParquetColumn } from "./parquet-file/parquet-schema.js";
import { parsers, toJson } from "./parquet-file/parquet-values.js";
import { RangeReader } from "./parquet-file/range-reader.js";
import { Notes } from "./notes.js";
import { readAll } from "./decompress.js";

/** Parquet, row group by row group, reading only the columns that aren't ignored. */
export const parquet: Decoder = {
  name: "parquet",
  detect: (head) => head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31,
  async *decode(source, options, rejects) {
    const limits = limitsOf(options);
    const batch = new BatchBuilder(options, limits, rejects, false);
    const file = new RangeReader(await rangedSource(source));
    try {
      const metadata = await parquetMetadataAsync(file, { parsers, geoparquet: false });
      requireBounded(source.name, metadata, limits);
      yield* decodeGroups(file, metadata, batch, options, rejects);
    } catch (error) {
      if (error instanceof UnreadableSourceError || (file.failure !== null && error === file.failure)) throw error;
      throw new UnreadableSourceError(source.name, `expects a sound Parquet file: ${messageOf(error)}`, {
        cause: error,
      });
    }
    if (batch.rows > 0) yield batch.batch();
  },
};

/** A decompressed source can't be read by range: it is held whole. */
async function rangedSource(source: ByteSource): Promise<ByteSource> {
  if (!Number.isNaN(source.sizeBytes)) return source;
  return memorySource(source.name, await readAll(source.name, source.stream()));
}

async function* decodeGroups(
  file: RangeReader,
  metadata: FileMetaData,
  batch: BatchBuilder,
  options: DecodeOptions,
  rejects: RejectLog,
): AsyncGenerator<RecordBatch> {
  const columns = columnsOf(metadata).filter(({ name }) => !options.ignore?.includes(name));
  const scan = await parquetScan({
    file,
    metadata: withRawDecimals(metadata),
    columns: columns.map(({ name }) => name),
    compressors,
    parsers,
    utf8: false,
    geoparquet: false,
  });
  const rows = new ParquetRows(columns, rejects);
  for (const { rowStart, rowEnd } of scan.ranges) {
    const values: ArrayLike<unknown>[] = [];
    for (const { name } of columns) values.push(await scan.readColumn({ column: name, rowStart, rowEnd }));
    for (let row = rowStart; row < rowEnd; row++) {
      batch.addRow(rows.row(values, row - rowStart, row + 1));
      if (!batch.full) continue;
      yield batch.batch();
      batch.reset();
    }
  }
}

/** Puts the columns of a row group together to records, the plain way. */
class ParquetRows {
  private readonly columns: readonly ParquetColumn[];
  private readonly notes: Notes;

  constructor(columns: readonly ParquetColumn[], rejects: RejectLog) {
    this.columns = columns;
    this.notes = new Notes(rejects);
  }

  row(values: readonly ArrayLike<unknown>[], at: number, line: number): Row {
    const row = new FlatRow(this.notes, line);
    for (const [i, { name, nested, decimalScale }] of this.columns.entries()) {
      const json = toJson(values[i]![at], decimalScale, () => {
        this.notes.once("wrong-encoding", line, "expects text, got binary values, which count as missing");
      });
      if (json !== null || !nested) row.add(name, json);
    }
    return row.toRow(NaN, null);
  }
}
