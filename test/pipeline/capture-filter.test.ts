import { describe, expect, it } from "vitest";
import { isCapture, partitionOf } from "../../src/pipeline/capture-filter.js";

const DEFAULTS = { prefix: "in/", include: [], exclude: ["_*", ".*"] };

describe("which objects are captures", () => {
  it.each([
    { key: "in/2026/02/a.jsonl", expected: true, why: "below the prefix" },
    { key: "out/a.jsonl", expected: false, why: "below another prefix" },
    { key: "in/folder/", expected: false, why: "a folder made by a console" },
    { key: "in/_SUCCESS", expected: false, why: "a marker of Spark" },
    { key: "in/_temporary/0/part-0.parquet", expected: false, why: "a file of a job that is still running" },
    { key: "in/.part-0.crc", expected: false, why: "a checksum beside the data" },
    { key: "in/a_b.jsonl", expected: true, why: "an underscore inside a name" },
  ])("$key: $why", ({ key, expected }) => {
    expect(isCapture(key, DEFAULTS)).toBe(expected);
  });

  it.each([
    { include: ["dt=*/part-*.parquet"], key: "in/dt=2026-08-01/part-3.parquet", expected: true },
    { include: ["dt=*/part-*.parquet"], key: "in/dt=2026-08-01/x/part-3.parquet", expected: false },
    { include: ["**.parquet"], key: "in/dt=2026-08-01/x/part-3.parquet", expected: true },
    { include: ["a?.csv"], key: "in/a1.csv", expected: true },
    { include: ["a+b.csv"], key: "in/aab.csv", expected: false },
  ])("$include takes $key: $expected", ({ include, key, expected }) => {
    expect(isCapture(key, { ...DEFAULTS, include })).toBe(expected);
  });

  it("knows the partition of a key", () => {
    expect(partitionOf("in/dt=2026-08-01/part-0")).toBe("in/dt=2026-08-01/");
    expect(partitionOf("alone")).toBe("");
  });
});
