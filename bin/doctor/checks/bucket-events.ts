import { GetBucketNotificationConfigurationCommand } from "@aws-sdk/client-s3";
import { monitorCheck, type World } from "../check.js";
import { sendEventsCommand } from "../commands.js";
import { type Finding, ok, problem, warning } from "../finding.js";

/** Buckets tell EventBridge of their objects: those of captures and labels, and of the training table. */
export const bucketEvents = monitorCheck("bucket events", async (monitor, world) => {
  const { reference, name } = monitor;
  const captures = await world.landed.bucket(monitor);
  const findings: Finding[] = [];
  if (captures !== null) {
    const message = `bucket ${captures} does not tell EventBridge of its objects: captures wait for the daily reconciliation`;
    findings.push(
      (await tellsEventBridge(captures, world))
        ? ok(name, `bucket ${captures} tells EventBridge of its objects`)
        : problem(name, message, sendEventsCommand(captures)),
    );
  }
  if (reference.kind !== "table" || reference.table.bucket === captures) return findings;
  const { bucket } = reference.table;
  const message = `bucket ${bucket} of the training table does not tell EventBridge: a new table is learned up to a day late`;
  findings.push(
    (await tellsEventBridge(bucket, world))
      ? ok(name, `bucket ${bucket} of the training table tells EventBridge of its objects`)
      : warning(name, message, sendEventsCommand(bucket)),
  );
  return findings;
});

async function tellsEventBridge(bucket: string, { aws }: World): Promise<boolean> {
  const settings = await aws.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucket }));
  return settings.EventBridgeConfiguration !== undefined;
}
