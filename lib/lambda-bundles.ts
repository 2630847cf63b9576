import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Code } from "aws-cdk-lib/aws-lambda";
import { PlumblineError } from "../src/contracts/errors.js";

/** The functions of a monitor: one folder in lambdas/, one bundle in dist/lambdas/. */
export const FUNCTION_NAMES = [
  "profile-captures",
  "analyze-windows",
  "build-baseline",
  "reconcile",
  "widget",
  // Only where labels are configured.
  "join-labels",
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** The functions of the hub, which know all its monitors. */
export const HUB_FUNCTION_NAMES = [
  "notify",
  // Only where there is a cap.
  "guard-spend",
] as const;
export type HubFunctionName = (typeof HUB_FUNCTION_NAMES)[number];

/** Something of each function that a hub has. */
export type ByHubFunction<T> = Readonly<Record<Exclude<HubFunctionName, "guard-spend">, T>> & {
  readonly "guard-spend"?: T;
};

/** Something of each function that a monitor has. */
export type ByFunction<T> = Readonly<Record<Exclude<FunctionName, "join-labels">, T>> & {
  readonly "join-labels"?: T;
};

// From the sources (lib/) and from the package (dist/lib/).
const FOLDERS = ["../dist/lambdas/", "../lambdas/"].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/**
 * The bundle of one function, made before synthesis: whoever installs the package has neither our sources nor our
 * compiler settings.
 *
 * @param folder holds one folder per function, each with an index.mjs; null for the bundles of the package
 * @throws PlumblineError `BUNDLE_MISSING`
 */
export function lambdaBundle(name: FunctionName, folder: string | null): Code {
  return Code.fromAsset(bundleFolder(name, folder));
}

/** Where a bundle lies. @throws PlumblineError `BUNDLE_MISSING` */
export function bundleFolder(name: FunctionName | HubFunctionName, folder: string | null): string {
  const folders = folder === null ? FOLDERS : [folder];
  const found = folders.find((candidate) => existsSync(join(candidate, name, "index.mjs")));
  if (found === undefined) {
    throw new PlumblineError(
      "BUNDLE_MISSING",
      `Lambda bundle ${name} expects ${join(folders[0]!, name, "index.mjs")} to be there: run npm run build first`,
    );
  }
  return join(found, name);
}
