import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { UsageError } from "../failure.js";
import { packageRoot } from "../package-root.js";
import { isWithin } from "./caret-range.js";

/** What `plumbline deploy` runs: the AWS CDK's command line, and the app that comes with this package. */
export interface Toolkit {
  /** Script of the AWS CDK's command line. */
  readonly cdk: string;
  /** Script of the CDK app. */
  readonly app: string;
}

/**
 * Finds both, in versions that understand each other.
 *
 * @param project the folder whose node_modules come before those of this package
 * @throws UsageError with the command that installs what is missing or too old
 */
export function findToolkit(project: string): Toolkit {
  const { folder, manifest } = packageRoot();
  const { "aws-cdk": commandLine = "", ...libraries } = manifest.peerDependencies;
  const own = [join(folder, "package.json")];
  for (const [name, range] of Object.entries(libraries)) requirePackage(name, range, own);
  const { path, bin } = requirePackage("aws-cdk", commandLine, [join(project, "package.json"), ...own]);
  const app = join(folder, "dist/app/index.js");
  if (!existsSync(app)) throw new UsageError(`${app} expects the CDK app, got no such file: npm run build makes it`);
  return { cdk: join(path, "..", bin ?? "bin/cdk"), app };
}

interface Installed {
  /** Of its package.json. */
  readonly path: string;
  readonly bin: string | undefined;
}

function requirePackage(name: string, range: string, from: readonly string[]): Installed {
  const found = from.map((file) => resolved(name, file)).find((path) => path !== null);
  const remedy = `npm install --save-dev "${name}@${range}"`;
  if (found === undefined) {
    throw new UsageError(`deploying expects ${name} ${range} beside plumbline, got none: ${remedy}`);
  }
  const { version, bin } = JSON.parse(readFileSync(found, "utf8")) as { version: string; bin?: { cdk?: string } };
  if (!isWithin(version, range)) {
    // Version 3 of the command line reads older assemblies only than the library writes.
    throw new UsageError(`deploying expects ${name} ${range}, got ${version}: ${remedy}`);
  }
  return { path: found, bin: bin?.cdk };
}

function resolved(name: string, from: string): string | null {
  try {
    return createRequire(from).resolve(`${name}/package.json`);
  } catch {
    return null;
  }
}
