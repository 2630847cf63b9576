import type { BilledService, Price, PriceTable } from "./price-table.js";

const LAMBDA = "lambda/pricing (arm64)";
const S3 = "s3/pricing (S3 Standard)";
const DYNAMODB = "dynamodb/pricing/on-demand";
const CLOUDWATCH = "cloudwatch/pricing";

const read = (service: BilledService, unit: string, usd: number, page: string): Price => {
  return { service, unit, usd, page, known: "read" };
};
const unverified = (service: BilledService, unit: string, usd: number, page: string): Price => {
  return { service, unit, usd, page, known: "unverified" };
};

/** The one price table: list prices of us-east-1 in US dollars, first tier, without taxes. */
export const US_EAST_1: PriceTable = {
  region: "us-east-1",
  asOf: "2026-11-21",
  prices: {
    lambdaGbSecond: read("Lambda", "GB-second", 0.0000133334, LAMBDA),
    lambdaRequest: read("Lambda", "invocation", 0.2 / 1e6, LAMBDA),
    s3Write: unverified("S3", "PUT, COPY or LIST request", 0.005 / 1e3, S3),
    s3Read: unverified("S3", "GET or HEAD request", 0.0004 / 1e3, S3),
    s3StorageGbMonth: unverified("S3", "GB stored a month", 0.023, S3),
    dynamoWriteUnit: unverified("DynamoDB", "write unit (1 KB)", 0.625 / 1e6, DYNAMODB),
    dynamoReadUnit: unverified("DynamoDB", "read unit (4 KB, consistent)", 0.125 / 1e6, DYNAMODB),
    dynamoStorageGbMonth: unverified("DynamoDB", "GB stored a month", 0.25, DYNAMODB),
    dynamoBackupGbMonth: unverified("DynamoDB", "GB of point-in-time recovery a month", 0.2, DYNAMODB),
    sqsRequest: unverified("SQS", "request (64 KB)", 0.4 / 1e6, "sqs/pricing (standard queue)"),
    objectEvent: unverified("EventBridge", "S3 object event", 1 / 1e6, "eventbridge/pricing (opt-in service events)"),
    schedulerInvocation: unverified("EventBridge", "scheduled invocation", 1 / 1e6, "eventbridge/pricing (Scheduler)"),
    metricMonth: read("CloudWatch", "metric series a month, by the hour", 0.3, CLOUDWATCH),
    alarmMetricMonth: unverified("CloudWatch", "metric of an alarm a month", 0.1, CLOUDWATCH),
    compositeAlarmMonth: unverified("CloudWatch", "composite alarm a month", 0.5, CLOUDWATCH),
    dashboardMonth: read("CloudWatch", "dashboard a month", 3, CLOUDWATCH),
    metricRequest: read("CloudWatch", "PutMetricData or GetMetricData request", 0.01 / 1e3, CLOUDWATCH),
    logIngestedGb: read("CloudWatch Logs", "GB of logs written", 0.5, CLOUDWATCH),
    logStoredGbMonth: unverified("CloudWatch Logs", "GB of logs stored a month", 0.03, CLOUDWATCH),
    mailSent: unverified("SNS", "e-mail", 2 / 1e5, "sns/pricing"),
    topicRequest: unverified("SNS", "publish request", 0.5 / 1e6, "sns/pricing"),
    processingHour: unverified("SageMaker", "hour of an ml.m5.xlarge processing job", 0.23, "sagemaker/pricing"),
  },
};
