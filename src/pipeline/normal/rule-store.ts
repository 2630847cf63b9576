import { FormatError } from "../../contracts/errors.js";
import type { ObjectStore, StateTable } from "../../contracts/ports.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { CALIBRATION_FORMAT } from "../../core/calibration/types.js";
import { readableFormat } from "../../core/stored-format.js";
import type { CountedWindow } from "../../core/verdict/calibrated/counted-window.js";
import type { Normal } from "../../core/verdict/calibrated/normal.js";
import { getGzipJson, putGzipJson } from "../gzip-json.js";
import { hourKey } from "../hour.js";
import { objectKeys, partitions } from "../keys.js";

/** Which rule judges from an hour on, until the next record. Never changed once written. */
export type RuleRecord =
  | {
      readonly kind: "calibrated" | "learning";
      readonly fromHour: HourIndex;
      readonly key: string;
      /** Number of the last answer whose new normal this rule has learned; absent for none. */
      readonly answer?: number;
    }
  /** After a retraining: what was normal of the inputs carries over, the new model's output is learned afresh. */
  | {
      readonly kind: "carried";
      readonly fromHour: HourIndex;
      readonly key: string;
      readonly learningKey: string;
    }
  /** The reference is too short to calibrate on: fixed thresholds judge, and every mail says so. */
  | { readonly kind: "fixed"; readonly fromHour: HourIndex; readonly reason: string };

/** Ascending by hour. Empty while nothing has been learned on this baseline. */
export async function ruleRecords(
  table: StateTable,
  monitor: string,
  baselineVersion: string,
  nowMs: number,
): Promise<readonly RuleRecord[]> {
  const records: RuleRecord[] = [];
  const pk = partitions.rules(monitor, baselineVersion);
  for await (const item of table.query(pk, {}, nowMs)) records.push(item.body as RuleRecord);
  return records;
}

export async function writeRuleRecord(
  table: StateTable,
  monitor: string,
  baselineVersion: string,
  record: RuleRecord,
  fence: number,
  nowMs: number,
): Promise<void> {
  const pk = partitions.rules(monitor, baselineVersion);
  await table.put({ pk, sk: hourKey(record.fromHour), body: record }, nowMs, { fence });
}

/** Writes what is normal. @returns the key that a record points to */
export async function saveNormal(
  store: ObjectStore,
  monitor: string,
  fromHour: HourIndex,
  normal: Normal,
): Promise<string> {
  const key = objectKeys.normal(monitor, normal.baselineVersion, fromHour, normal.mode);
  await putGzipJson(store, key, normal);
  return key;
}

/** What is normal, by key. A key's content never changes, so the last ones are kept. */
export interface NormalReader {
  load(key: string): Promise<Normal>;
}

const KEPT_NORMALS = 3;

export function normalReader(store: ObjectStore): NormalReader {
  const kept = new Map<string, Normal>();
  return {
    async load(key) {
      const known = kept.get(key);
      if (known) return known;
      const normal = await getGzipJson<Normal>(store, key);
      if (normal === null) throw new FormatError(key, "is named by the monitor's rules and is not there");
      readableFormat(key, normal.calibration.formatVersion, CALIBRATION_FORMAT);
      if (kept.size >= KEPT_NORMALS) kept.delete([...kept.keys()][0]!);
      kept.set(key, normal);
      return normal;
    },
  };
}

/** The windows that were first learned from, for learning again together with newer ones. */
export async function saveReferenceWindows(
  store: ObjectStore,
  monitor: string,
  baselineVersion: string,
  windows: readonly CountedWindow[],
): Promise<void> {
  await putGzipJson(store, objectKeys.referenceWindows(monitor, baselineVersion), windows);
}

/** Empty where there are none: while learning from a training table. */
export async function loadReferenceWindows(
  store: ObjectStore,
  monitor: string,
  baselineVersion: string,
): Promise<readonly CountedWindow[]> {
  return (await getGzipJson<CountedWindow[]>(store, objectKeys.referenceWindows(monitor, baselineVersion))) ?? [];
}
