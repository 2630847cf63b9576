/** A write that a function has just made successfully, before it learns so. */
export interface FunctionWrite {
  readonly functionName: string;
  readonly requestId: string;
  /** Signing name of the service, e.g. `s3`, `dynamodb`, `sns`, `sqs`, `events`, `monitoring`. */
  readonly service: string;
  /** E.g. `PutObject`, `UpdateItem`, `Publish`. */
  readonly operation: string;
  /** 1 for the first write of this invocation. */
  readonly writeOfInvocation: number;
  /** 1 for the first write of this function since the start. */
  readonly writeOfFunction: number;
}

/**
 * What goes wrong on purpose, for tests. Everything here happens on AWS too: deliveries are at least once, unordered
 * and now and then lost, and a function may end after any call.
 */
export interface Faults {
  /** Every event of an object created or deleted is lost. */
  readonly dropObjectEvents?: boolean;
  /** Every event of an object is delivered twice. */
  readonly duplicateObjectEvents?: boolean;
  /** Object events are held back to the end of spans of this length, then delivered last first. */
  readonly reverseObjectEventsWithinMs?: number;
  /** Every schedule fires twice at the same instant; the two invocations run at the same time. */
  readonly doubleSchedules?: boolean;
  /** Answers true to end the function right after this write: its invocation fails and is retried as AWS would. */
  readonly crashAfterWrite?: (write: FunctionWrite) => boolean;
}
