import { parquetMetadataAsync } from "hyparquet";
import { describe, expect, it } from "vitest";
import { DEFAULT_DECODE_LIMITS, type ByteSource } from "../../../src/contracts/decoding.js";
import { UnreadableSourceError } from "../../../src/contracts/errors.js";
import { parsers } from "../../../src/core/decode/parquet-file/parquet-values.js";
import { RangeReader } from "../../../src/core/decode/parquet-file/range-reader.js";
import { GroupReader } from "../../../src/core/decode/parquet-file/read-groups.js";
import { fixture } from "./corpus.js";
import { collect, decode, sourceOf } from "./read-records.js";

async function readRanges(name: string, rangeCells: number): Promise<unknown> {
  const file = new RangeReader(sourceOf(fixture(`parquet/${name}.parquet`)));
  const metadata = await parquetMetadataAsync(file, { parsers, geoparquet: false });
  return collect((log) => new GroupReader(file, metadata, {}, DEFAULT_DECODE_LIMITS, log, rangeCells).read());
}

describe("parquet", () => {
  it("gives the same records when a row group is decoded in several ranges", async () => {
    expect(await readRanges("encodings", 1)).toEqual(await readRanges("encodings", 1 << 23));
  });

  it("fetches a row group in one go, and only the wanted columns' chunks when they are the smaller part", async () => {
    const bytes = fixture("parquet/types-none.parquet");
    const fetched = async (ignore: string[]): Promise<number> => {
      let sum = 0;
      const read: ByteSource["read"] = (start, end) => {
        if (end < bytes.length) sum += end - start;
        return Promise.resolve(bytes.subarray(start, end));
      };
      await decode({ ...sourceOf(bytes), read }, "parquet", { ignore });
      return sum;
    };
    const names = (await decode(bytes, "parquet")).columns;
    expect(await fetched(names.slice(1))).toBeLessThan((await fetched([])) / 5);
  });

  it("keeps decimals, whole numbers and booleans of a text column as they'd be written", async () => {
    const { records } = await decode(fixture("parquet/types-snappy.parquet"), "parquet", {
      textColumns: ["money", "i64", "flag", "f64"],
    });
    expect(records[0]).toMatchObject({ money: "0.3", i64: "1", flag: "true", f64: "0.1" });
    expect(records[2]).toMatchObject({ i64: "-9223372036854775808", flag: "false", f64: "0" });
  });

  it.each([
    { why: "cut off", bytes: (whole: Buffer) => whole.subarray(0, whole.length - 20) },
    { why: "only its mark", bytes: () => Buffer.from("PAR1") },
    {
      why: "a foreign footer",
      bytes: (whole: Buffer) =>
        Buffer.concat([whole.subarray(0, whole.length - 8), Buffer.from("\u0001\u0000\u0000\u0000PAR1")]),
    },
  ])("is unreadable when it is $why", async ({ bytes }) => {
    await expect(decode(bytes(fixture("parquet/types-snappy.parquet")), "parquet")).rejects.toThrow(
      UnreadableSourceError,
    );
  });

  it("refuses a file that decodes to more than the limit", async () => {
    await expect(
      decode(fixture("parquet/encodings.parquet"), "parquet", { limits: { maxDecompressedBytes: 1000 } }),
    ).rejects.toThrow(/at most 1000 decompressed bytes/);
  });
});
