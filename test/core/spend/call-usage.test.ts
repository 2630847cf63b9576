import { describe, expect, it } from "vitest";
import { usageOfCall } from "../../../src/core/spend/call-usage.js";

const call = (service: string, operation: string, units = 1, storedBytes = 0) =>
  usageOfCall({ service, operation, units, storedBytes });

describe("a call's price", () => {
  it.each([
    { service: "S3", operation: "PutObject", usage: { s3Write: 1 } },
    { service: "S3", operation: "ListObjectsV2", usage: { s3Write: 1 } },
    { service: "S3", operation: "HeadObject", usage: { s3Read: 1 } },
    { service: "S3", operation: "DeleteObject", usage: {} },
    { service: "DynamoDB", operation: "Query", units: 7.5, usage: { dynamoReadUnit: 7.5 } },
    { service: "DynamoDB", operation: "PutItem", units: 3, usage: { dynamoWriteUnit: 3 } },
    { service: "SQS", operation: "SendMessageBatch", usage: { sqsRequest: 1 } },
    { service: "SNS", operation: "Publish", usage: { topicRequest: 1, mailSent: 1 } },
    { service: "EventBridge", operation: "PutEvents", units: 2, usage: { objectEvent: 2 } },
    { service: "CloudWatch", operation: "GetMetricData", units: 10, usage: { metricRequest: 10 } },
    { service: "Lambda", operation: "UpdateEventSourceMapping", usage: {} },
  ])("of $service $operation", ({ service, operation, units, usage }) => {
    expect(call(service, operation, units)).toEqual(usage);
  });

  it("has what S3 stores as GB of a whole month", () => {
    expect(call("S3", "PutObject", 1, 2 ** 29)).toEqual({ s3Write: 1, s3StorageGbMonth: 0.5 });
  });
});
