/**
 * What the parts of the embedded cloud know of each other: simulated time, the wire, and what the page may look at.
 * Times are epoch milliseconds of the simulation's own clock.
 */

/** The clock and agenda of the discrete-event simulation: time moves only from one agenda entry to the next. */
export interface Simulation {
  nowMs(): number;
  /**
   * Puts work on the agenda. Entries of the same instant run in the order in which they were put there.
   *
   * @param label what the entry is, for the log ("alarm ml-churn-open-incidents")
   * @returns a function that takes the entry off again
   */
  at(timeMs: number, label: string, work: () => void | Promise<void>): () => void;
}

export interface WireRequest {
  readonly method: string;
  /** Path with query string, as received. */
  readonly url: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body after content decoding (gzip, aws-chunked) has been undone. */
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

/** One AWS service as the SDK clients meet it over loopback HTTP. Unknown operations are refused by name. */
export interface WireService {
  /** The service's signing name: s3, sqs, sns, dynamodb, events, monitoring (CloudWatch). */
  readonly name: string;
  handle(request: WireRequest): Promise<WireResponse>;
}

/** A resource of a synthesized template with every intrinsic function resolved. */
export interface ResolvedResource {
  readonly stack: string;
  readonly logicalId: string;
  /** CloudFormation type, e.g. `AWS::CloudWatch::Alarm`. */
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Creates the resources of some CloudFormation types. */
export interface ResourceProvider {
  /** The CloudFormation types that it deploys. */
  readonly types: readonly string[];
  /** Creates or updates one resource; answers what `Ref` and `Fn::GetAtt` give for it. */
  deploy(resource: ResolvedResource): { readonly ref: string; readonly attributes?: Readonly<Record<string, string>> };
}

/** An e-mail as a subscriber of a topic would have received it. */
export interface MailboxMessage {
  readonly id: string;
  readonly sentAtMs: number;
  readonly topicArn: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
}

/** Publishes to a topic on behalf of a service, after the topic's resource policy has allowed it. */
export interface TopicPublisher {
  /**
   * @param service the publishing service principal, e.g. `cloudwatch.amazonaws.com`
   * @param sourceArn on whose behalf, e.g. an alarm's
   */
  publish(topicArn: string, subject: string, body: string, service: string, sourceArn?: string): void;
}

export interface QueueDepth {
  readonly name: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly deadLetter: boolean;
}

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
  readonly lastModifiedMs: number;
}

/** What the page shows besides CloudWatch: read-only views of the running cloud. */
export interface CloudView {
  nowMs(): number;
  mailbox(): readonly MailboxMessage[];
  queues(): readonly QueueDepth[];
  /** Objects below a prefix, oldest first. */
  objects(bucket: string, prefix: string): readonly StoredObject[];
  readObject(bucket: string, key: string): Uint8Array | undefined;
  /** Bucket names, in the order of deployment. */
  buckets(): readonly string[];
}
