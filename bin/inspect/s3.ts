import { PlumblineError } from "../../src/contracts/errors.js";
import type { Buckets } from "../../src/contracts/ports.js";
import { withAwsAdvice } from "../aws-advice.js";

/**
 * S3 with the credentials and the region of the environment. The SDK is loaded only now: that takes longer than most
 * commands take to run.
 */
export async function s3(): Promise<Buckets> {
  const [{ S3Client }, { s3Buckets }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("../../src/adapters/s3-object-store.js"),
  ]);
  return s3Buckets(new S3Client({}));
}

/** What S3 or the way to it refuses: credentials, region, permission, network. Not the fault of the input. */
export function s3Refusal(url: string, error: unknown, advice = ""): PlumblineError {
  const message = `${url} can't be read from S3: ${withAwsAdvice(error)}${advice}`;
  return new PlumblineError("S3", message, { retryable: true, cause: error });
}
