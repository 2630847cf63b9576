import type { JoinCounts, LabelledPairs } from "../../src/core/labels/labelled-pairs.js";
import { coverageOf, coverageShare, delayWithin, type LabelCoverage } from "../../src/core/labels/coverage.js";
import type { ConceptGap, Estimated } from "../../src/core/quality/estimate/estimated.js";
import type { QualityValue } from "../../src/core/quality/measure.js";
import { measureQuality } from "../../src/core/quality/measure.js";
import type { ChallengerComparison } from "./challenger.js";
import type { Estimator } from "./estimates.js";
import type { PeriodRows } from "./period-rows.js";
import { type PeriodLength, periodName } from "./periods.js";
import type { ReadRows } from "./read-rows.js";

const HOUR_MS = 3_600_000;

/** One metric as it is printed; null where it is undefined, with the reason beside it. */
export interface ReportedMetric {
  readonly name: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Largest error of the value by binned scores; left out where it is exact. */
  readonly bound?: number;
  readonly class?: string;
  readonly undefinedBecause?: string;
}

export interface ReportedPeriod {
  readonly period: string;
  readonly rows: number;
  readonly labelled: number;
  readonly metrics: readonly ReportedMetric[];
  readonly estimated: readonly Estimated[];
  readonly conceptDrift: readonly ConceptGap[];
}

export interface QualityReport extends Omit<ReportedPeriod, "period"> {
  readonly task: string;
  readonly taskInferred: boolean;
  /** Binary: the negative, then the positive class. */
  readonly classes: readonly string[];
  /** Share of usable predictions that have a label. */
  readonly coverage: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Hours from prediction to label, where both have a time. */
  readonly delayHours: { readonly median: number; readonly p90: number } | null;
  /** Design effect: so many rows count as one in every interval. */
  readonly omega: number;
  readonly join: JoinCounts;
  readonly files: { readonly predictions: readonly ReadRows[]; readonly labels: readonly ReadRows[] };
  readonly periods: readonly ReportedPeriod[];
  readonly challenger: ChallengerComparison | null;
}

export interface Evaluation {
  readonly task: string;
  readonly taskInferred: boolean;
  readonly classes: readonly string[];
  readonly joined: LabelledPairs;
  readonly all: PeriodRows;
  readonly periods: readonly PeriodRows[];
  readonly length: PeriodLength;
  readonly omega: number;
  readonly estimator: Estimator;
  readonly files: QualityReport["files"];
  readonly challenger: ChallengerComparison | null;
}

export function qualityReport(evaluation: Evaluation): QualityReport {
  const { joined, all, periods, length, omega, estimator, files, challenger, task, taskInferred, classes } = evaluation;
  const section = (rows: PeriodRows, effect: number) => ({
    rows: rows.rows.length,
    labelled: rows.state.rows,
    metrics: measureQuality(rows.state, effect).map(reported),
    estimated: estimator.estimated(rows, effect),
    conceptDrift: estimator.gaps(rows, effect),
  });
  const coverage = coverageOf(joined);
  return {
    task,
    taskInferred,
    classes,
    ...section(all, omega),
    coverage: shareOf(coverage),
    delayHours: delayOf(coverage),
    omega,
    join: joined.counts,
    files,
    periods: periods.map((rows) => ({ period: periodName(rows.startMs!, length), ...section(rows, omega) })),
    challenger,
  };
}

function reported({ name, class: ofClass, measured }: QualityValue): ReportedMetric {
  const base = { name, ...(ofClass === null ? {} : { class: ofClass }) };
  if (!measured.defined) return { ...base, value: null, low: null, high: null, undefinedBecause: measured.because };
  const { value, low, high, bound } = measured;
  return { ...base, value, low, high, ...(bound === 0 ? {} : { bound }) };
}

function shareOf(coverage: LabelCoverage): QualityReport["coverage"] {
  const share = coverageShare(coverage);
  return share.defined ? { value: share.value, low: share.low!, high: share.high! } : null;
}

function delayOf(coverage: LabelCoverage): QualityReport["delayHours"] {
  const [median, p90] = [delayWithin(coverage, 0.5), delayWithin(coverage, 0.9)];
  return median.defined && p90.defined ? { median: median.value / HOUR_MS, p90: p90.value / HOUR_MS } : null;
}
