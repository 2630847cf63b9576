import { EmbeddedCloud, type EmbeddedCloudOptions } from "../../local/cloud.js";
import { temporaryDir, writeAssembly, type Json, type TestStack } from "./assembly-builder.js";

/** Monday, midnight UTC. */
export const START_MS = Date.parse("2026-01-05T00:00:00Z");
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** A cloud with one deployed stack, in a state folder of its own. */
export async function startCloud(
  stack: Partial<TestStack> & { readonly resources?: Json },
  options: Partial<EmbeddedCloudOptions> = {},
): Promise<EmbeddedCloud> {
  const template = stack.template ?? { Resources: stack.resources ?? {} };
  const assemblyDir = writeAssembly([{ name: "test", ...stack, template }]);
  const cloud = await EmbeddedCloud.start({ assemblyDir, stateDir: temporaryDir(), startMs: START_MS, ...options });
  await cloud.deploy();
  return cloud;
}

/** Configuration of an SDK client that speaks to a cloud. */
export function clientOf(cloud: EmbeddedCloud): {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
} {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return { endpoint: cloud.endpointUrl, region: cloud.account.region, credentials };
}

export function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("utf8");
}
