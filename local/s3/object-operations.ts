import type { WireResponse } from "../contracts.js";
import { ServiceFault, UnsupportedError } from "../errors.js";
import { document, element, textsOf } from "../xml.js";
import type { ObjectInfo } from "./bucket.js";
import type { Buckets } from "./buckets.js";

/** A request that has found its bucket and key. */
export interface ObjectRequest {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export const S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
const KEPT_HEADERS = new Set(["content-type", "cache-control", "content-disposition", "content-language", "expires"]);

export function putObject(buckets: Buckets, request: ObjectRequest): WireResponse {
  const { bucket, key, headers, body } = request;
  checkWriteCondition(buckets.bucket(bucket).info(key), headers);
  const info = buckets.put(bucket, key, body, keptHeaders(headers), "PutObject");
  return { status: 200, headers: { etag: `"${info.etag}"` } };
}

export function copyObject(buckets: Buckets, request: ObjectRequest): WireResponse {
  const { bucket, key, headers } = request;
  const source = decodeURIComponent(headers["x-amz-copy-source"] ?? "").replace(/^\//, "");
  const slash = source.indexOf("/");
  const from = buckets.bucket(source.slice(0, slash));
  const found = from.info(source.slice(slash + 1));
  if (found === undefined) throw noSuchKey(source);
  const kept = headers["x-amz-metadata-directive"] === "REPLACE" ? keptHeaders(headers) : found.headers;
  const info = buckets.put(bucket, key, from.read(found), kept, "CopyObject");
  const content = element("ETag", `"${info.etag}"`) + element("LastModified", isoSeconds(info.lastModifiedMs));
  return { status: 200, body: document("CopyObjectResult", S3_NAMESPACE, content) };
}

/** GET and HEAD; HEAD answers without a body. */
export function getObject(buckets: Buckets, request: ObjectRequest, withBody: boolean): WireResponse {
  const bucket = buckets.bucket(request.bucket);
  const info = bucket.info(request.key);
  if (info === undefined) throw noSuchKey(request.key);
  const condition = readCondition(info, request.headers);
  if (condition !== undefined) return { status: condition, headers: { etag: `"${info.etag}"` } };
  const headers = {
    ...info.headers,
    etag: `"${info.etag}"`,
    "last-modified": new Date(info.lastModifiedMs).toUTCString(),
    "accept-ranges": "bytes",
  };
  const range = byteRange(request.headers["range"], info.sizeBytes);
  const [start, end] = range ?? [0, info.sizeBytes];
  const rangeHeader = range && { "content-range": `bytes ${start}-${end - 1}/${info.sizeBytes}` };
  return {
    status: range === undefined ? 200 : 206,
    headers: { ...headers, ...rangeHeader, "content-length": String(end - start) },
    ...(withBody && { body: bucket.read(info).subarray(start, end) }),
  };
}

export function deleteObject(buckets: Buckets, { bucket, key }: ObjectRequest): WireResponse {
  buckets.delete(bucket, key, "DeleteObject");
  return { status: 204 };
}

export function deleteObjects(buckets: Buckets, { bucket, body }: ObjectRequest): WireResponse {
  const xml = Buffer.from(body).toString("utf8");
  if (xml.includes("<VersionId>")) throw new UnsupportedError("object versions", "s3 DeleteObjects");
  const keys = textsOf(xml, "Key");
  for (const key of keys) buckets.delete(bucket, key, "DeleteObject");
  const quiet = textsOf(xml, "Quiet")[0] === "true";
  const deleted = keys.map((key) => `<Deleted>${element("Key", key)}</Deleted>`).join("");
  return { status: 200, body: document("DeleteResult", S3_NAMESPACE, quiet ? "" : deleted) };
}

export function isoSeconds(timeMs: number): string {
  return new Date(Math.floor(timeMs / 1000) * 1000).toISOString();
}

function keptHeaders(headers: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const kept: Record<string, string> = { "content-type": "binary/octet-stream" };
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && (KEPT_HEADERS.has(name) || name.startsWith("x-amz-meta-"))) kept[name] = value;
  }
  const encodings = (headers["content-encoding"] ?? "").split(",").map((encoding) => encoding.trim());
  const encoding = encodings.filter((name) => name !== "" && name !== "aws-chunked").join(",");
  if (encoding !== "") kept["content-encoding"] = encoding;
  return kept;
}

function checkWriteCondition(
  existing: ObjectInfo | undefined,
  headers: Readonly<Record<string, string | undefined>>,
): void {
  if (headers["if-none-match"] === "*" && existing !== undefined) throw preconditionFailed("If-None-Match");
  const match = headers["if-match"];
  if (match === undefined) return;
  if (existing === undefined) throw noSuchKey("the object of If-Match");
  if (unquoted(match) !== existing.etag) throw preconditionFailed("If-Match");
}

/** @returns the status that a condition on reading asks for instead of the object */
function readCondition(info: ObjectInfo, headers: Readonly<Record<string, string | undefined>>): 304 | undefined {
  const match = headers["if-match"];
  if (match !== undefined && unquoted(match) !== info.etag) throw preconditionFailed("If-Match");
  const noneMatch = headers["if-none-match"];
  return noneMatch !== undefined && unquoted(noneMatch) === info.etag ? 304 : undefined;
}

/** The half-open byte range that a Range header asks for. */
function byteRange(header: string | undefined, sizeBytes: number): readonly [number, number] | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  const [first, last] = [match[1]!, match[2]!];
  const start = first === "" ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === "" || last === "" ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  if (start >= sizeBytes || start >= end) {
    throw new ServiceFault("InvalidRange", "the requested range is not satisfiable", 416);
  }
  return [start, end];
}

function unquoted(etag: string): string {
  return etag.replace(/^"|"$/g, "");
}

function noSuchKey(key: string): ServiceFault {
  return new ServiceFault("NoSuchKey", `the specified key does not exist: ${key}`, 404);
}

function preconditionFailed(condition: string): ServiceFault {
  return new ServiceFault("PreconditionFailed", `the condition ${condition} does not hold`, 412);
}
