import { reviveMoments } from "../../core/quality/stored-quality.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { FormatError } from "../../contracts/errors.js";
import { readableFormat } from "../../core/stored-format.js";
import type { QualityNormal } from "../../core/verdict/quality/quality-normal.js";
import type { LabelDeps } from "../deps.js";
import { getGzipJson, putGzipJson } from "../gzip-json.js";
import { objectKeys, partitions } from "../keys.js";

/** What is normal of a model's quality, and from which window on it judges. */
export interface QualityInForce {
  readonly normal: QualityNormal;
  readonly fromHour: HourIndex;
  /** Version of the baseline that it belongs to. */
  readonly version: string;
}

/** How many labels there were when learning last looked; learning waits until they are all there. */
interface Progress {
  readonly labelled: number;
  readonly atMs: number;
}

/** Learned: where it stands. Not yet: how far labels had come. */
type Known = { readonly fromHour: HourIndex } | Progress;

const sortKey = (baselineVersion: string): string => `QUALITY#${baselineVersion}`;

export async function qualityInForce(
  baselineVersion: string,
  nowMs: number,
  deps: LabelDeps,
): Promise<QualityInForce | Progress | null> {
  const { table, store, monitor } = deps;
  const item = await table.get(partitions.state(monitor.name), sortKey(baselineVersion), nowMs);
  if (!item) return null;
  const known = item.body as Known;
  if (!("fromHour" in known)) return known;
  const key = objectKeys.qualityNormal(monitor.name, baselineVersion);
  const normal = await getGzipJson<QualityNormal>(store, key, reviveMoments);
  if (!normal) throw new FormatError(key, "is named by the monitor's state and is not there");
  readableFormat(key, normal.formatVersion, 1);
  return { normal, fromHour: known.fromHour, version: baselineVersion };
}

export async function saveProgress(
  baselineVersion: string,
  progress: Progress,
  fence: number,
  nowMs: number,
  { table, monitor }: LabelDeps,
): Promise<void> {
  await table.put({ pk: partitions.state(monitor.name), sk: sortKey(baselineVersion), body: progress }, nowMs, {
    fence,
  });
}

/** Writes what was learned, then the word that it judges from this window on. */
export async function saveQualityNormal(
  { normal, fromHour, version }: QualityInForce,
  fence: number,
  nowMs: number,
  { table, store, monitor }: LabelDeps,
): Promise<void> {
  await putGzipJson(store, objectKeys.qualityNormal(monitor.name, version), normal);
  const body: Known = { fromHour };
  await table.put({ pk: partitions.state(monitor.name), sk: sortKey(version), body }, nowMs, { fence });
}
