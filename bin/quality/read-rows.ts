import type { ByteSource, DecodeOptions } from "../../src/contracts/decoding.js";
import type { RecordBatch, Rejects } from "../../src/contracts/records.js";
import { openCapture } from "../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../src/core/decode/reject-log.js";
import type { ProgressBar } from "../profile/progress-bar.js";

/** One file as it was read. */
export interface ReadRows {
  readonly file: string;
  readonly records: number;
  /** Records that could not be read at all. */
  readonly rejects: Rejects;
}

/** Feeds every record of the files to a reader. @throws UnreadableSourceError when a file can't be read as a whole */
export async function readRows(
  sources: readonly ByteSource[],
  options: DecodeOptions,
  readers: readonly { add(batch: RecordBatch): void }[],
  progress: ProgressBar,
): Promise<ReadRows[]> {
  const files: ReadRows[] = [];
  for (const source of sources) {
    const rejects = createRejectLog();
    let records = 0;
    for await (const batch of openCapture(progress.watched(source), "auto", options, rejects)) {
      for (const reader of readers) reader.add(batch);
      records += batch.rows;
      progress.advance(source.name, batch.rows);
    }
    files.push({ file: source.name, records, rejects: rejects.summary() });
  }
  return files;
}
