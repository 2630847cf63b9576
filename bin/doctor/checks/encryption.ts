import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import type { MonitorConfig } from "../../../src/config/index.js";
import { messageOf } from "../../../src/contracts/errors.js";
import { monitorCheck, type World } from "../check.js";
import { deployCommand } from "../commands.js";
import { type Finding, ok, problem, warning } from "../finding.js";
import { isDenied, oneLine } from "../looked.js";

/** The key of the newest capture is the one that the monitor knows of, and can be used. */
export const encryption = monitorCheck("encryption", async (monitor, world) => {
  const { s3 } = world.aws;
  const listing = await world.landed.list(monitor);
  if (listing?.newest == null) return [];
  const { bucket, newest } = listing;
  const object = { Bucket: bucket, Key: newest.key };
  const { ServerSideEncryption: kind, SSEKMSKeyId: key } = await s3.send(new HeadObjectCommand(object));
  const refusal = await s3
    .send(new GetObjectCommand({ ...object, Range: "bytes=0-0" }))
    .then(() => null)
    .catch((error: unknown) => {
      if (isDenied(error)) return oneLine(messageOf(error));
      throw error;
    });
  return [encryptionFinding(monitor, { kind: kind ?? "none", key, refusal }, world)];
});

/** What S3 says of the newest capture. */
interface Encrypted {
  /** `AES256`, `aws:kms` ... */
  readonly kind: string;
  readonly key: string | undefined;
  /** Why it can't be read; null where it can. */
  readonly refusal: string | null;
}

export function encryptionFinding(
  { name, captures }: MonitorConfig,
  { kind, key, refusal }: Encrypted,
  { configFile }: Pick<World, "configFile">,
): Finding {
  const configured = captures.kmsKeyArn;
  if (refusal !== null) {
    const fix = `aws kms get-key-policy --policy-name default --key-id ${key ?? "KEY"}   # it has to allow kms:Decrypt`;
    return problem(name, `the newest capture can't be read by you: ${refusal}`, fix);
  }
  if (!kind.startsWith("aws:kms") || key === undefined) return ok(name, `the newest capture is encrypted by S3 itself`);
  if (key === configured)
    return ok(name, `the newest capture is encrypted with captures.kmsKeyArn, and you can read it`);
  const fix = `captures: { kmsKeyArn: "${key}" } in ${configFile}, then ${deployCommand(configFile)}`;
  if (configured !== null)
    return problem(name, `the newest capture is under ${key}, not under captures.kmsKeyArn`, fix);
  // The key that AWS manages for S3 needs no mention; a HEAD doesn't tell it from one of the account's own.
  return warning(name, `the newest capture is under ${key}; unless that is aws/s3, the monitor has to know it`, fix);
}
