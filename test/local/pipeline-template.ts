import type { Json } from "./assembly-builder.js";

const att = (id: string, name = "Arn"): Json => ({ "Fn::GetAtt": [id, name] });
const ref = (id: string): Json => ({ Ref: id });
const resource = (Type: string, Properties: Json): Json => ({ Type, Properties });
const allow = (Action: string | readonly string[], Resource: unknown, rest: Json = {}): Json => ({
  Effect: "Allow",
  Action,
  Resource,
  ...rest,
});

function roleOf(service: string, statements: readonly Json[]): Json {
  const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }] };
  return resource("AWS::IAM::Role", {
    AssumeRolePolicyDocument: trust,
    Policies: [{ PolicyName: "own", PolicyDocument: { Statement: statements } }],
  });
}

function functionOf(asset: string, role: string, Variables: Json): Json {
  return resource("AWS::Lambda::Function", {
    FunctionName: asset,
    Code: { S3Bucket: { "Fn::Sub": "assets-${AWS::AccountId}-${AWS::Region}" }, S3Key: `${asset}.zip` },
    Handler: "index.handler",
    Runtime: "nodejs22.x",
    MemorySize: 512,
    Timeout: 30,
    Role: att(role),
    Environment: { Variables },
  });
}

/** Captures -> EventBridge rule -> queue -> function -> objects and table; a daily schedule that mails a count. */
export function pipelineTemplate(overrides: Json = {}): Json {
  const source = { ArnEquals: { "aws:SourceArn": att("Rule") } };
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
    QueuePolicy: resource("AWS::SQS::QueuePolicy", {
      Queues: [ref("Queue")],
      PolicyDocument: {
        Statement: [
          allow("sqs:SendMessage", att("Queue"), { Principal: { Service: "events.amazonaws.com" }, Condition: source }),
        ],
      },
    }),
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
    ]),
    Profile: functionOf("profile", "ProfileRole", { STORE: ref("Store"), TABLE: ref("Table") }),
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
    ReportRole: roleOf("lambda.amazonaws.com", []),
    Report: functionOf("report", "ReportRole", { STORE: ref("Store"), TOPIC: ref("Topic") }),
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
