import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteReader } from "../../../../src/core/profile/stored/byte-reader.js";
import { ByteWriter } from "../../../../src/core/profile/stored/byte-writer.js";
import { readSortedDoubles, writeSortedDoubles } from "../../../../src/core/profile/stored/sorted-doubles.js";
import { ascending, numbers } from "../../summaries/arbitrary-numbers.js";

function written(values: Float64Array): Uint8Array {
  const writer = new ByteWriter();
  writeSortedDoubles(writer, values);
  return writer.finish();
}

const bytesPerValue = (values: readonly number[]) => written(ascending(values)).length / values.length;

describe("stored doubles", () => {
  it("come back bit for bit and leave nothing unread", () => {
    const extremes = fc.constantFrom(
      5e-324,
      -5e-324,
      1.7976931348623157e308,
      -1.7976931348623157e308,
      0.1,
      2 ** 53,
      -(2 ** 53) - 2,
    );
    fc.assert(
      fc.property(fc.oneof(numbers, fc.array(extremes)), (values) => {
        const sorted = ascending(values);
        const reader = new ByteReader(written(sorted));
        const read = readSortedDoubles(reader, sorted.length);
        expect(Buffer.from(read.buffer).equals(Buffer.from(sorted.buffer))).toBe(true);
        expect(reader.remaining).toBe(0);
      }),
    );
  });

  it.each([
    { why: "ages take about a byte each", values: Array.from({ length: 100 }, (_, i) => i), atMost: 1.1 },
    {
      why: "prices with two decimals take two bytes at most",
      values: Array.from({ length: 100 }, (_, i) => (i * 3713) / 100),
      atMost: 2.1,
    },
    {
      why: "single-precision numbers take five bytes at most",
      values: Array.from({ length: 100 }, (_, i) => Math.fround(Math.sqrt(i))),
      atMost: 5.1,
    },
    {
      why: "full doubles take no more than eight",
      values: Array.from({ length: 100 }, (_, i) => Math.sin(i) * 10 ** (i % 30)),
      atMost: 8.1,
    },
    {
      why: "full doubles of like size take little more than seven",
      values: Array.from({ length: 100 }, (_, i) => Math.sin(i)),
      atMost: 7.3,
    },
  ])("$why", ({ values, atMost }) => {
    expect(bytesPerValue(values)).toBeLessThanOrEqual(atMost);
  });

  it("of length zero take no byte", () => {
    expect(written(new Float64Array(0))).toHaveLength(0);
  });
});
