import type { Confusion } from "../binary/binary-state.js";
import { fScore } from "../binary/f-scores.js";
import { type CellRates, cellVariances } from "./class-strata.js";

/** A value and its variance. */
export interface Moment {
  readonly value: number;
  readonly variance: number;
}

/** Expected confusion of one class against the rest. */
export function expectedConfusion(rows: readonly number[], { rate }: CellRates): Confusion {
  const strata = rows.length / 2;
  let [truePositive, falsePositive, falseNegative, trueNegative] = [0, 0, 0, 0];
  rows.forEach((n, cell) => {
    const positives = n * rate[cell]!;
    if (cell >= strata) {
      truePositive += positives;
      falsePositive += n - positives;
    } else {
      falseNegative += positives;
      trueNegative += n - positives;
    }
  });
  return { truePositive, falsePositive, falseNegative, trueNegative };
}

const STEP = 1e-4;

/**
 * A function of the confusion of one class, by the delta method over the positives of each cell: one positive more in a cell that is said to
 * be of the class makes a false positive a true one; in another cell, a true negative a false one.
 */
export function ofConfusion(
  rows: readonly number[],
  rates: CellRates,
  omega: number,
  value: (confusion: Confusion) => number,
): Moment {
  const confusion = expectedConfusion(rows, rates);
  const slope = (from: keyof Confusion, to: keyof Confusion): number => {
    const step = STEP * Math.max(1e-9, Math.min(confusion[from], confusion[to]));
    const moved = (by: number) => value({ ...confusion, [from]: confusion[from] - by, [to]: confusion[to] + by });
    return (moved(step) - moved(-step)) / (2 * step);
  };
  const said = slope("falsePositive", "truePositive");
  const other = slope("trueNegative", "falseNegative");
  const strata = rows.length / 2;
  const variance = cellVariances(rates, rows, omega).reduce(
    (sum, each, cell) => sum + each * (cell >= strata ? said : other) ** 2,
    0,
  );
  return { value: value(confusion), variance };
}

export const CONFUSION_VALUES: Readonly<Record<"precision" | "recall" | "f1", (confusion: Confusion) => number>> = {
  precision: ({ truePositive, falsePositive }) => truePositive / (truePositive + falsePositive),
  recall: ({ truePositive, falseNegative }) => truePositive / (truePositive + falseNegative),
  f1: (confusion) => fScore(confusion, 1),
};

/** Expected area under the ROC curve of the strata, rows of one stratum counting as ties. */
export function expectedArea(rows: readonly number[], rates: CellRates, omega: number): Moment {
  const strata = rows.length / 2;
  const positives = rows.map((n, cell) => n * rates.rate[cell]!);
  const sum = (values: readonly number[], stratum: number) => values[stratum]! + values[stratum + strata]!;
  const positive = Array.from({ length: strata }, (_, b) => sum(positives, b));
  const negative = Array.from({ length: strata }, (_, b) => sum(rows, b) - positive[b]!);
  const all = positive.reduce((total, each) => total + each, 0);
  const rest = negative.reduce((total, each) => total + each, 0);
  let [below, above, area] = [0, all, 0];
  const gains = positive.map((p, b) => {
    above -= p;
    const gain = { positive: (below + negative[b]! / 2) / rest, negative: (above + p / 2) / all };
    area += (p / all) * gain.positive;
    below += negative[b]!;
    return gain;
  });
  // One positive more in a cell is one negative less: the derivative of the area by it.
  const variance = cellVariances(rates, rows, omega).reduce((total, each, cell) => {
    const gain = gains[cell % strata]!;
    const slope = (gain.positive - area) / all - (gain.negative - area) / rest;
    return total + each * slope ** 2;
  }, 0);
  return { value: area, variance };
}
