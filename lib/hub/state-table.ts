import type { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  Billing,
  type CfnGlobalTable,
  type ITableV2,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";

/** The state of all monitors: baselines, dirty marks, leases, scores, incidents, outbox. Pays per request. */
export function stateTable(scope: Construct, id: string, removalPolicy: RemovalPolicy, key: IKey | null): ITableV2 {
  const table = new TableV2(scope, id, {
    partitionKey: { name: "pk", type: AttributeType.STRING },
    sortKey: { name: "sk", type: AttributeType.STRING },
    timeToLiveAttribute: "ttl",
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.dynamoOwnedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy,
  });
  if (key) encryptWith(key, table.node.defaultChild as CfnGlobalTable);
  // The CDK's own class fails its interface only under exactOptionalPropertyTypes.
  return table as ITableV2;
}

/** `TableEncryptionV2.customerManagedKey` wants to know the region at synthesis; the one replica is where the stack is, wherever that is. */
function encryptWith(key: IKey, table: CfnGlobalTable): void {
  table.addPropertyOverride("SSESpecification", { SSEEnabled: true, SSEType: "KMS" });
  table.addPropertyOverride("Replicas.0.SSESpecification", { KMSMasterKeyId: key.keyArn });
}
