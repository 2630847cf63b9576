import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type GetObjectCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { ConditionFailedError } from "../contracts/errors.js";
import type { Buckets, ObjectHead, ObjectStore } from "../contracts/ports.js";
import { statusOf } from "./http-status.js";

/** Buckets of S3 by name, over one client. */
export function s3Buckets(client: S3Client): Buckets {
  return { bucket: (name) => s3ObjectStore(client, name) };
}

export function s3ObjectStore(client: S3Client, bucket: string): ObjectStore {
  const getObject = (key: string, condition: { IfMatch?: string; Range?: string }): Promise<GetObjectCommandOutput> =>
    client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...condition })).catch((error: unknown) => {
      // 412: another version is there now. 404: it has been deleted since. Both mean that what we saw is gone.
      const status = statusOf(error);
      if (status === 412 || status === 404) throw new ConditionFailedError(`s3://${bucket}/${key}`, { cause: error });
      throw error;
    });

  return {
    async head(key) {
      try {
        const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return {
          key,
          etag: head.ETag ?? "",
          sizeBytes: head.ContentLength ?? 0,
          lastModifiedMs: head.LastModified?.getTime() ?? 0,
        };
      } catch (error) {
        if (await isMissing(client, bucket, key, error)) return null;
        throw error;
      }
    },

    async get(key) {
      try {
        const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const bytes = await object.Body!.transformToByteArray();
        return {
          key,
          etag: object.ETag ?? "",
          sizeBytes: bytes.length,
          lastModifiedMs: object.LastModified?.getTime() ?? 0,
          bytes,
        };
      } catch (error) {
        if (await isMissing(client, bucket, key, error)) return null;
        throw error;
      }
    },

    async getRange(key, start, end, etag) {
      const object = await getObject(key, { IfMatch: etag, Range: `bytes=${start}-${end - 1}` });
      return object.Body!.transformToByteArray();
    },

    async *stream(key, etag) {
      const object = await getObject(key, { IfMatch: etag });
      yield* object.Body as unknown as AsyncIterable<Uint8Array>;
    },

    async put(key, bytes, options = {}) {
      const condition =
        options.expect === undefined
          ? {}
          : options.expect === "absent"
            ? { IfNoneMatch: "*" }
            : { IfMatch: options.expect.etag };
      try {
        const written = await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: bytes,
            ...(options.contentType === undefined ? {} : { ContentType: options.contentType }),
            ...condition,
          }),
        );
        return written.ETag ?? "";
      } catch (error) {
        // 409: a conditional write of somebody else is under way; 404: the object to replace has been deleted.
        const status = statusOf(error);
        if (options.expect !== undefined && (status === 412 || status === 409 || status === 404)) {
          throw new ConditionFailedError(`s3://${bucket}/${key}`, { cause: error });
        }
        throw error;
      }
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },

    list: (prefix, startAfter) => list(client, bucket, prefix, startAfter),
  };
}

/**
 * True when the error means that there is no such object. A caller who may list only some prefixes gets 403 for a
 * missing key: the listing of that very key tells it from a missing permission.
 */
async function isMissing(client: S3Client, bucket: string, key: string, error: unknown): Promise<boolean> {
  if (statusOf(error) === 404) return true;
  if (statusOf(error) !== 403) return false;
  for await (const head of list(client, bucket, key, undefined)) return head.key !== key;
  return true;
}

async function* list(
  client: S3Client,
  bucket: string,
  prefix: string,
  startAfter: string | undefined,
): AsyncIterable<ObjectHead> {
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(token === undefined ? {} : { ContinuationToken: token }),
        ...(token === undefined && startAfter !== undefined ? { StartAfter: startAfter } : {}),
      }),
    );
    for (const object of page.Contents ?? []) {
      yield {
        key: object.Key!,
        etag: object.ETag ?? "",
        sizeBytes: object.Size ?? 0,
        lastModifiedMs: object.LastModified?.getTime() ?? 0,
      };
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
}
