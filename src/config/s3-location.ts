import type { S3Location } from "./types.js";

/** Bucket and key of an `s3://` URL that the schema has accepted. */
export function s3Location(url: string): S3Location {
  const [bucket = "", ...key] = url.slice("s3://".length).split("/");
  return { bucket, key: key.join("/") };
}
