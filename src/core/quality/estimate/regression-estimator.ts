import { mergeMoments, type Moments, momentsOf, NO_MOMENTS, sampleVariance } from "../../summaries/moments.js";
import { normalInterval } from "../interval.js";
import type { Moment } from "./class-estimate.js";
import type { ConceptGap, Estimated } from "./estimated.js";
import { added, strataEdges, stratumOf } from "./strata.js";

/** Losses of a regression that are estimated, by the name of the realised metric. */
const LOSSES = {
  mae: (error: number) => Math.abs(error),
  mse: (error: number) => error * error,
  bias: (error: number) => error,
} as const;
type LossName = keyof typeof LOSSES;
const LOSS_NAMES = Object.keys(LOSSES) as LossName[];

/** Moments of each loss by stratum of the prediction, shape [strata]. */
type StratumLosses = Readonly<Record<LossName, readonly Moments[]>>;

/** What labelled rows taught about a regression: the size of its errors by what it predicts. Plain JSON. */
export interface RegressionEstimator {
  readonly formatVersion: 1;
  readonly task: "regression";
  /** Inner edges of the strata of the prediction, ascending. */
  readonly edges: readonly number[];
  readonly losses: StratumLosses;
}

/** Rows by stratum of their prediction; plain JSON, adds up over rows. */
export interface RegressionStrata {
  readonly task: "regression";
  readonly rows: number;
  /** Shape [strata]. */
  readonly counts: readonly number[];
  /** Null where labels aren't there. */
  readonly losses: StratumLosses | null;
}

export interface PredictedRows {
  readonly rows: number;
  readonly predicted: Float64Array;
  readonly actual: Float64Array | null;
}

export function learnRegression(reference: PredictedRows & { readonly actual: Float64Array }): RegressionEstimator {
  const edges = strataEdges(reference.predicted.slice(0, reference.rows));
  return { formatVersion: 1, task: "regression", edges, losses: stratumLosses(edges, reference, reference.actual) };
}

export function stratifyRegression({ edges }: RegressionEstimator, rows: PredictedRows): RegressionStrata {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (let row = 0; row < rows.rows; row++) counts[stratumOf(rows.predicted[row]!, edges)]!++;
  return {
    task: "regression",
    rows: rows.rows,
    counts,
    losses: rows.actual && stratumLosses(edges, rows, rows.actual),
  };
}

function stratumLosses(
  edges: readonly number[],
  { rows, predicted }: PredictedRows,
  actual: Float64Array,
): StratumLosses {
  const errors = Array.from({ length: edges.length + 1 }, (): number[] => []);
  for (let row = 0; row < rows; row++) errors[stratumOf(predicted[row]!, edges)]!.push(predicted[row]! - actual[row]!);
  const of = (name: LossName) => errors.map((each) => momentsOf(Float64Array.from(each, LOSSES[name])));
  return { mae: of("mae"), mse: of("mse"), bias: of("bias") };
}

/** Labels of one side only are left out: half of them would be a wrong number. */
export function mergeRegressionStrata(a: RegressionStrata, b: RegressionStrata): RegressionStrata {
  const [left, right] = [a.losses, b.losses];
  const merged = (name: LossName) => left![name].map((each, i) => mergeMoments(each, right![name][i]!));
  return {
    task: "regression",
    rows: a.rows + b.rows,
    counts: added(a.counts, b.counts),
    losses: left && right ? { mae: merged("mae"), mse: merged("mse"), bias: merged("bias") } : null,
  };
}

/**
 * Expected errors of rows without looking at their labels: the reference's mean loss by stratum of the prediction, reweighted by how predictions
 * are distributed now (post-stratification). Right as long as errors of a given prediction stay as they were.
 *
 * @returns empty for no rows
 */
export function estimateRegression(estimator: RegressionEstimator, now: RegressionStrata, omega = 1): Estimated[] {
  if (now.rows === 0) return [];
  const of = (name: string, { value, variance }: Moment): Estimated => {
    const [low, high] = normalInterval(value, variance);
    return { name, value, low: low!, high: high! };
  };
  const mse = of("mse", expectedLoss(estimator.losses.mse, now.counts, omega));
  const root = (value: number) => Math.sqrt(Math.max(0, value));
  return [
    of("mae", expectedLoss(estimator.losses.mae, now.counts, omega)),
    { name: "rmse", value: root(mse.value), low: root(mse.low), high: root(mse.high) },
    mse,
    of("bias", expectedLoss(estimator.losses.bias, now.counts, omega)),
  ];
}

/** sum of (n_b / n) mean_b, and the variance of the realised mean about it: s_b^2 by chance, s_b^2 / m_b because the mean was learned. */
function expectedLoss(losses: readonly Moments[], counts: readonly number[], omega: number): Moment {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const all = losses.reduce(mergeMoments, NO_MOMENTS);
  let [value, variance] = [0, 0];
  counts.forEach((count, stratum) => {
    const known = losses[stratum]!.count > 1 ? losses[stratum]! : all;
    const spread = known.count > 1 ? sampleVariance(known) : 0;
    value += (count / rows) * known.mean;
    variance += omega * spread * (count / rows ** 2 + (count / rows) ** 2 / Math.max(1, known.count));
  });
  return { value, variance };
}

/** What labels say of mean absolute error and bias beyond what was expected of these rows; empty without labels. */
export function regressionGaps(estimator: RegressionEstimator, labelled: RegressionStrata, omega = 1): ConceptGap[] {
  const { losses, rows, counts } = labelled;
  if (losses === null || rows === 0) return [];
  return LOSS_NAMES.filter((name) => name !== "mse").map((name) => {
    const expected = expectedLoss(estimator.losses[name], counts, omega);
    const realised = losses[name].reduce(mergeMoments, NO_MOMENTS).mean;
    const spread = counts.reduce((sum, count, stratum) => {
      const known = estimator.losses[name][stratum]!;
      return sum + (known.count > 1 ? (count / rows) * sampleVariance(known) : 0);
    }, 0);
    const difference = realised - expected.value;
    return {
      name,
      expected: expected.value,
      difference,
      standardised: spread > 0 ? difference / Math.sqrt(spread) : 0,
      z: expected.variance > 0 ? difference / Math.sqrt(expected.variance) : 0,
      rows,
    };
  });
}
