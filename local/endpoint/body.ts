import { gunzipSync } from "node:zlib";
import { ServiceFault } from "../errors.js";

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * The body that a client meant: chunks of `aws-chunked` joined without signatures and trailers, gzip undone for the
 * services that use it for transport (for S3 it is part of the object).
 */
export function decodeBody(body: Buffer, headers: Headers, service: string): Buffer {
  const encodings = (headers["content-encoding"] ?? "").split(",").map((name) => name.trim());
  const chunked = encodings.includes("aws-chunked") || headers["x-amz-content-sha256"]?.startsWith("STREAMING-");
  const plain = chunked === true ? joinChunks(body) : body;
  return service !== "s3" && encodings.includes("gzip") ? gunzipSync(plain) : plain;
}

/** `<hex length>[;chunk-signature=...]\r\n<bytes>\r\n`, ended by a chunk of length 0 and trailing headers. */
function joinChunks(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let position = 0; ;) {
    const lineEnd = body.indexOf("\r\n", position);
    if (lineEnd < 0) throw new ServiceFault("IncompleteBody", "an aws-chunked body ends inside a chunk header");
    const length = parseInt(body.toString("latin1", position, lineEnd), 16);
    if (!Number.isInteger(length)) throw new ServiceFault("IncompleteBody", "an aws-chunked body has no chunk length");
    if (length === 0) return Buffer.concat(chunks);
    const start = lineEnd + 2;
    if (start + length > body.length)
      throw new ServiceFault("IncompleteBody", "an aws-chunked body ends inside a chunk");
    chunks.push(body.subarray(start, start + length));
    position = start + length + 2;
  }
}
