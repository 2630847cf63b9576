import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FUNCTION_NAMES, HUB_FUNCTION_NAMES } from "../../lib/lambda-bundles.js";
import { type MonitoringStacks, monitoringStacks } from "../../lib/stacks.js";
import { type Config, configFromData } from "../../src/config/index.js";

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface TemplateJson {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value?: unknown; readonly Export?: { readonly Name: string } }>
  >;
}

const scratch = mkdtempSync(join(tmpdir(), "plumbline-lib-"));

/** Bundles whose content plays no role in templates. */
export const BUNDLES = join(scratch, "bundles");
for (const name of [...FUNCTION_NAMES, ...HUB_FUNCTION_NAMES]) {
  mkdirSync(join(BUNDLES, name), { recursive: true });
  writeFileSync(join(BUNDLES, name, "index.mjs"), `export const handler = async () => "${name}";\n`);
}

export interface AppOptions {
  /** CDK's template validation with warnings as failures, and cdk-nag: seconds, so only where it is what is tested. */
  readonly validated?: boolean;
}

let apps = 0;

export function newApp({ validated = false }: AppOptions = {}): App {
  const app = new App({
    outdir: join(scratch, `cdk.out.${apps++}`),
    analyticsReporting: false,
    builtinCloudFormationValidation: validated,
    context: {
      "@aws-cdk/core:validateAgainstDefaultRules": true,
      "@aws-cdk/core:strictCfnValidateErrors": true,
    },
  });
  if (validated) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

export interface Synthesized extends MonitoringStacks {
  readonly config: Config;
  /** By stack name, in the order in which the stacks are deployed. */
  readonly templates: ReadonlyMap<string, TemplateJson>;
}

/** Synthesizes a configuration in the dialect of plumbline.yaml. */
export function synthesize(written: unknown, options: AppOptions = {}): Synthesized {
  const config = configFromData(written, "test");
  const app = newApp(options);
  const stacks = monitoringStacks(app, { config, lambdaBundles: BUNDLES });
  return { config, ...stacks, templates: templatesOf(app) };
}

export function templatesOf(app: App): ReadonlyMap<string, TemplateJson> {
  const assembly = app.synth();
  return new Map(assembly.stacks.map((stack) => [stack.stackName, stack.template as TemplateJson]));
}

/** The resources of a type, over all templates or one. */
export function resourcesOf(
  from: TemplateJson | ReadonlyMap<string, TemplateJson>,
  type: string,
): { readonly id: string; readonly resource: TemplateResource; readonly properties: TemplateResource["Properties"] }[] {
  const templates =
    from instanceof Map ? [...(from as ReadonlyMap<string, TemplateJson>).values()] : [from as TemplateJson];
  return templates.flatMap((template) =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => ({ id, resource, properties: resource.Properties })),
  );
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: Readonly<Record<string, unknown>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function statementsOf(properties: TemplateResource["Properties"]): readonly Statement[] {
  return (properties["PolicyDocument"] as { readonly Statement: readonly Statement[] }).Statement;
}

/** One monitor that reads an existing bucket and a reference table; each test changes what it is about. */
export const oneMonitor = (monitor: Readonly<Record<string, unknown>> = {}, hub: unknown = {}): unknown => ({
  hub,
  monitors: {
    churn: {
      model: { task: "binary" },
      captures: { bucket: "acme-captures", existing: true, prefix: "churn/", format: "sagemaker-jsonl" },
      reference: { table: "s3://acme/train.csv" },
      ...monitor,
    },
  },
});

/** A topic of the hub as the other stacks name it. */
export const topicArn = (name: string): unknown => ({
  "Fn::Join": [
    "",
    ["arn:", { Ref: "AWS::Partition" }, ":sns:", { Ref: "AWS::Region" }, ":", { Ref: "AWS::AccountId" }, `:${name}`],
  ],
});
