import type { Account } from "../account.js";
import type { ResourceProvider } from "../contracts.js";
import { TemplateError, UnsupportedError } from "../errors.js";
import { inDependencyOrder, type Stack } from "./assembly.js";
import {
  conditionNamed,
  evaluateCondition,
  referencesIn,
  resolve,
  type DeployedResource,
  type Scope,
} from "./intrinsics.js";

type Json = Readonly<Record<string, unknown>>;

const RESOURCE_ATTRIBUTES = new Set([
  "Type",
  "Properties",
  "DependsOn",
  "Condition",
  // Of no effect on a deployment that is neither updated nor deleted.
  "Metadata",
  "DeletionPolicy",
  "UpdateReplacePolicy",
]);

/** Deploys stacks: every resource after those it refers to, each by the provider of its type. */
export class Deployment {
  readonly #account: Account;
  readonly #providers: ReadonlyMap<string, ResourceProvider>;
  readonly #exports = new Map<string, string>();
  readonly #outputs = new Map<string, string>();
  readonly #stackNames: string[] = [];

  constructor(account: Account, providers: readonly ResourceProvider[]) {
    this.#account = account;
    this.#providers = new Map(providers.flatMap((provider) => provider.types.map((type) => [type, provider])));
  }

  /** Outputs of all stacks, by `<stack>.<output>`. */
  outputs(): ReadonlyMap<string, string> {
    return this.#outputs;
  }

  /** In the order of deployment. */
  stackNames(): readonly string[] {
    return this.#stackNames;
  }

  deploy(stack: Stack): void {
    const { template, name } = stack;
    const resources = new Map<string, DeployedResource>();
    const conditions = new Map<string, boolean>();
    const scope: Scope = {
      stack: name,
      parameters: this.#parameters(stack),
      mappings: template.Mappings ?? {},
      conditions,
      resources,
      exports: this.#exports,
    };
    const definitions = template.Conditions ?? {};
    for (const id of inDependencyOrder(Object.keys(definitions), (of) => conditionsIn(definitions[of]), name)) {
      conditions.set(id, evaluateCondition(definitions[id], scope));
    }
    const wanted = Object.entries(template.Resources ?? {}).filter(([, resource]) => isWanted(resource, scope));
    const byId = new Map(wanted);
    for (const id of inDependencyOrder([...byId.keys()], (of) => dependenciesOf(byId.get(of)!), name)) {
      resources.set(id, this.#deployResource(id, byId.get(id)!, scope));
    }
    this.#publishOutputs(template.Outputs ?? {}, scope);
    this.#stackNames.push(name);
  }

  #deployResource(logicalId: string, resource: Json, scope: Scope): DeployedResource {
    const where = `${scope.stack}/${logicalId}`;
    const type = String(resource["Type"]);
    for (const attribute of Object.keys(resource)) {
      if (!RESOURCE_ATTRIBUTES.has(attribute)) throw new UnsupportedError(`the attribute ${attribute}`, where);
    }
    const provider = this.#providers.get(type);
    if (provider === undefined) throw new UnsupportedError(`the resource type ${type}`, where);
    const properties = resolve(resource["Properties"] ?? {}, scope) as Json;
    const deployed = provider.deploy({ stack: scope.stack, logicalId, type, properties });
    return { ref: deployed.ref, attributes: deployed.attributes ?? {} };
  }

  #parameters({ name, template }: Stack): ReadonlyMap<string, string> {
    const { accountId, region } = this.#account;
    const parameters = new Map([
      ["AWS::AccountId", accountId],
      ["AWS::Region", region],
      ["AWS::Partition", "aws"],
      ["AWS::URLSuffix", "amazonaws.com"],
      ["AWS::StackName", name],
      ["AWS::StackId", `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/local`],
    ]);
    for (const [parameter, definition] of Object.entries(template.Parameters ?? {})) {
      const { Default: fallback, Type: type } = definition;
      // The version of the bootstrap stack, which the embedded cloud neither has nor needs.
      if (parameter === "BootstrapVersion") continue;
      if (type !== "String" && type !== "Number") {
        throw new UnsupportedError(`the parameter type ${String(type)}`, `${name}/${parameter}`);
      }
      if (typeof fallback !== "string" && typeof fallback !== "number") {
        throw new TemplateError(`${name}/${parameter}`, "the parameter expects a default");
      }
      parameters.set(parameter, String(fallback));
    }
    return parameters;
  }

  #publishOutputs(outputs: Readonly<Record<string, Json>>, scope: Scope): void {
    for (const [id, output] of Object.entries(outputs)) {
      if (!isWanted(output, scope)) continue;
      const value = String(resolve(output["Value"], scope));
      this.#outputs.set(`${scope.stack}.${id}`, value);
      const exported = output["Export"] as Json | undefined;
      if (exported !== undefined) this.#exports.set(String(resolve(exported["Name"], scope)), value);
    }
  }
}

function isWanted(item: Json, scope: Scope): boolean {
  const condition = item["Condition"];
  return typeof condition !== "string" || conditionNamed(condition, scope);
}

function dependenciesOf(resource: Json): readonly string[] {
  const dependsOn = resource["DependsOn"] ?? [];
  return [...referencesIn(resource["Properties"]), ...(Array.isArray(dependsOn) ? dependsOn : [dependsOn]).map(String)];
}

/** Names of other conditions in a condition's expression. */
function conditionsIn(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(conditionsIn);
  if (typeof expression !== "object" || expression === null) return [];
  return Object.entries(expression).flatMap(([key, value]) =>
    key === "Condition" ? [String(value)] : conditionsIn(value),
  );
}
