import type { StatisticCalibration } from "../../calibration/statistic/statistic-types.js";
import type { ClassifierEstimator } from "../../quality/estimate/classifier-estimator.js";
import type { RegressionEstimator } from "../../quality/estimate/regression-estimator.js";
import type { QualityTask } from "../../quality/quality-metric.js";

/** Some statistics of labelled windows, by name, and what is normal of them. */
export interface NormalStatistics {
  /** In the order of the calibration's statistics. */
  readonly names: readonly string[];
  /** What values are divided by before they are judged: about the standard deviation of one row, in the metric's own unit. */
  readonly scales: readonly number[];
  readonly calibration: StatisticCalibration;
}

/** How many labels come, and when. */
export interface NormalCoverage {
  /** Share of usable predictions that get a label in the end. */
  readonly share: number;
  /** Hours after a window's end by which nearly all of its labels have come. */
  readonly settleHours: number;
  /** Of the share as an angle; null where too few windows had labels. */
  readonly calibration: StatisticCalibration | null;
}

/** What is normal of a model's quality, learned from labelled windows. Plain JSON. */
export interface QualityNormal {
  readonly formatVersion: 1;
  readonly task: QualityTask;
  /** The model's classes in order; for binary models the positive one last. */
  readonly classes: readonly string[];
  /** What the reference taught about rows whose labels are not there; null where a classifier gives no scores. */
  readonly estimator: ClassifierEstimator | RegressionEstimator | null;
  /** Gaps between labels and estimate, in standard deviations of one row; null without an estimator. */
  readonly concept: NormalStatistics | null;
  /** Realised metrics. */
  readonly realised: NormalStatistics;
  readonly coverage: NormalCoverage;
  /** Every metric that all labelled rows together define, for thresholds relative to them. */
  readonly levels: Readonly<Record<string, number>>;
  /** Rows that were learned from. */
  readonly rows: number;
}

/** Labels count as nearly all of those that are to be expected from this part of the usual share on. */
const DUE_SHARE = 0.8;

/**
 * True once a window's labels say enough of it: most of those to be expected have come, or nearly all of its time for them has
 * passed. While they come in they are seldom a fair sample: the outcome that takes longer is the one that is missing.
 *
 * @param ageHours since the window's end
 */
export function isDue(
  { share, settleHours }: NormalCoverage,
  { predictions, labelled }: { readonly predictions: number; readonly labelled: number },
  ageHours: number,
): boolean {
  return ageHours >= settleHours || labelled >= DUE_SHARE * share * predictions;
}
