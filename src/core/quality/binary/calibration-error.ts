import { boundedInterval } from "../interval.js";
import { measured, undefinedBecause } from "../measured.js";
import type { BinaryMetric } from "../quality-metric.js";
import { meanLoss } from "../losses.js";

/**
 * Expected calibration error: mean distance between score and share of positives over ten equal bins of the score,
 * sum of (n_b / n) |mean score - share of positives| (Naeini, Cooper and Hauskrecht 2015). With scikit-learn: the same sum over
 * `calibration_curve(n_bins=10, strategy="uniform")`.
 *
 * Each bin's sign taken as given, it is a mean over rows of +-(score - label), whose variance is that of the Brier score's mean minus
 * its own square; that makes the interval. A perfectly calibrated model does not reach 0: it is at about
 * sum of (n_b / n) sqrt(2 omega s_b (1 - s_b) / (pi n_b)), which is 0.8 / sqrt(n) for scores near one half in ten bins.
 */
export const calibrationError: BinaryMetric = {
  task: "binary",
  reads: "score",
  name: "ece",
  title: "expected calibration error (10 bins)",
  better: "lower",
  measure({ reliability, rows, losses }, omega) {
    const scored = reliability.reduce((sum, bin) => sum + bin.rows, 0);
    if (scored === 0) return undefinedBecause("no row has a score");
    if (scored < rows) return undefinedBecause(`only ${scored} of ${rows} rows have a score`);
    const value = reliability.reduce((sum, bin) => sum + Math.abs(bin.scoreSum - bin.positives), 0) / rows;
    const squares = meanLoss(losses, "brier", omega);
    if (!squares.defined) return measured(value, [null, null]);
    const variance = (omega * Math.max(0, squares.value - value ** 2)) / rows;
    return measured(value, boundedInterval(value, variance, rows / omega));
  },
};
