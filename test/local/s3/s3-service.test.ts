import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import { clientOf, START_MS, startCloud } from "../start-cloud.js";

const Bucket = "captures";
let cloud: EmbeddedCloud;
let s3: S3Client;

beforeAll(async () => {
  cloud = await startCloud({ resources: { Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: Bucket } } } });
  s3 = new S3Client(clientOf(cloud));
});

afterAll(async () => {
  s3.destroy();
  await cloud.close();
});

async function put(Key: string, Body: string): Promise<string | undefined> {
  return (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).ETag;
}

async function get(Key: string): Promise<string | undefined> {
  return (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
}

describe("objects", () => {
  it("come back as they were put, with MD5 as ETag, simulated time and their metadata", async () => {
    const Metadata = { source: "a key" };
    await s3.send(
      new PutObjectCommand({ Bucket, Key: "a/b.json", Body: "abc", Metadata, ContentType: "application/json" }),
    );
    const found = await s3.send(new GetObjectCommand({ Bucket, Key: "a/b.json" }));
    expect(await found.Body?.transformToString()).toBe("abc");
    // MD5 of "abc" from RFC 1321, appendix A.5.
    expect(found).toMatchObject({
      ETag: '"900150983cd24fb0d6963f7d28e17f72"',
      LastModified: new Date(START_MS),
      ContentLength: 3,
      ContentType: "application/json",
      Metadata,
    });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "a/b.json" }));
    expect(head).toMatchObject({ ContentLength: 3, ETag: found.ETag, Metadata });
  });

  it("are read from chunked streams without chunk headers and trailers", async () => {
    const parts = ["x".repeat(70_000), "y".repeat(70_000)];
    const Body = Readable.from(parts.map((part) => Buffer.from(part)));
    await s3.send(new PutObjectCommand({ Bucket, Key: "stream", Body, ContentLength: 140_000 }));
    expect(await get("stream")).toBe(parts.join(""));
  });

  it("keep the encoding that belongs to them, and stay compressed", async () => {
    const Body = Buffer.from([0x1f, 0x8b, 0, 1, 2, 255]);
    await s3.send(new PutObjectCommand({ Bucket, Key: "gzipped", Body, ContentEncoding: "gzip" }));
    const found = await s3.send(new GetObjectCommand({ Bucket, Key: "gzipped" }));
    expect(found.ContentEncoding).toBe("gzip");
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? [])).toEqual(Body);
  });

  it.each([
    { Range: "bytes=2-4", expected: "cde", range: "bytes 2-4/10" },
    { Range: "bytes=7-", expected: "hij", range: "bytes 7-9/10" },
    { Range: "bytes=-2", expected: "ij", range: "bytes 8-9/10" },
    { Range: "bytes=8-100", expected: "ij", range: "bytes 8-9/10" },
  ])("are read in part by $Range", async ({ Range, expected, range }) => {
    await put("letters", "abcdefghij");
    const found = await s3.send(new GetObjectCommand({ Bucket, Key: "letters", Range }));
    expect(await found.Body?.transformToString()).toBe(expected);
    expect(found.ContentRange).toBe(range);
  });

  it("refuse a range behind their end", async () => {
    await put("short", "abc");
    const beyond = s3.send(new GetObjectCommand({ Bucket, Key: "short", Range: "bytes=3-" }));
    await expect(beyond).rejects.toMatchObject({ name: "InvalidRange" });
  });

  it("are written only under their conditions", async () => {
    const first = new PutObjectCommand({ Bucket, Key: "once", Body: "1", IfNoneMatch: "*" });
    const { ETag } = await s3.send(first);
    await expect(s3.send(new PutObjectCommand({ ...first.input }))).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await s3.send(new PutObjectCommand({ Bucket, Key: "once", Body: "2", IfMatch: ETag }));
    const stale = new PutObjectCommand({ Bucket, Key: "once", Body: "3", IfMatch: ETag });
    await expect(s3.send(stale)).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect(await get("once")).toBe("2");
    const absent = new PutObjectCommand({ Bucket, Key: "never", Body: "1", IfMatch: ETag });
    await expect(s3.send(absent)).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("are read only under their conditions", async () => {
    const ETag = await put("conditional", "1");
    const unchanged = s3.send(new GetObjectCommand({ Bucket, Key: "conditional", IfNoneMatch: ETag }));
    await expect(unchanged).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    const changed = s3.send(new GetObjectCommand({ Bucket, Key: "conditional", IfMatch: '"other"' }));
    await expect(changed).rejects.toMatchObject({ name: "PreconditionFailed" });
  });

  it("are copied, and deleted one by one or together", async () => {
    await put("one & <two>", "1");
    await s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/one%20%26%20%3Ctwo%3E` }));
    expect(await get("copy")).toBe("1");
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "copy" }));
    await expect(get("copy")).rejects.toMatchObject({ name: "NoSuchKey" });
    const Objects = [{ Key: "one & <two>" }, { Key: "absent" }];
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    await expect(get("one & <two>")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it.each(["ключ/日本語 😀.jsonl", "a//b", "a/../b", "a+b=c%20d", "?#&", "trailing/"])(
    "have the key %s",
    async (Key) => {
      await put(Key, Key);
      expect(await get(Key)).toBe(Key);
      const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
      expect(Contents?.map((object) => object.Key)).toEqual([Key]);
    },
  );

  it("have keys of which one is a folder of the other, keys that differ by case, and keys too long for a file", async () => {
    const keys = ["nest", "nest/inner", "nest/inner/most", "Case", "case", "l".repeat(1000)];
    for (const key of keys) await put(key, key);
    for (const key of keys) expect(await get(key)).toBe(key);
  });

  it("say by name that they or their bucket don't exist", async () => {
    await expect(get("none")).rejects.toMatchObject({ name: "NoSuchKey" });
    const head = s3.send(new HeadObjectCommand({ Bucket, Key: "none" }));
    await expect(head).rejects.toMatchObject({ name: "NotFound" });
    const bucket = s3.send(new ListObjectsV2Command({ Bucket: "nowhere" }));
    await expect(bucket).rejects.toMatchObject({ name: "NoSuchBucket" });
  });

  it("refuse an unknown operation by name", async () => {
    const upload = s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "big" }));
    await expect(upload).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("uploads") as string,
    });
  });
});

describe("listings", () => {
  const keys = ["list/a", "list/b/1", "list/b/2", "list/c", "list/d/1", "list/é", "list/\uffee", "list/😀"];

  beforeAll(async () => {
    for (const key of keys) await put(key, "x");
  });

  async function list(options: object): Promise<readonly (string | undefined)[]> {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "list/", ...options }));
    return Contents.map(({ Key }) => Key);
  }

  it("are in the order of UTF-8 bytes", async () => {
    expect(await list({})).toEqual(keys);
  });

  it("begin behind a key, whether there is such a key or not", async () => {
    expect(await list({ StartAfter: "list/c" })).toEqual(keys.slice(4));
    expect(await list({ StartAfter: "list/bb" })).toEqual(keys.slice(3));
    expect(await list({ StartAfter: "zzz" })).toEqual([]);
  });

  it.each([1, 2, 3, 100])("give every key once in pages of %i", async (pageSize) => {
    const found: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client: s3, pageSize }, { Bucket, Prefix: "list/" })) {
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
    }
    expect(found).toEqual(keys);
  });

  it.each([1, 2, 100])("give folders once each, in pages of %i", async (pageSize) => {
    const found: (string | undefined)[] = [];
    const request = { Bucket, Prefix: "list/", Delimiter: "/" };
    for await (const page of paginateListObjectsV2({ client: s3, pageSize }, request)) {
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
    }
    expect(found).toEqual(["list/b/", "list/d/"]);
  });

  it("encode keys when asked", async () => {
    expect(await list({ EncodingType: "url", StartAfter: "list/d/1", MaxKeys: 1 })).toEqual(["list/%C3%A9"]);
  });
});
