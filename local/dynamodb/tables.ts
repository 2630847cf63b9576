import { arnOf, nameInArn, type Account } from "../account.js";
import type { ResolvedResource, ResourceProvider, WireRequest, WireService } from "../contracts.js";
import { physicalName } from "../deploy/physical-name.js";
import { objects, propertiesOf, requiredText, text, type KnownProperties } from "../deploy/properties.js";
import { jsonFault, targetOperation } from "../endpoint/json-service.js";
import { ServiceFault, UnsupportedError } from "../errors.js";
import type { TableStore } from "./table-store.js";

const OPERATIONS = new Set([
  "BatchGetItem",
  "BatchWriteItem",
  "DeleteItem",
  "DescribeTable",
  "DescribeTimeToLive",
  "GetItem",
  "ListTables",
  "PutItem",
  "Query",
  "Scan",
  "UpdateItem",
]);
const SHARED: KnownProperties = {
  simulated: ["TableName", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"],
  // The time to live isn't played: readers have to filter what has expired anyway, since AWS deletes days later.
  inert: ["BillingMode", "SSESpecification", "TimeToLiveSpecification", "WriteOnDemandThroughputSettings"],
};
const GLOBAL_TABLE: KnownProperties = { simulated: [...SHARED.simulated, "Replicas"], inert: SHARED.inert! };
const TABLE: KnownProperties = {
  simulated: SHARED.simulated,
  inert: [...SHARED.inert!, "DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "ProvisionedThroughput"],
};

/** The request with the wish to be told what it cost: the answer's other members stay what they are. */
function countingUnits(request: WireRequest): WireRequest {
  const text = Buffer.from(request.body).toString("utf8");
  const counted = text.replace(/^\s*\{(?=\s*")/, '{"ReturnConsumedCapacity":"TOTAL",');
  return { ...request, body: Buffer.from(counted) };
}

/** An item in DynamoDB's own JSON, and its table. */
export interface SavedItem {
  readonly table: string;
  readonly item: unknown;
}

/** DynamoDB tables: the wire, and the two resource types that create them. */
export class Tables implements ResourceProvider {
  readonly types = ["AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table"];
  readonly #store: TableStore;
  readonly #account: Account;
  readonly #wanted: Readonly<Record<string, unknown>>[] = [];
  readonly #names: string[] = [];
  readonly #partitionKeys = new Map<string, string>();

  constructor(store: TableStore, account: Account) {
    this.#store = store;
    this.#account = account;
  }

  service(): WireService {
    return {
      name: "dynamodb",
      handle: (request) => {
        const operation = targetOperation(request);
        if (OPERATIONS.has(operation)) return this.#store.handle(countingUnits(request));
        const refusal = new UnsupportedError(`the operation ${operation}`, "dynamodb");
        return Promise.resolve(jsonFault(new ServiceFault("UnknownOperationException", refusal.message)));
      },
    };
  }

  deploy(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, resource.type === "AWS::DynamoDB::Table" ? TABLE : GLOBAL_TABLE);
    if (resource.type === "AWS::DynamoDB::GlobalTable") {
      const replicas = objects(properties, "Replicas", {
        simulated: ["Region"],
        inert: ["DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "SSESpecification", "Tags"],
      });
      if (replicas.length !== 1) throw new UnsupportedError("tables in several regions", properties.path);
    }
    const name = text(properties, "TableName") ?? physicalName(resource, 255);
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = resource.properties;
    this.#wanted.push({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions,
      KeySchema,
      ...(GlobalSecondaryIndexes !== undefined && { GlobalSecondaryIndexes }),
      ...(LocalSecondaryIndexes !== undefined && { LocalSecondaryIndexes }),
    });
    const hash = objects(properties, "KeySchema", { simulated: ["AttributeName", "KeyType"] }).find(
      (part) => part.values["KeyType"] === "HASH",
    );
    if (hash !== undefined) this.#partitionKeys.set(name, requiredText(hash, "AttributeName"));
    return { ref: name, attributes: { Arn: arnOf(this.#account, "dynamodb", `table/${name}`), TableId: name } };
  }

  /** Name of the attribute by which a table is partitioned; undefined for a table that isn't there. */
  partitionKeyOf(table: string): string | undefined {
    return this.#partitionKeys.get(nameInArn(table));
  }

  /** Creates the tables that the templates asked for, and fills them with what an earlier run saved. */
  async createAll(saved: readonly SavedItem[]): Promise<void> {
    for (const table of this.#wanted.splice(0)) {
      await this.#store.call("CreateTable", table);
      this.#names.push(String(table["TableName"]));
    }
    // Tables become active one turn of the event loop later.
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const { table, item } of saved) await this.#store.call("PutItem", { TableName: table, Item: item });
  }

  /** Every item of every table. */
  async save(): Promise<readonly SavedItem[]> {
    const saved: SavedItem[] = [];
    for (const table of this.#names) {
      let start: unknown;
      do {
        const page = await this.#store.call("Scan", {
          TableName: table,
          ...(start !== undefined && { ExclusiveStartKey: start }),
        });
        saved.push(...(page["Items"] as readonly unknown[]).map((item) => ({ table, item })));
        start = page["LastEvaluatedKey"];
      } while (start !== undefined);
    }
    return saved;
  }
}
