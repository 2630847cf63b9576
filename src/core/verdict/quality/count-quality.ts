import { createLabelledCounter } from "../../labels/count-labelled.js";
import { coverageOf, type LabelCoverage, mergeCoverage } from "../../labels/coverage.js";
import { gatherSaid } from "../../labels/gather-said.js";
import type { LabelledPairs } from "../../labels/labelled-pairs.js";
import type { QualityModel } from "../../labels/model-classes.js";
import { createSaidReader } from "../../labels/said.js";
import { measureQuality } from "../../quality/measure.js";
import { mergeQuality } from "../../quality/merge.js";
import type { QualityState } from "../../quality/quality-metric.js";
import { type LabelledColumns, mergeStrataOf, type SaidRows, type Strata, strataGaps, strataOf } from "./estimator.js";
import type { CountedMetric, QualityCounts } from "./quality-counts.js";
import type { QualityNormal } from "./quality-normal.js";

/** Everything that is kept of the quality of some hours; adds up. Plain JSON. */
export interface QualityTotals {
  readonly state: QualityState;
  readonly coverage: LabelCoverage;
  /** All usable rows on the strata of what was normal, for estimates; null without an estimator. */
  readonly strata: Strata | null;
  /** Labelled rows on the same strata. */
  readonly labelledStrata: Strata | null;
  /** Pairs that could not be used because a class is none of the model's. */
  readonly unusablePairs: number;
  /** Labels and predictions that stood aside for another one of their id. */
  readonly repeatedLabels: number;
  readonly repeatedPredictions: number;
}

/** Counts one hour's predictions and labels. */
export function countQuality(pairs: LabelledPairs, model: QualityModel, normal: QualityNormal | null): QualityTotals {
  const estimator = normal?.estimator ?? null;
  const labelled = labelledColumns(pairs, model);
  return {
    state: stateOf(pairs, model),
    coverage: coverageOf(pairs),
    strata: estimator && strataOf(estimator, usableColumns(pairs, model), null),
    labelledStrata: estimator && strataOf(estimator, labelled, labelled.actual),
    unusablePairs: pairs.counts.matched - pairs.counts.labelled,
    repeatedLabels: pairs.counts.labels.repeated,
    repeatedPredictions: pairs.counts.predictions.repeated,
  };
}

export function mergeTotals(a: QualityTotals, b: QualityTotals): QualityTotals {
  return {
    state: mergeQuality(a.state, b.state),
    coverage: mergeCoverage(a.coverage, b.coverage),
    strata: a.strata && b.strata && mergeStrataOf(a.strata, b.strata),
    labelledStrata: a.labelledStrata && b.labelledStrata && mergeStrataOf(a.labelledStrata, b.labelledStrata),
    unusablePairs: a.unusablePairs + b.unusablePairs,
    repeatedLabels: a.repeatedLabels + b.repeatedLabels,
    repeatedPredictions: a.repeatedPredictions + b.repeatedPredictions,
  };
}

/** What rules judge of these totals. @param metrics that rules ask for, by name */
export function countsOfTotals(
  { state, coverage, labelledStrata }: QualityTotals,
  normal: QualityNormal | null,
  metrics: readonly string[],
): QualityCounts {
  const values = metricsByName(state, omegaOf(normal));
  const gaps = normal?.estimator && labelledStrata ? strataGaps(normal.estimator, labelledStrata) : [];
  return {
    predictions: coverage.predictions,
    labelled: coverage.labelled,
    metrics: Object.fromEntries(metrics.flatMap((name) => (values[name] ? [[name, values[name]]] : []))),
    gaps: gaps.map(({ name, expected, difference, standardised }) => ({ name, expected, difference, standardised })),
  };
}

/** Every defined metric of all rows with its interval. */
export function metricsByName(state: QualityState, omega: number): Readonly<Record<string, CountedMetric>> {
  return Object.fromEntries(
    measureQuality(state, omega).flatMap(({ name, class: ofClass, measured }) => {
      if (ofClass !== null || !measured.defined) return [];
      const { value, low, high } = measured;
      return [[name, { value, low, high }]];
    }),
  );
}

/** How many rows count as one: what the reference's windows showed of right answers, 1 while that is not known. */
export function omegaOf(normal: QualityNormal | null): number {
  return Math.max(1, normal?.concept?.calibration.omega[0] ?? 1);
}

/** Predictions of all usable rows. */
export function usableColumns({ predictions, usable }: LabelledPairs, model: QualityModel): SaidRows {
  return gatherSaid(createSaidReader(predictions, model), usable);
}

/** Predictions and labels of the pairs. @param most rows; of more, the first in order of their ids' hashes, a fair sample */
export function labelledColumns(
  { predictions, predictionRows, actual }: LabelledPairs,
  model: QualityModel,
  most = Infinity,
): LabelledColumns {
  const rows = Math.min(most, predictionRows.length);
  const said = gatherSaid(createSaidReader(predictions, model), predictionRows.subarray(0, rows));
  return { ...said, actual: actual.subarray(0, rows) };
}

function stateOf({ predictions, labels, predictionRows, labelRows }: LabelledPairs, model: QualityModel): QualityState {
  const counter = createLabelledCounter(predictions, labels, model);
  for (let pair = 0; pair < predictionRows.length; pair++) counter.add(predictionRows[pair]!, labelRows[pair]!);
  return counter.finish();
}
