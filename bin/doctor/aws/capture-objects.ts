import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { MonitorConfig } from "../../../src/config/index.js";
import { isCapture } from "../../../src/pipeline/capture-filter.js";
import type { Deployed } from "./deployed.js";

interface NewestCapture {
  readonly key: string;
  readonly lastModifiedMs: number;
}

export interface CaptureListing {
  readonly bucket: string;
  /** Null where there is none. */
  readonly newest: NewestCapture | null;
  readonly captures: number;
  /** False where listing stopped at `MOST_OBJECTS`. */
  readonly complete: boolean;
}

/** What lies in the bucket of a monitor's captures. Each thing is asked for once. */
export interface CaptureObjects {
  /** As configured, else the bucket that was created with the monitor; null where it isn't deployed. */
  bucket(monitor: MonitorConfig): Promise<string | null>;
  /** Null where there is no bucket yet. */
  list(monitor: MonitorConfig): Promise<CaptureListing | null>;
}

/** Twenty pages: some seconds. */
export const MOST_OBJECTS = 20_000;

export function captureObjects(s3: S3Client, deployed: Deployed): CaptureObjects {
  const listings = new Map<string, Promise<CaptureListing | null>>();
  const bucket = async ({ name, captures }: MonitorConfig): Promise<string | null> =>
    captures.bucket ?? (await deployed.environment(name))?.["PLUMBLINE_CAPTURE_BUCKET"] ?? null;
  return {
    bucket,
    list: (monitor) => {
      const known =
        listings.get(monitor.name) ??
        bucket(monitor).then((name) => (name === null ? null : listCaptures(s3, name, monitor)));
      listings.set(monitor.name, known);
      return known;
    },
  };
}

/** Captures below the monitor's prefix, as the monitor chooses them. Keys come in their order, not by time. */
async function listCaptures(s3: S3Client, bucket: string, monitor: MonitorConfig): Promise<CaptureListing> {
  let newest: NewestCapture | null = null;
  let captures = 0;
  let objects = 0;
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: monitor.captures.prefix,
        ...(token !== undefined && { ContinuationToken: token }),
      }),
    );
    for (const { Key: key = "", LastModified: time } of page.Contents ?? []) {
      objects++;
      if (!isCapture(key, monitor.captures)) continue;
      captures++;
      const lastModifiedMs = time?.getTime() ?? 0;
      if (newest === null || lastModifiedMs >= newest.lastModifiedMs) newest = { key, lastModifiedMs };
    }
    token = page.NextContinuationToken;
  } while (token !== undefined && objects < MOST_OBJECTS);
  return { bucket, newest, captures, complete: token === undefined };
}
