import type { Finding } from "../../../contracts/verdict.js";
import type { QualityMetric } from "../../quality/quality-metric.js";
import { severityOf } from "../severity.js";
import type { QualityWindow } from "./quality-counts.js";
import { unitOf } from "./realised-metrics.js";

/** A fixed limit of one realised metric. */
export interface QualityThreshold {
  readonly metric: string;
  readonly better: QualityMetric["better"];
  /** Worst value that is still good. */
  readonly limit: number;
  /** What it was in the reference; null while that is not known. */
  readonly normal: number | null;
}

const LEAST_ROWS = 30;
const Z95 = 1.96;
/** What people ask for by name is named before what the rule finds by itself. */
const IMPORTANCE = 4;

/**
 * One finding per threshold: the metric's mean over the last 24 hours, weighted by labelled rows. It alarms when its whole 95 % interval
 * lies on the wrong side, so that a value that happens to lie beyond the limit does not.
 *
 * @param windows of the last 24 hours, the judged one last
 */
export function thresholdFindings(
  thresholds: readonly QualityThreshold[],
  windows: readonly QualityWindow[],
): Finding[] {
  return thresholds.map((threshold) => thresholdFinding(threshold, windows));
}

function thresholdFinding(threshold: QualityThreshold, windows: readonly QualityWindow[]): Finding {
  const { metric, limit, normal } = threshold;
  const { value, margin, rows } = pooled(metric, windows);
  const judged = rows >= LEAST_ROWS;
  const drifting = judged && isBeyond(threshold, value, margin);
  const effect = judged && margin > 0 ? (Math.abs(value - (normal ?? limit)) / margin) * (Z95 / Math.sqrt(rows)) : 0;
  const ratio = badness(threshold, value);
  return {
    feature: metric,
    role: "quality",
    check: "threshold",
    lens: "day",
    state: !judged ? "insufficient" : drifting ? "drifting" : "ok",
    ...(judged ? {} : { reason: `${rows} rows are too few to judge` }),
    value: judged ? value : 0,
    limit,
    ratio: drifting ? Math.max(1, ratio) : judged ? Math.min(ratio, 0.99) : 0,
    // A limit that people set is worth a page, however small the step beyond it.
    severity: drifting && severityOf(effect) === "low" ? "medium" : severityOf(effect),
    effect,
    impact: IMPORTANCE * effect,
    rows,
    change: judged ? { what: "threshold", unit: unitOf(metric), normal: normal ?? limit, now: value } : null,
  };
}

function pooled(
  metric: string,
  windows: readonly QualityWindow[],
): { readonly value: number; readonly margin: number; readonly rows: number } {
  let [rows, sum, variance] = [0, 0, 0];
  for (const { evidence } of windows) {
    const counted = evidence.metrics[metric];
    if (!counted || evidence.labelled === 0) continue;
    const half = counted.low === null || counted.high === null ? 0 : (counted.high - counted.low) / 2;
    rows += evidence.labelled;
    sum += evidence.labelled * counted.value;
    variance += (evidence.labelled * half) ** 2;
  }
  return { value: sum / rows, margin: Math.sqrt(variance) / rows, rows };
}

function isBeyond({ better, limit }: QualityThreshold, value: number, margin: number): boolean {
  if (better === "higher") return value + margin < limit;
  return (better === "nearer-zero" ? Math.abs(value) : value) - margin > limit;
}

/** 1 at the limit, more beyond it. */
function badness({ better, limit }: QualityThreshold, value: number): number {
  if (Number.isNaN(value)) return 0;
  const [good, bad] = better === "higher" ? [value, limit] : [limit, Math.abs(value)];
  return good > 0 ? Math.max(0, bad / good) : bad > 0 ? 2 : 0;
}
