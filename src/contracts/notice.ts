import type { Severity, TransitionKind } from "./verdict.js";

/**
 * What a webhook is told of an incident's transition. A generic webhook gets it as it is; fields are added, never changed or taken
 * away, while the version stays.
 */
export interface IncidentNotice {
  readonly version: 1;
  /** Posts come at least once: the same id is the same notice. */
  readonly id: string;
  readonly hub: string;
  readonly monitor: string;
  /** Incident id, the same in mails and reports. */
  readonly incident: string;
  readonly transition: TransitionKind;
  readonly severity: Severity;
  /** `data` or `quality`. */
  readonly about: "data" | "quality";
  /** Subject of the mail, and its first sentence. */
  readonly title: string;
  readonly summary: string;
  /** What changed, most important first, a phrase each, at most 9; `findings` counts all of them. */
  readonly changes: readonly string[];
  readonly findings: number;
  /** ISO 8601, UTC: start of the first window, and of the window that this is about. */
  readonly openedAt: string;
  readonly windowStart: string;
  readonly owner: string | null;
  readonly runbook: string | null;
  readonly dashboardUrl: string | null;
  /** `s3://...` */
  readonly reportUrl: string | null;
  /** The whole mail. */
  readonly text: string;
}

/** What a secret says of a webhook. */
export interface WebhookTarget {
  readonly url: URL;
  /** PagerDuty's integration key. */
  readonly routingKey: string | null;
}

/** How a notice is written for one kind of receiver. */
export interface WebhookFormat {
  readonly name: string;
  /** Whether addresses of this host are of its kind. */
  readonly isAt: (host: string) => boolean;
  /** @returns the body as JSON data. @throws PlumblineError `WEBHOOK_SECRET` where the secret lacks something */
  readonly compose: (notice: IncidentNotice, target: WebhookTarget) => unknown;
}
