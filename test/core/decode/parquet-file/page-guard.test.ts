import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { UnreadableSourceError } from "../../../../src/contracts/errors.js";
import { requireSoundRuns } from "../../../../src/core/decode/parquet-file/level-runs.js";
import { readPageHeader } from "../../../../src/core/decode/parquet-file/page-header.js";
import { decode } from "../read-records.js";

describe("runs of levels and indices", () => {
  // A head is twice the run's length, or twice the number of packed groups of eight plus one.
  it.each([
    { why: "one run of five", bytes: [10, 1], width: 1, values: 5 },
    { why: "a packed group of eight for five values", bytes: [3, 0b10111], width: 1, values: 5 },
    { why: "a run, then packed values of three bits", bytes: [4, 7, 3, 1, 2, 3], width: 3, values: 10 },
    { why: "values without bits", bytes: [10], width: 0, values: 5 },
    { why: "runs that end early, which the decoder finds", bytes: [2, 1], width: 1, values: 5 },
    { why: "a run a little longer than the page", bytes: [128, 8, 1], width: 1, values: 5 },
  ])("may be $why", ({ bytes, width, values }) => {
    expect(() => {
      requireSoundRuns(Uint8Array.from(bytes), 0, width, values);
    }).not.toThrow();
  });

  it.each([
    { why: "2^31 - 1 equal values", bytes: [254, 255, 255, 255, 15, 1], count: "2147483647" },
    { why: "2^31 packed values", bytes: [129, 128, 128, 128, 2], count: "2147483648" },
  ])("may not be $why where five are wanted", ({ bytes, count }) => {
    expect(() => {
      requireSoundRuns(Uint8Array.from(bytes), 0, 0, 5);
    }).toThrow(`a run of ${count} values is longer than its page`);
  });
});

describe("a page header", () => {
  const header = (bytes: readonly number[]): ReturnType<typeof readPageHeader> =>
    readPageHeader(new DataView(Uint8Array.from(bytes).buffer), 0);

  it("says how a data page is written", () => {
    // Fields 1 (type 0), 2 (20 bytes), 3 (9 stored), 5 { 1 (5 values), 2 (encoding 8), 5 { 1 (a text of 2 bytes) } }.
    const bytes = [0x15, 0, 0x15, 40, 0x15, 18, 0x2c, 0x15, 10, 0x15, 16, 0x3c, 0x18, 2, 65, 66, 0, 0, 0];
    expect(header(bytes)).toMatchObject({ type: 0, plainBytes: 20, storedBytes: 9, values: 5, encoding: 8, start: 19 });
  });

  it("says nothing where a field is missing", () => {
    // Fields 1 (type 3), 2 (20 bytes), 8 { 1 (5 values), 7 (not compressed) }.
    const bytes = [0x15, 6, 0x15, 40, 0x6c, 0x15, 10, 0x62, 0, 0];
    expect(header(bytes)).toMatchObject({
      type: 3,
      values: 5,
      storedBytes: NaN,
      repetitionBytes: NaN,
      isCompressed: false,
    });
  });

  it("ends with its bytes", () => {
    expect(() => header([0x15, 0, 0x15])).toThrow(RangeError);
  });
});

describe("a damaged file that would end the process, or never end", () => {
  it.each([
    { name: "endless-run", message: "a run of 17179869120 values is longer than its page" },
    { name: "page-without-lengths", message: "a page of 18 bytes says that it holds 5 values" },
  ])("is unreadable: $name", async ({ name, message }) => {
    const bytes = readFileSync(new URL(`./fixtures/${name}.parquet`, import.meta.url));
    const reading = decode(bytes, "parquet");
    await expect(reading).rejects.toThrow(UnreadableSourceError);
    await expect(reading).rejects.toThrow(message);
  });
});
