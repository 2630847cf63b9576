import { CellKind, type RecordBatch, type RejectLog, type Rejects } from "../../../src/contracts/records.js";
import type { ByteSource, CaptureFormatName, DecodeOptions } from "../../../src/contracts/decoding.js";
import type { CellValue } from "../../../src/core/decode/columns/cell-value.js";
import { openCapture } from "../../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";

/** A decoded object turned back into records, so that tests can say what they expect in plain values. */
export interface Decoded {
  readonly records: Record<string, CellValue>[];
  readonly columns: readonly string[];
  readonly rejects: Rejects;
  readonly ids: (string | null)[];
  readonly times: number[];
  readonly batches: number;
}

/** A source that hands out its bytes in chunks of the given sizes (the last repeats), in one reused buffer. */
export function sourceOf(content: string | Uint8Array, chunkSizes: readonly number[] = [65_536]): ByteSource {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return {
    name: "captures/sample",
    sizeBytes: bytes.length,
    async *stream() {
      let piece = 0;
      const reused = Buffer.alloc(Math.max(1, ...chunkSizes));
      for (let at = 0; at < bytes.length; piece++) {
        const size = chunkSizes[Math.min(piece, chunkSizes.length - 1)]!;
        const part = bytes.subarray(at, at + size);
        reused.set(part);
        at += part.length;
        yield await Promise.resolve(reused.subarray(0, part.length));
        reused.fill(0x5a);
      }
    },
    read: (start, end) => Promise.resolve(Uint8Array.from(bytes.subarray(start, end))),
  };
}

export async function decode(
  source: ByteSource | string | Uint8Array,
  format: CaptureFormatName | "auto" = "auto",
  options: DecodeOptions = {},
): Promise<Decoded> {
  const opened = typeof source === "string" || source instanceof Uint8Array ? sourceOf(source) : source;
  return collect((rejects) => openCapture(opened, format, options, rejects));
}

/** The records of all batches. */
export async function collect(open: (rejects: RejectLog) => AsyncIterable<RecordBatch>): Promise<Decoded> {
  const rejects = createRejectLog();
  const decoded = { records: [] as Record<string, CellValue>[], ids: [] as (string | null)[], times: [] as number[] };
  let columns: readonly string[] = [];
  let batches = 0;
  for await (const batch of open(rejects)) {
    batches++;
    columns = batch.columns.map(({ name }) => name);
    for (let row = 0; row < batch.rows; row++) {
      decoded.records.push(recordAt(batch, row));
      decoded.times.push(batch.eventTimeMs?.[row] ?? NaN);
      decoded.ids.push(batch.recordIds?.[row] ?? null);
    }
  }
  return { ...decoded, columns, batches, rejects: rejects.summary() };
}

function recordAt(batch: RecordBatch, row: number): Record<string, CellValue> {
  const record = Object.create(null) as Record<string, CellValue>;
  for (const { name, kinds, numbers, codes, dictionary } of batch.columns) {
    const kind = kinds[row]!;
    if (kind === CellKind.text) record[name] = dictionary[codes[row]!]!;
    else if (kind === CellKind.bigInteger) record[name] = BigInt(dictionary[codes[row]!]!);
    else if (kind === CellKind.boolean) record[name] = numbers[row] === 1;
    else if (kind !== CellKind.missing) record[name] = numbers[row]!;
  }
  return record;
}
