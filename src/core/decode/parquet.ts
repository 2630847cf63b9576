import { parquetMetadataAsync } from "hyparquet";
import type { ByteSource, Decoder, DecodeOptions } from "../../contracts/decoding.js";
import { messageOf, UnreadableSourceError } from "../../contracts/errors.js";
import type { RecordBatch, RejectLog } from "../../contracts/records.js";
import { readAll } from "./decompress.js";
import { limitsOf } from "./limits.js";
import { memorySource } from "./memory-source.js";
import { requireBounded } from "./parquet-file/parquet-schema.js";
import { parsers } from "./parquet-file/parquet-values.js";
import { RangeReader } from "./parquet-file/range-reader.js";
import { GroupReader } from "./parquet-file/read-groups.js";
import type { ByteRange } from "./parts/part-source.js";

/** Parquet, row group by row group, reading only the columns that aren't ignored. */
export const parquet: Decoder = {
  name: "parquet",
  detect: (head) => head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31,
  decode: (source, options, rejects) => decodeRowGroups(source, options, rejects),
};

/** @param groups which row groups to read; all of them by default */
export async function* decodeRowGroups(
  source: ByteSource,
  options: DecodeOptions,
  rejects: RejectLog,
  groups: ByteRange = { start: 0, end: Infinity },
): AsyncGenerator<RecordBatch> {
  const limits = limitsOf(options);
  const file = new RangeReader(await rangedSource(source));
  try {
    const whole = await parquetMetadataAsync(file, { parsers, geoparquet: false });
    const metadata = { ...whole, row_groups: whole.row_groups.slice(groups.start, groups.end) };
    requireBounded(source.name, metadata, limits);
    yield* new GroupReader(file, metadata, options, limits, rejects).read();
  } catch (error) {
    throw asUnreadable(source.name, file, error);
  }
}

/**
 * Row groups in parts of about `partBytes`, stored; a part has one at least.
 *
 * @throws UnreadableSourceError when it is no Parquet file
 */
export async function parquetGroups(source: ByteSource, partBytes: number): Promise<ByteRange[]> {
  const file = new RangeReader(source);
  const { row_groups: groups } = await parquetMetadataAsync(file, { parsers, geoparquet: false }).catch(
    (error: unknown) => {
      throw asUnreadable(source.name, file, error);
    },
  );
  const parts: ByteRange[] = [];
  let [start, bytes] = [0, 0];
  for (const [i, group] of groups.entries()) {
    bytes += group.columns.reduce((sum, { meta_data: chunk }) => sum + Number(chunk?.total_compressed_size ?? 0), 0);
    if (bytes < partBytes && i < groups.length - 1) continue;
    parts.push({ start, end: i + 1 });
    [start, bytes] = [i + 1, 0];
  }
  return parts;
}

/** What the source threw passes through; anything else is the file's fault. */
function asUnreadable(name: string, file: RangeReader, error: unknown): unknown {
  if (error instanceof UnreadableSourceError || (file.failure !== null && error === file.failure)) return error;
  return new UnreadableSourceError(name, `expects a sound Parquet file: ${messageOf(error)}`, { cause: error });
}

/** A decompressed source can't be read by range: it is held whole. */
async function rangedSource(source: ByteSource): Promise<ByteSource> {
  if (!Number.isNaN(source.sizeBytes)) return source;
  return memorySource(source.name, await readAll(source.name, source.stream()));
}
