import { registry } from "../../../contracts/registry.js";
import type { BinaryMetric } from "../quality-metric.js";
import { averagePrecision } from "./average-precision.js";
import { balancedAccuracy } from "./balanced-accuracy.js";
import {
  accuracyBestConstant,
  fHalfBestConstant,
  fOneBestConstant,
  fTwoBestConstant,
  precisionBestConstant,
  recallBestConstant,
} from "./best-constant.js";
import { calibrationError } from "./calibration-error.js";
import { accuracy, falseNegativeRate, falsePositiveRate, precision, recall, specificity } from "./class-shares.js";
import { fHalf, fOne, fTwo } from "./f-scores.js";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.js";
import { matthews } from "./matthews.js";
import { brier, logLoss } from "./probability-losses.js";
import { gini, rocAuc } from "./roc-auc.js";

/** Every quality metric of binary classifiers, in the order in which people read them. */
export const binaryMetrics = registry<BinaryMetric>("binary quality metric", [
  accuracy,
  balancedAccuracy,
  precision,
  recall,
  specificity,
  fHalf,
  fOne,
  fTwo,
  falsePositiveRate,
  falseNegativeRate,
  matthews,
  rocAuc,
  gini,
  kolmogorovSmirnov,
  averagePrecision,
  logLoss,
  brier,
  calibrationError,
  accuracyBestConstant,
  precisionBestConstant,
  recallBestConstant,
  fHalfBestConstant,
  fOneBestConstant,
  fTwoBestConstant,
]);
