import type { HourIndex } from "../../../contracts/verdict.js";
import { CalibrationInputError } from "../../calibration/calibration-errors.js";
import type { ZoneOffset } from "../../calibration/local-time.js";
import { calibrateStatistics } from "../../calibration/statistic/calibrate-statistics.js";
import type { StatisticCalibration, StatisticWindow } from "../../calibration/statistic/statistic-types.js";
import type { AtomicWindow } from "../../calibration/types.js";
import { coverageStatistic, delayWithin, type LabelCoverage, mergeCoverage } from "../../labels/coverage.js";
import type { QualityTask } from "../../quality/quality-metric.js";
import { type LabelledColumns, labelGaps, learnEstimator } from "./estimator.js";
import type { CountedMetric } from "./quality-counts.js";
import type { NormalCoverage, NormalStatistics, QualityNormal } from "./quality-normal.js";
import { REALISED } from "./realised-metrics.js";

/** One labelled window to learn from. */
export interface LabelledWindow {
  readonly hour: HourIndex;
  readonly rows: LabelledColumns;
  readonly metrics: Readonly<Record<string, CountedMetric>>;
  readonly coverage: LabelCoverage;
}

export interface QualityLearning {
  readonly task: QualityTask;
  readonly classes: readonly string[];
  /** Metrics of all rows together. */
  readonly levels: Readonly<Record<string, number>>;
  /** False pages per 30 days for all quality checks together. */
  readonly budget: number;
  readonly window: AtomicWindow;
  readonly zone: ZoneOffset;
  /** Longest time that a label is waited for. */
  readonly waitHours: number;
}

/** Parts of the budget: labels against the estimate find concept drift, realised metrics all else, coverage the labels' own faults. */
const CONCEPT_SHARE = 0.5;
const REALISED_SHARE = 0.25;
const COVERAGE_SHARE = 0.25;

const LEAST_ROWS = 30;
/** Smallest changes that alarm: of a gap in standard deviations of one row, and of the coverage's angle (5 points near one half). */
const LEAST_GAP = 0.05;
const LEAST_COVERAGE_CHANGE = 0.1;
/** Of a realised metric in standard deviations of one row. */
const LEAST_REALISED_CHANGE = 0.05;

/**
 * Learns from labelled windows what is normal: the estimator, the level and natural wobble of gaps and realised metrics, how many
 * labels come and how late.
 *
 * @param windows ascending
 * @throws CalibrationInputError with fewer than seven windows with labels
 */
export function learnQuality(windows: readonly LabelledWindow[], learning: QualityLearning): QualityNormal {
  const labelled = windows.filter(({ rows }) => rows.rows > 0);
  const estimator = learnEstimator(
    learning.task,
    labelled.map(({ rows }) => rows),
  );
  const concept =
    estimator &&
    conceptOf(
      labelled.map((it) => ({ ...it, gaps: labelGaps(estimator, it.rows) })),
      learning,
    );
  return {
    formatVersion: 1,
    task: learning.task,
    classes: learning.classes,
    estimator,
    concept,
    realised: realisedOf(labelled, learning),
    coverage: coverageOf(windows, learning),
    levels: learning.levels,
    rows: labelled.reduce((sum, { rows }) => sum + rows.rows, 0),
  };
}

const shared = ({ window, zone }: QualityLearning) => ({ season: false, minimumRows: LEAST_ROWS, window, zone });

function conceptOf(
  windows: readonly (LabelledWindow & { readonly gaps: ReturnType<typeof labelGaps> })[],
  learning: QualityLearning,
): NormalStatistics {
  const names = windows[0]?.gaps.map(({ name }) => name) ?? [];
  const series = windows.map(({ hour, rows, gaps }) => ({
    hour,
    rows: rows.rows,
    values: gaps.map(({ standardised }) => standardised),
  }));
  return {
    names,
    scales: names.map(() => 1),
    calibration: calibrateStatistics(series, {
      ...shared(learning),
      budget: CONCEPT_SHARE * learning.budget,
      omegaFloor: 1,
      minimumEffect: LEAST_GAP,
    }),
  };
}

/** Each metric has a unit of its own: it is judged in standard deviations of one row, as the reference's windows show them. */
function realisedOf(windows: readonly LabelledWindow[], learning: QualityLearning): NormalStatistics {
  const names = REALISED[learning.task].filter((name) => windows.every(({ metrics }) => metrics[name] !== undefined));
  const options = {
    ...shared(learning),
    budget: REALISED_SHARE * learning.budget,
    omegaFloor: 0,
    minimumEffect: LEAST_REALISED_CHANGE,
  };
  const seriesOf = (scales: readonly number[]): StatisticWindow[] =>
    windows.map(({ hour, rows, metrics }) => ({
      hour,
      rows: rows.rows,
      values: names.map((name, m) => metrics[name]!.value / scales[m]!),
    }));
  const { omega } = calibrateStatistics(seriesOf(names.map(() => 1)), options);
  const scales = omega.map((variance) => (variance > 0 ? Math.sqrt(variance) : 1));
  return { names, scales, calibration: calibrateStatistics(seriesOf(scales), options) };
}

/** Hours from the first arrival of a label to its file's: files come daily in most places. */
const FILE_HOURS = 24;
const NEARLY_ALL = 0.95;

function coverageOf(windows: readonly LabelledWindow[], learning: QualityLearning): NormalCoverage {
  const all = windows.map(({ coverage }) => coverage).reduce(mergeCoverage);
  const late = delayWithin(all, NEARLY_ALL);
  const hours = late.defined ? Math.ceil(late.value / 3_600_000) + FILE_HOURS : learning.waitHours;
  const series = windows.map(({ hour, coverage }): StatisticWindow => {
    return { hour, rows: coverage.predictions, values: [coverageStatistic(coverage)] };
  });
  return {
    share: all.predictions === 0 ? 0 : all.labelled / all.predictions,
    settleHours: Math.min(hours, learning.waitHours),
    calibration: triedCalibration(series, learning),
  };
}

function triedCalibration(series: readonly StatisticWindow[], learning: QualityLearning): StatisticCalibration | null {
  try {
    const budget = COVERAGE_SHARE * learning.budget;
    return calibrateStatistics(series, {
      ...shared(learning),
      budget,
      omegaFloor: 1,
      minimumEffect: LEAST_COVERAGE_CHANGE,
    });
  } catch (error) {
    if (error instanceof CalibrationInputError) return null;
    throw error;
  }
}
