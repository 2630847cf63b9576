import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import { clientOf, startCloud } from "../start-cloud.js";
import { ref, resource } from "../template-parts.js";

const TableName = "state";
let cloud: EmbeddedCloud;
let dynamo: DynamoDBClient;

const keys = {
  AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  BillingMode: "PAY_PER_REQUEST",
};

beforeAll(async () => {
  cloud = await startCloud({
    resources: {
      Table: resource("AWS::DynamoDB::GlobalTable", {
        TableName,
        ...keys,
        TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
        Replicas: [
          {
            Region: ref("AWS::Region"),
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      }),
      Other: resource("AWS::DynamoDB::Table", { TableName: "other", ...keys }),
    },
  });
  dynamo = new DynamoDBClient(clientOf(cloud));
});

afterAll(async () => {
  dynamo.destroy();
  await cloud.close();
});

const key = (pk: string, sk: string): { pk: { S: string }; sk: { S: string } } => ({ pk: { S: pk }, sk: { S: sk } });

describe("tables", () => {
  it("write an item only under its condition", async () => {
    const Item = { ...key("lease", "churn"), fence: { N: "1" } };
    const first = { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" };
    await dynamo.send(new PutItemCommand(first));
    await expect(dynamo.send(new PutItemCommand(first))).rejects.toThrow(ConditionalCheckFailedException);
    await dynamo.send(
      new UpdateItemCommand({
        TableName,
        Key: key("lease", "churn"),
        UpdateExpression: "SET fence = fence + :one",
        ConditionExpression: "fence = :held",
        ExpressionAttributeValues: { ":one": { N: "1" }, ":held": { N: "1" } },
      }),
    );
    const found = await dynamo.send(
      new GetItemCommand({ TableName, Key: key("lease", "churn"), ConsistentRead: true }),
    );
    expect(found.Item?.["fence"]).toEqual({ N: "2" });
  });

  it("give the items of a partition in order, in pages, below a prefix", async () => {
    const sorted = Array.from({ length: 25 }, (_, index) => `hour#${String(index).padStart(2, "0")}`);
    for (const sk of [...sorted].reverse()) await dynamo.send(new PutItemCommand({ TableName, Item: key("m", sk) }));
    await dynamo.send(new PutItemCommand({ TableName, Item: key("m", "other") }));
    const found: (string | undefined)[] = [];
    const request = {
      TableName,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :hour)",
      ExpressionAttributeValues: { ":pk": { S: "m" }, ":hour": { S: "hour#" } },
    };
    for await (const { Items = [] } of paginateQuery({ client: dynamo, pageSize: 7 }, request)) {
      found.push(...Items.map(({ sk }) => sk?.S));
    }
    expect(found).toEqual(sorted);
  });

  it("refuse a transaction by name", async () => {
    const transaction = dynamo.send(new TransactWriteItemsCommand({ TransactItems: [] }));
    await expect(transaction).rejects.toThrow("TransactWriteItems");
  });
});
