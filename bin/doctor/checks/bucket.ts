import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { statusOf } from "../../../src/adapters/http-status.js";
import { monitorCheck } from "../check.js";
import { deployCommand } from "../commands.js";
import { ok, problem } from "../finding.js";

/** The bucket of the captures is there, in the region of the hub. */
export const bucket = monitorCheck("bucket", async (monitor, world) => {
  const { region, configFile, aws } = world;
  const name = await world.landed.bucket(monitor);
  if (name === null) return [problem(monitor.name, "its bucket is not created yet", deployCommand(configFile))];
  try {
    const { BucketRegion: found } = await aws.s3.send(new HeadBucketCommand({ Bucket: name }));
    if (found !== undefined && found !== region) {
      const fix = `AWS_REGION=${found} ${deployCommand(configFile)}`;
      return [problem(monitor.name, `bucket ${name} is in ${found}, and the hub in ${region}`, fix)];
    }
    return [ok(monitor.name, `bucket ${name} is there`)];
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    const { existing } = monitor.captures;
    const fix = existing
      ? `aws s3 mb s3://${name} --region ${region}   # or put its right name into captures.bucket`
      : deployCommand(configFile);
    return [problem(monitor.name, `bucket ${name} is not there`, fix)];
  }
});
