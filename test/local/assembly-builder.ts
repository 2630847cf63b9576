import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

export type Json = Readonly<Record<string, unknown>>;

export interface TestStack {
  readonly name: string;
  readonly template: Json;
  readonly dependsOn?: readonly string[];
  /** Names of files in `handlers/`; each becomes an asset with the object key `<name>.zip`. */
  readonly handlers?: readonly string[];
}

/** A folder below the temporary one of the tests. */
export function temporaryDir(): string {
  return mkdtempSync(join(tmpdir(), "plumbline-test-"));
}

/** Writes stacks as `cdk synth` would, with real bundles of the handlers. @returns the folder */
export function writeAssembly(
  stacks: readonly TestStack[],
  environment = "aws://unknown-account/unknown-region",
): string {
  const dir = join(temporaryDir(), "cdk.out");
  mkdirSync(dir);
  const artifacts: Record<string, Json> = {};
  for (const { name, template, dependsOn = [], handlers = [] } of stacks) {
    const files = Object.fromEntries(handlers.map((handler) => [handler, assetOf(dir, handler)]));
    writeFileSync(join(dir, `${name}.template.json`), JSON.stringify(template));
    writeFileSync(join(dir, `${name}.assets.json`), JSON.stringify({ version: "48.0.0", files }));
    artifacts[`${name}.assets`] = { type: "cdk:asset-manifest", properties: { file: `${name}.assets.json` } };
    artifacts[name] = {
      type: "aws:cloudformation:stack",
      environment,
      properties: { templateFile: `${name}.template.json` },
      dependencies: [...dependsOn, `${name}.assets`],
    };
  }
  writeFileSync(join(dir, "manifest.json"), JSON.stringify({ version: "48.0.0", artifacts }));
  return dir;
}

const bundles = new Map<string, string>();

/** Bundles `handlers/<name>.ts`, once in a test file. @returns the folder that holds `index.mjs` */
export function bundleHandler(name: string): string {
  const dir = bundles.get(name) ?? temporaryDir();
  if (bundles.has(name)) return dir;
  buildSync({
    entryPoints: [fileURLToPath(new URL(`./handlers/${name}.ts`, import.meta.url))],
    outfile: join(dir, "index.mjs"),
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  bundles.set(name, dir);
  return dir;
}

function assetOf(dir: string, handler: string): Json {
  const path = relative(dir, bundleHandler(handler));
  const destination = { bucketName: "assets", objectKey: `${handler}.zip` };
  return { source: { path, packaging: "zip" }, destinations: { current: destination } };
}
