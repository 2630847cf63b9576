import { names } from "../../../lib/names.js";
import type { Check, World } from "../check.js";
import { type Finding, ok, problem, warning } from "../finding.js";
import { looked } from "../looked.js";
import { type Quota, QUOTAS } from "../quotas.js";

/** The account allows what the configuration needs. */
export const accountQuotas: Check = {
  name: "quotas",
  run: async (world) => {
    const findings: Finding[] = [];
    for (const quota of QUOTAS) findings.push(...(await looked(quota.name, () => judge(quota, world))));
    return findings;
  },
};

async function judge(quota: Quota, world: World): Promise<readonly Finding[]> {
  const { name, isCount, more, usual } = quota;
  const [{ limit = usual, used }, needed] = await Promise.all([quota.usage(world), stillNeeded(quota, world)]);
  const message = `${needed} more needed at most, ${used} of ${limit} ${isCount ? "there already" : "reserved by others"}`;
  if (used + needed <= limit) return [ok(name, message)];
  // Too little concurrency delays; too few of anything else fails a deployment.
  return [(isCount ? problem : warning)(name, message, more)];
}

/** What is deployed counts as used already; running at the same time is needed all along. */
async function stillNeeded({ needs, isCount }: Quota, { config, deployed }: World): Promise<number> {
  const { hub, monitors } = config;
  if (!isCount) return needs.hub + needs.monitor * monitors.length;
  const stacks = await deployed.stacks();
  const missing = monitors.filter(({ name }) => !stacks.has(names.monitorStack(hub.name, name)));
  return (stacks.has(names.hubStack(hub.name)) ? 0 : needs.hub) + needs.monitor * missing.length;
}
