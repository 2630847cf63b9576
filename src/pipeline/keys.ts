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
  /** What the features of an accepted change are held against at first, by the answer's number. */
  anew: (monitor: string, baselineVersion: string, answer: number): string =>
    `calibrations/${monitor}/${baselineVersion}/accepted-${answer}.json.gz`,
  referenceWindows: (monitor: string, baselineVersion: string): string =>
    `calibrations/${monitor}/${baselineVersion}/windows.json.gz`,
  rejects: (monitor: string, source: string): string => `rejects/${monitor}/${source}.json`,
  window: (monitor: string, hour: HourIndex, fingerprint: string): string =>
    `windows/${monitor}/${hourKey(hour)}/${fingerprint}`,
  verdict: (monitor: string, hour: HourIndex): string => `verdicts/${monitor}/${hourKey(hour)}.json`,
  report: (monitor: string, hour: HourIndex): string => `reports/${monitor}/${hourKey(hour)}.html`,
  /** Counts of a window's labelled predictions. */
  quality: (monitor: string, hour: HourIndex): string => `quality/${monitor}/${hourKey(hour)}.json.gz`,
  qualityNormal: (monitor: string, baselineVersion: string): string =>
    `calibrations/${monitor}/${baselineVersion}/quality.json.gz`,
  qualityReport: (monitor: string): string => `reports/${monitor}/quality.html`,
  /** Totals of the labels that quality was learned from: what curves are drawn beside. */
  qualityReference: (monitor: string, baselineVersion: string): string =>
    `calibrations/${monitor}/${baselineVersion}/quality-reference.json.gz`,
  incidentReport: (monitor: string, incident: string): string => `reports/${monitor}/incidents/${incident}.html`,
  latestReport: (monitor: string): string => `reports/${monitor}/latest.html`,
};

/** Where predictions and labels meet. `version` is that of the configuration which reads the one or the other. */
export const labelKeys = {
  /** Predictions of one capture in one hour. */
  rows: (monitor: string, hour: HourIndex, source: string, version: string): string =>
    `${labelKeys.rowsOfHour(monitor, hour)}${source.slice(-1)}/${source}.${version}`,
  rowsOfHour: (monitor: string, hour: HourIndex): string => `rows/${monitor}/${hourKey(hour)}/`,
  /** All predictions of an hour, and the filter of their ids; without an hour, the prefix of all. */
  joinRows: (monitor: string, hour?: HourIndex): string =>
    `joinrows/${monitor}/${hour === undefined ? "" : hourKey(hour)}`,
  joinFilter: (monitor: string, hour: HourIndex): string => `joinfilters/${monitor}/${hourKey(hour)}`,
  /** Labels of one batch whose predictions are in the hour. */
  labels: (monitor: string, hour: HourIndex, batch: string): string => labelKeys.labelsOfHour(monitor, hour) + batch,
  labelsOfHour: (monitor: string, hour: HourIndex): string => `labels/${monitor}/${hourKey(hour)}/`,
  /** Labels of a batch whose predictions have not been met. */
  waiting: (monitor: string, batch = ""): string => `labelswaiting/${monitor}/${batch}`,
  /** What is known of a label file. */
  file: (monitor: string, version: string, file = ""): string => `labelfiles/${monitor}/${version}/${file}`,
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
  /** Hours into which labels of a file have ever been written. */
  labelHours: (monitor: string, file: string): string => `MONITOR#${monitor}#LABELHOURS#${file}`,
  /** Captures that are being profiled, and label files that are being joined, right now. */
  attempts: (monitor: string): string => `MONITOR#${monitor}#ATTEMPTS`,
  /** Which rule judges from which hour on, by baseline. */
  rules: (monitor: string, baselineVersion: string): string => `MONITOR#${monitor}#RULES#${baselineVersion}`,
  evidence: (monitor: string): string => `MONITOR#${monitor}#EVIDENCE`,
  checkpoints: (monitor: string): string => `MONITOR#${monitor}#CHECKPOINTS`,
  verdicts: (monitor: string): string => `MONITOR#${monitor}#VERDICTS`,
  /** What is kept of each window's labels, and what was said of it; checkpoints by the stream that is folded. */
  quality: (monitor: string): string => `MONITOR#${monitor}#QUALITY`,
  qualityVerdicts: (monitor: string, stream: string): string => `MONITOR#${monitor}#QUALITYVERDICTS#${stream}`,
  qualityCheckpoints: (monitor: string, stream: string): string => `MONITOR#${monitor}#QUALITYCHECKPOINTS#${stream}`,
  incidents: (monitor: string): string => `MONITOR#${monitor}#INCIDENTS`,
  outbox: (monitor: string): string => `MONITOR#${monitor}#OUTBOX`,
  /** What people have said, in order; kept for good. */
  answers: (monitor: string): string => `MONITOR#${monitor}#ANSWERS`,
  /** Retrainings that have been asked for, by token. */
  retrain: (monitor: string): string => `MONITOR#${monitor}#RETRAIN`,
  /** What happened, kept for good: the audit trail. */
  history: (monitor: string): string => `MONITOR#${monitor}#HISTORY`,
  /** Events on their way. */
  events: (monitor: string): string => `MONITOR#${monitor}#EVENTS`,
  /** Notices for the webhook on their way. */
  notices: (monitor: string): string => `MONITOR#${monitor}#NOTICES`,
  /** Mails that an answer has kept from being sent. */
  held: (monitor: string): string => `MONITOR#${monitor}#HELD`,
  published: (monitor: string): string => `MONITOR#${monitor}#PUBLISHED`,
  /** What each run has asked of AWS, by hour. */
  usage: (monitor: string): string => `MONITOR#${monitor}#USAGE`,
  /** The hub's spend: what was counted of each hour and month, where it stands, who has overridden it. */
  spend: (): string => "HUB#SPEND",
  /** Digests, sent or on their way. */
  digests: (): string => "HUB#DIGESTS",
  /** Notices that a webhook has taken. */
  posted: (): string => "HUB#POSTED",
};
