import { Buffer } from "node:buffer";
import type { Decoder } from "../../contracts/decoding.js";
import { EventReader } from "./capture/event-reader.js";
import { BatchBuilder } from "./columns/batch-builder.js";
import { parseJson } from "./json/parse-json.js";
import { limitsOf } from "./limits.js";
import { decodeRecords } from "./lines/decode-records.js";
import { lineFraming, RecordCursor } from "./lines/record-cursor.js";
import { recordText } from "./lines/record-text.js";
import { textStream } from "./lines/text-stream.js";

/** SageMaker data capture of an endpoint: one JSON event a line, each with one record or several. */
export const sagemakerJsonl: Decoder = {
  name: "sagemaker-jsonl",
  detect: (head) => /^\s*\{[^\n]*"captureData"/.test(Buffer.from(head).toString("latin1")),
  async *decode(source, options, rejects) {
    const limits = limitsOf(options);
    const { stream } = await textStream(source);
    const cursor = new RecordCursor(lineFraming, limits.maxLineBytes, rejects);
    const batch = new BatchBuilder(options, limits, rejects, true);
    const events = new EventReader(options, limits, rejects);
    const reader = {
      read: (record: RecordCursor) => events.read(parseJson(recordText(record), limits.maxDepth), record.line),
    };
    yield* decodeRecords(stream, cursor, reader, batch, rejects);
  },
};
