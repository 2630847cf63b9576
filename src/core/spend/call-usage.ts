import type { MeteredCall } from "../../contracts/spend.js";
import type { PriceName } from "./price-table.js";
import { PER_LANDING } from "./rates.js";
import { addUsage, GB, scaleUsage, type Usage } from "./usage.js";

/** Which price a call is billed by, by service and operation; `*` for all others of the service. */
const PRICES: Readonly<Record<string, Readonly<Record<string, PriceName | "free">>>> = {
  S3: {
    PutObject: "s3Write",
    CopyObject: "s3Write",
    ListObjectsV2: "s3Write",
    GetObject: "s3Read",
    HeadObject: "s3Read",
    DeleteObject: "free",
  },
  DynamoDB: {
    PutItem: "dynamoWriteUnit",
    DeleteItem: "dynamoWriteUnit",
    GetItem: "dynamoReadUnit",
    Query: "dynamoReadUnit",
  },
  SQS: { "*": "sqsRequest" },
  SNS: { "*": "topicRequest" },
  EventBridge: { "*": "objectEvent" },
  CloudWatch: { "*": "metricRequest" },
};

/**
 * What one call is billed for. What a put object takes up is told as of a whole month; mails are told of once, to one
 * address. Calls of services that bill no request (Lambda's own, for example) are nothing.
 */
export function usageOfCall({ service, operation, units, storedBytes }: MeteredCall): Usage {
  const prices = PRICES[service];
  const name = prices?.[operation] ?? prices?.["*"] ?? "free";
  return addUsage(
    name === "free" ? {} : { [name]: units },
    storedBytes === 0 ? {} : { s3StorageGbMonth: storedBytes / GB },
    service === "SNS" && operation === "Publish" ? { mailSent: 1 } : {},
  );
}

/** What is billed for a batch that Lambda hands over: its receipt and its deletion. Its messages have cost before. */
export const PER_BATCH: Usage = { sqsRequest: 2 };

/**
 * A capture or label file that a monitor queues itself. CloudWatch counts its message among those of what lands; the
 * request that sends it is counted as a call, and no event is billed.
 */
export const PER_REQUEUED: Usage = scaleUsage(PER_LANDING, -1);
