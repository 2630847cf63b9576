import { fileSource } from "../../src/adapters/file-source.js";
import type { ByteSource } from "../../src/contracts/decoding.js";
import { UnreadableSourceError } from "../../src/contracts/errors.js";
import { UsageError } from "../failure.js";
import { s3, s3Refusal } from "./s3.js";

const S3_URL = /^s3:\/\/([^/]+)\/(.+)$/;

/** Bucket and key of `s3://bucket/key`; null for a path of this machine. */
export function s3Place(place: string): { readonly bucket: string; readonly key: string } | null {
  if (!place.startsWith("s3:")) return null;
  const match = S3_URL.exec(place);
  if (match?.[1] && match[2]) return { bucket: match[1], key: match[2] };
  throw new UsageError(`sample expects a file or s3://bucket/key, got ${place}`);
}

/**
 * A file or an S3 object as bytes; S3 with the credentials and region of the environment.
 *
 * @throws UnreadableSourceError when it isn't there; UsageError for a malformed URL
 */
export async function sampleSource(place: string): Promise<ByteSource> {
  const s3 = s3Place(place);
  return s3 ? s3Source(place, s3.bucket, s3.key) : fileSource(place);
}

async function s3Source(url: string, bucket: string, key: string): Promise<ByteSource> {
  const store = (await s3()).bucket(bucket);
  const head = await store.head(key).catch((error: unknown) => {
    throw s3Refusal(url, error);
  });
  if (!head) throw new UnreadableSourceError(url, "no such object");
  return {
    name: url,
    sizeBytes: head.sizeBytes,
    stream: () => store.stream(key, head.etag),
    read: (start, end) => store.getRange(key, start, end, head.etag),
  };
}
