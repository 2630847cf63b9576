import zlib, { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ByteSource } from "../../../src/contracts/decoding.js";
import { UnreadableSourceError } from "../../../src/contracts/errors.js";
import { openCapture } from "../../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import { decode, sourceOf } from "./read-records.js";

const LINES = Array.from({ length: 500 }, (_, i) => `{"n":${i},"word":"w${i % 7}"}\n`).join("");

describe("compression", () => {
  it("reads concatenated gzip members as one stream", async () => {
    const members = Buffer.concat([gzipSync(LINES), gzipSync('{"n":-1}\n')]);
    expect((await decode(members)).records).toHaveLength(501);
  });

  it.each([
    { why: "cut off", bytes: gzipSync(LINES).subarray(0, -9) },
    { why: "cut off behind the header", bytes: gzipSync(LINES).subarray(0, 15) },
    { why: "damaged", bytes: damaged(gzipSync(LINES), 40) },
    { why: "followed by something else", bytes: Buffer.concat([gzipSync(LINES), Buffer.from("trailing words")]) },
  ])("finds the object unreadable as a whole when gzip is $why", async ({ bytes }) => {
    await expect(decode(bytes, "jsonl")).rejects.toThrow(UnreadableSourceError);
  });

  it("refuses a bomb before it was inflated: 200 MB of one letter in 200 KB", async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, "a"), { level: 9 });
    let chunks = 0;
    const source: ByteSource = {
      ...sourceOf(bomb),
      async *stream() {
        for (let at = 0; at < bomb.length; at += 1024, chunks++) {
          yield await Promise.resolve(bomb.subarray(at, at + 1024));
        }
      },
    };
    await expect(decode(source, "jsonl", { limits: { maxCompressionRatio: 500 } })).rejects.toThrow(
      /compression ratio/,
    );
    expect(chunks).toBeLessThan(40); // 16 MB at a ratio of 1030
  });

  it("refuses more decompressed bytes than the limit", async () => {
    await expect(decode(gzipSync(LINES), "jsonl", { limits: { maxDecompressedBytes: 1000 } })).rejects.toThrow(
      /at most 1000 decompressed bytes/,
    );
  });

  it("says what zstd needs where Node.js has none, and reads it where it has", async () => {
    // printf '{"n":1}\n' | zstd -q --no-check | xxd -p
    const bytes = Buffer.from("28b52ffd00584100007b226e223a317d0a", "hex");
    const attempt = decode(bytes, "jsonl");
    if ("createZstdDecompress" in zlib) expect((await attempt).records).toEqual([{ n: 1 }]);
    else await expect(attempt).rejects.toThrow(/zstd, which needs Node.js 22.15/);
  });
});

describe("encoding", () => {
  it.each([
    { why: "UTF-16 with byte order mark", bytes: Buffer.from("\ufeffa,b\n1,2\n", "utf16le"), message: /got UTF-16/ },
    { why: "UTF-16 without", bytes: Buffer.from("a,b\n1,2\n", "utf16le"), message: /got UTF-16/ },
    { why: "big-endian UTF-16", bytes: Buffer.from("a,b\n1,2\n", "utf16le").swap16(), message: /got UTF-16/ },
    { why: "binary data", bytes: Buffer.from([1, 2, 3, 0, 0, 7, 8]), message: /binary data/ },
    { why: "lines that end in CR alone", bytes: Buffer.from("a,b\r1,2\r3,4\r"), message: /CR alone/ },
  ])("refuses $why", async ({ bytes, message }) => {
    await expect(decode(bytes, "csv")).rejects.toThrow(message);
    await expect(decode(bytes, "csv")).rejects.toThrow(UnreadableSourceError);
  });
});

describe("detection", () => {
  it.each([
    { why: "nothing holds no records", content: "", records: 0 },
    { why: "an empty gzip holds none", content: gzipSync(""), records: 0 },
    { why: "blank lines hold none", content: "\n\n", records: 0, format: "csv" as const },
    { why: "blanks before the first brace", content: '\n  {"a":1}\n', records: 1 },
    { why: "CSV is what is left", content: "a,b\n1,2\n", records: 1 },
  ])("$why", async ({ content, records, format }) => {
    const decoded = await decode(content, format ?? "auto");
    expect(decoded.records).toHaveLength(records);
    expect(decoded.rejects.total).toBe(0);
  });

  it("names the formats when none fits", async () => {
    await expect(decode("  \n \n")).rejects.toThrow(/parquet, sagemaker-batch, sagemaker-jsonl, jsonl, csv/);
  });

  it("rejects every line, and loses none, when the format is the wrong one", async () => {
    const { records, rejects } = await decode("a,b\n1,2\n", "jsonl");
    expect(records).toHaveLength(0);
    expect(rejects.total).toBe(2);
  });
});

describe("the source", () => {
  it("is closed when the reader stops early, compressed or not", async () => {
    for (const bytes of [Buffer.from(LINES.repeat(50)), gzipSync(LINES.repeat(50))]) {
      let open = 0;
      const source: ByteSource = {
        ...sourceOf(bytes),
        async *stream() {
          open++;
          try {
            for (let at = 0; at < bytes.length; at += 500) yield await Promise.resolve(bytes.subarray(at, at + 500));
          } finally {
            open--;
          }
        },
      };
      for await (const batch of openCapture(source, "auto", {}, createRejectLog())) {
        expect(batch.rows).toBe(2048);
        break;
      }
      expect(open).toBe(0);
    }
  });

  it("keeps its own error, since reading again may help", async () => {
    const failure = new Error("connection reset");
    for (const bytes of [Buffer.from(LINES), gzipSync(LINES)]) {
      const source: ByteSource = {
        ...sourceOf(bytes),
        async *stream() {
          yield await Promise.resolve(bytes.subarray(0, 20));
          throw failure;
        },
        read: () => Promise.reject(failure),
      };
      await expect(decode(source, "jsonl")).rejects.toBe(failure);
    }
    const parquet: ByteSource = { ...sourceOf("PAR1 and more than twelve bytes"), read: () => Promise.reject(failure) };
    await expect(decode(parquet)).rejects.toBe(failure);
  });
});

function damaged(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 0xff;
  return copy;
}
