import { parquetMetadataAsync } from "hyparquet";
import type { ByteSource, Decoder } from "../../contracts/decoding.js";
import { messageOf, UnreadableSourceError } from "../../contracts/errors.js";
import { readAll } from "./decompress.js";
import { limitsOf } from "./limits.js";
import { memorySource } from "./memory-source.js";
import { requireBounded } from "./parquet-file/parquet-schema.js";
import { parsers } from "./parquet-file/parquet-values.js";
import { RangeReader } from "./parquet-file/range-reader.js";
import { GroupReader } from "./parquet-file/read-groups.js";

/** Parquet, row group by row group, reading only the columns that aren't ignored. */
export const parquet: Decoder = {
  name: "parquet",
  detect: (head) => head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31,
  async *decode(source, options, rejects) {
    const limits = limitsOf(options);
    const file = new RangeReader(await rangedSource(source));
    try {
      const metadata = await parquetMetadataAsync(file, { parsers, geoparquet: false });
      requireBounded(source.name, metadata, limits);
      yield* new GroupReader(file, metadata, options, limits, rejects).read();
    } catch (error) {
      if (error instanceof UnreadableSourceError || (file.failure !== null && error === file.failure)) throw error;
      const reason = `expects a sound Parquet file: ${messageOf(error)}`;
      throw new UnreadableSourceError(source.name, reason, { cause: error });
    }
  },
};

/** A decompressed source can't be read by range: it is held whole. */
async function rangedSource(source: ByteSource): Promise<ByteSource> {
  if (!Number.isNaN(source.sizeBytes)) return source;
  return memorySource(source.name, await readAll(source.name, source.stream()));
}
