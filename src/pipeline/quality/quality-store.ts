import type { HourIndex, Verdict } from "../../contracts/verdict.js";
import { contentHash } from "../../core/baseline/content-hash.js";
import type { QualityState } from "../../core/quality/quality-metric.js";
import { parseQuality, reviveMoments, serialiseQuality } from "../../core/quality/stored-quality.js";
import type { QualityTotals } from "../../core/verdict/quality/count-quality.js";
import type { QualityOfWindow } from "../../core/verdict/quality/quality-day.js";
import type { LabelDeps } from "../deps.js";
import { getGzipJson, putGzipJson } from "../gzip-json.js";
import { noteQualityVerdict } from "../history/note.js";
import { hourKey } from "../hour.js";
import { objectKeys, partitions } from "../keys.js";

/** What is kept of one window's labels beside its totals in the store. */
export interface StoredQuality extends QualityOfWindow {
  /** Median time from prediction to label, milliseconds; null where no label has a time. */
  readonly delayMs: number | null;
  /** Hash of the join rows and labels that it was counted from. */
  readonly fingerprint: string;
  /** Version of what was normal when it was counted; null before it was learned. */
  readonly normalVersion: string | null;
}

/** Ascending, from one window to another, both inclusive. */
export async function storedQuality(
  from: HourIndex,
  to: HourIndex,
  nowMs: number,
  { table, monitor }: Pick<LabelDeps, "table" | "monitor">,
): Promise<readonly StoredQuality[]> {
  const windows: StoredQuality[] = [];
  const range = { from: hourKey(from), to: hourKey(to) };
  for await (const item of table.query(partitions.quality(monitor.name), range, nowMs)) {
    windows.push(item.body as StoredQuality);
  }
  return windows;
}

export async function readQuality(
  hour: HourIndex,
  nowMs: number,
  { table, monitor }: Pick<LabelDeps, "table" | "monitor">,
): Promise<StoredQuality | null> {
  const item = await table.get(partitions.quality(monitor.name), hourKey(hour), nowMs);
  return item && (item.body as StoredQuality);
}

interface TotalsDocument extends Omit<QualityTotals, "state"> {
  /** In the form of `serialiseQuality`, which has a version of its own. */
  readonly state: string;
}

export async function writeQuality(
  stored: StoredQuality,
  totals: QualityTotals,
  fence: number,
  nowMs: number,
  { table, monitor, store }: Pick<LabelDeps, "table" | "monitor" | "store">,
): Promise<void> {
  const document: TotalsDocument = { ...totals, state: serialiseQuality(totals.state) };
  await putGzipJson(store, objectKeys.quality(monitor.name, stored.hour), document);
  const item = { pk: partitions.quality(monitor.name), sk: hourKey(stored.hour), body: stored };
  await table.put(item, nowMs, { fence });
}

export async function readTotals(
  hour: HourIndex,
  { monitor, store }: Pick<LabelDeps, "monitor" | "store">,
): Promise<QualityTotals | null> {
  const document = await getGzipJson<TotalsDocument>(store, objectKeys.quality(monitor.name, hour), reviveMoments);
  return document && { ...document, state: parseQuality(document.state) };
}

/** Keeps the counts of the labels that a baseline's quality was learned from. */
export async function writeReferenceState(
  baselineVersion: string,
  state: QualityState,
  { monitor, store }: Pick<LabelDeps, "monitor" | "store">,
): Promise<void> {
  await putGzipJson(store, objectKeys.qualityReference(monitor.name, baselineVersion), {
    state: serialiseQuality(state),
  });
}

/** Null where they were not kept. */
export async function readReferenceState(
  baselineVersion: string,
  { monitor, store }: Pick<LabelDeps, "monitor" | "store">,
): Promise<QualityState | null> {
  const key = objectKeys.qualityReference(monitor.name, baselineVersion);
  const document = await getGzipJson<{ readonly state: string }>(store, key);
  return document && parseQuality(document.state);
}

/** Writes verdicts that are new or have changed, and notes them in the audit trail. */
export async function writeQualityVerdicts(
  stream: string,
  verdicts: readonly Verdict[],
  fence: number,
  nowMs: number,
  deps: Pick<LabelDeps, "table" | "monitor">,
): Promise<void> {
  const { table, monitor } = deps;
  const pk = partitions.qualityVerdicts(monitor.name, stream);
  for (const verdict of verdicts) {
    const sk = hourKey(verdict.hour);
    const known = await table.get(pk, sk, nowMs);
    if (JSON.stringify(known?.body) === JSON.stringify(verdict)) continue;
    await noteQualityVerdict(stream, verdict, contentHash(verdict), nowMs, deps);
    await table.put({ pk, sk, body: verdict }, nowMs, { fence });
  }
}
