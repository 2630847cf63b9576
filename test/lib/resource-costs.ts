import type { PriceName } from "../../src/core/spend/price-table.js";

/** By which prices a resource is billed, or why it costs nothing by itself. */
export const RESOURCE_COSTS: Readonly<
  Record<string, { readonly by: readonly PriceName[] } | { readonly free: string }>
> = {
  "AWS::S3::Bucket": { by: ["s3Write", "s3Read", "s3StorageGbMonth", "objectEvent"] },
  "AWS::S3::BucketPolicy": { free: "A policy." },
  "AWS::DynamoDB::GlobalTable": {
    by: ["dynamoWriteUnit", "dynamoReadUnit", "dynamoStorageGbMonth", "dynamoBackupGbMonth"],
  },
  "AWS::SNS::Topic": { by: ["topicRequest", "mailSent"] },
  "AWS::SNS::TopicPolicy": { free: "A policy." },
  "AWS::SNS::Subscription": { free: "What is sent to it is billed." },
  "AWS::SQS::Queue": { by: ["sqsRequest"] },
  "AWS::SQS::QueuePolicy": { free: "A policy." },
  "AWS::Lambda::Function": { by: ["lambdaGbSecond", "lambdaRequest"] },
  "AWS::Lambda::EventSourceMapping": { by: ["sqsRequest"] },
  "AWS::Logs::LogGroup": { by: ["logIngestedGb", "logStoredGbMonth"] },
  "AWS::Scheduler::Schedule": { by: ["schedulerInvocation"] },
  "AWS::Events::Rule": { free: "The event is billed, the rule and its delivery to a queue of the account are not." },
  "AWS::CloudWatch::CompositeAlarm": { by: ["compositeAlarmMonth"] },
  "AWS::CloudWatch::Alarm": { by: ["alarmMetricMonth"] },
  "AWS::CloudWatch::Dashboard": { by: ["dashboardMonth"] },
  "AWS::Lambda::Permission": { free: "A policy." },
  "AWS::IAM::Role": { free: "IAM is free." },
  "AWS::IAM::Policy": { free: "IAM is free." },
};
