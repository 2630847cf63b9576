import { isCapture, partitionOf } from "./capture-filter.js";
import type { ProfileDeps } from "./deps.js";
import { countedInPartition } from "./inventory.js";
import { partitionHash } from "./keys.js";
import { profileCapture, type ProfileOutcome } from "./profile-capture.js";
import type { ProfilingPlan } from "./profiling-plan.js";

/**
 * Profiles a capture whose key partition is one unit (`captures.replaces: partition`), then takes back what objects
 * counted that the partition's new listing no longer has: a re-run of a day's job replaces that day.
 */
export async function profileInPartition(
  key: string,
  plan: ProfilingPlan,
  nowMs: number,
  deps: ProfileDeps,
): Promise<ProfileOutcome> {
  const outcome = await profileCapture(key, plan, nowMs, deps);
  if (outcome.kind === "ignored") return outcome;
  const listed = new Set<string>();
  for await (const object of deps.captures.list(partitionOf(key))) {
    if (isCapture(object.key, deps.monitor.captures)) listed.add(object.key);
  }
  const partition = partitionHash(deps.captureBucket, key);
  for (const version of [plan.version, ...(plan.rows ? [plan.rows.version] : [])]) {
    for await (const counted of countedInPartition(deps.store, deps.monitor.name, version, partition)) {
      if (!listed.has(counted)) await profileCapture(counted, plan, nowMs, deps);
    }
  }
  return outcome;
}
