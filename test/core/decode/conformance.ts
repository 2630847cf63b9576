import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { CaptureFormatName, DecodeOptions } from "../../../src/contracts/decoding.js";
import { UnreadableSourceError } from "../../../src/contracts/errors.js";
import { openCapture } from "../../../src/core/decode/open-capture.js";
import { captureFormats } from "../../../src/core/decode/registry.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import { decode, sourceOf, type Decoded } from "./read-records.js";

/** What a format brings to be held to the laws of all formats. */
export interface FormatSample {
  readonly name: CaptureFormatName;
  /** An object of that format with at least 3,000 records, so that it takes more than one batch. */
  readonly bytes: Uint8Array;
  readonly records: number;
  /** Name of a column that every record has. */
  readonly column: string;
  /** False where content alone doesn't tell the format. */
  readonly detectable: boolean;
  /** True where the object is text. */
  readonly text: boolean;
}

/** The laws of capture formats. A new format's test is a call of this and its own peculiarities. */
export function describeFormat(sample: FormatSample): void {
  const { name, bytes, records, column } = sample;
  const read = (content: Uint8Array, options: DecodeOptions = {}, sizes?: readonly number[]): Promise<Decoded> =>
    decode(sourceOf(content, sizes), name, options);

  describe(`format ${name}`, () => {
    it("reads all records of its sample and rejects none", async () => {
      const decoded = await read(bytes);
      expect(decoded.records).toHaveLength(records);
      expect(decoded.records.every((record) => column in record)).toBe(true);
      expect(decoded.rejects.total).toBe(0);
    });

    it("gives the same records however the bytes arrive, gzipped or not", async () => {
      const whole = await read(bytes);
      expect(await read(bytes, {}, [1, 4093])).toEqual(whole);
      expect(await read(gzipSync(bytes), {}, [777])).toEqual(whole);
    });

    it("knows its own sample, and no other format claims it first", () => {
      const head = bytes.subarray(0, 65_536);
      const first = captureFormats.values().find((format) => format.detect(head));
      if (sample.detectable) expect(first?.name).toBe(name);
      else expect(captureFormats.get(name).detect(head)).toBe(false);
    });

    it("holds no records in an empty object", async () => {
      expect(await read(new Uint8Array(0))).toMatchObject({ records: [], rejects: { total: 0 }, batches: 0 });
    });

    it("finds a cut or damaged gzip unreadable as a whole", async () => {
      const packed = gzipSync(bytes);
      await expect(read(packed.subarray(0, packed.length >> 1))).rejects.toThrow(UnreadableSourceError);
      const damaged = Buffer.from(packed);
      damaged[packed.length >> 1]! ^= 0x55;
      await expect(read(damaged)).rejects.toThrow(UnreadableSourceError);
    });

    it("leaves out an ignored column", async () => {
      expect((await read(bytes, { ignore: [column] })).columns).not.toContain(column);
    });

    it("keeps a text column as text", async () => {
      const decoded = await read(bytes, { textColumns: [column] });
      expect(decoded.records.every((record) => typeof record[column] === "string")).toBe(true);
    });

    it("leaves out columns beyond the limit with a note, and counts the records", async () => {
      const decoded = await read(bytes, { limits: { maxColumns: 1 } });
      expect(decoded.columns).toHaveLength(1);
      expect(decoded.records).toHaveLength(records);
      expect(decoded.rejects).toMatchObject({ total: 0, byReason: { "too-many-columns": 0 } });
    });

    it("fills arrays as long as its rows, and keeps a dictionary's codes while it is the same array", async () => {
      const texts = new Map<readonly string[], readonly string[]>();
      for await (const batch of openCapture(sourceOf(bytes), name, {}, createRejectLog())) {
        expect(batch.rows).toBeGreaterThan(0);
        for (const { kinds, numbers, codes, dictionary } of batch.columns) {
          expect(Math.min(kinds.length, numbers.length, codes.length)).toBeGreaterThanOrEqual(batch.rows);
          const before = texts.get(dictionary) ?? [];
          expect(dictionary.slice(0, before.length)).toEqual(before);
          expect(new Set(dictionary).size).toBe(dictionary.length);
          texts.set(dictionary, [...dictionary]);
        }
      }
    });

    if (sample.text) describeText(sample, read);
  });
}

function describeText(
  { bytes, records }: FormatSample,
  read: (content: Uint8Array, options?: DecodeOptions) => Promise<Decoded>,
): void {
  it("refuses UTF-16", async () => {
    const wide = Buffer.from(Buffer.from(bytes).toString("utf8"), "utf16le");
    await expect(read(wide)).rejects.toThrow(/UTF-16/);
  });

  it("takes CRLF, blank lines, a byte order mark and a missing last line break for nothing", async () => {
    const text = Buffer.from(bytes).toString("utf8").trimEnd();
    const dressed = Buffer.from(`\ufeff${text.replaceAll("\n", "\r\n\r\n")}`);
    expect((await read(dressed)).records).toEqual((await read(bytes)).records);
  });

  it("rejects a line that is too long, or no UTF-8, and keeps all others", async () => {
    const text = Buffer.from(bytes).toString("utf8");
    const at = text.indexOf("\n", text.length >> 1) + 1;
    const before = Buffer.from(text.slice(0, at));
    const behind = Buffer.from(text.slice(at));
    const long = Buffer.alloc(100_000, "x");
    const broken = Buffer.from([0x22, 0xe9, 0x22]);
    const decoded = await read(Buffer.concat([before, long, Buffer.from("\n"), broken, Buffer.from("\n"), behind]), {
      limits: { maxLineBytes: 50_000 },
    });
    expect(decoded.records).toHaveLength(records);
    expect(decoded.rejects.total).toBe(2);
    expect(decoded.rejects.byReason).toEqual({ "too-long": 1, "wrong-encoding": 1 });
  });
}
