/**
 * Records on their way from a decoder to a profile: batches of columns, not objects of rows, so that a number is
 * parsed once and a repeated string is made once.
 */

/** What one cell holds. Missing means null, an empty string or a missing token (docs/missing-values.md). */
export const CellKind = {
  missing: 0,
  /** A whole number that a double holds exactly. */
  integer: 1,
  /** Any other number, including NaN (missing by policy, so never here) excluded, infinities included. */
  fractional: 2,
  boolean: 3,
  text: 4,
  /** A whole number beyond 2^53: `numbers` holds the nearest double, `codes` the exact digits. */
  bigInteger: 5,
} as const;
export type CellKind = (typeof CellKind)[keyof typeof CellKind];

/** One column of a batch. Arrays may be longer than `rows`; only the first `rows` entries count. */
export interface ColumnBatch {
  /** Dotted path for nested input (`customer.age`); output columns keep the name that the configuration gives them. */
  readonly name: string;
  /** CellKind of each row. A record that lacks the column has `missing`. */
  readonly kinds: Uint8Array;
  /** Value of integer, fractional and bigInteger cells; 0 or 1 for booleans; unspecified otherwise. */
  readonly numbers: Float64Array;
  /** For text and bigInteger cells: index into `dictionary`; unspecified otherwise. */
  readonly codes: Int32Array;
  /**
   * The distinct strings that `codes` point to. It may hold more strings than this batch uses. As long as the next batch
   * brings the same array, it only grew: what was worked out for a string still holds for its code.
   */
  readonly dictionary: readonly string[];
}

/** Up to a few thousand records as columns. A batch and its arrays are valid only until the next one is asked for. */
export interface RecordBatch {
  readonly rows: number;
  readonly columns: readonly ColumnBatch[];
  /**
   * Event time of each row in epoch milliseconds from the capture's own metadata (SageMaker's `inferenceTime`);
   * NaN where a record has none; null where the format carries no such metadata.
   */
  readonly eventTimeMs: Float64Array | null;
  /**
   * Id of each row from the capture's own metadata (inferenceId, else eventId); null where there is none. The rows of an
   * event that holds several are told apart by their 0-based position: `<id>/<position>`.
   */
  readonly recordIds: readonly (string | null)[] | null;
}

/** Why a record was rejected. Stable words: they are counted, stored and shown. */
export const REJECT_REASONS = [
  "malformed",
  "wrong-encoding",
  "truncated",
  "too-long",
  "too-deep",
  "header-row",
  "ragged-row",
  "input-output-mismatch",
  "time-missing",
  "time-out-of-range",
  "too-many-columns",
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** One rejected record: where it stood and why, never what it held. */
export interface RejectSample {
  readonly reason: RejectReason;
  /** 1-based number of the line (or row, for Parquet) in the decoded object. */
  readonly line: number;
  /** What was expected, in words; holds no value of the record. */
  readonly detail: string;
}

/** Rejected records by reason, with the first few as samples. In = used + rejected. */
export interface Rejects {
  readonly total: number;
  readonly byReason: Readonly<Partial<Record<RejectReason, number>>>;
  readonly samples: readonly RejectSample[];
}

/**
 * Where a decoder and the profiler report records that can't be used. A report of 0 records is a note: something was
 * left out of records that count.
 */
export interface RejectLog {
  reject(reason: RejectReason, line: number, detail: string, records?: number): void;
  summary(): Rejects;
}

export type FeatureKind = "numeric" | "categorical";
