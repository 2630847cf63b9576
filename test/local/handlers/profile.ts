import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";

const s3 = new S3Client({});
const dynamo = new DynamoDBClient({});
const { STORE, TABLE } = process.env;

interface ObjectEvent {
  readonly detail: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
}

/** Counts an object's lines, writes the count beside a copy of the event's time, and notes it in the table. */
async function profile(body: string, sentMs: string): Promise<void> {
  const { detail } = JSON.parse(body) as ObjectEvent;
  const { name: Bucket } = detail.bucket;
  const { key: Key } = detail.object;
  const source = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const text = (await source.Body?.transformToString()) ?? "";
  if (text.includes("poison")) throw new Error("poison");
  const lines = text.split("\n").filter((line) => line !== "").length;
  const Body = JSON.stringify({ lines, sentMs });
  await s3.send(new PutObjectCommand({ Bucket: STORE, Key: `profiles/${Key}.json`, Body }));
  const pk = { S: Key };
  const before = await dynamo.send(new GetItemCommand({ TableName: TABLE, Key: { pk } }));
  if (before.Item === undefined) {
    const Item = { pk, lines: { N: String(lines) } };
    await dynamo.send(new PutItemCommand({ TableName: TABLE, Item, ConditionExpression: "attribute_not_exists(pk)" }));
  }
}

export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { body, messageId, attributes } of event.Records) {
    try {
      await profile(body, attributes.SentTimestamp);
    } catch (error) {
      console.error("capture failed", messageId, error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
