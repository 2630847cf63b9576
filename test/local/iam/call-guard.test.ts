import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import { clientOf, startCloud } from "../start-cloud.js";
import { allow, att, functionOf, ref, resource, roleOf } from "../template-parts.js";

const listBelow = (prefix: string) => ({ Condition: { StringLike: { "s3:prefix": prefix } } });
const roles = {
  NoneRole: roleOf("lambda.amazonaws.com", []),
  ReaderRole: roleOf("lambda.amazonaws.com", [
    allow("s3:GetObject", { "Fn::Sub": "${Store.Arn}/*" }),
    allow("s3:ListBucket", att("Store"), listBelow("own/*")),
  ]),
  ListerRole: roleOf("lambda.amazonaws.com", [
    allow(["s3:GetObject", "s3:ListBucket"], [att("Store"), { "Fn::Sub": "${Store.Arn}/*" }]),
  ]),
};
let cloud: EmbeddedCloud;

beforeAll(async () => {
  const resources = {
    ...roles,
    None: functionOf("behave", "NoneRole", { FunctionName: "none" }),
    Reader: functionOf("behave", "ReaderRole", { FunctionName: "reader" }),
    Lister: functionOf("behave", "ListerRole", { FunctionName: "lister" }),
    Store: resource("AWS::S3::Bucket", { BucketName: "store" }),
    Closed: resource("AWS::S3::Bucket", { BucketName: "closed" }),
    ClosedPolicy: resource("AWS::S3::BucketPolicy", {
      Bucket: ref("Closed"),
      PolicyDocument: { Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }] },
    }),
    Table: resource("AWS::DynamoDB::Table", {
      TableName: "state",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }),
    Queue: resource("AWS::SQS::Queue", { QueueName: "work" }),
    Topic: resource("AWS::SNS::Topic", { TopicName: "page" }),
  };
  cloud = await startCloud({ resources, handlers: ["behave"] });
  cloud.putObject("store", "own/a", Buffer.from("a"));
});

afterAll(async () => {
  await cloud.close();
});

/** A client's configuration that signs as an execution environment of a function would. */
const as = (name: string) => ({
  ...clientOf(cloud),
  forcePathStyle: true,
  maxAttempts: 1,
  credentials: { accessKeyId: `${name}.0`, secretAccessKey: "local" },
});
const errorOf = async (
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number | undefined }> => {
  const error = await call.then(
    () => ({ name: "none", message: "it was allowed" }),
    (thrown: unknown) => thrown as { name: string; message: string; $metadata: { httpStatusCode?: number } },
  );
  const status = "$metadata" in error ? error.$metadata.httpStatusCode : undefined;
  return { name: error.name, message: error.message, status };
};

describe("a call that the function's role doesn't allow", () => {
  it.each([
    {
      service: "S3",
      call: () => new S3Client(as("none")).send(new PutObjectCommand({ Bucket: "store", Key: "b", Body: "b" })),
      name: "AccessDenied",
      status: 403,
      message:
        's3:PutObject on resource: "arn:aws:s3:::store/b" because no identity-based policy allows the s3:PutObject action',
    },
    {
      service: "DynamoDB",
      call: () =>
        new DynamoDBClient(as("none")).send(new GetItemCommand({ TableName: "state", Key: { pk: { S: "a" } } })),
      name: "AccessDeniedException",
      status: 400,
      message:
        "dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/state because no identity-based policy allows the dynamodb:GetItem action",
    },
    {
      service: "SQS",
      call: () =>
        new SQSClient(as("none")).send(
          new SendMessageCommand({ QueueUrl: `${cloud.endpointUrl}/000000000000/work`, MessageBody: "x" }),
        ),
      name: "AccessDenied",
      status: 403,
      message:
        "sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:work because no identity-based policy allows the sqs:SendMessage action",
    },
    {
      service: "SNS",
      call: () =>
        new SNSClient(as("none")).send(
          new PublishCommand({ TopicArn: "arn:aws:sns:us-east-1:000000000000:page", Message: "x" }),
        ),
      name: "AuthorizationErrorException",
      status: 403,
      message:
        "SNS:Publish on resource: arn:aws:sns:us-east-1:000000000000:page because no identity-based policy allows the SNS:Publish action",
    },
    {
      service: "CloudWatch, whose metrics are no resources",
      call: () =>
        new CloudWatchClient(as("none")).send(
          new PutMetricDataCommand({ Namespace: "Plumbline", MetricData: [{ MetricName: "a", Value: 1 }] }),
        ),
      name: "AccessDenied",
      status: 403,
      message: "cloudwatch:PutMetricData because no identity-based policy allows the cloudwatch:PutMetricData action",
    },
    {
      service: "EventBridge",
      call: () =>
        new EventBridgeClient(as("none")).send(
          new PutEventsCommand({ Entries: [{ Source: "plumbline", DetailType: "x", Detail: "{}" }] }),
        ),
      name: "AccessDeniedException",
      status: 400,
      message:
        "events:PutEvents on resource: arn:aws:events:us-east-1:000000000000:event-bus/default because no identity-based policy allows the events:PutEvents action",
    },
    {
      service: "S3, denied by the bucket's own policy",
      call: () => new S3Client(as("lister")).send(new ListObjectsV2Command({ Bucket: "closed" })),
      name: "AccessDenied",
      status: 403,
      message: 's3:ListBucket on resource: "arn:aws:s3:::closed" with an explicit deny in a resource-based policy',
    },
  ])("is refused in AWS's own words by $service", async ({ call, name, status, message }) => {
    const before = cloud.deniedCalls.length;
    const error = await errorOf(call());
    expect(error).toMatchObject({ name, status });
    expect(error.message).toMatch(
      /^User: arn:aws:sts::000000000000:assumed-role\/test-\w+Role-\w+\/(none|lister) is not/,
    );
    expect(error.message).toContain(`is not authorized to perform: ${message}`);
    expect(cloud.deniedCalls.slice(before).map((denied) => denied.message)).toEqual([error.message]);
  });
});

describe("an object that isn't there", () => {
  const key = { Bucket: "store", Key: "own/missing" };
  it("is missing to whoever may list the bucket", async () => {
    const s3 = new S3Client(as("lister"));
    expect(await errorOf(s3.send(new GetObjectCommand(key)))).toMatchObject({ name: "NoSuchKey", status: 404 });
    expect(await errorOf(s3.send(new HeadObjectCommand(key)))).toMatchObject({ name: "NotFound", status: 404 });
  });

  it("is forbidden to whoever may list only some prefixes, as reading names none; the listing then tells", async () => {
    const s3 = new S3Client(as("reader"));
    expect(await errorOf(s3.send(new GetObjectCommand(key)))).toMatchObject({ name: "AccessDenied", status: 403 });
    expect((await errorOf(s3.send(new HeadObjectCommand(key)))).status).toBe(403);
    const listed = await s3.send(new ListObjectsV2Command({ Bucket: "store", Prefix: "own/missing" }));
    expect(listed.KeyCount).toBe(0);
    expect((await s3.send(new GetObjectCommand({ ...key, Key: "own/a" }))).ContentLength).toBe(1);
  });
});

describe("a caller from outside", () => {
  it("is the account's administrator", async () => {
    const s3 = new S3Client({ ...clientOf(cloud), forcePathStyle: true });
    expect((await s3.send(new ListObjectsV2Command({ Bucket: "store" }))).KeyCount).toBe(1);
  });
});

describe("a function whose role Lambda can't assume", () => {
  it("is refused at deployment, as on AWS", async () => {
    const resources = { Role: roleOf("ec2.amazonaws.com", []), Function: functionOf("behave", "Role") };
    await expect(startCloud({ resources, handlers: ["behave"] })).rejects.toThrow(
      "does not trust lambda.amazonaws.com",
    );
  });
});

describe("a function whose role may not write its log", () => {
  it("runs, and the loss of its log is listed", async () => {
    const silent = resource("AWS::IAM::Role", {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
      },
    });
    const other = await startCloud({
      resources: { Role: silent, F: functionOf("behave", "Role") },
      handlers: ["behave"],
    });
    expect(await other.invoke("behave", { do: "serve" })).toMatchObject({ ok: true });
    expect(other.refusedDeliveries.map(({ reason }) => reason)).toEqual([
      expect.stringContaining(
        "allows no logs:CreateLogStream on arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/behave",
      ),
    ]);
    await other.close();
  });
});
