import { arnOf, nameInArn, type Account } from "../account.js";
import type { ResolvedResource, ResourceProvider } from "../contracts.js";
import { physicalName } from "../deploy/physical-name.js";
import { objects, propertiesOf, text, texts, type Properties } from "../deploy/properties.js";
import { TemplateError, UnsupportedError } from "../errors.js";
import type { Context } from "./conditions.js";
import { deliveryContext } from "./context.js";
import { decide, type Decision } from "./evaluate.js";
import type { GrantLedger } from "./grant-ledger.js";
import { AWS_MANAGED_POLICIES } from "./managed-policies.js";
import { parsePolicy, type Policy } from "./policy.js";

interface Role {
  readonly arn: string;
  /** `<stack>/<logical id>`: what a grant's holder is called. */
  readonly path: string;
  readonly trust: Policy;
  readonly policies: Policy[];
}

/** What is to be done in a role, and to what. */
export interface RoleAction {
  readonly action: string;
  /** `*` where the action knows no resource. */
  readonly resource: string;
  readonly context: Context;
}

/** Roles and the policies attached to them: what functions, and services on a role's behalf, may do. */
export class Roles {
  readonly #account: Account;
  readonly #ledger: GrantLedger;
  readonly #byName = new Map<string, Role>();
  /** Documents of the account's own managed policies, by ARN. */
  readonly #own = new Map<string, unknown>();

  constructor(account: Account, ledger: GrantLedger) {
    this.#account = account;
    this.#ledger = ledger;
  }

  /** Decides about an action in a role, together with the policies of the resource, and notes the grants it took. */
  decide(roleArn: string, request: RoleAction, resourcePolicies: readonly Policy[] = []): Decision {
    const identity = this.#byName.get(nameInArn(roleArn))?.policies ?? [];
    const decision = decide({ identity, resource: resourcePolicies }, { ...request, caller: { roleArn } });
    if (decision.allowed) {
      for (const statement of decision.by) {
        this.#ledger.exercise(statement, request.action, request.resource, request.context);
      }
    }
    return decision;
  }

  /** Why a service may not act in a role. @param sourceArn on whose behalf; undefined where AWS names none */
  trustRefusal(roleArn: string, service: string, sourceArn: string | undefined): string | undefined {
    const role = this.#byName.get(nameInArn(roleArn));
    if (role?.arn !== roleArn) return `the role ${roleArn} does not exist`;
    const context = deliveryContext(this.#account, sourceArn);
    const request = { action: "sts:AssumeRole", resource: role.arn, caller: { service }, context };
    if (decide({ identity: [], resource: [role.trust] }, request).allowed) return undefined;
    return `the role ${roleArn} does not trust ${service}${sourceArn === undefined ? "" : ` for ${sourceArn}`}`;
  }

  /** Why a service may not do something on a role's behalf; undefined when it may. */
  refusal(roleArn: string, action: string, resource: string): string | undefined {
    const context = deliveryContext(this.#account, undefined);
    return this.decide(roleArn, { action, resource, context }).allowed
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
      inert: ["Description", "MaxSessionDuration"],
    });
    const name = text(properties, "RoleName") ?? physicalName(resource, 64);
    const arn = this.#globalArn("role", properties, name);
    const trust = parsePolicy(properties.values["AssumeRolePolicyDocument"], "trust", properties.path);
    const role = { arn, path: `${resource.stack}/${resource.logicalId}`, trust, policies: [] };
    this.#byName.set(name, role);
    for (const inline of objects(properties, "Policies", { simulated: ["PolicyName", "PolicyDocument"] })) {
      this.#attach(role, inline.values["PolicyDocument"], inline.path);
    }
    for (const managed of texts(properties, "ManagedPolicyArns")) {
      this.#attach(role, this.#managed(managed, properties.path), managed);
    }
    return { ref: name, attributes: { Arn: arn, RoleId: `AROA${name}` } };
  }

  #deployPolicy(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, { simulated: ["PolicyName", "PolicyDocument", "Roles"] });
    this.#attachToAll(properties);
    return { ref: text(properties, "PolicyName") ?? physicalName(resource, 64) };
  }

  #deployManagedPolicy(resource: ResolvedResource): ReturnType<ResourceProvider["deploy"]> {
    const properties = propertiesOf(resource, {
      simulated: ["ManagedPolicyName", "PolicyDocument", "Roles", "Path"],
      inert: ["Description"],
    });
    const name = text(properties, "ManagedPolicyName") ?? physicalName(resource, 128);
    const arn = this.#globalArn("policy", properties, name);
    this.#own.set(arn, properties.values["PolicyDocument"]);
    this.#attachToAll(properties);
    return { ref: arn, attributes: { PolicyArn: arn } };
  }

  #managed(arn: string, where: string): unknown {
    const document = this.#own.get(arn) ?? AWS_MANAGED_POLICIES[arn];
    if (document === undefined) throw new UnsupportedError(`the managed policy ${arn}`, where);
    return document;
  }

  #attachToAll(properties: Properties): void {
    for (const name of texts(properties, "Roles")) {
      const role = this.#byName.get(name);
      if (role === undefined) throw new TemplateError(properties.path, `the role ${name} does not exist`);
      this.#attach(role, properties.values["PolicyDocument"], properties.path);
    }
  }

  #attach(role: Role, document: unknown, where: string): void {
    const policy = parsePolicy(document, "identity", where);
    role.policies.push(policy);
    this.#ledger.add(role.path, policy);
  }

  #globalArn(kind: string, properties: Properties, name: string): string {
    const path = text(properties, "Path") ?? "/";
    return arnOf({ ...this.#account, region: "" }, "iam", `${kind}${path}${name}`);
  }
}
