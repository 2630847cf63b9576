import { createReadStream, statSync } from "node:fs";
import { open } from "node:fs/promises";
import type { ByteSource } from "../../src/contracts/decoding.js";

/** A local file in chunks of 1 MB. */
export function fileSource(path: string): ByteSource {
  return {
    name: path,
    sizeBytes: statSync(path).size,
    stream: () => createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Uint8Array>,
    async read(start, end) {
      const file = await open(path);
      try {
        const bytes = Buffer.alloc(end - start);
        await file.read(bytes, 0, bytes.length, start);
        return bytes;
      } finally {
        await file.close();
      }
    },
  };
}
