import { Buffer } from "node:buffer";
import type { ByteSource, Decoder, DecodeLimits, DecodeOptions } from "../../contracts/decoding.js";
import type { RecordBatch, RejectLog } from "../../contracts/records.js";
import { sharedKernel, type Kernel } from "../kernel/kernel.js";
import { EventReader } from "./capture/event-reader.js";
import { BatchBuilder, type Row } from "./columns/batch-builder.js";
import { isRecordArray, jsonLines } from "./json/json-lines.js";
import type { JsonValue } from "./json/json-value.js";
import { parseJson } from "./json/parse-json.js";
import { limitsOf } from "./limits.js";
import { decodeRecords, type RecordReader } from "./lines/decode-records.js";
import { lineFraming, RecordCursor } from "./lines/record-cursor.js";
import { recordText } from "./lines/record-text.js";
import type { EventTemplate } from "./scan/event-template.js";
import { EventTimes } from "./scan/event-time.js";
import { KernelScan } from "./scan/kernel-scan.js";
import { EventLearner } from "./scan/learn-event.js";
import { Templates } from "./scan/templates.js";

/** SageMaker data capture of an endpoint: one JSON event a line, or an array of them; each with one record or several. */
export const sagemakerJsonl: Decoder = {
  name: "sagemaker-jsonl",
  detect(head) {
    const text = Buffer.from(head).toString("latin1");
    return /^\s*\{[^\n]*"captureData"/.test(text) || (text.includes('"captureData"') && isRecordArray(head));
  },
  decode: (source, options, rejects) => decodeEvents(source, options, rejects, true),
};

/** @param quick false: every line the plain way, which is the reference for the quick one */
export async function* decodeEvents(
  source: ByteSource,
  options: DecodeOptions,
  rejects: RejectLog,
  quick: boolean,
  kernel: Kernel | null = sharedKernel(),
): AsyncGenerator<RecordBatch> {
  const limits = limitsOf(options);
  const stream = await jsonLines(source);
  const cursor = new RecordCursor(lineFraming, limits.maxLineBytes, rejects);
  const batch = new BatchBuilder(options, limits, rejects, true);
  const plain = new PlainEvents(options, limits, rejects);
  yield* decodeRecords(
    stream,
    cursor,
    quick ? new QuickEvents(plain, batch, kernel, limits.maxLineBytes) : plain,
    batch,
    rejects,
  );
}

class PlainEvents implements RecordReader {
  readonly events: EventReader;
  /** The event of the last line, when all its records were used. */
  clean: JsonValue = null;
  private readonly limits: DecodeLimits;

  constructor(options: DecodeOptions, limits: DecodeLimits, rejects: RejectLog) {
    this.limits = limits;
    this.events = new EventReader(options, limits, rejects);
  }

  read(cursor: RecordCursor): readonly Row[] {
    const { rejected } = this.events;
    this.clean = null;
    const event = parseJson(recordText(cursor), this.limits.maxDepth);
    const rows = this.events.read(event, cursor.line);
    if (this.events.rejected === rejected) this.clean = event;
    return rows;
  }
}

/** Scans lines by templates learned from those that were read the plain way. */
class QuickEvents implements RecordReader {
  private readonly plain: PlainEvents;
  private readonly learner: EventLearner;
  private readonly templates = new Templates<EventTemplate>();
  private readonly kernel: KernelScan | null;

  constructor(plain: PlainEvents, batch: BatchBuilder, kernel: Kernel | null, longest: number) {
    const times = new EventTimes();
    this.plain = plain;
    this.learner = new EventLearner(plain.events, batch, times);
    this.kernel = kernel && new KernelScan(kernel, times, longest);
  }

  scanAhead(cursor: RecordCursor, batch: BatchBuilder): number {
    const { kernel } = this;
    if (kernel === null) return 0;
    let lines = 0;
    for (let scanned = 0; scanned >= 0 && !batch.full; lines += Math.max(0, scanned)) {
      scanned = this.templates.first((template) =>
        template.kernel === null ? -1 : kernel.scan(template.kernel, cursor, batch),
      );
    }
    return lines;
  }

  scan({ bytes, view, start, end }: RecordCursor, batch: BatchBuilder): number {
    return this.templates.first((template) => template.scan(bytes, view, start, end, batch));
  }

  read(cursor: RecordCursor): readonly Row[] {
    return this.plain.read(cursor);
  }

  learn(cursor: RecordCursor): void {
    const event = this.plain.clean;
    if (event === null || !this.templates.wantsMore) return;
    this.templates.add(this.learner.learn(cursor, event));
  }
}
