import { createHash } from "node:crypto";
import type { Simulation } from "../contracts.js";

export interface QueueSettings {
  readonly visibilityTimeoutMs: number;
  readonly retentionMs: number;
  readonly delayMs: number;
  readonly redrive: { readonly target: Queue; readonly maxReceiveCount: number } | undefined;
}

/** A message attribute as the SDK sends it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly sentMs: number;
  receiveCount: number;
  firstReceivedMs: number;
  /** Until then nobody else gets it: it is delayed, or received and not yet deleted. */
  visibleAtMs: number;
  /** Names the latest receive. */
  receiptHandle: string;
}

/** A standard queue. Messages are handed out in the order of arrival, which AWS only attempts. */
export class Queue {
  readonly name: string;
  readonly arn: string;
  readonly settings: QueueSettings;
  readonly #simulation: Simulation;
  readonly #messages = new Map<string, QueueMessage>();
  readonly #listeners: ((visibleAtMs: number) => void)[] = [];
  readonly #senders: (() => void)[] = [];
  #sequence = 0;

  constructor(simulation: Simulation, name: string, arn: string, settings: QueueSettings) {
    this.#simulation = simulation;
    this.name = name;
    this.arn = arn;
    this.settings = settings;
  }

  /** Calls back whenever a message arrives, with the instant from which it is visible. */
  onArrival(listener: (visibleAtMs: number) => void): void {
    this.#listeners.push(listener);
  }

  /** Hears of every message that is sent, also of those that show later. */
  onSend(listener: () => void): void {
    this.#senders.push(listener);
  }

  send(
    body: string,
    options: { delayMs?: number | undefined; attributes?: Readonly<Record<string, MessageAttribute>> | undefined } = {},
  ): QueueMessage {
    const nowMs = this.#simulation.nowMs();
    const message: QueueMessage = {
      id: idOf(this.arn, this.#sequence++),
      body,
      attributes: options.attributes ?? {},
      sentMs: nowMs,
      receiveCount: 0,
      firstReceivedMs: 0,
      visibleAtMs: nowMs + (options.delayMs ?? this.settings.delayMs),
      receiptHandle: "",
    };
    this.#accept(message);
    for (const listener of this.#senders) listener();
    return message;
  }

  /** Up to `max` visible messages. One that was received too often moves to the dead-letter queue instead. */
  receive(max: number, visibilityTimeoutMs = this.settings.visibilityTimeoutMs): readonly QueueMessage[] {
    const nowMs = this.#simulation.nowMs();
    const received: QueueMessage[] = [];
    for (const message of this.#visible()) {
      if (received.length === max) break;
      if (this.#isExhausted(message)) {
        this.#messages.delete(message.id);
        this.settings.redrive!.target.#accept({ ...message, visibleAtMs: nowMs });
        continue;
      }
      message.receiveCount++;
      if (message.receiveCount === 1) message.firstReceivedMs = nowMs;
      message.visibleAtMs = nowMs + visibilityTimeoutMs;
      message.receiptHandle = `${message.id}#${message.receiveCount}`;
      received.push(message);
    }
    return received;
  }

  /** @returns false when no message was received under this handle; an old handle still deletes, as in SQS */
  delete(receiptHandle: string): boolean {
    return this.#messages.delete(receiptHandle.slice(0, receiptHandle.lastIndexOf("#")));
  }

  changeVisibility(receiptHandle: string, timeoutMs: number): boolean {
    const message = this.#messages.get(receiptHandle.slice(0, receiptHandle.lastIndexOf("#")));
    if (message?.receiptHandle !== receiptHandle) return false;
    message.visibleAtMs = this.#simulation.nowMs() + timeoutMs;
    this.#announce(message.visibleAtMs);
    return true;
  }

  purge(): void {
    this.#messages.clear();
  }

  /** Messages that could be received now. */
  visibleCount(): number {
    return this.#visible().length;
  }

  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    const visible = this.visibleCount();
    const received = [...this.#messages.values()].filter((message) => message.receiveCount > 0);
    const inFlight = received.filter((message) => message.visibleAtMs > this.#simulation.nowMs()).length;
    return { visible, inFlight, delayed: this.#messages.size - visible - inFlight };
  }

  /** When the next message becomes visible, if any will. */
  nextVisibleMs(): number | undefined {
    let next: number | undefined;
    for (const { visibleAtMs } of this.#messages.values()) {
      if (next === undefined || visibleAtMs < next) next = visibleAtMs;
    }
    return next;
  }

  /** Age of the oldest message that isn't deleted; 0 for an empty queue. */
  oldestAgeMs(): number {
    this.#expire();
    let oldest = this.#simulation.nowMs();
    for (const { sentMs } of this.#messages.values()) oldest = Math.min(oldest, sentMs);
    return this.#simulation.nowMs() - oldest;
  }

  #accept(message: QueueMessage): void {
    this.#messages.set(message.id, message);
    this.#announce(message.visibleAtMs);
  }

  #announce(visibleAtMs: number): void {
    for (const listener of this.#listeners) listener(visibleAtMs);
  }

  #isExhausted(message: QueueMessage): boolean {
    const { redrive } = this.settings;
    return redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount;
  }

  #visible(): readonly QueueMessage[] {
    this.#expire();
    const nowMs = this.#simulation.nowMs();
    return [...this.#messages.values()].filter((message) => message.visibleAtMs <= nowMs);
  }

  #expire(): void {
    const oldestMs = this.#simulation.nowMs() - this.settings.retentionMs;
    for (const message of this.#messages.values()) {
      if (message.sentMs < oldestMs) this.#messages.delete(message.id);
    }
  }
}

/** An id in the form of a UUID that depends on queue and order only, so that every run gives the same. */
function idOf(arn: string, sequence: number): string {
  const hash = createHash("sha256").update(`${arn}#${sequence}`).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
