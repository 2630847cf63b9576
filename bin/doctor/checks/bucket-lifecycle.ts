import { GetBucketLifecycleConfigurationCommand, type LifecycleRule } from "@aws-sdk/client-s3";
import type { MonitorConfig } from "../../../src/config/index.js";
import { LIVE_MS } from "../../../src/pipeline/reconcile.js";
import { monitorCheck, type World } from "../check.js";
import { shellWord } from "../../../src/pipeline/shell-word.js";
import { type Finding, ok, warning } from "../finding.js";

const DAY_MS = 86_400_000;

interface Need {
  readonly prefix: string;
  readonly days: number;
  readonly why: string;
}

/** Nothing expires before it has been made use of. */
export const bucketLifecycle = monitorCheck("bucket lifecycle", async (monitor, world) => {
  const bucket = await world.landed.bucket(monitor);
  if (bucket === null) return [];
  const rules = await lifecycleRules(bucket, world);
  const early = needsOf(monitor, world.nowMs).flatMap((need) => earlyFindings(monitor.name, bucket, need, rules));
  return early.length > 0 ? early : [ok(monitor.name, `nothing in ${bucket} expires too early`)];
});

function needsOf({ captures, labels, reference }: MonitorConfig, nowMs: number): readonly Need[] {
  const { prefix } = captures;
  const catchUp = "a new baseline and a catch-up after a pause read them again";
  const needs: Need[] = [{ prefix, days: LIVE_MS / DAY_MS, why: catchUp }];
  if (reference.kind === "captures" && reference.period.fromMs < nowMs) {
    const days = Math.ceil((nowMs - reference.period.fromMs) / DAY_MS);
    needs.push({ prefix, days, why: `the reference is those of ${reference.period.text}` });
  }
  if (labels !== null) {
    needs.push({ prefix: labels.prefix, days: labels.waitDays, why: "labels are waited for so long" });
  }
  return needs;
}

async function lifecycleRules(bucket: string, { aws }: World): Promise<readonly LifecycleRule[]> {
  try {
    return (await aws.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }))).Rules ?? [];
  } catch (error) {
    // A bucket without a lifecycle has no configuration of it.
    if (error instanceof Error && error.name === "NoSuchLifecycleConfiguration") return [];
    throw error;
  }
}

function earlyFindings(
  monitor: string,
  bucket: string,
  { prefix, days, why }: Need,
  rules: readonly LifecycleRule[],
): readonly Finding[] {
  return rules.flatMap((rule) => {
    const expiry = rule.Expiration?.Days;
    const of = prefixOf(rule);
    if (rule.Status !== "Enabled" || expiry === undefined || expiry >= days) return [];
    if (!of.startsWith(prefix) && !prefix.startsWith(of)) return [];
    const message = `objects below ${bucket}/${of} expire after ${expiry} days (rule ${rule.ID ?? "without a name"}), ${days} are needed: ${why}`;
    const fix = `aws s3api get-bucket-lifecycle-configuration --bucket ${shellWord(bucket)} > lifecycle.json   # Days: ${days} or more, then put-bucket-lifecycle-configuration --lifecycle-configuration file://lifecycle.json`;
    return [warning(monitor, message, fix)];
  });
}

/** Filters by tags or sizes may leave captures alone; what is below the prefix is told all the same. */
function prefixOf({ Filter: filter }: LifecycleRule): string {
  return filter?.And?.Prefix ?? filter?.Prefix ?? "";
}
