import { Buffer } from "node:buffer";
import type { ByteSource, Decoder } from "../../contracts/decoding.js";
import { UnreadableSourceError } from "../../contracts/errors.js";
import { BatchRowReader } from "./capture/batch-row-reader.js";
import { isManifest } from "./capture/manifest.js";
import { BatchBuilder } from "./columns/batch-builder.js";
import { CsvFraming } from "./csv-text/csv-framing.js";
import { limitsOf } from "./limits.js";
import { decodeRecords } from "./lines/decode-records.js";
import { lineFraming, RecordCursor } from "./lines/record-cursor.js";
import { textStream } from "./lines/text-stream.js";

/**
 * The files that a SageMaker batch transform writes: CSV or JSON lines of outputs, joined with the inputs or not, with
 * or without the columns of GenerateInferenceId. What the transform *captures* are manifests that list such files:
 * `readManifest` tells which.
 */
export const sagemakerBatch: Decoder = {
  name: "sagemaker-batch",
  /** Only a manifest can be told from other files; transform outputs look like plain CSV or JSON lines. */
  detect: isManifest,
  async *decode(source: ByteSource, options, rejects) {
    const limits = limitsOf(options);
    const { head, stream } = await textStream(source);
    if (isManifest(head)) {
      throw new UnreadableSourceError(source.name, "is a manifest that lists files: read those, see readManifest");
    }
    const isJson = /^\s*[{[]/.test(Buffer.from(head).toString("latin1"));
    const framing = isJson ? lineFraming : new CsvFraming(options.csv?.delimiter ?? ",");
    const cursor = new RecordCursor(framing, limits.maxLineBytes, rejects);
    const batch = new BatchBuilder(options, limits, rejects, true);
    const reader = new BatchRowReader(options, limits, rejects, isJson);
    yield* decodeRecords(stream, cursor, reader, batch, rejects);
  },
};
