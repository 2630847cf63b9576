import { s3Request } from "../../s3/s3-service.js";
import { textsOf } from "../../xml.js";
import { contextOf } from "../context.js";
import type { RoleAction } from "../roles.js";
import type { AccessOf } from "./access.js";

const objectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;
export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const s3Access: AccessOf = (request, operation) => {
  const { bucket, key, query, headers, body } = s3Request(request);
  const on = (action: string, resource: string, prefix?: string): RoleAction => ({
    action: `s3:${action}`,
    resource,
    context: contextOf({ "s3:prefix": prefix }),
  });
  switch (operation) {
    case "GetObject":
    case "HeadObject":
      return [on("GetObject", objectArn(bucket, key))];
    case "PutObject": {
      const put = on("PutObject", objectArn(bucket, key));
      // Who replaces a certain version learns whether it is there, which is a kind of reading.
      return headers["if-match"] === undefined ? [put] : [put, on("GetObject", objectArn(bucket, key))];
    }
    case "CopyObject": {
      const source = decodeURIComponent(headers["x-amz-copy-source"] ?? "").replace(/^\//, "");
      return [on("GetObject", `arn:aws:s3:::${source}`), on("PutObject", objectArn(bucket, key))];
    }
    case "DeleteObject":
      return [on("DeleteObject", objectArn(bucket, key))];
    case "DeleteObjects":
      return textsOf(Buffer.from(body).toString("utf8"), "Key").map((each) =>
        on("DeleteObject", objectArn(bucket, each)),
      );
    case "ListObjectsV2":
      return [on("ListBucket", bucketArn(bucket), query.get("prefix") ?? undefined)];
    case "HeadBucket":
      return [on("ListBucket", bucketArn(bucket))];
    case "GetBucketNotificationConfiguration":
      return [on("GetBucketNotification", bucketArn(bucket))];
    default:
      return [on(operation, key === "" ? bucketArn(bucket) : objectArn(bucket, key))];
  }
};

/**
 * Seeing that an object isn't there takes the right to list its bucket. Reading names no prefix, so that a right to
 * list below some prefixes doesn't do.
 */
export function mayMiss(bucket: string): RoleAction {
  return { action: "s3:ListBucket", resource: bucketArn(bucket), context: contextOf({}) };
}
