import type { ByteSource, DecodeOptions } from "../../../contracts/decoding.js";
import { CsvFraming } from "../csv-text/csv-framing.js";
import { dialectOf } from "../csv-text/dialect.js";
import { PlainCsv, type CsvReading } from "../csv-text/plain-csv.js";
import { limitsOf } from "../limits.js";
import { bomLength } from "../lines/head.js";
import { RecordCursor } from "../lines/record-cursor.js";
import { isBlank } from "../lines/record-text.js";
import { textStream } from "../lines/text-stream.js";
import { RecordFault } from "../record-fault.js";
import { createRejectLog } from "../reject-log.js";
import type { ByteRange } from "./part-source.js";

/** A CSV object in parts, and what its first records say of all others; null where they are all in one part. */
export interface CsvParts {
  readonly parts: readonly ByteRange[];
  readonly csv: CsvReading | null;
}

/**
 * Cuts a CSV object between records, which takes reading it once, into parts of about `partBytes`. The first part holds at
 * least the records that tell the header.
 *
 * @param head the object's first bytes
 * @throws UnreadableSourceError
 */
export async function planCsv(
  source: ByteSource,
  head: Uint8Array,
  options: DecodeOptions,
  partBytes: number,
): Promise<CsvParts> {
  const text = await textStream(source);
  const dialect = dialectOf(options, text.head);
  // Who reads the parts counts their rejects.
  const uncounted = createRejectLog();
  const cursor = new RecordCursor(new CsvFraming(dialect.delimiter), limitsOf(options).maxLineBytes, uncounted);
  const plain = new PlainCsv(options, dialect, uncounted, null);
  const cuts = new Cuts(bomLength(head), partBytes);
  const drain = (): void => {
    while (cursor.next()) {
      if (plain.header === null) readHead(plain, cursor);
      else cuts.pass(cursor.offset);
    }
  };
  for await (const chunk of text.stream) {
    cursor.feed(chunk);
    drain();
  }
  cursor.finish();
  drain();
  return { parts: cuts.partsOf(source.sizeBytes), csv: plain.header && { dialect, header: plain.header } };
}

function readHead(plain: PlainCsv, cursor: RecordCursor): void {
  try {
    if (!isBlank(cursor)) plain.read(cursor);
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error;
  }
}

class Cuts {
  private readonly base: number;
  private readonly partBytes: number;
  private readonly parts: ByteRange[] = [];
  private start = 0;

  /** @param base where the text begins in the object */
  constructor(base: number, partBytes: number) {
    this.base = base;
    this.partBytes = partBytes;
  }

  /** A record ends at `offset` of the text. */
  pass(offset: number): void {
    const end = this.base + offset;
    if (end - this.start < this.partBytes) return;
    this.parts.push({ start: this.start, end });
    this.start = end;
  }

  partsOf(size: number): ByteRange[] {
    return this.start < size ? [...this.parts, { start: this.start, end: size }] : this.parts;
  }
}
