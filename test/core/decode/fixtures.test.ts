import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { CaptureFormatName, DecodeOptions } from "../../../src/contracts/decoding.js";
import type { CellValue } from "../../../src/core/decode/columns/cell-value.js";
import { captureFormats } from "../../../src/core/decode/registry.js";
import { decode, sourceOf, type Decoded } from "./read-records.js";

interface Expected {
  readonly format: CaptureFormatName;
  readonly options: DecodeOptions;
  readonly records: number;
  readonly columns: number;
  readonly rejects: Record<string, number>;
  readonly rows: Record<string, Record<string, CellValue>>;
  readonly ids?: string[];
  readonly times?: string[];
}

const FOLDER = new URL("./fixtures/", import.meta.url);
const SUFFIX = ".expected.json";

const cases = readdirSync(FOLDER, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => {
    const expected = JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"), revive) as Expected;
    const file = dataFile(name.slice(0, -SUFFIX.length));
    return { file, expected, bytes: readFileSync(new URL(file, FOLDER)) };
  });

describe.each(cases)("$file", ({ expected, bytes }) => {
  it("is detected", () => {
    expect(captureFormats.values().find((format) => format.detect(bytes.subarray(0, 65_536)))?.name).toBe(
      expected.format,
    );
  });

  it.each([
    { why: "plain", source: () => sourceOf(bytes) },
    { why: "gzipped", source: () => sourceOf(gzipSync(bytes)) },
    { why: "in chunks of 7 bytes", source: () => sourceOf(bytes, [7]) },
    { why: "in one chunk", source: () => sourceOf(bytes, [bytes.length]) },
  ])("decodes to the records that were read by eye: $why", async ({ source }) => {
    expectDecoded(await decode(source(), "auto", expected.options), expected);
  });
});

function expectDecoded(decoded: Decoded, expected: Expected): void {
  expect(decoded.records).toHaveLength(expected.records);
  expect(decoded.columns).toHaveLength(expected.columns);
  expect(decoded.rejects.byReason).toEqual(expected.rejects);
  for (const [row, cells] of Object.entries(expected.rows)) expect(decoded.records[Number(row)]).toMatchObject(cells);
  if (expected.ids) expect(decoded.ids).toEqual(expected.ids);
  if (expected.times) expect(decoded.times.map((time) => new Date(time).toISOString())).toEqual(expected.times);
}

function dataFile(stem: string): string {
  const found = readdirSync(FOLDER, { recursive: true })
    .map(String)
    .find((name) => name.startsWith(`${stem}.`) && !name.endsWith(SUFFIX));
  if (found === undefined) throw new Error(`no data file beside ${stem}${SUFFIX}`);
  return found;
}

function revive(_key: string, value: unknown): unknown {
  const big = (value as { bigint?: unknown } | null)?.bigint;
  return typeof big === "string" ? BigInt(big) : value;
}
