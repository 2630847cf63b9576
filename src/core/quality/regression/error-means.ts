import { meanLoss } from "../losses.js";
import { transformed } from "../measured.js";
import type { RegressionLoss, RegressionMetric } from "../quality-metric.js";

function errorMean(
  name: string,
  title: string,
  better: "lower" | "nearer-zero",
  loss: RegressionLoss,
  why?: string,
): RegressionMetric {
  return {
    task: "regression",
    reads: "score",
    name,
    title,
    better,
    loss,
    measure: ({ losses }, omega) => meanLoss(losses, name, omega, why === undefined ? {} : { why }),
  };
}

/** Mean of |prediction - label|, in the label's unit. `mean_absolute_error`. */
export const meanAbsoluteError = errorMean("mae", "mean absolute error", "lower", (said, was) => Math.abs(said - was));

/** Mean of (prediction - label)^2. `mean_squared_error`. */
export const meanSquaredError = errorMean("mse", "mean squared error", "lower", (said, was) => (said - was) ** 2);

/** Square root of the mean squared error, in the label's unit. `root_mean_squared_error`. Interval: that of the MSE, rooted. */
export const rootMeanSquaredError: RegressionMetric = {
  task: "regression",
  reads: "score",
  name: "rmse",
  title: "root mean squared error",
  better: "lower",
  measure: (state, omega) =>
    transformed(meanSquaredError.measure(state, omega), (square) => Math.sqrt(Math.max(0, square))),
};

/** Mean of prediction - label: how much the model says too much, in the label's unit. */
export const bias = errorMean("bias", "bias (mean of prediction - label)", "nearer-zero", (said, was) => said - was);

/**
 * Mean of |prediction - label| / |label|. Undefined as soon as one label is 0, where `mean_absolute_percentage_error` of scikit-learn
 * divides by 2^-52 instead: use WAPE or sMAPE.
 */
export const meanPercentageError = errorMean(
  "mape",
  "mean absolute percentage error, as a share",
  "lower",
  (said, was) => (was === 0 ? NaN : Math.abs((said - was) / was)),
  "their label is 0, and a share of 0 is undefined (see wape and smape)",
);

/** Mean of 2 |prediction - label| / (|prediction| + |label|), 0 to 2; 0 where both are 0 (Makridakis 1993). */
export const symmetricPercentageError = errorMean(
  "smape",
  "symmetric mean absolute percentage error, as a share (0 to 2)",
  "lower",
  (said, was) => (said === was ? 0 : (2 * Math.abs(said - was)) / (Math.abs(said) + Math.abs(was))),
);
