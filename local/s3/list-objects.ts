import type { WireResponse } from "../contracts.js";
import { ServiceFault, UnsupportedError } from "../errors.js";
import { document, element } from "../xml.js";
import type { Bucket, ObjectInfo } from "./bucket.js";
import { isoSeconds, S3_NAMESPACE } from "./object-operations.js";

const MOST_KEYS = 1000;

interface Page {
  readonly objects: readonly ObjectInfo[];
  readonly commonPrefixes: readonly string[];
  /** The last key or common prefix of this page, where more follow. */
  readonly resumeAfter: string | undefined;
}

/** ListObjectsV2 with prefix, delimiter, start-after, continuation and max-keys. */
export function listObjects(bucket: Bucket, query: URLSearchParams): WireResponse {
  if (query.get("list-type") !== "2") throw new UnsupportedError("ListObjects (version 1)", "s3");
  const prefix = query.get("prefix") ?? "";
  const maxKeys = Math.min(MOST_KEYS, Number(query.get("max-keys") ?? MOST_KEYS));
  if (!Number.isInteger(maxKeys) || maxKeys < 0) {
    throw new ServiceFault("InvalidArgument", `max-keys expects a whole number, got ${query.get("max-keys") ?? ""}`);
  }
  const token = query.get("continuation-token");
  const after = token === null ? (query.get("start-after") ?? undefined) : decodeToken(token);
  const page = pageOf(bucket, { prefix, delimiter: query.get("delimiter") ?? "", after, maxKeys });
  const encode = query.get("encoding-type") === "url" ? encodeKey : (key: string): string => key;
  const content = [
    element("Name", bucket.name),
    element("Prefix", encode(prefix)),
    element("KeyCount", page.objects.length + page.commonPrefixes.length),
    element("MaxKeys", maxKeys),
    element("EncodingType", query.get("encoding-type") ?? undefined),
    element("IsTruncated", page.resumeAfter !== undefined),
    page.resumeAfter === undefined ? "" : element("NextContinuationToken", encodeToken(page.resumeAfter)),
    ...page.objects.map((info) => contents(info, encode)),
    ...page.commonPrefixes.map((common) => `<CommonPrefixes>${element("Prefix", encode(common))}</CommonPrefixes>`),
  ];
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: document("ListBucketResult", S3_NAMESPACE, content.join("")),
  };
}

interface PageRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string | undefined;
  readonly maxKeys: number;
}

function pageOf(bucket: Bucket, { prefix, delimiter, after, maxKeys }: PageRequest): Page {
  const objects: ObjectInfo[] = [];
  const commonPrefixes: string[] = [];
  let last = after;
  for (const info of bucket.list(prefix, after)) {
    const cut = delimiter === "" ? -1 : info.key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? undefined : info.key.slice(0, cut + delimiter.length);
    // A page that ended with a common prefix continues behind everything below it.
    if (common !== undefined && last !== undefined && (common === last || last.startsWith(common))) continue;
    if (objects.length + commonPrefixes.length >= maxKeys) {
      return { objects, commonPrefixes, resumeAfter: maxKeys === 0 ? undefined : last };
    }
    if (common === undefined) objects.push(info);
    else commonPrefixes.push(common);
    last = common ?? info.key;
  }
  return { objects, commonPrefixes, resumeAfter: undefined };
}

function contents(info: ObjectInfo, encode: (key: string) => string): string {
  const parts = [
    element("Key", encode(info.key)),
    element("LastModified", isoSeconds(info.lastModifiedMs)),
    element("ETag", `"${info.etag}"`),
    element("Size", info.sizeBytes),
    element("StorageClass", "STANDARD"),
  ];
  return `<Contents>${parts.join("")}</Contents>`;
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll("%2F", "/");
}

function encodeToken(key: string): string {
  return Buffer.from(key).toString("base64url");
}

function decodeToken(token: string): string {
  return Buffer.from(token, "base64url").toString("utf8");
}
