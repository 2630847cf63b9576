import { lossMoments, mergeLoss, NO_LOSS } from "../losses.js";
import type { RegressionMetric } from "../quality-metric.js";
import { EXACT_VALUES, TallyBuilder } from "../tally.js";
import { labelMoments, mergeLabelMoments, NO_LABELS } from "./label-moments.js";
import { mergeSizes, NO_SIZES, type RegressionState, type SizeSums } from "./regression-state.js";
import { regressionMetrics } from "./registry.js";

/** Labelled rows as columns of finite numbers; only the first `rows` entries count. */
export interface RegressionRows {
  readonly rows: number;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
}

export interface RegressionCounter {
  add(batch: RegressionRows): void;
  finish(): RegressionState;
}

/** Counts the labelled rows of a regression. @param exactValues distinct errors up to which the median is exact */
export function createRegressionCounter(
  exactValues: number = EXACT_VALUES,
  metrics: readonly RegressionMetric[] = regressionMetrics.values(),
): RegressionCounter {
  const errors = new TallyBuilder("positive", 1, exactValues);
  const losses = metrics.flatMap(({ name, loss }) => (loss ? [{ name, loss, sum: NO_LOSS }] : []));
  let [rows, labels, sizes, largestError] = [0, NO_LABELS, NO_SIZES, 0];
  return {
    add(batch) {
      const { predicted, actual } = batch;
      rows += batch.rows;
      labels = mergeLabelMoments(labels, labelMoments(predicted, actual, batch.rows));
      sizes = mergeSizes(sizes, sizesOf(batch));
      for (let i = 0; i < batch.rows; i++) {
        const error = Math.abs(predicted[i]! - actual[i]!);
        errors.add(error, 0);
        if (error > largestError) largestError = error;
      }
      for (const each of losses) {
        const values = Float64Array.from({ length: batch.rows }, (_, i) => each.loss(predicted[i]!, actual[i]!));
        each.sum = mergeLoss(each.sum, lossMoments(values, batch.rows));
      }
    },
    finish: () => ({
      task: "regression",
      rows,
      labels,
      sizes,
      absoluteErrors: errors.finish(),
      largestError,
      losses: Object.fromEntries(losses.map(({ name, sum }) => [name, sum])),
    }),
  };
}

function sizesOf({ rows, predicted, actual }: RegressionRows): SizeSums {
  const sums = { ...NO_SIZES };
  for (let i = 0; i < rows; i++) {
    const label = Math.abs(actual[i]!);
    const error = Math.abs(predicted[i]! - actual[i]!);
    sums.absoluteLabels += label;
    sums.squaredLabels += label * label;
    sums.absoluteErrors += error;
    sums.squaredErrors += error * error;
    sums.products += label * error;
  }
  return sums;
}
