import { existsSync, statSync } from "node:fs";
import { arnOf, nameInArn, type Account } from "../account.js";
import type { ResolvedResource, ResourceProvider } from "../contracts.js";
import { physicalName } from "../deploy/physical-name.js";
import { number, object, propertiesOf, requiredText, text, type Properties } from "../deploy/properties.js";
import { TemplateError, UnsupportedError } from "../errors.js";
import type { Roles } from "../iam/roles.js";
import type { Queues } from "../sqs/queues.js";
import type { FunctionDefinition } from "./function.js";
import type { Functions } from "./functions.js";

/** Folders of assets by object key, of the stack that is being deployed. */
export type AssetLookup = (stack: string, objectKey: string) => string | undefined;

interface Parts {
  readonly functions: Functions;
  readonly queues: Queues;
  readonly roles: Roles;
  readonly account: Account;
  readonly assets: AssetLookup;
}

/** AWS::Lambda::Function and AWS::Lambda::EventInvokeConfig. */
export function functionProviders(parts: Parts): readonly ResourceProvider[] {
  const { functions, queues, roles, account, assets } = parts;
  return [
    {
      types: ["AWS::Lambda::Function"],
      deploy: (resource) => {
        const definition = definitionOf(resource, account, assets);
        // Lambda refuses such a function as well.
        const distrust = roles.trustRefusal(definition.roleArn, "lambda.amazonaws.com", undefined);
        if (distrust !== undefined) throw new TemplateError(`${resource.stack}/${resource.logicalId}`, distrust);
        functions.create(definition);
        if (definition.deadLetterArn !== undefined) queues.markDeadLetter(definition.deadLetterArn);
        return { ref: definition.name, attributes: { Arn: definition.arn } };
      },
    },
    { types: ["AWS::Lambda::EventInvokeConfig"], deploy: (resource) => deployInvokeConfig(resource, functions) },
  ];
}

function definitionOf(resource: ResolvedResource, account: Account, assets: AssetLookup): FunctionDefinition {
  const properties = propertiesOf(resource, {
    simulated: [
      "Code",
      "DeadLetterConfig",
      "Environment",
      "FunctionName",
      "Handler",
      "LoggingConfig",
      "MemorySize",
      "PackageType",
      "Role",
      "Runtime",
      "Timeout",
    ],
    inert: [
      "Architectures",
      "Description",
      "EphemeralStorage",
      "RecursiveLoop",
      "ReservedConcurrentExecutions",
      "RuntimeManagementConfig",
      "SnapStart",
      "TracingConfig",
    ],
  });
  const runtime = requiredText(properties, "Runtime");
  if (!/^nodejs\d+\.x$/.test(runtime)) throw new UnsupportedError(`the runtime ${runtime}`, properties.path);
  const name = text(properties, "FunctionName") ?? physicalName(resource, 64);
  const deadLetter = object(properties, "DeadLetterConfig", { simulated: ["TargetArn"] });
  return {
    name,
    arn: arnOf(account, "lambda", `function:${name}`),
    roleArn: requiredText(properties, "Role"),
    codeDir: codeDirOf(properties, resource.stack, assets),
    handler: requiredText(properties, "Handler"),
    runtime,
    memoryMb: number(properties, "MemorySize", 128),
    timeoutMs: number(properties, "Timeout", 3) * 1000,
    variables: variablesOf(properties),
    logGroup: logGroupOf(properties) ?? `/aws/lambda/${name}`,
    deadLetterArn: deadLetter && text(deadLetter, "TargetArn"),
  };
}

function codeDirOf(properties: Properties, stack: string, assets: AssetLookup): string {
  const code = object(properties, "Code", { simulated: ["S3Bucket", "S3Key"] });
  const key = code && text(code, "S3Key");
  const dir = key === undefined ? undefined : assets(stack, key);
  if (dir === undefined || !existsSync(dir)) {
    throw new TemplateError(properties.path, `Code expects an asset of the assembly, got ${key ?? "none"}`);
  }
  if (!statSync(dir).isDirectory()) throw new UnsupportedError(`code in an archive (${dir})`, properties.path);
  return dir;
}

function variablesOf(properties: Properties): Readonly<Record<string, string>> {
  const values = object(properties, "Environment", { simulated: ["Variables"] })?.values["Variables"] ?? {};
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function logGroupOf(properties: Properties): string | undefined {
  const logging = object(properties, "LoggingConfig", {
    simulated: ["LogGroup"],
    inert: ["LogFormat", "ApplicationLogLevel", "SystemLogLevel"],
  });
  return logging && text(logging, "LogGroup");
}

function deployInvokeConfig(resource: ResolvedResource, functions: Functions): ReturnType<ResourceProvider["deploy"]> {
  const properties = propertiesOf(resource, {
    simulated: ["FunctionName", "Qualifier", "MaximumRetryAttempts", "MaximumEventAgeInSeconds"],
  });
  const name = nameInArn(requiredText(properties, "FunctionName"));
  functions.configureAsync(name, {
    maxRetries: number(properties, "MaximumRetryAttempts", 2),
    maxEventAgeMs: number(properties, "MaximumEventAgeInSeconds", 21_600) * 1000,
  });
  return { ref: `${resource.stack}-${resource.logicalId}` };
}
