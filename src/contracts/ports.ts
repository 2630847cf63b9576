import type { ProductEvent } from "./events.js";

/** Everything the use cases need from outside. One port, one technology per file in src/adapters. */

/** Version of a stored object: S3's ETag. */
export interface ObjectHead {
  readonly key: string;
  readonly etag: string;
  readonly sizeBytes: number;
  readonly lastModifiedMs: number;
}

export interface StoredBytes extends ObjectHead {
  readonly bytes: Uint8Array;
}

export interface PutOptions {
  readonly contentType?: string;
  readonly expect?: "absent" | { readonly etag: string };
}

/** Objects by key in one bucket. */
export interface ObjectStore {
  head(key: string): Promise<ObjectHead | null>;
  get(key: string): Promise<StoredBytes | null>;
  /** Bytes from `start` (inclusive) to `end` (exclusive) of the version with this ETag. @throws ConditionFailedError when it has been replaced */
  getRange(key: string, start: number, end: number, etag: string): Promise<Uint8Array>;
  /** The object as a stream. @throws ConditionFailedError when it has been replaced */
  stream(key: string, etag: string): AsyncIterable<Uint8Array>;
  /**
   * @param options.expect write only if the object is absent, or still has this ETag. @throws ConditionFailedError
   * @returns the new ETag
   */
  put(key: string, bytes: Uint8Array, options?: PutOptions): Promise<string>;
  delete(key: string): Promise<void>;
  /** Keys below a prefix in ascending order of their UTF-8 bytes. */
  list(prefix: string, startAfter?: string): AsyncIterable<ObjectHead>;
}

/** Buckets by name: a monitor reads captures in one bucket and its reference in another. */
export interface Buckets {
  bucket(name: string): ObjectStore;
}

/** One item of the table. `body` is JSON, `expiresAtMs` a time after which it counts as absent. */
export interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly body: unknown;
  /** Changes with every write; what conditions compare. */
  readonly revision: string;
  readonly expiresAtMs: number | null;
}

export interface PutCondition {
  /** `absent`: no live item under this key. Otherwise the revision that must still be there. */
  readonly expect?: "absent" | { readonly revision: string };
  /** A fencing number stored with the item: the write fails when the stored one is larger. */
  readonly fence?: number;
}

/** Single-item conditional writes only: what DynamoDB does without transactions. */
export interface StateTable {
  /** @param nowMs expired items count as absent */
  get(pk: string, sk: string, nowMs: number): Promise<Item | null>;
  /** @returns the new revision. @throws ConditionFailedError */
  put(
    item: { pk: string; sk: string; body: unknown; expiresAtMs?: number },
    nowMs: number,
    condition?: PutCondition,
  ): Promise<string>;
  /** @throws ConditionFailedError when the revision is another one; deleting what is absent succeeds */
  delete(pk: string, sk: string, condition?: { readonly revision: string }): Promise<void>;
  /** Items of one partition in ascending order of sk (bytes), from `from` to `to`, both inclusive. */
  query(
    pk: string,
    range: { from?: string; to?: string; limit?: number; descending?: boolean },
    nowMs: number,
  ): AsyncIterable<Item>;
}

/** A metric value for people and alarms; never NaN or infinite. */
export interface MetricDatum {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "None" | "Percent" | "Milliseconds";
  readonly timestampMs: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface MetricSink {
  publish(data: readonly MetricDatum[]): Promise<void>;
}

/** An e-mail by topic. */
export interface MailSink {
  /** @param subject at most 100 characters, no line breaks */
  send(message: { readonly topicArn: string; readonly subject: string; readonly body: string }): Promise<void>;
}

/** Who gets the mails of a topic. */
export interface TopicSubscriptions {
  /** E-mail addresses that have confirmed, in lower case; nobody where the topic is gone. */
  confirmed(topicArn: string): Promise<ReadonlySet<string>>;
}

/** Texts that only their users may see. */
export interface Secrets {
  read(arn: string): Promise<string>;
}

/** Posts to addresses outside of AWS. */
export interface WebPoster {
  /**
   * @param json the body
   * @returns the status of the answer; redirects are not followed
   * @throws PlumblineError `POST_FAILED` where there is no answer; the address, which may be a secret, is in no message
   */
  post(url: URL, json: string): Promise<number>;
}

/** An event with the time of the run that found it. */
export type TimedEvent = ProductEvent & { readonly timeMs: number };

/** Where programs listen. */
export interface EventSink {
  /** @returns those that were refused, by the id of their detail; all others were taken */
  publish(events: readonly TimedEvent[]): Promise<readonly { readonly id: string; readonly reason: string }[]>;
}

/** Starts trainings. */
export interface Retrainer {
  /**
   * @param target ARN of a state machine or a SageMaker pipeline
   * @param name of what is started: the same name starts nothing twice
   * @param input what a state machine is told; a pipeline has parameters of its own
   * @returns ARN of the execution
   */
  start(target: string, name: string, input: Readonly<Record<string, string | null>>): Promise<string>;
}

/** Messages on a queue: one per capture to profile or baseline to build. */
export interface MessageQueue {
  send(bodies: readonly string[]): Promise<void>;
  /** Age of the oldest message that waits, in seconds, approximately; 0 when none does, Infinity when unknown. */
  oldestMessageAgeSeconds(nowMs: number): Promise<number>;
}

/** Structured log; never holds a value of a row. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
