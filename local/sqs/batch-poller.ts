import { createHash } from "node:crypto";
import type { Account } from "../account.js";
import type { Simulation } from "../contracts.js";
import type { EventPattern } from "../events/pattern.js";
import type { Outcome } from "../lambda/environment.js";
import type { Run } from "../lambda/functions.js";
import type { Queue, QueueMessage } from "./queue.js";
import { systemAttributes } from "./sqs-service.js";

export interface PollerOptions {
  readonly batchSize: number;
  /** How long a batch that isn't full waits for more messages. */
  readonly windowMs: number;
  /** Whether the function says which messages failed (ReportBatchItemFailures). */
  readonly reportsItems: boolean;
  /** A message whose body fits none of them is deleted unseen; none at all lets every message through. */
  readonly filters: readonly EventPattern[];
  /** How many runs may be under way at the same time. */
  readonly mostRuns: number;
  readonly run: (payload: string) => Promise<Run>;
  readonly mayPoll: () => boolean;
  /** Hears of every call to SQS that has to do with a message. */
  readonly onCall: (operation: "ReceiveMessage" | "DeleteMessageBatch") => void;
}

/** Lambda's poller: gathers messages of a queue into batches and deletes those that its function has dealt with. */
export class BatchPoller {
  readonly #simulation: Simulation;
  readonly #account: Account;
  readonly #queue: Queue;
  readonly #options: PollerOptions;
  /** When the poller looks next, and how to take that off the agenda. */
  #wake: { readonly timeMs: number; readonly cancel: () => void } | undefined;
  #enabled = true;
  /** Runs that are under way. */
  #runs = 0;
  /** When the batch that is being gathered goes out, full or not. */
  #gatherUntilMs: number | undefined;

  constructor(simulation: Simulation, account: Account, queue: Queue, options: PollerOptions) {
    this.#simulation = simulation;
    this.#account = account;
    this.#queue = queue;
    this.#options = options;
  }

  start(enabled = true): void {
    this.#enabled = enabled;
    this.#queue.onArrival((visibleAtMs) => {
      this.#wakeAt(visibleAtMs);
    });
    this.#wakeForNext();
  }

  get isEnabled(): boolean {
    return this.#enabled;
  }

  /** Leaves the queue alone, or looks at it again; on AWS either takes up to a minute. */
  setEnabled(enabled: boolean): void {
    this.#enabled = enabled;
    if (enabled) this.#wakeForNext();
  }

  #wakeAt(timeMs: number): void {
    if (!this.#enabled) return;
    const soonest = Math.max(timeMs, this.#simulation.nowMs());
    if (this.#wake !== undefined && this.#wake.timeMs <= soonest) return;
    this.#wake?.cancel();
    const cancel = this.#simulation.at(soonest, `poll ${this.#queue.name}`, () => this.#look());
    this.#wake = { timeMs: soonest, cancel };
  }

  #wakeForNext(): void {
    const next = this.#queue.nextVisibleMs();
    if (next !== undefined) this.#wakeAt(next);
  }

  async #look(): Promise<void> {
    this.#wake = undefined;
    if (!this.#enabled || this.#runs >= this.#options.mostRuns || !this.#options.mayPoll()) return;
    const nowMs = this.#simulation.nowMs();
    const visible = this.#queue.visibleCount();
    if (visible === 0) {
      this.#gatherUntilMs = undefined;
      this.#wakeForNext();
      return;
    }
    this.#gatherUntilMs ??= nowMs + this.#options.windowMs;
    if (visible < this.#options.batchSize && nowMs < this.#gatherUntilMs) {
      this.#wakeAt(this.#gatherUntilMs);
      return;
    }
    this.#gatherUntilMs = undefined;
    this.#options.onCall("ReceiveMessage");
    await this.#process(this.#queue.receive(this.#options.batchSize));
    this.#wakeForNext();
  }

  async #process(received: readonly QueueMessage[]): Promise<void> {
    const batch = received.filter((message) => this.#passes(message));
    if (batch.length === 0) return;
    const Records = batch.map((message) => this.#record(message));
    const { outcome, tookMs } = await this.#options.run(JSON.stringify({ Records }));
    if (tookMs === 0) {
      this.#settle(outcome, batch);
      return;
    }
    this.#runs++;
    this.#simulation.at(this.#simulation.nowMs() + tookMs, `end of a batch of ${this.#queue.name}`, () => {
      this.#runs--;
      this.#settle(outcome, batch);
      this.#wakeForNext();
    });
  }

  /** Deletes what the function has dealt with. */
  #settle(outcome: Outcome, batch: readonly QueueMessage[]): void {
    if (!outcome.ok) return;
    const failed = this.#options.reportsItems ? failedIds(outcome.payload, batch) : new Set<string>();
    if (failed.size < batch.length) this.#options.onCall("DeleteMessageBatch");
    for (const message of batch) {
      if (!failed.has(message.id)) this.#queue.delete(message.receiptHandle);
    }
  }

  #passes(message: QueueMessage): boolean {
    const { filters } = this.#options;
    if (filters.length === 0) return true;
    const event = { body: parsedOrText(message.body) };
    if (filters.some((filter) => filter(event))) return true;
    this.#queue.delete(message.receiptHandle);
    return false;
  }

  #record(message: QueueMessage): unknown {
    const attributes = Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
      },
    ]);
    return {
      messageId: message.id,
      receiptHandle: message.receiptHandle,
      body: message.body,
      attributes: systemAttributes(message),
      messageAttributes: Object.fromEntries(attributes) as unknown,
      md5OfBody: createHash("md5").update(message.body).digest("hex"),
      eventSource: "aws:sqs",
      eventSourceARN: this.#queue.arn,
      awsRegion: this.#account.region,
    };
  }
}

/**
 * The messages that stay in the queue. As on AWS, nothing (null, no list, an empty list) is a success, while an answer
 * that can't be read or names no message of the batch fails the whole batch.
 */
function failedIds(payload: string, batch: readonly QueueMessage[]): ReadonlySet<string> {
  const ids = new Set(batch.map(({ id }) => id));
  const answer = parsedOrText(payload);
  if (answer === null || answer === "") return new Set();
  if (typeof answer !== "object") return ids;
  const failures = (answer as { readonly batchItemFailures?: unknown }).batchItemFailures ?? [];
  if (!Array.isArray(failures)) return ids;
  const named = failures.map((failure) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier);
  return named.every((id) => typeof id === "string" && ids.has(id)) ? new Set(named as string[]) : ids;
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
