import { arnOf, nameInArn, type Account } from "../account.js";
import type { ResolvedResource, ResourceProvider } from "../contracts.js";
import { physicalName } from "../deploy/physical-name.js";
import { objects, propertiesOf, text, texts, type Properties } from "../deploy/properties.js";
import { allows } from "./policy.js";

interface Role {
  readonly arn: string;
  readonly trust: unknown;
  readonly documents: unknown[];
  readonly managedPolicyArns: readonly string[];
}

/** Roles and the policies attached to them: what a service may do on a role's behalf. */
export class Roles {
  readonly #account: Account;
  readonly #byName = new Map<string, Role>();
  readonly #managed = new Map<string, unknown>();

  constructor(account: Account) {
    this.#account = account;
  }

  /**
   * Why something may not be done in a role: it is unknown, doesn't trust the service, or has no Allow.
   *
   * @param assumedBy the service that assumes the role and for which resource; undefined where it is assumed already
   * @returns undefined when allowed
   */
  refusal(
    roleArn: string,
    action: string,
    resource: string,
    assumedBy?: { readonly service: string; readonly sourceArn: string },
  ): string | undefined {
    const role = this.#byName.get(nameInArn(roleArn));
    if (role === undefined) return `the role ${roleArn} does not exist`;
    const context = { "aws:SourceAccount": this.#account.accountId };
    if (assumedBy !== undefined) {
      const { service, sourceArn } = assumedBy;
      const request = { action: "sts:AssumeRole", resource: role.arn, principal: service };
      if (!allows([role.trust], { ...request, context: { ...context, "aws:SourceArn": sourceArn } })) {
        return `the role ${roleArn} does not trust ${service} for ${sourceArn}`;
      }
    }
    const documents = [...role.documents, ...role.managedPolicyArns.map((arn) => this.#managed.get(arn))];
    return allows(documents, { action, resource, context })
      ? undefined
      : `the role ${roleArn} allows no ${action} on ${resource}`;
  }

  providers(): readonly ResourceProvider[] {
    return [
      { types: ["AWS::IAM::Role"], deploy: (resource) => this.#deployRole(resource) },
      { types: ["AWS::IAM::Policy"], deploy: (resource) => this.#deployPolicy(resource) },
      { types: ["AWS::IAM::ManagedPolicy"], deploy: (resource) => this.#deployManagedPolicy(resource) },
    ];
  }

  #deployRole(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: ["RoleName", "Path", "AssumeRolePolicyDocument", "Policies", "ManagedPolicyArns"],
      inert: ["Description", "MaxSessionDuration", "PermissionsBoundary"],
    });
    const name = text(properties, "RoleName") ?? physicalName(resource, 64);
    const inline = objects(properties, "Policies", { simulated: ["PolicyName", "PolicyDocument"] });
    const arn = this.#globalArn("role", properties, name);
    this.#byName.set(name, {
      arn,
      trust: properties.values["AssumeRolePolicyDocument"],
      documents: inline.map((policy) => policy.values["PolicyDocument"]),
      managedPolicyArns: texts(properties, "ManagedPolicyArns"),
    });
    return { ref: name, attributes: { Arn: arn, RoleId: `AROA${name}` } };
  }

  #deployPolicy(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, { simulated: ["PolicyName", "PolicyDocument", "Roles"] });
    this.#attach(properties, properties.values["PolicyDocument"]);
    return { ref: text(properties, "PolicyName") ?? physicalName(resource, 64) };
  }

  #deployManagedPolicy(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: ["ManagedPolicyName", "PolicyDocument", "Roles", "Path"],
      inert: ["Description"],
    });
    const name = text(properties, "ManagedPolicyName") ?? physicalName(resource, 128);
    const arn = this.#globalArn("policy", properties, name);
    this.#managed.set(arn, properties.values["PolicyDocument"]);
    this.#attach(properties, properties.values["PolicyDocument"]);
    return { ref: arn, attributes: { PolicyArn: arn } };
  }

  #attach(properties: Properties, document: unknown): void {
    for (const role of texts(properties, "Roles")) this.#byName.get(role)?.documents.push(document);
  }

  #globalArn(kind: string, properties: Properties, name: string): string {
    const path = text(properties, "Path") ?? "/";
    return arnOf({ ...this.#account, region: "" }, "iam", `${kind}${path}${name}`);
  }
}
