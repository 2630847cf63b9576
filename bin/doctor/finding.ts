/**
 * What a look at one thing says. A problem keeps something from working; a warning may be meant so; unknown is what
 * could not be looked at.
 */
export type Status = "ok" | "warning" | "problem" | "unknown";

export interface Finding {
  readonly status: Status;
  /** What was looked at: a monitor, a bucket, an address. */
  readonly subject: string;
  /** One sentence without a full stop. */
  readonly message: string;
  /** The command, or the line of the configuration, that puts it right; null where there is nothing to do. */
  readonly fix: string | null;
}

/** A finding with the check that made it. */
export interface CheckedFinding extends Finding {
  readonly check: string;
}

export const ok = (subject: string, message: string): Finding => ({ status: "ok", subject, message, fix: null });

export const warning = (subject: string, message: string, fix: string): Finding => ({
  status: "warning",
  subject,
  message,
  fix,
});

export const problem = (subject: string, message: string, fix: string): Finding => ({
  status: "problem",
  subject,
  message,
  fix,
});

export const unknown = (subject: string, message: string, fix: string | null = null): Finding => ({
  status: "unknown",
  subject,
  message,
  fix,
});
