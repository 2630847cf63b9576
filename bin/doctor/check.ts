import type { Config, MonitorConfig } from "../../src/config/index.js";
import type { CaptureObjects } from "./aws/capture-objects.js";
import type { AwsClients } from "./aws/clients.js";
import type { Deployed } from "./aws/deployed.js";
import type { Finding } from "./finding.js";
import { looked } from "./looked.js";

/** What every check may look at. */
export interface World {
  readonly config: Config;
  /** Path of the configuration, for commands that name it. */
  readonly configFile: string;
  readonly accountId: string;
  readonly region: string;
  /** Of this machine, epoch milliseconds. */
  readonly nowMs: number;
  /** Of AWS, epoch milliseconds, when this machine's was `nowMs`; null where no answer said. */
  readonly awsNowMs: number | null;
  readonly aws: AwsClients;
  readonly deployed: Deployed;
  readonly landed: CaptureObjects;
}

/** One thing that has to be right on AWS. */
export interface Check {
  /** Short, in lower case: stands before each of its findings. */
  readonly name: string;
  /** @throws whatever AWS answers; the caller makes a finding of it */
  run(world: World): Promise<readonly Finding[]>;
}

/** A check of each monitor on its own: what can't be looked at for one is looked at for the others. */
export function monitorCheck(
  name: string,
  run: (monitor: MonitorConfig, world: World) => Promise<readonly Finding[]>,
): Check {
  return {
    name,
    run: async (world) => {
      const findings: Finding[] = [];
      for (const monitor of world.config.monitors) {
        findings.push(...(await looked(monitor.name, () => run(monitor, world))));
      }
      return findings;
    },
  };
}
