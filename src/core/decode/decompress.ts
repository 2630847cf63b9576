import { Buffer } from "node:buffer";
import * as zlib from "node:zlib";
import type { ByteSource, DecodeLimits } from "../../contracts/decoding.js";
import { UnreadableSourceError } from "../../contracts/errors.js";
import { inflate, type Engine } from "./inflate.js";
import type { Peeked } from "./lines/head.js";

/** The default of 16 KB halves the speed of inflating. */
const CHUNK_BYTES = 1024 * 1024;
/** A compressed Parquet file is held whole, since it is read by range. */
const HELD_BYTES = 256 * 1024 * 1024;

/** How many bytes tell the compression. */
export const MAGIC_BYTES = 4;

type Compression = "gzip" | "zstd";

/**
 * The source as its decoder reads it: decompressed when its first bytes say gzip or zstd, else as it is.
 *
 * @param peeked the source's stream, looked into
 * @returns a source whose `sizeBytes` is NaN when it is compressed
 * @throws UnreadableSourceError when this Node.js can't undo the compression
 */
export function decompressed(source: ByteSource, peeked: Peeked, limits: DecodeLimits): ByteSource {
  const compression = compressionOf(peeked.head);
  const unread = [peeked.stream];
  const raw = (): AsyncIterable<Uint8Array> => unread.pop() ?? source.stream();
  if (compression === null) return { ...source, stream: raw, read: (start, end) => source.read(start, end) };
  const stream = (): AsyncIterable<Uint8Array> =>
    inflate(source.name, raw(), createEngine(source.name, compression), limits, compression);
  const read = (): Promise<never> =>
    Promise.reject(new UnreadableSourceError(source.name, "is compressed and can't be read by range"));
  return { name: source.name, sizeBytes: NaN, stream, read };
}

export function compressionOf(head: Uint8Array): Compression | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return "zstd";
  return null;
}

function createEngine(source: string, compression: Compression): Engine {
  if (compression === "gzip") return zlib.createGunzip({ chunkSize: CHUNK_BYTES });
  // Node.js has zstd from 22.15 on.
  const create: unknown = Reflect.get(zlib, "createZstdDecompress");
  if (typeof create === "function") return (create as (options: object) => Engine)({ chunkSize: CHUNK_BYTES });
  throw new UnreadableSourceError(source, "is compressed with zstd, which needs Node.js 22.15 or later");
}

/** The bytes of a whole stream.
 *
 * @throws UnreadableSourceError beyond 256 MB
 */
export async function readAll(name: string, stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > HELD_BYTES) {
      throw new UnreadableSourceError(name, `expects at most ${HELD_BYTES} bytes where an object is held whole`);
    }
    chunks.push(Uint8Array.from(chunk));
  }
  return Buffer.concat(chunks, bytes);
}
