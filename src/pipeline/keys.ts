import { createHash } from "node:crypto";
import type { HourIndex } from "../contracts/verdict.js";
import { hourKey } from "./hour.js";

/**
 * Where things are stored. Everything of a monitor lies below its own prefix or partition, so that its functions can
 * be held to it.
 */

/** Which part of a monitor's records a profile is about. */
export const ALL_RECORDS = "all";

const PARTITION_DIGITS = 12;
const KEY_DIGITS = 20;

/** Identity of a capture in keys: 128 bits of hash. Captures of one key partition share the first 12 digits. */
export function sourceHash(bucket: string, key: string): string {
  return partitionHash(bucket, key) + hexHash(`${bucket}/${key}`, KEY_DIGITS);
}

/** The digits that the captures of this key's partition (everything before the last `/`) begin with. */
export function partitionHash(bucket: string, key: string): string {
  return hexHash(`${bucket}/${key.slice(0, key.lastIndexOf("/") + 1)}`, PARTITION_DIGITS);
}

const hexHash = (text: string, digits: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, digits);

export const objectKeys = {
  /** All profiles of an hour, every shard and version. */
  profilesOfHour: (monitor: string, slice: string, hour: HourIndex): string =>
    `profiles/${monitor}/${slice}/${hourKey(hour)}/`,
  /** The shard is the last hex digit of the source's hash: a huge hour is merged shard by shard. */
  profile: (monitor: string, slice: string, hour: HourIndex, source: string, profileVersion: string): string =>
    `${objectKeys.profilesOfHour(monitor, slice, hour)}${source.slice(-1)}/${source}.${profileVersion}`,
  inventory: (monitor: string, profileVersion: string, source = ""): string =>
    `inventory/${monitor}/${profileVersion}/${source}`,
  /** What is normal from an hour on, and the windows it was first learned from. */
  normal: (monitor: string, baselineVersion: string, fromHour: HourIndex, mode: string): string =>
    `calibrations/${monitor}/${baselineVersion}/${hourKey(fromHour)}-${mode}.json.gz`,
  referenceWindows: (monitor: string, baselineVersion: string): string =>
    `calibrations/${monitor}/${baselineVersion}/windows.json.gz`,
  rejects: (monitor: string, source: string): string => `rejects/${monitor}/${source}.json`,
  window: (monitor: string, hour: HourIndex, fingerprint: string): string =>
    `windows/${monitor}/${hourKey(hour)}/${fingerprint}`,
  verdict: (monitor: string, hour: HourIndex): string => `verdicts/${monitor}/${hourKey(hour)}.json`,
  report: (monitor: string, hour: HourIndex): string => `reports/${monitor}/${hourKey(hour)}.html`,
  latestReport: (monitor: string): string => `reports/${monitor}/latest.html`,
};

/** Source hash and profile version from a profile's key. */
export function parseProfileKey(key: string): { readonly source: string; readonly profileVersion: string } {
  const [source = "", profileVersion = ""] = key.slice(key.lastIndexOf("/") + 1).split(".");
  return { source, profileVersion };
}

export const partitions = {
  baseline: (monitor: string, version: string): string => `MONITOR#${monitor}#BASELINE#${version}`,
  /** The active baseline and the lease. */
  state: (monitor: string): string => `MONITOR#${monitor}#STATE`,
  dirty: (monitor: string): string => `MONITOR#${monitor}#DIRTY`,
  /** Hours whose join rows or labels have changed. */
  labelled: (monitor: string): string => `MONITOR#${monitor}#LABELLED`,
  /** Captures that are being profiled right now. */
  attempts: (monitor: string): string => `MONITOR#${monitor}#ATTEMPTS`,
  /** Which rule judges from which hour on, by baseline. */
  rules: (monitor: string, baselineVersion: string): string => `MONITOR#${monitor}#RULES#${baselineVersion}`,
  evidence: (monitor: string): string => `MONITOR#${monitor}#EVIDENCE`,
  checkpoints: (monitor: string): string => `MONITOR#${monitor}#CHECKPOINTS`,
  verdicts: (monitor: string): string => `MONITOR#${monitor}#VERDICTS`,
  incidents: (monitor: string): string => `MONITOR#${monitor}#INCIDENTS`,
  outbox: (monitor: string): string => `MONITOR#${monitor}#OUTBOX`,
  published: (monitor: string): string => `MONITOR#${monitor}#PUBLISHED`,
};
