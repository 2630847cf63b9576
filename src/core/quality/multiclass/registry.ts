import { registry } from "../../../contracts/registry.js";
import type { MulticlassMetric } from "../quality-metric.js";
import { accuracy, topFive, topThree, topTwo } from "./accuracy.js";
import { bestConstantMetrics } from "./best-constant.js";
import { classScoreMetrics } from "./class-scores.js";
import { logLoss, macroRocAuc } from "./probabilities.js";

/** Every quality metric of classifiers with several classes, in the order in which people read them. */
export const multiclassMetrics = registry<MulticlassMetric>("multiclass quality metric", [
  accuracy,
  ...classScoreMetrics,
  topTwo,
  topThree,
  topFive,
  macroRocAuc,
  logLoss,
  ...bestConstantMetrics,
]);
