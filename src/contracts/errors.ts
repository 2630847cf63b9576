/** What every error of this product carries: a stable code, whether trying again can help, and the numbers behind it. */
export interface ErrorDetails {
  readonly [name: string]: string | number | boolean | null;
}

/** Base of all typed errors. Messages read `<subject> expects <rule>, got <value>`. */
export class PlumblineError extends Error {
  /** Stable identifier in capitals, e.g. `INSUFFICIENT_DATA`. */
  readonly code: string;
  readonly details: ErrorDetails;
  /** True where the same call may succeed later without any change. */
  readonly retryable: boolean;

  constructor(
    code: string,
    message: string,
    options: { details?: ErrorDetails; retryable?: boolean; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = options.details ?? {};
    this.retryable = options.retryable ?? false;
  }
}

/** A capture, reference or label file that can't be read at all; its records are not counted anywhere. */
export class UnreadableSourceError extends PlumblineError {
  constructor(source: string, reason: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super("UNREADABLE_SOURCE", `${source}: ${reason}`, options);
  }
}

/** Stored bytes of ours that are truncated, foreign or of a format version that this engine doesn't read. */
export class FormatError extends PlumblineError {
  constructor(what: string, problem: string, details: ErrorDetails = {}) {
    super("FORMAT", `${what}: ${problem}`, { details });
  }
}

/** A statistic that is undefined for this little data. Never shown as zero and never as ok. */
export class InsufficientDataError extends PlumblineError {
  constructor(subject: string, rows: number, required: number) {
    super("INSUFFICIENT_DATA", `${subject} expects at least ${required} rows, got ${rows}`, {
      details: { subject, rows, required },
    });
  }
}

/** A conditional write that another writer won. */
export class ConditionFailedError extends PlumblineError {
  constructor(what: string, options: { cause?: unknown } = {}) {
    super("CONDITION_FAILED", `${what} was changed by another writer`, { retryable: true, ...options });
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
