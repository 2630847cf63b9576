import type { CaptureFormat } from "../config/index.js";
import { UnreadableSourceError } from "../contracts/errors.js";
import type { ObjectHead } from "../contracts/ports.js";

const GIB = 1024 ** 3;
/** What 60 % of a 512 MB function's 15 minutes are enough for (docs/engine.md): decompression is most of the time. */
const LARGEST_COMPRESSED_BYTES = 1.5 * GIB;
const LARGEST_PLAIN_BYTES = 8 * GIB;
const COMPRESSED_NAME = /\.(parquet|gz|gzip|zst)$/i;

/**
 * Refuses what would time out again and again: it is counted as unreadable, with what to do, instead of being tried until
 * the queue gives up on it.
 *
 * @throws UnreadableSourceError
 */
export function requireReadableSize({ key, sizeBytes }: ObjectHead, format: CaptureFormat): void {
  const compressed = format === "parquet" || COMPRESSED_NAME.test(key);
  const largest = compressed ? LARGEST_COMPRESSED_BYTES : LARGEST_PLAIN_BYTES;
  if (sizeBytes <= largest) return;
  throw new UnreadableSourceError(
    key,
    `expects at most ${largest} bytes, which is what one function reads in time, got ${sizeBytes}; write smaller objects`,
  );
}
