import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { monitoringStacks } from "../../lib/stacks.js";
import { parseConfig } from "../../src/config/index.js";
import { temporaryDir, type Json } from "./assembly-builder.js";

/** Synthesizes a configuration with the product's own constructs and freshly built bundles. @returns the folder */
export function synthesizeProduct(yaml: string): string {
  execFileSync(process.execPath, ["scripts/build.mjs", "--if-changed"], { stdio: "pipe" });
  const app = new App({
    outdir: join(temporaryDir(), "cdk.out"),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  monitoringStacks(app, { config: parseConfig(yaml, "plumbline.yaml") });
  return app.synth().directory;
}

/** A copy of an assembly in which the templates of some stacks have been changed. @returns the folder */
export function changedAssembly(assemblyDir: string, change: (template: Json, stack: string) => Json): string {
  const dir = join(temporaryDir(), "cdk.out");
  cpSync(assemblyDir, dir, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8")) as {
    readonly artifacts: Readonly<Record<string, { readonly properties?: { readonly templateFile?: string } }>>;
  };
  for (const [stack, { properties }] of Object.entries(manifest.artifacts)) {
    if (properties?.templateFile === undefined) continue;
    const file = join(dir, properties.templateFile);
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")) as Json, stack)));
  }
  return dir;
}
