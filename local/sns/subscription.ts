/** Somebody who gets what a topic publishes. */
export interface Subscription {
  readonly arn: string;
  readonly protocol: "email" | "sqs" | "lambda";
  readonly endpoint: string;
  readonly raw: boolean;
  /** When it was deployed, epoch milliseconds. */
  readonly sinceMs: number;
  /** Queues and functions need no confirmation; people follow a link. */
  confirmed: boolean;
}

/** SNS forgets a subscription that nobody confirms. */
const PENDING_MS = 3 * 24 * 3_600_000;

/** Whether SNS still lists it. */
export function isListed({ confirmed, sinceMs }: Subscription, nowMs: number): boolean {
  return confirmed || nowMs - sinceMs < PENDING_MS;
}
