import type { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, Billing, type ITableV2, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";

/** The state of all monitors: baselines, dirty marks, leases, scores, incidents, outbox. Pays per request. */
export function stateTable(scope: Construct, id: string, removalPolicy: RemovalPolicy, key: IKey | null): ITableV2 {
  const table = new TableV2(scope, id, {
    partitionKey: { name: "pk", type: AttributeType.STRING },
    sortKey: { name: "sk", type: AttributeType.STRING },
    timeToLiveAttribute: "ttl",
    billing: Billing.onDemand(),
    encryption: key ? TableEncryptionV2.customerManagedKey(key) : TableEncryptionV2.dynamoOwnedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy,
  });
  // The CDK's own class fails its interface only under exactOptionalPropertyTypes.
  return table as ITableV2;
}
