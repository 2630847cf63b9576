import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCAL_ACCOUNT, type Account } from "../account.js";
import { TemplateError, UnsupportedError } from "../errors.js";

type Json = Readonly<Record<string, unknown>>;

interface Template {
  readonly Parameters?: Readonly<Record<string, Json>>;
  readonly Mappings?: Json;
  readonly Conditions?: Json;
  readonly Resources?: Readonly<Record<string, Json>>;
  readonly Outputs?: Readonly<Record<string, Json>>;
}

export interface Stack {
  readonly name: string;
  readonly template: Template;
  /** Folders of the stack's file assets, by the object key under which the template names them. */
  readonly assets: ReadonlyMap<string, string>;
}

/** A cloud assembly (`cdk.out`), as `cdk synth` leaves it. */
export interface Assembly {
  readonly account: Account;
  /** Each stack after those it depends on. */
  readonly stacks: readonly Stack[];
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: { readonly templateFile?: string; readonly file?: string; readonly stackName?: string };
}

/** Artifacts that hold nothing to deploy. */
const PASSIVE_ARTIFACTS = new Set(["cdk:tree", "cdk:asset-manifest", "cdk:feature-flag-report"]);
const TEMPLATE_SECTIONS = new Set([
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Parameters",
  "Mappings",
  "Conditions",
  "Resources",
  "Outputs",
  // Holds nothing but the check of the bootstrap version, which has no meaning here.
  "Rules",
]);

/**
 * @param dir the folder that holds `manifest.json`
 * @throws TemplateError when a file is missing or no JSON, UnsupportedError for an artifact of another kind
 */
export function readAssembly(dir: string): Assembly {
  const manifest = readJson(join(dir, "manifest.json")) as { artifacts?: Record<string, Artifact> };
  const artifacts = new Map(Object.entries(manifest.artifacts ?? {}));
  for (const [id, { type }] of artifacts) {
    if (type !== "aws:cloudformation:stack" && !PASSIVE_ARTIFACTS.has(type)) {
      throw new UnsupportedError(`the artifact type ${type}`, `${dir}: ${id}`);
    }
  }
  const order = dependencyOrder(artifacts);
  const stacks = order.filter((id) => artifacts.get(id)?.type === "aws:cloudformation:stack");
  return {
    account: accountOf(stacks.map((id) => artifacts.get(id)?.environment)),
    stacks: stacks.map((id) => readStack(dir, id, artifacts)),
  };
}

function readStack(dir: string, id: string, artifacts: ReadonlyMap<string, Artifact>): Stack {
  const artifact = artifacts.get(id)!;
  const template = readJson(join(dir, artifact.properties?.templateFile ?? `${id}.template.json`)) as Template;
  for (const section of Object.keys(template)) {
    if (!TEMPLATE_SECTIONS.has(section)) throw new UnsupportedError(`the template section ${section}`, id);
  }
  const assets = new Map<string, string>();
  for (const dependency of artifact.dependencies ?? []) {
    const file =
      artifacts.get(dependency)?.type === "cdk:asset-manifest" && artifacts.get(dependency)?.properties?.file;
    if (file) readAssets(dir, file, assets);
  }
  return { name: artifact.properties?.stackName ?? id, template, assets };
}

function readAssets(dir: string, file: string, assets: Map<string, string>): void {
  interface FileAsset {
    readonly source: { readonly path?: string };
    readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
  }
  const { files } = readJson(join(dir, file)) as { readonly files?: Readonly<Record<string, FileAsset>> };
  for (const { source, destinations } of Object.values(files ?? {})) {
    for (const { objectKey } of Object.values(destinations)) {
      if (source.path !== undefined) assets.set(objectKey, join(dir, source.path));
    }
  }
}

/** The one environment that all stacks name; unknown parts get the local account's. */
function accountOf(environments: readonly (string | undefined)[]): Account {
  const named = new Set(environments.map((environment) => environment ?? "aws://unknown-account/unknown-region"));
  if (named.size > 1) {
    throw new UnsupportedError(`an assembly of several environments (${[...named].join(", ")})`, "manifest.json");
  }
  const [, accountId = "", region = ""] = /^aws:\/\/([^/]+)\/(.+)$/.exec([...named][0] ?? "") ?? [];
  return {
    accountId: /^\d{12}$/.test(accountId) ? accountId : LOCAL_ACCOUNT.accountId,
    region: region === "" || region === "unknown-region" ? LOCAL_ACCOUNT.region : region,
  };
}

function dependencyOrder(artifacts: ReadonlyMap<string, Artifact>): readonly string[] {
  return inDependencyOrder([...artifacts.keys()], (id) => artifacts.get(id)?.dependencies ?? [], "manifest.json");
}

/**
 * Names ordered so that each comes after those it depends on, otherwise as given.
 *
 * @throws TemplateError on a cycle
 */
export function inDependencyOrder(
  names: readonly string[],
  dependenciesOf: (name: string) => readonly string[],
  where: string,
): readonly string[] {
  const known = new Set(names);
  const order = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (order.has(name) || !known.has(name)) return;
    if (path.includes(name)) throw new TemplateError(where, `circular dependency ${[...path, name].join(" -> ")}`);
    for (const dependency of dependenciesOf(name)) visit(dependency, [...path, name]);
    order.add(name);
  };
  for (const name of names) visit(name, []);
  return [...order];
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    const problem = error instanceof SyntaxError ? "is no JSON" : "can't be read; run `cdk synth` first";
    throw new TemplateError(file, `${problem} (${error instanceof Error ? error.message : String(error)})`);
  }
}
