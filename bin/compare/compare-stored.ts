import { messageOf, PlumblineError } from "../../src/contracts/errors.js";
import type { ObjectStore, StateTable } from "../../src/contracts/ports.js";
import type { FeatureSample } from "../../src/contracts/drift.js";
import type { Baseline } from "../../src/contracts/baseline.js";
import { baselineCounts } from "../../src/core/drift/baseline-sample.js";
import { compareSamples } from "../../src/core/drift/compare.js";
import type { MetricLimit } from "../../src/core/drift/judge.js";
import { levelSample } from "../../src/core/verdict/calibrated/level-baseline.js";
import type { Normal } from "../../src/core/verdict/calibrated/normal.js";
import { addCounts, sampleOf } from "../../src/core/verdict/feature-counts.js";
import type { WindowCounts } from "../../src/core/verdict/window-counts.js";
import { activeBaseline, baselineReader } from "../../src/pipeline/baseline-store.js";
import { hourFromKey, hourKey } from "../../src/pipeline/hour.js";
import { normalReader, ruleRecords } from "../../src/pipeline/normal/rule-store.js";
import { hoursSince } from "../../src/pipeline/observed-hours.js";
import { UsageError } from "../failure.js";
import { s3 } from "../inspect/s3.js";
import type { Compared, FileComparison } from "./compare-files.js";

/** A deployed monitor and some of its windows, as a mail names them. */
export interface StoredPlace {
  readonly monitor: string;
  /** Bucket of the hub's store. */
  readonly store: string;
  /** The hub's table. */
  readonly table: string;
  /** `2026-02-22T00`, or first and last hour as `2026-02-21T01/2026-02-22T00`. */
  readonly window: string;
}

const WINDOW = /^(\d{4}-\d{2}-\d{2}T\d{2})(?:\/(\d{4}-\d{2}-\d{2}T\d{2}))?$/;

/**
 * What a deployed monitor counted in some windows, against what it takes for normal: the numbers of its mails. Nothing is
 * read but counts.
 *
 * @param limits metrics that read ordered values are left out: counts don't hold them
 * @throws UsageError for a window that is none, a monitor without a baseline, hours without counts
 */
export async function compareStored(place: StoredPlace, limits: readonly MetricLimit[]): Promise<FileComparison> {
  const [store, table] = await Promise.all([s3().then((buckets) => buckets.bucket(place.store)), tableOf(place.table)]);
  try {
    return await comparisonOf(place, limits, store, table);
  } catch (error) {
    if (error instanceof PlumblineError) throw error;
    const message = `monitor ${place.monitor} can't be read from table ${place.table} and bucket ${place.store}: ${messageOf(error)}`;
    throw new PlumblineError("AWS", message, { retryable: true, cause: error });
  }
}

async function tableOf(name: string): Promise<StateTable> {
  const [{ DynamoDBClient }, { dynamoStateTable }] = await Promise.all([
    import("@aws-sdk/client-dynamodb"),
    import("../../src/adapters/dynamodb-state-table.js"),
  ]);
  return dynamoStateTable(new DynamoDBClient({}), name);
}

async function comparisonOf(
  { monitor, window }: StoredPlace,
  limits: readonly MetricLimit[],
  store: ObjectStore,
  table: StateTable,
): Promise<FileComparison> {
  const { first, last } = hoursOf(window);
  const nowMs = Date.now();
  const found = await activeBaseline(table, monitor, nowMs);
  if (!found) throw new UsageError(`monitor ${monitor} has no baseline in this table`);
  const baseline = await baselineReader(table, monitor).load(found.active.version, nowMs);
  const records = await ruleRecords(table, monitor, baseline.version, nowMs);
  const rule = records.findLast(({ fromHour }) => fromHour <= last);
  const normal = rule && "key" in rule ? await normalReader(store).load(rule.key) : null;

  const windows: WindowCounts[] = [];
  for await (const { hour, evidence, baselineVersion } of hoursSince(table, monitor, first, nowMs)) {
    if (hour > last) break;
    if (evidence && baselineVersion === baseline.version) windows.push(evidence);
  }
  if (windows.length === 0) throw new UsageError(`monitor ${monitor} has judged no window in ${window}`);
  const inCounts = limits.filter(({ metric }) => metric.reads !== "values");
  const compared = baseline.features.map(({ name }, f): [string, Compared] => {
    const samples = { reference: normalSample(baseline, normal, f), current: pooled(baseline, windows, f) };
    return [name, { ...compareSamples(samples.reference, samples.current, inCounts), ...samples }];
  });
  const total = windows.reduce((sum, { records: count }) => sum + count, 0);
  const side = (name: string, count: number): FileComparison["reference"] => ({
    name,
    records: count,
    rejects: { total: 0, byReason: {}, samples: [] },
  });
  return {
    reference: side(baseline.source, baseline.records),
    current: side(`${monitor}, ${hourKey(first)} to ${hourKey(last)}`, total),
    names: baseline.features.map(({ name }) => name),
    compared: new Map(compared),
    features: new Map(baseline.features.map((feature) => [feature.name, feature])),
    skipped: new Map(),
    onlyIn: new Map(),
  };
}

function hoursOf(window: string): { readonly first: number; readonly last: number } {
  const match = WINDOW.exec(window);
  const first = match ? hourFromKey(match[1]!) : Number.NaN;
  const last = match ? hourFromKey(match[2] ?? match[1]!) : Number.NaN;
  if (first <= last) return { first, last };
  throw new UsageError(
    `--window expects an hour such as 2026-02-22T00, or the first and the last one as 2026-02-21T01/2026-02-22T00, got ${window}`,
  );
}

function normalSample(baseline: Baseline, normal: Normal | null, feature: number): FeatureSample {
  const known = baseline.features[feature]!;
  return normal ? levelSample(known, normal.level[feature]!) : baselineCounts(known);
}

function pooled(baseline: Baseline, windows: readonly WindowCounts[], feature: number): FeatureSample {
  const counts = windows.map(({ features }) => features[feature]!.counts).reduce(addCounts);
  return sampleOf(baseline.features[feature]!, counts);
}
