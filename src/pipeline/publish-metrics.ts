import { MONITOR_DIMENSION, MONITOR_METRICS, type MonitorMetric } from "../contracts/metrics.js";
import { ConditionFailedError } from "../contracts/errors.js";
import type { MetricDatum } from "../contracts/ports.js";
import type { Verdict } from "../contracts/verdict.js";
import type { AnalysisDeps } from "./deps.js";
import { captureSilence } from "./capture-silence.js";
import { DAY_MS, hourKey, startMsOf } from "./hour.js";
import { partitions } from "./keys.js";

/** What a run found, for the series that alarms look at. */
export interface RunSummary {
  readonly openIncidents: number;
  /** The latest judged window; null before the first. */
  readonly latest: Verdict | null;
}

/** CloudWatch takes no points older than two weeks. */
const OLDEST_POINT_MS = 14 * DAY_MS;
const KEEP_MARKERS_MS = 30 * DAY_MS;

/** The state of now, stamped with the time of the run, so that alarms never look at a back-dated series. */
export async function publishRun(run: RunSummary, nowMs: number, deps: AnalysisDeps): Promise<void> {
  const { latest } = run;
  const values: [MonitorMetric, number | null][] = [
    [MONITOR_METRICS.openIncidents, run.openIncidents],
    [MONITOR_METRICS.captureSilence, await captureSilence(nowMs, deps)],
    [MONITOR_METRICS.driftScoreNow, latest && latest.score],
  ];
  await deps.metrics.publish(
    values.flatMap(([metric, value]) => (value === null ? [] : [datum(metric, value, nowMs, deps)])),
  );
}

/** Of a run that judges nothing, so that silence isn't taken for a failure. */
export async function publishRest(openIncidents: number, nowMs: number, deps: AnalysisDeps): Promise<void> {
  await deps.metrics.publish([datum(MONITOR_METRICS.openIncidents, openIncidents, nowMs, deps)]);
}

/**
 * The counts of settled hours, once for each: points can't be taken back, so restatements live in the store. The
 * marker comes after the points; a crash in between publishes them twice, and Maximum counts them once.
 */
export async function publishHours(verdicts: readonly Verdict[], nowMs: number, deps: AnalysisDeps): Promise<void> {
  const pk = partitions.published(deps.monitor.name);
  for (const verdict of verdicts) {
    const hourMs = startMsOf(verdict.hour);
    const sk = hourKey(verdict.hour);
    if (hourMs < nowMs - OLDEST_POINT_MS || (await deps.table.get(pk, sk, nowMs))) continue;
    await deps.metrics.publish([
      datum(MONITOR_METRICS.recordsProfiled, verdict.records, hourMs, deps),
      datum(MONITOR_METRICS.recordsRejected, verdict.rejects.total, hourMs, deps),
    ]);
    await mark(pk, sk, nowMs, deps);
  }
}

async function mark(pk: string, sk: string, nowMs: number, { table }: AnalysisDeps): Promise<void> {
  try {
    await table.put({ pk, sk, body: {}, expiresAtMs: nowMs + KEEP_MARKERS_MS }, nowMs, { expect: "absent" });
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

const datum = (metric: MonitorMetric, value: number, timestampMs: number, deps: AnalysisDeps): MetricDatum => ({
  name: metric.name,
  unit: metric.unit,
  value,
  timestampMs,
  dimensions: { [MONITOR_DIMENSION]: deps.monitor.name },
});
