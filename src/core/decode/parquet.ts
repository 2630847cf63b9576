import { parquetMetadataAsync, parquetScan, type FileMetaData } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import type { ByteSource, Decoder, DecodeOptions } from "../../contracts/decoding.js";
import { messageOf, UnreadableSourceError } from "../../contracts/errors.js";
import type { RecordBatch, RejectLog } from "../../contracts/records.js";
import { BatchBuilder } from "./columns/batch-builder.js";
import { FlatRow } from "./json/flat-row.js";
import { limitsOf } from "./limits.js";
import { memorySource } from "./memory-source.js";
import { columnsOf, requireBounded, withRawDecimals, type ParquetColumn } from "./parquet-file/parquet-schema.js";
import { parsers, toJson } from "./parquet-file/parquet-values.js";
import { RangeReader } from "./parquet-file/range-reader.js";
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
  const names = columns.map(({ name }) => name);
  const scan = await parquetScan({
    file,
    metadata: withRawDecimals(metadata),
    columns: names,
    compressors,
    parsers,
    utf8: false,
    geoparquet: false,
  });
  for (const { rowStart, rowEnd } of scan.ranges) {
    const values: ArrayLike<unknown>[] = [];
    for (const { name } of columns) values.push(await scan.readColumn({ column: name, rowStart, rowEnd }));
    for (let row = rowStart; row < rowEnd; row++) {
      addRow(batch, columns, values, row - rowStart, row + 1, rejects);
      if (!batch.full) continue;
      yield batch.batch();
      batch.reset();
    }
  }
}

function addRow(
  batch: BatchBuilder,
  columns: readonly ParquetColumn[],
  values: readonly ArrayLike<unknown>[],
  at: number,
  line: number,
  rejects: RejectLog,
): void {
  const row = new FlatRow(rejects, line);
  const onBinary = (): void => {
    rejects.reject("wrong-encoding", line, "expects text, got binary values: they count as missing", 0);
  };
  columns.forEach(({ name, decimalScale }, i) => {
    row.add(name, toJson(values[i]![at], decimalScale, onBinary));
  });
  batch.addRow(row.toRow(NaN, null));
}
