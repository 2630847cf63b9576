import { randomUUID } from "node:crypto";
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { gunzipSync, gzipSync } from "node:zlib";
import { ConditionFailedError, PlumblineError } from "../contracts/errors.js";
import type { Item, PutCondition, StateTable } from "../contracts/ports.js";

// DynamoDB refuses items over 400 KB; the rest is for keys and attribute names.
const MAX_BODY_BYTES = 390 * 1024;
// Below this a body is readable JSON in the console; above it, gzip saves write units.
const PLAIN_BODY_BYTES = 1024;

type Attributes = Record<string, AttributeValue>;

/** The state table: items `pk`, `sk`, `body`, `rev`, `fence`, `expires` (ms) and `ttl` (s, for DynamoDB's own clean-up). */
export function dynamoStateTable(client: DynamoDBClient, tableName: string): StateTable {
  return {
    async get(pk, sk, nowMs) {
      const { Item: found } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: keyOf(pk, sk), ConsistentRead: true }),
      );
      if (!found) return null;
      const item = itemOf(found);
      return isLive(item, nowMs) ? item : null;
    },

    async put(item, nowMs, condition = {}) {
      const revision = randomUUID();
      const attributes: Attributes = {
        ...keyOf(item.pk, item.sk),
        body: encodeBody(item.pk, item.sk, item.body),
        rev: { S: revision },
        ...(item.expiresAtMs === undefined
          ? {}
          : { expires: { N: String(item.expiresAtMs) }, ttl: { N: String(Math.ceil(item.expiresAtMs / 1000)) } }),
        ...(condition.fence === undefined ? {} : { fence: { N: String(condition.fence) } }),
      };
      await conditional(`item ${item.pk}/${item.sk}`, () =>
        client.send(new PutItemCommand({ TableName: tableName, Item: attributes, ...expressionOf(condition, nowMs) })),
      );
      return revision;
    },

    async delete(pk, sk, condition) {
      await conditional(`item ${pk}/${sk}`, () =>
        client.send(
          new DeleteItemCommand({
            TableName: tableName,
            Key: keyOf(pk, sk),
            ...(condition && {
              ConditionExpression: "attribute_not_exists(pk) OR rev = :rev",
              ExpressionAttributeValues: { ":rev": { S: condition.revision } },
            }),
          }),
        ),
      );
    },

    async *query(pk, range, nowMs) {
      let start: Attributes | undefined;
      let left = range.limit ?? Infinity;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
            ExpressionAttributeValues: {
              ":pk": { S: pk },
              // DynamoDB has no empty key values: the smallest and the largest characters bound an open range.
              ":from": { S: range.from ?? "\u0000" },
              ":to": { S: range.to ?? "\u{10FFFF}" },
            },
            ConsistentRead: true,
            ScanIndexForward: !(range.descending ?? false),
            ...(start && { ExclusiveStartKey: start }),
            ...(left === Infinity ? {} : { Limit: left }),
          }),
        );
        for (const found of page.Items ?? []) {
          const item = itemOf(found);
          if (!isLive(item, nowMs)) continue;
          yield item;
          if (--left <= 0) return;
        }
        start = page.LastEvaluatedKey;
      } while (start);
    },
  };
}

const keyOf = (pk: string, sk: string): Attributes => ({ pk: { S: pk }, sk: { S: sk } });

const isLive = (item: Item, nowMs: number): boolean => item.expiresAtMs === null || item.expiresAtMs > nowMs;

function itemOf(attributes: Attributes): Item {
  const expires = attributes["expires"]?.N;
  return {
    pk: attributes["pk"]!.S!,
    sk: attributes["sk"]!.S!,
    body: decodeBody(attributes["body"]!),
    revision: attributes["rev"]!.S!,
    expiresAtMs: expires === undefined ? null : Number(expires),
  };
}

function encodeBody(pk: string, sk: string, body: unknown): AttributeValue {
  const text = JSON.stringify(body);
  if (text.length <= PLAIN_BODY_BYTES) return { S: text };
  const packed = gzipSync(text);
  if (packed.length > MAX_BODY_BYTES) {
    throw new PlumblineError(
      "ITEM_TOO_LARGE",
      `item ${pk}/${sk} expects at most ${MAX_BODY_BYTES} bytes, got ${packed.length}`,
    );
  }
  return { B: packed };
}

function decodeBody(value: AttributeValue): unknown {
  return JSON.parse(value.B ? gunzipSync(value.B).toString("utf8") : value.S!);
}

function expressionOf(condition: PutCondition, nowMs: number) {
  const parts: string[] = [];
  const values: Attributes = {};
  if (condition.expect === "absent") {
    parts.push("(attribute_not_exists(pk) OR expires <= :now)");
    values[":now"] = { N: String(nowMs) };
  } else if (condition.expect) {
    parts.push("rev = :rev");
    values[":rev"] = { S: condition.expect.revision };
  }
  if (condition.fence !== undefined) {
    parts.push("(attribute_not_exists(fence) OR fence <= :fence)");
    values[":fence"] = { N: String(condition.fence) };
  }
  if (parts.length === 0) return {};
  return { ConditionExpression: parts.join(" AND "), ExpressionAttributeValues: values };
}

async function conditional(what: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ConditionFailedError(what, { cause: error });
    throw error;
  }
}
