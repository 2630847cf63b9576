import type { Config } from "../../src/config/index.js";
import { captureObjects } from "./aws/capture-objects.js";
import { awsClients, closeClients } from "./aws/clients.js";
import { deployed } from "./aws/deployed.js";
import { identify } from "./aws/identity.js";
import type { Check, World } from "./check.js";
import type { CheckedFinding } from "./finding.js";
import { looked } from "./looked.js";

/** What was found, and what could not even be tried. */
export interface Examination {
  readonly accountId: string | null;
  readonly region: string | null;
  readonly findings: readonly CheckedFinding[];
}

/**
 * Looks at the account of the environment's credentials. Nothing is changed there.
 *
 * @param progress hears which check comes next
 */
export async function examine(
  config: Config,
  configFile: string,
  checks: readonly Check[],
  progress: (check: string) => void,
): Promise<Examination> {
  progress("credentials");
  const nowMs = Date.now();
  const identity = await identify();
  // Without anybody to ask as, all else would fail with the same words.
  if ("status" in identity) {
    return { accountId: null, region: null, findings: [{ check: "account", ...identity }] };
  }
  const { accountId, region, awsNowMs, finding } = identity;
  const aws = await awsClients(region);
  const there = deployed(config.hub.name, aws.cloudFormation, aws.lambda);
  const landed = captureObjects(aws.s3, there);
  const world: World = { config, configFile, accountId, region, nowMs, awsNowMs, aws, deployed: there, landed };
  const findings: CheckedFinding[] = [{ check: "account", ...finding }];
  try {
    for (const check of checks) {
      progress(check.name);
      for (const each of await looked(config.hub.name, () => check.run(world)))
        findings.push({ check: check.name, ...each });
    }
  } finally {
    closeClients(aws);
  }
  return { accountId, region, findings };
}
