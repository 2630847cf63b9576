import type { WireRequest, WireResponse, WireService } from "../contracts.js";
import { ServiceFault, UnsupportedError } from "../errors.js";
import { document, element } from "../xml.js";
import type { ExpiryRule } from "./bucket.js";
import type { Buckets } from "./buckets.js";
import { listObjects } from "./list-objects.js";
import {
  copyObject,
  deleteObject,
  deleteObjects,
  getObject,
  putObject,
  S3_NAMESPACE,
  type ObjectRequest,
} from "./object-operations.js";

/** Query parameters that say nothing about which operation a request is. */
const PLAIN_PARAMETERS = new Set(["x-id", "versionId", "partNumber"]);

/** S3 as the SDK meets it, with the bucket in the path. */
export function s3Service(buckets: Buckets): WireService {
  return {
    name: "s3",
    handle: (request) => Promise.resolve(answer(buckets, request)),
  };
}

/** The operation's name as far as it is known here, e.g. `PutObject`. */
export function s3Operation(request: Pick<WireRequest, "method" | "url" | "headers">): string {
  const { key, query } = s3Request({ ...request, body: new Uint8Array() });
  const parameters = [...query.keys()].filter((name) => !PLAIN_PARAMETERS.has(name));
  const known = (key === "" ? bucketOperation : objectOperation)(request, parameters);
  return known ?? `${request.method} ${key === "" ? "bucket" : "object"} ${parameters.join(" ")}`.trim();
}

function bucketOperation({ method }: Pick<WireRequest, "method">, parameters: readonly string[]): string | undefined {
  if (method === "HEAD" && parameters.length === 0) return "HeadBucket";
  if (method === "POST" && parameters.includes("delete")) return "DeleteObjects";
  if (method === "GET" && parameters.includes("notification")) return "GetBucketNotificationConfiguration";
  if (method === "GET" && parameters.includes("lifecycle")) return "GetBucketLifecycleConfiguration";
  if (method === "GET" && parameters.includes("list-type")) return "ListObjectsV2";
  return undefined;
}

function objectOperation(
  { method, headers }: Pick<WireRequest, "method" | "headers">,
  parameters: readonly string[],
): string | undefined {
  if (parameters.some((name) => !name.startsWith("response-"))) return undefined;
  if (method === "PUT") return headers["x-amz-copy-source"] === undefined ? "PutObject" : "CopyObject";
  return { GET: "GetObject", HEAD: "HeadObject", DELETE: "DeleteObject" }[method];
}

function answer(buckets: Buckets, wire: WireRequest): WireResponse {
  const request = s3Request(wire);
  const operation = s3Operation(wire);
  try {
    if (request.query.has("versionId")) throw new UnsupportedError("object versions", `s3 ${operation}`);
    return perform(buckets, operation, request);
  } catch (error) {
    if (error instanceof UnsupportedError) return s3Fault(new ServiceFault("NotImplemented", error.message, 501), wire);
    if (error instanceof ServiceFault) return s3Fault(error, wire);
    throw error;
  }
}

function perform(buckets: Buckets, operation: string, request: ObjectRequest): WireResponse {
  switch (operation) {
    case "PutObject":
      return putObject(buckets, request);
    case "CopyObject":
      return copyObject(buckets, request);
    case "GetObject":
      return getObject(buckets, request, true);
    case "HeadObject":
      return getObject(buckets, request, false);
    case "DeleteObject":
      return deleteObject(buckets, request);
    case "DeleteObjects":
      return deleteObjects(buckets, request);
    case "ListObjectsV2":
      return listObjects(buckets.bucket(request.bucket), request.query);
    case "HeadBucket":
      buckets.bucket(request.bucket);
      return { status: 200 };
    case "GetBucketLifecycleConfiguration":
      return lifecycle(buckets.bucket(request.bucket).expiry);
    case "GetBucketNotificationConfiguration": {
      const { eventBridge } = buckets.bucket(request.bucket);
      const content = eventBridge ? "<EventBridgeConfiguration></EventBridgeConfiguration>" : "";
      return { status: 200, body: document("NotificationConfiguration", S3_NAMESPACE, content) };
    }
    default:
      throw new UnsupportedError(`the operation ${operation}`, "s3");
  }
}

function lifecycle(rules: readonly ExpiryRule[]): WireResponse {
  if (rules.length === 0) {
    throw new ServiceFault("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404);
  }
  const content = rules.map(({ prefix, days }, i) => {
    const what = `<Filter>${element("Prefix", prefix)}</Filter><Expiration>${element("Days", days)}</Expiration>`;
    return `<Rule>${element("ID", `expire-${i + 1}`)}${what}${element("Status", "Enabled")}</Rule>`;
  });
  return { status: 200, body: document("LifecycleConfiguration", S3_NAMESPACE, content.join("")) };
}

/** Bucket, key and query of a request, read from its path. */
export function s3Request({ url, headers, body }: Pick<WireRequest, "url" | "headers" | "body">): ObjectRequest {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?([^]*)$/.exec(path) ?? [];
  const query = new URLSearchParams(mark < 0 ? "" : url.slice(mark));
  return { bucket, key: decodeURIComponent(key), query, headers, body };
}

/** An error as S3 answers it. */
export function s3Fault(error: ServiceFault, { method, url }: Pick<WireRequest, "method" | "url">): WireResponse {
  const headers = { "content-type": "application/xml" };
  // An answer to HEAD has no body, so its error has a status only.
  if (method === "HEAD") return { status: error.status, headers };
  const content = element("Code", error.fault) + element("Message", error.message) + element("Resource", url);
  return { status: error.status, headers, body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${content}</Error>` };
}
