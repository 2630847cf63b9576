import type { RecordBatch, RejectLog } from "./records.js";

/** The capture formats of today; a new one is one file in core/decode and one line in its registry. */
export type CaptureFormatName = "sagemaker-jsonl" | "sagemaker-batch" | "jsonl" | "csv" | "parquet";

/** Bytes of one stored object, read as a stream or by range; decompression is the decoder's affair. */
export interface ByteSource {
  /** Name for messages: the object's key or the file's path. */
  readonly name: string;
  readonly sizeBytes: number;
  /** The bytes in order, in chunks of any size. A chunk is valid only until the next one is asked for. */
  stream(): AsyncIterable<Uint8Array>;
  /** Bytes from `start` (inclusive) to `end` (exclusive). */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Bounds that hostile or broken input can't pass. */
export interface DecodeLimits {
  /** Longest line or CSV record. A longer one is rejected as `too-long` and skipped without being held. */
  readonly maxLineBytes: number;
  /** Deepest nesting of JSON. */
  readonly maxDepth: number;
  /** Most columns of one object; columns beyond it are left out and the object's records are counted. */
  readonly maxColumns: number;
  /** Most decompressed bytes of one object; an object beyond it is unreadable. */
  readonly maxDecompressedBytes: number;
  /** Largest decompressed / compressed ratio once 16 MB have been decompressed. */
  readonly maxCompressionRatio: number;
}

export const DEFAULT_DECODE_LIMITS: DecodeLimits = {
  maxLineBytes: 16 * 1024 * 1024,
  maxDepth: 32,
  maxColumns: 5_000,
  maxDecompressedBytes: 64 * 1024 ** 3,
  maxCompressionRatio: 1_000,
};

/** How records are found in one side (input or output) of a capture. All parts are optional. */
export interface PayloadLayout {
  /** Names of headerless CSV columns or of positional JSON arrays, in order. */
  readonly header?: readonly string[];
  /** JSON path of the rows inside a JSON body, e.g. `$.instances[*]`. */
  readonly rows?: string;
}

/** How to read captures of one monitor. It is part of the profile version: a change makes new profiles. */
export interface DecodeOptions {
  readonly input?: PayloadLayout;
  /**
   * Output columns by the name they get: position (`0`), name or JSON path within the output row.
   * Without it, output values are named `output.<position or name>`, one alone `output`.
   */
  readonly output?: PayloadLayout & { readonly columns?: Readonly<Record<string, number | string>> };
  /** Columns whose cells stay text even when they look like numbers (ids, codes with leading zeros). */
  readonly textColumns?: readonly string[];
  /** Columns to leave out; `drop` of the input header is among them. */
  readonly ignore?: readonly string[];
  /** CSV. Default: comma, detected among `, ; tab |` from the header row. */
  readonly csv?: { readonly delimiter?: string; readonly decimal?: "." | ","; readonly hasHeader?: boolean };
  /** Whether `recordIds` and `eventTimeMs` are wanted; "time" leaves out the ids, which cost time. Default true. */
  readonly metadata?: boolean | "time";
  readonly limits?: Partial<DecodeLimits>;
}

/** One capture format. Reading never throws for a bad record, only for an object that can't be read at all. */
export interface Decoder {
  readonly name: CaptureFormatName;
  /** True when the first bytes (decompressed, up to 64 KB) look like this format. */
  detect(head: Uint8Array): boolean;
  /** @throws UnreadableSourceError */
  decode(source: ByteSource, options: DecodeOptions, rejects: RejectLog): AsyncIterable<RecordBatch>;
}
