import type { ByteSource, CaptureFormatName, DecodeOptions } from "../../../contracts/decoding.js";
import type { CsvReading } from "../csv-text/plain-csv.js";
import { compressionOf } from "../decompress.js";
import { isRecordArray } from "../json/json-lines.js";
import { peek, requireUtf8, type Peeked } from "../lines/head.js";
import { detectFormat } from "../open-capture.js";
import { parquetGroups } from "../parquet.js";
import type { ByteRange } from "./part-source.js";
import { planCsv } from "./plan-csv.js";

/** How one object is read in parts. Plain data, so that it can go to whoever reads a part. */
export interface PartPlan {
  readonly format: CaptureFormatName;
  /** What the numbers of a part count. */
  readonly unit: "bytes" | "row groups";
  /** `[start, end)` each, together the whole object. */
  readonly parts: readonly ByteRange[];
  /** What the first records of a CSV object say of all others. */
  readonly csv: CsvReading | null;
}

/**
 * Cuts an object that is too large for one reader into parts of about `partBytes`, so that each record is in exactly one
 * of them. Lines of JSON are cut anywhere, Parquet between row groups. CSV is read once to find where its records end,
 * since a line break may stand in quotes; that takes a small part of the time of decoding.
 *
 * @param source must be read by range
 * @returns null when it can only be read as a whole: compressed, one JSON array, batch transform output
 * @throws UnreadableSourceError
 */
export async function planParts(
  source: ByteSource,
  format: CaptureFormatName | "auto",
  options: DecodeOptions,
  partBytes: number,
): Promise<PartPlan | null> {
  const peeked = await peek(source.stream());
  try {
    if (peeked.head.length === 0 || compressionOf(peeked.head) !== null) return null;
    const name = format === "auto" ? detectFormat(source.name, peeked.head).name : format;
    switch (name) {
      case "parquet":
        return { format: name, unit: "row groups", parts: await parquetGroups(source, partBytes), csv: null };
      case "csv":
        requireUtf8(source.name, peeked.head);
        return { format: name, unit: "bytes", ...(await planCsv(source, peeked.head, options, partBytes)) };
      case "jsonl":
      case "sagemaker-jsonl":
        return planLines(source, name, peeked, partBytes);
      case "sagemaker-batch":
      default:
        return null;
    }
  } finally {
    await peeked.stream[Symbol.asyncIterator]().return?.();
  }
}

function planLines(
  { name, sizeBytes }: ByteSource,
  format: CaptureFormatName,
  { head }: Peeked,
  partBytes: number,
): PartPlan | null {
  requireUtf8(name, head);
  if (isRecordArray(head)) return null;
  const parts = Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, i) => ({
    start: i * partBytes,
    end: Math.min(sizeBytes, (i + 1) * partBytes),
  }));
  return { format, unit: "bytes", parts, csv: null };
}
