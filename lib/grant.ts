import { Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";
import { PlumblineError } from "../src/contracts/errors.js";

/** One permission of a role. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** IAM condition block. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Why a resource holds a wildcard; required where one does. It is what cdk-nag and a reviewer read. */
  readonly wildcard?: string;
}

/** Adds permissions to a role, and with each wildcard its reason. */
export function grant(role: Role, grants: readonly Grant[]): void {
  for (const { actions, resources, conditions, wildcard } of grants) {
    role.addToPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
    );
    for (const resource of resources) acknowledgeWildcard(role, resource, wildcard);
  }
}

function acknowledgeWildcard(role: Role, resource: string, reason: string | undefined): void {
  const finding = flatten(Stack.of(role).resolve(resource));
  if (!finding.includes("*")) return;
  if (reason === undefined) {
    throw new PlumblineError(
      "WILDCARD_WITHOUT_REASON",
      `grant on ${finding} expects a reason for its wildcard, got none`,
    );
  }
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${finding}]`, reason });
}

/** A resolved value as cdk-nag names it in findings: `<Bucket.Arn>/prefix/*`. */
function flatten(value: unknown): string {
  if (typeof value === "string") return value;
  const reference = value as Readonly<Record<string, unknown>>;
  const { "Fn::Join": join, "Fn::GetAtt": attribute, "Fn::ImportValue": imported, Ref: ref } = reference;
  if (join) {
    const [delimiter, parts] = join as [string, unknown[]];
    return parts.map(flatten).join(delimiter);
  }
  if (attribute) return `<${(attribute as string[]).join(".")}>`;
  if (imported) return flatten(imported);
  if (ref) return `<${ref as string}>`;
  return JSON.stringify(value);
}
