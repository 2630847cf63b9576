import { countVariance } from "../delta-method.js";
import { boundedInterval } from "../interval.js";
import { type Measured, measured, undefinedBecause } from "../measured.js";
import type { Confusion } from "./binary-state.js";

/** A smooth function of the confusion matrix. */
export interface CountFormula {
  /** NaN where it is undefined. */
  readonly value: (counts: Confusion) => number;
  readonly because: (counts: Confusion) => string;
  /** Rows that the metric rests on, for its interval at the ends of the range. */
  readonly rows: (counts: Confusion) => number;
  readonly range?: readonly [number, number];
}

/** The value with an interval by the delta method over the four counts (see `countVariance` and `boundedInterval`). */
export function measureCounts(
  confusion: Confusion,
  omega: number,
  { value, because, rows, range = [0, 1] }: CountFormula,
): Measured {
  const now = value(confusion);
  if (!Number.isFinite(now)) return undefinedBecause(because(confusion));
  const variance = countVariance(cellsOf(confusion), (cells) => value(confusionOf(cells)), omega);
  return measured(now, boundedInterval(now, variance, rows(confusion) / omega, range));
}

export function cellsOf({ truePositive, falsePositive, falseNegative, trueNegative }: Confusion): number[] {
  return [truePositive, falsePositive, falseNegative, trueNegative];
}

export function confusionOf(cells: readonly number[]): Confusion {
  const [truePositive = 0, falsePositive = 0, falseNegative = 0, trueNegative = 0] = cells;
  return { truePositive, falsePositive, falseNegative, trueNegative };
}
