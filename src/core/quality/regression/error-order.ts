import { Z95 } from "../interval.js";
import { measured } from "../measured.js";
import type { RegressionMetric } from "../quality-metric.js";
import { rowsOf, type Tally } from "../tally.js";

/** Half a bin is at most 1/512 of an error. */
const HALF_BIN = 1 / 512;

/**
 * Median of |prediction - label|. `median_absolute_error`. Interval by order statistics: ranks n/2 +- 1.96 sqrt(omega n) / 2.
 * From bins, the middle of the bin, with an error of at most 1/512 of the value.
 */
export const medianAbsoluteError: RegressionMetric = {
  task: "regression",
  reads: "score",
  name: "median-ae",
  title: "median absolute error",
  better: "lower",
  measure({ absoluteErrors, rows }, omega) {
    const half = (Z95 * Math.sqrt(omega * rows)) / 2;
    const value = (valueAtRank(absoluteErrors, (rows - 1) >> 1) + valueAtRank(absoluteErrors, rows >> 1)) / 2;
    const low = valueAtRank(absoluteErrors, Math.floor(rows / 2 - half));
    const high = valueAtRank(absoluteErrors, Math.ceil(rows / 2 + half) - 1);
    const bound = absoluteErrors.exact ? 0 : value * HALF_BIN;
    return measured(value, [Math.min(low, value), Math.max(high, value)], bound);
  },
};

/** Largest |prediction - label|. `max_error`. An extreme value has no interval that rests on these rows alone. */
export const largestError: RegressionMetric = {
  task: "regression",
  reads: "score",
  name: "max-error",
  title: "largest absolute error",
  better: "lower",
  measure: (state) => measured(state.largestError, [null, null]),
};

/** @param rank 0-based; held within the rows */
function valueAtRank(tally: Tally, rank: number): number {
  const { keys, exact } = tally;
  const [counts] = tally.counts;
  const wanted = Math.min(rowsOf(tally, 0) - 1, Math.max(0, rank));
  let seen = 0;
  for (let i = 0; i < keys.length; i++) {
    seen += counts![i]!;
    if (seen > wanted) return exact ? keys[i]! : keys[i]! * (1 + HALF_BIN);
  }
  return NaN;
}
