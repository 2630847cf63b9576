import type { ByteSource, CaptureFormatName, Decoder, DecodeOptions } from "../../contracts/decoding.js";
import { UnreadableSourceError } from "../../contracts/errors.js";
import type { RecordBatch, RejectLog } from "../../contracts/records.js";
import { decompressed, MAGIC_BYTES } from "./decompress.js";
import { limitsOf } from "./limits.js";
import { bomLength, peek } from "./lines/head.js";
import { captureFormats } from "./registry.js";

/**
 * Reads a capture, reference or label object: undoes gzip and zstd, finds the format when it is "auto", and decodes.
 * An empty object holds zero records.
 *
 * Records that can't be used go to `rejects`; used + rejected = records of the object. When it throws, the object counts
 * as unread: drop the batches and rejects that came before.
 *
 * @throws UnreadableSourceError when the object can't be read as a whole: damaged or truncated compression, a
 *   decompression bomb, UTF-16, binary data, no known format, a broken Parquet file
 */
export async function* openCapture(
  source: ByteSource,
  format: CaptureFormatName | "auto",
  options: DecodeOptions,
  rejects: RejectLog,
): AsyncGenerator<RecordBatch> {
  const stored = await peek(source.stream(), MAGIC_BYTES);
  if (stored.head.length === 0) return;
  const plain = decompressed(source, stored, limitsOf(options));
  const content = await peek(plain.stream());
  if (content.head.length === 0) return;
  const decoder = format === "auto" ? detectFormat(source.name, content.head) : captureFormats.get(format);
  // Each further stream is a new read of the source; only the first goes on where the look ended.
  const unread = [content.stream];
  const opened: ByteSource = { ...plain, stream: () => unread.pop() ?? plain.stream() };
  try {
    yield* decoder.decode(opened, options, rejects);
  } finally {
    // A decoder that reads by range leaves the stream unread: close it.
    await unread.pop()?.[Symbol.asyncIterator]().return?.();
  }
}

/**
 * The format that content looks like.
 *
 * @param head the first bytes, decompressed
 * @throws UnreadableSourceError when no format claims them
 */
export function detectFormat(name: string, head: Uint8Array): Decoder {
  const content = head.subarray(bomLength(head));
  const found = captureFormats.values().find((decoder) => decoder.detect(content));
  if (found) return found;
  throw new UnreadableSourceError(name, `expects one of the formats ${captureFormats.names.join(", ")}`);
}
