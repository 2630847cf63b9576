import { Stage } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Config, HUB_DOCUMENT, serialiseHubDocument } from "../../src/config/index.js";
import { bundleFolder, type HubFunctionName } from "../lambda-bundles.js";

/**
 * The bundle of a function of the hub with the configuration of all monitors beside it. The copy is made in the app's own output
 * folder, where it lives as long as the templates that refer to it; its hash is that of its content.
 *
 * @param folder of the bundles; null for those of the package
 * @throws PlumblineError `BUNDLE_MISSING`
 */
export function hubBundle(scope: Construct, name: HubFunctionName, folder: string | null, config: Config): Code {
  const bundle = join(Stage.of(scope)!.outdir, `${config.hub.name}-${name}`);
  mkdirSync(bundle, { recursive: true });
  cpSync(bundleFolder(name, folder), bundle, { recursive: true });
  writeFileSync(join(bundle, HUB_DOCUMENT), serialiseHubDocument(config));
  return Code.fromAsset(bundle);
}
