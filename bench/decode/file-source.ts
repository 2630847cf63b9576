import { statSync } from "node:fs";
import { open } from "node:fs/promises";
import type { ByteSource } from "../../src/contracts/decoding.js";

const CHUNK_BYTES = 1024 * 1024;

/** A local file, read into one buffer again and again, as a chunk is valid only until the next one is asked for. */
export function fileSource(path: string): ByteSource {
  return {
    name: path,
    sizeBytes: statSync(path).size,
    stream: () => chunksOf(path),
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

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
