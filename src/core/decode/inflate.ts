import type { createGunzip } from "node:zlib";
import type { DecodeLimits } from "../../contracts/decoding.js";
import { messageOf, UnreadableSourceError } from "../../contracts/errors.js";

/** A decompressing stream of node:zlib. */
export type Engine = ReturnType<typeof createGunzip>;

/** Below this much output any ratio is fine: small texts of zeros compress very well. */
const RATIO_FROM_BYTES = 16 * 1024 * 1024;

/**
 * Decompresses a stream, members after the first included.
 *
 * A truncated or damaged stream is unreadable as a whole, although batches from its sound part have been handed over by
 * then: a part can't be told from a complete object later, so the caller drops what it got.
 *
 * @throws UnreadableSourceError when the data is damaged, truncated or a decompression bomb; errors of the source itself
 *   pass through
 */
export async function* inflate(
  name: string,
  stream: AsyncIterable<Uint8Array>,
  engine: Engine,
  limits: DecodeLimits,
  compression: string,
): AsyncGenerator<Uint8Array> {
  const feeding = feed(stream, engine);
  let bytes = 0;
  try {
    for await (const chunk of engine as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      guard(name, bytes, engine.bytesWritten, limits);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof UnreadableSourceError || error === feeding.sourceError) throw error;
    const reason = `expects a complete ${compression} stream, but decompressing failed: ${messageOf(error)}`;
    throw new UnreadableSourceError(name, reason, { cause: error });
  } finally {
    engine.destroy();
    await feeding.done;
  }
}

interface Feeding {
  /** What the source threw, if it did. */
  sourceError: unknown;
  done: Promise<void>;
}

function feed(stream: AsyncIterable<Uint8Array>, engine: Engine): Feeding {
  const feeding: Feeding = { sourceError: undefined, done: Promise.resolve() };
  feeding.done = write(stream, engine).catch((error: unknown) => {
    // The engine's own failure is thrown where its output is read.
    if (engine.errored !== null || engine.destroyed) return;
    feeding.sourceError = error;
    engine.destroy(error instanceof Error ? error : new Error(messageOf(error)));
  });
  return feeding;
}

async function write(stream: AsyncIterable<Uint8Array>, engine: Engine): Promise<void> {
  // A write during which the engine fails is never called back.
  const closed = new Promise<void>((resolve) => engine.once("close", resolve));
  for await (const chunk of stream) {
    if (engine.destroyed) return;
    // Waiting for each chunk keeps the source free to reuse its buffer, and the memory bounded.
    const written = new Promise<void>((resolve) => {
      engine.write(chunk, () => {
        resolve();
      });
    });
    await Promise.race([written, closed]);
  }
  engine.end();
}

function guard(name: string, bytes: number, compressedBytes: number, limits: DecodeLimits): void {
  if (bytes > limits.maxDecompressedBytes) {
    const reason = `expects at most ${limits.maxDecompressedBytes} decompressed bytes`;
    throw new UnreadableSourceError(name, reason, { details: { bytes, limit: limits.maxDecompressedBytes } });
  }
  const ratio = bytes / Math.max(1, compressedBytes);
  if (bytes >= RATIO_FROM_BYTES && ratio > limits.maxCompressionRatio) {
    const reason = `expects a compression ratio of at most ${limits.maxCompressionRatio}, got ${Math.round(ratio)}`;
    throw new UnreadableSourceError(name, reason, { details: { bytes, compressedBytes } });
  }
}
