import { meanLoss } from "../losses.js";
import type { BinaryMetric } from "../quality-metric.js";

/** Scores are kept this far from 0 and 1, so that one certain error doesn't make the mean infinite; scikit-learn's value. */
export const SMALLEST_PROBABILITY = 2 ** -52;

export function clipped(probability: number): number {
  return Math.min(1 - SMALLEST_PROBABILITY, Math.max(SMALLEST_PROBABILITY, probability));
}

/**
 * Mean of -ln of the probability given to what was true, in nats; scores are clipped to [2^-52, 1 - 2^-52].
 * `sklearn.metrics.log_loss`.
 */
export const logLoss: BinaryMetric = {
  task: "binary",
  reads: "score",
  name: "log-loss",
  title: "log-loss, in nats",
  better: "lower",
  loss: (score, _predicted, actual) => -Math.log(actual === 1 ? clipped(score) : 1 - clipped(score)),
  measure: ({ losses }, omega) => meanLoss(losses, "log-loss", omega),
};

/** Mean of (score - label)^2 (Brier 1950). `sklearn.metrics.brier_score_loss`. */
export const brier: BinaryMetric = {
  task: "binary",
  reads: "score",
  name: "brier",
  title: "Brier score",
  better: "lower",
  loss: (score, _predicted, actual) => (score - actual) ** 2,
  measure: ({ losses }, omega) => meanLoss(losses, "brier", omega, { range: [0, 1] }),
};
