import { describe, expect, it } from "vitest";
import { UnreadableSourceError } from "../../src/contracts/errors.js";
import { requireReadableSize } from "../../src/pipeline/largest-capture.js";

const GIB = 1024 ** 3;
const head = (key: string, gibibytes: number) => ({ key, sizeBytes: gibibytes * GIB, etag: "e", lastModifiedMs: 0 });

describe("the size of a capture", () => {
  it.each([
    ["c.jsonl", 5, "sagemaker-jsonl"],
    ["c.jsonl", 8, "auto"],
    ["c.jsonl.gz", 1.5, "auto"],
    ["part-0.parquet", 1, "parquet"],
  ] as const)("%s of %d GiB is read", (key, size, format) => {
    expect(() => {
      requireReadableSize(head(key, size), format);
    }).not.toThrow();
  });

  it.each([
    ["c.jsonl", 8.1, "auto"],
    ["c.jsonl.gz", 2, "auto"],
    ["c.json.ZST", 2, "jsonl"],
    ["part-0", 2, "parquet"],
  ] as const)("%s of %d GiB is refused with what to do", (key, size, format) => {
    expect(() => {
      requireReadableSize(head(key, size), format);
    }).toThrow(UnreadableSourceError);
    expect(() => {
      requireReadableSize(head(key, size), format);
    }).toThrow("write smaller objects");
  });
});
