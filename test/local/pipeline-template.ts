import type { Json } from "./assembly-builder.js";
import { allow, att, functionOf, queuePolicy, ref, resource, roleOf } from "./template-parts.js";

/** Captures -> EventBridge rule -> queue -> function -> objects and table; a daily schedule that mails a count. */
export function pipelineTemplate(overrides: Json = {}): Json {
  const Resources: Json = {
    Captures: resource("AWS::S3::Bucket", {
      BucketName: "captures",
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    }),
    Store: resource("AWS::S3::Bucket", { BucketName: "store" }),
    Table: resource("AWS::DynamoDB::GlobalTable", {
      TableName: "state",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
      Replicas: [{ Region: ref("AWS::Region") }],
    }),
    DeadLetters: resource("AWS::SQS::Queue", { QueueName: "dead-letters" }),
    Queue: resource("AWS::SQS::Queue", {
      QueueName: "captures",
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: att("DeadLetters"), maxReceiveCount: 3 },
    }),
    QueuePolicy: queuePolicy("Queue", "events.amazonaws.com", "Rule"),
    Rule: resource("AWS::Events::Rule", {
      EventPattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: [ref("Captures")] }, object: { key: [{ prefix: "in/" }] } },
      },
      Targets: [{ Id: "queue", Arn: att("Queue") }],
    }),
    ProfileRole: roleOf("lambda.amazonaws.com", [
      allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], att("Queue")),
      allow("s3:GetObject", { "Fn::Join": ["", ["arn:aws:s3:::", ref("Captures"), "/*"]] }),
      allow("s3:PutObject", { "Fn::Sub": "${Store.Arn}/profiles/*" }),
      allow(["dynamodb:GetItem", "dynamodb:PutItem"], att("Table")),
    ]),
    Profile: functionOf("profile", "ProfileRole", {
      Environment: { Variables: { STORE: ref("Store"), TABLE: ref("Table") } },
    }),
    Mapping: resource("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: att("Queue"),
      FunctionName: ref("Profile"),
      BatchSize: 5,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    }),
    Topic: resource("AWS::SNS::Topic", { TopicName: "alerts" }),
    Mail: resource("AWS::SNS::Subscription", {
      TopicArn: ref("Topic"),
      Protocol: "email",
      Endpoint: "oncall@example.com",
    }),
    ReportRole: roleOf("lambda.amazonaws.com", [
      allow("s3:ListBucket", att("Store"), { Condition: { StringLike: { "s3:prefix": "profiles/*" } } }),
      allow("sns:Publish", ref("Topic")),
    ]),
    Report: functionOf("report", "ReportRole", {
      Environment: { Variables: { STORE: ref("Store"), TOPIC: ref("Topic") } },
    }),
    ScheduleRole: roleOf("scheduler.amazonaws.com", [allow("lambda:InvokeFunction", att("Report"))]),
    Schedule: resource("AWS::Scheduler::Schedule", {
      ScheduleExpression: "cron(0 6 * * ? *)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: att("Report"),
        RoleArn: att("ScheduleRole"),
        Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
      },
    }),
  };
  return { Resources: { ...Resources, ...overrides } };
}
