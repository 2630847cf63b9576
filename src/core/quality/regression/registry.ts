import { registry } from "../../../contracts/registry.js";
import type { RegressionMetric } from "../quality-metric.js";
import {
  bias,
  meanAbsoluteError,
  meanPercentageError,
  meanSquaredError,
  rootMeanSquaredError,
  symmetricPercentageError,
} from "./error-means.js";
import { largestError, medianAbsoluteError } from "./error-order.js";
import { determination, weightedPercentageError } from "./error-ratios.js";

/** Every quality metric of regressions, in the order in which people read them. */
export const regressionMetrics = registry<RegressionMetric>("regression quality metric", [
  meanAbsoluteError,
  rootMeanSquaredError,
  meanSquaredError,
  bias,
  medianAbsoluteError,
  weightedPercentageError,
  meanPercentageError,
  symmetricPercentageError,
  determination,
  largestError,
]);
