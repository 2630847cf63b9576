import { arnOf, type Account } from "../../account.js";
import { contextOf } from "../context.js";
import { membersOf, type AccessOf } from "./access.js";

type Json = Readonly<Record<string, unknown>>;

/** Name of a table's partition key; undefined for a table that doesn't exist. */
export type PartitionKeyOf = (table: string) => string | undefined;

/** The operations that name items: `dynamodb:LeadingKeys` holds the partition keys that they touch. */
export function dynamoDbAccess(account: Account, partitionKeyOf: PartitionKeyOf): AccessOf {
  return (request, operation) => {
    const members = membersOf(request);
    const action = `dynamodb:${operation}`;
    const on = (table: string, leadingKeys: readonly string[]): ReturnType<AccessOf>[number] => ({
      action,
      resource: resourceOf(account, table, members["IndexName"]),
      context: contextOf({ "dynamodb:LeadingKeys": leadingKeys.length === 0 ? undefined : leadingKeys }),
    });
    if (operation === "ListTables") return [{ action, resource: "*", context: contextOf({}) }];
    if (operation === "BatchGetItem" || operation === "BatchWriteItem") {
      return Object.entries((members["RequestItems"] ?? {}) as Json).map(([table, items]) =>
        on(table, leadingKeysOfBatch(items, partitionKeyOf(table))),
      );
    }
    const table = String(members["TableName"]);
    return [on(table, leadingKeysOf(members, partitionKeyOf(table)))];
  };
}

function resourceOf(account: Account, table: string, index: unknown): string {
  const name = table.startsWith("arn:") ? table.slice(table.indexOf("/") + 1) : table;
  return arnOf(account, "dynamodb", `table/${name}${typeof index === "string" ? `/index/${index}` : ""}`);
}

function leadingKeysOf(members: Json, partitionKey: string | undefined): readonly string[] {
  if (partitionKey === undefined) return [];
  const expression = members["KeyConditionExpression"];
  if (typeof expression === "string") return queriedKeys(expression, members, partitionKey);
  return valueOf(members["Key"] ?? members["Item"], partitionKey);
}

/** `pk = :value`, the name perhaps behind a `#placeholder`: DynamoDB allows no other condition on a partition key. */
function queriedKeys(expression: string, members: Json, partitionKey: string): readonly string[] {
  const names = (members["ExpressionAttributeNames"] ?? {}) as Json;
  for (const [, name, value] of expression.matchAll(/([\w#.-]+)\s*=\s*(:\w+)/g)) {
    if ((names[name!] ?? name) === partitionKey) return valueOf(members["ExpressionAttributeValues"], value!);
  }
  return [];
}

function leadingKeysOfBatch(items: unknown, partitionKey: string | undefined): readonly string[] {
  if (partitionKey === undefined) return [];
  const writes = Array.isArray(items) ? (items as readonly Readonly<Record<string, Json>>[]) : undefined;
  if (writes === undefined) {
    const keys = ((items as Json)["Keys"] ?? []) as readonly unknown[];
    return keys.flatMap((key) => valueOf(key, partitionKey));
  }
  return writes.flatMap(({ PutRequest: put, DeleteRequest: remove }) =>
    valueOf(put?.["Item"] ?? remove?.["Key"], partitionKey),
  );
}

/** The text of one attribute in DynamoDB's own JSON (`{"S": "..."}`, `{"N": "1"}`). */
function valueOf(attributes: unknown, name: string): readonly string[] {
  const value = (attributes as Readonly<Record<string, Json>> | undefined)?.[name];
  return value === undefined ? [] : Object.values(value).map(String);
}
