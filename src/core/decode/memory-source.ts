import type { ByteSource } from "../../contracts/decoding.js";

/** Bytes that are at hand as a source, e.g. a decompressed object or a body that was read whole. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    sizeBytes: bytes.length,
    async *stream() {
      if (bytes.length > 0) yield await Promise.resolve(bytes);
    },
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
  };
}
