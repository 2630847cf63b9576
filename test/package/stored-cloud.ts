import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { EmbeddedCloud } from "../../local/cloud.js";
import { dynamoStateTable } from "../../src/adapters/dynamodb-state-table.js";
import { clientOf, startCloud } from "../local/start-cloud.js";
import type { Stored } from "./stored-state.js";

export const TABLE = "hub-state";
export const STORE = "hub-store";

/** A table and a store that hold it, as somebody finds them who has just upgraded. */
export async function storedCloud({ items, objects }: Stored): Promise<EmbeddedCloud> {
  const keys = ["pk", "sk"];
  const cloud = await startCloud({
    resources: {
      Store: { Type: "AWS::S3::Bucket", Properties: { BucketName: STORE } },
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          TableName: TABLE,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: keys.map((name) => ({ AttributeName: name, AttributeType: "S" })),
          KeySchema: keys.map((name, i) => ({ AttributeName: name, KeyType: i === 0 ? "HASH" : "RANGE" })),
        },
      },
    },
  });
  const [s3, dynamo] = [new S3Client(clientOf(cloud)), new DynamoDBClient(clientOf(cloud))];
  const table = dynamoStateTable(dynamo, TABLE);
  for (const item of items) await table.put(item, Date.now());
  for (const { key, base64 } of objects) {
    await s3.send(new PutObjectCommand({ Bucket: STORE, Key: key, Body: Buffer.from(base64, "base64") }));
  }
  s3.destroy();
  dynamo.destroy();
  return cloud;
}

/** What an AWS tool finds in the environment. */
export function environmentOf(cloud: EmbeddedCloud): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: cloud.endpointUrl,
    AWS_REGION: cloud.account.region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
}
