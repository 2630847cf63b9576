import type { MonitorConfig } from "../../src/config/index.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import { monitorNamed } from "../inspect/monitor-sample.js";
import type { Output } from "../output.js";
import { readConfig } from "../read-config.js";
import { ownerPolicies, type OwnerPolicies } from "./owner-policy.js";

export interface BucketPolicyOptions {
  readonly config: string;
  readonly monitor: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** The form of a region's name; new ones come, so none is listed. */
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** Prints what the owner of a bucket in another account has to allow. Asks AWS nothing. */
export async function runBucketPolicy({ options, output }: Call<BucketPolicyOptions>): Promise<ExitStatus> {
  const { account, region, partition } = options;
  if (!/^\d{12}$/.test(account)) throw new UsageError(`--account expects an account id of 12 digits, got ${account}`);
  if (!REGION.test(region)) throw new UsageError(`--region expects a region such as eu-central-1, got ${region}`);
  const config = await readConfig(options.config);
  const monitor = monitorNamed(config, options.monitor);
  const { bucket } = monitor.captures;
  if (bucket === null) {
    throw new UsageError(
      `monitors.${monitor.name}.captures.bucket expects a bucket's name, got none: a created bucket needs no policy`,
    );
  }
  const policies = ownerPolicies(monitor, bucket, { partition, account, region, hub: config.hub.name });
  showPolicies(policies, monitor, output);
  output.json({ monitor: monitor.name, ...policies });
  return ExitStatus.ok;
}

function showPolicies(policies: OwnerPolicies, { name, captures }: MonitorConfig, output: Output): void {
  const { bucket, keyStatement } = policies;
  const json = (value: unknown): string => JSON.stringify(value, null, 2);
  output.line(`1. Add to the policy of s3://${bucket}, in the account that owns it:\n`);
  output.line(json(policies.bucketStatements));
  if (keyStatement) {
    output.line(`\n2. Add to the policy of the key ${captures.kmsKeyArn!}:\n`);
    output.line(json(keyStatement));
  }
  const step = keyStatement ? 3 : 2;
  output.line(
    `\n${step}. Let the bucket send its events to EventBridge, and send them on. The role needs events:PutEvents on the bus:\n`,
  );
  output.line(`aws s3api put-bucket-notification-configuration --bucket ${bucket} \\`);
  output.line(
    `  --notification-configuration '{"EventBridgeConfiguration": {}}'   # replaces what is there: add it to yours`,
  );
  output.line(
    `aws events put-rule --name plumbline-${name} --event-pattern '${JSON.stringify(policies.eventPattern)}'`,
  );
  output.line(`aws events put-targets --rule plumbline-${name} \\`);
  output.line(`  --targets Id=plumbline,Arn=${policies.eventBus},RoleArn=<role of the bucket's account>`);
}
