import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IConstruct } from "constructs";
import type { Grant } from "./grant.js";

/** Services that read or write in the name of a caller, and whose data the hub's key covers. */
const CALLED_SERVICES = ["s3", "dynamodb", "sns"];
/** Services that publish on their own account to topics that the key covers. */
const PUBLISHERS = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"];

/**
 * Lets alarms and AWS Budgets encrypt what they publish. A key that is imported keeps its own policy: docs/security.md has the
 * statement for its owner.
 */
export function letPublishersUse(key: IKey, scope: IConstruct): void {
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: "AlarmsAndBudgetsPublish",
      principals: PUBLISHERS.map((service) => new ServicePrincipal(service)),
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
    true,
  );
}

/** What a function needs of the key that covers the hub's store, table and topics: through these services, never directly. */
export function hubKeyGrants(keyArn: string | null, scope: IConstruct): Grant[] {
  return keyArn === null ? [] : [keyGrant(keyArn, ["kms:Decrypt", "kms:GenerateDataKey"], CALLED_SERVICES, scope)];
}

/** Reading objects that are encrypted with a key, be it another account's. */
export function readWithKey(keyArn: string | null, scope: IConstruct): Grant[] {
  return keyArn === null ? [] : [keyGrant(keyArn, ["kms:Decrypt"], ["s3"], scope)];
}

function keyGrant(keyArn: string, actions: readonly string[], services: readonly string[], scope: IConstruct): Grant {
  const { region } = Stack.of(scope);
  const via = services.map((service) => `${service}.${region}.amazonaws.com`);
  return { actions, resources: [keyArn], conditions: { StringEquals: { "kms:ViaService": via } } };
}
