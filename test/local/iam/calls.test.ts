import { describe, expect, it } from "vitest";
import { LOCAL_ACCOUNT } from "../../../local/account.js";
import type { SignedRequest } from "../../../local/endpoint/endpoint.js";
import type { AccessOf } from "../../../local/iam/calls/access.js";
import { dynamoDbAccess } from "../../../local/iam/calls/dynamodb.js";
import {
  cloudWatchAccess,
  eventsAccess,
  lambdaAccess,
  snsAccess,
  sqsAccess,
} from "../../../local/iam/calls/messages.js";
import { s3Access } from "../../../local/iam/calls/s3.js";

const request = (over: Partial<SignedRequest> | object): SignedRequest => {
  const { body, ...rest } = { body: "", ...over };
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return { caller: "f.0", service: "s3", method: "GET", url: "/", headers: {}, ...rest, body: bytes };
};

/** `action resource key=value`, of the keys that this call fills in. */
const asked = (accessOf: AccessOf, operation: string, over: object): string[] =>
  accessOf(request(over), operation).map(({ action, resource, context }) => {
    const keys = [...context].filter(([key]) => !["aws:securetransport", "s3:tlsversion"].includes(key));
    return [action, resource, ...keys.map(([key, values]) => `${key}=${values.join(",")}`)].join(" ");
  });

describe("what a call asks IAM for, in S3", () => {
  it.each([
    { operation: "GetObject", over: { url: "/store/a%20b/c" }, access: ["s3:GetObject arn:aws:s3:::store/a b/c"] },
    {
      operation: "HeadObject",
      over: { url: "/store/a", method: "HEAD" },
      access: ["s3:GetObject arn:aws:s3:::store/a"],
    },
    { operation: "PutObject", over: { url: "/store/a" }, access: ["s3:PutObject arn:aws:s3:::store/a"] },
    {
      operation: "PutObject",
      over: { url: "/store/a", headers: { "if-match": '"1"' } },
      access: ["s3:PutObject arn:aws:s3:::store/a", "s3:GetObject arn:aws:s3:::store/a"],
    },
    {
      operation: "CopyObject",
      over: { url: "/store/a", headers: { "x-amz-copy-source": "/from/b%2Fc" } },
      access: ["s3:GetObject arn:aws:s3:::from/b/c", "s3:PutObject arn:aws:s3:::store/a"],
    },
    {
      operation: "DeleteObjects",
      over: {
        url: "/store?delete",
        body: "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>",
      },
      access: ["s3:DeleteObject arn:aws:s3:::store/a", "s3:DeleteObject arn:aws:s3:::store/b"],
    },
    {
      operation: "ListObjectsV2",
      over: { url: "/store?list-type=2&prefix=profiles%2Fchurn%2F" },
      access: ["s3:ListBucket arn:aws:s3:::store s3:prefix=profiles/churn/"],
    },
    { operation: "ListObjectsV2", over: { url: "/store?list-type=2" }, access: ["s3:ListBucket arn:aws:s3:::store"] },
    { operation: "HeadBucket", over: { url: "/store" }, access: ["s3:ListBucket arn:aws:s3:::store"] },
  ])("$operation of $over.url: $access", ({ operation, over, access }) => {
    expect(asked(s3Access, operation, over)).toEqual(access);
  });
});

describe("what a call asks IAM for, in DynamoDB", () => {
  const access = dynamoDbAccess(LOCAL_ACCOUNT, (table) => (table === "state" ? "pk" : undefined));
  const table = "arn:aws:dynamodb:us-east-1:000000000000:table/state";
  const key = { pk: { S: "MONITOR#churn#LEASE" }, sk: { S: "x" } };
  it.each([
    { operation: "GetItem", body: { TableName: "state", Key: key }, leading: "MONITOR#churn#LEASE" },
    { operation: "PutItem", body: { TableName: "state", Item: key }, leading: "MONITOR#churn#LEASE" },
    {
      operation: "Query",
      body: {
        TableName: "state",
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":pk": { S: "MONITOR#churn#HOUR" }, ":from": { S: "a" }, ":to": { S: "b" } },
      },
      leading: "MONITOR#churn#HOUR",
    },
    {
      operation: "Query",
      body: {
        TableName: "state",
        KeyConditionExpression: "sk = :a AND #p = :b",
        ExpressionAttributeNames: { "#p": "pk" },
        ExpressionAttributeValues: { ":a": { S: "x" }, ":b": { S: "MONITOR#churn#B" } },
      },
      leading: "MONITOR#churn#B",
    },
  ])("$operation holds the partition key $leading", ({ operation, body, leading }) => {
    expect(asked(access, operation, { body })).toEqual([
      `dynamodb:${operation} ${table} dynamodb:leadingkeys=${leading}`,
    ]);
  });

  it("a scan holds none, and a batch those of every item", () => {
    expect(asked(access, "Scan", { body: { TableName: "state" } })).toEqual([`dynamodb:Scan ${table}`]);
    const RequestItems = { state: [{ PutRequest: { Item: key } }, { DeleteRequest: { Key: { pk: { S: "b" } } } }] };
    expect(asked(access, "BatchWriteItem", { body: { RequestItems } })).toEqual([
      `dynamodb:BatchWriteItem ${table} dynamodb:leadingkeys=MONITOR#churn#LEASE,b`,
    ]);
    const Keys = [{ pk: { S: "a" } }, { pk: { S: "b" } }];
    expect(asked(access, "BatchGetItem", { body: { RequestItems: { state: { Keys } } } })).toEqual([
      `dynamodb:BatchGetItem ${table} dynamodb:leadingkeys=a,b`,
    ]);
  });

  it("an index is a resource of its own", () => {
    expect(asked(access, "Query", { body: { TableName: "state", IndexName: "byTime" } })).toEqual([
      `dynamodb:Query ${table}/index/byTime`,
    ]);
  });
});

describe("what a call asks IAM for, elsewhere", () => {
  it.each([
    {
      accessOf: sqsAccess(LOCAL_ACCOUNT),
      operation: "SendMessageBatch",
      over: { body: { QueueUrl: "http://127.0.0.1:1/000000000000/captures" } },
      access: ["sqs:SendMessage arn:aws:sqs:us-east-1:000000000000:captures"],
    },
    {
      accessOf: snsAccess,
      operation: "Publish",
      over: { body: "Action=Publish&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A0%3Apage" },
      access: ["SNS:Publish arn:aws:sns:us-east-1:0:page"],
    },
    {
      accessOf: cloudWatchAccess,
      operation: "PutMetricData",
      over: { body: { Namespace: "Plumbline" } },
      access: ["cloudwatch:PutMetricData * cloudwatch:namespace=Plumbline"],
    },
    {
      accessOf: eventsAccess(LOCAL_ACCOUNT),
      operation: "PutEvents",
      over: { body: { Entries: [{ Source: "plumbline" }] } },
      access: ["events:PutEvents arn:aws:events:us-east-1:000000000000:event-bus/default events:source=plumbline"],
    },
    {
      accessOf: lambdaAccess(LOCAL_ACCOUNT),
      operation: "Invoke",
      over: { url: "/2015-03-31/functions/report/invocations" },
      access: ["lambda:InvokeFunction arn:aws:lambda:us-east-1:000000000000:function:report"],
    },
  ])("$operation: $access", ({ accessOf, operation, over, access }) => {
    expect(asked(accessOf, operation, over)).toEqual(access);
  });
});
